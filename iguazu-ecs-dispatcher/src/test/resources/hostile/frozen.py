# Stops everything it can with SIGSTOP, itself included.
# defence: timeout of the job; SIGKILL wakes what is stopped
# ends: TIMED_OUT timeout

subprocess.Popen(["sleep", "30"])
os.kill(-1, signal.SIGSTOP)
os.kill(os.getpid(), signal.SIGSTOP)
escaped("still running")
