# Calls a service on the host's 127.0.0.1.
# defence: own network namespace without interfaces

refused("a service on 127.0.0.1", connect, "127.0.0.1", int(os.environ["LISTENING"]))
