# Calls the host through the bridge's gateway.
# defence: own network namespace without interfaces

refused("the gateway", connect, "172.17.0.1", int(os.environ["LISTENING"]))
