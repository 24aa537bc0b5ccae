# Sends SIGKILL to every process it can see.
# defence: own PID namespace
# ends: FAILED exit code 137

if os.fork() == 0:
    os.kill(-1, signal.SIGKILL)
    os._exit(0)
time.sleep(30)
