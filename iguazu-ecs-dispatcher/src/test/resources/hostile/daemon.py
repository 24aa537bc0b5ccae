# Leaves a daemon behind that has left its session.
# defence: the container ends with its first process

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv("/bin/sleep", ["iguazu-hostile-daemon", "300"])
    os._exit(0)
os.wait()
contained("left a daemon, which must be gone")
