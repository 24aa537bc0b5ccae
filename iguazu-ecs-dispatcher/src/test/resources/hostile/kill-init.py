# Kills the first process of its container.
# defence: a PID namespace protects its first process from those within

try:
    os.kill(1, signal.SIGKILL)
except OSError as e:
    contained(e.strerror)
time.sleep(0.2)
contained("nothing happened")
