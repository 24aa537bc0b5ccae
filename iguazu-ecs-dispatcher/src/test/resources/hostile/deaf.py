# Ignores SIGTERM and never ends.
# defence: SIGKILL after the stop timeout
# ends: TIMED_OUT timeout

signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    time.sleep(1)
