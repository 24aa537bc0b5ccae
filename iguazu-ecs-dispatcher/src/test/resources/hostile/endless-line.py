# Prints 64 MiB without the end of a line.
# defence: log streams are cut, and so are lines (by the loopback; CloudWatch takes what comes until the timeout)
# ends: SUCCEEDED

for _ in range(64):
    sys.stdout.write("x" * (1 << 20))
sys.stdout.flush()
