# Prints 64 MiB of lines.
# defence: log streams are cut (by the loopback; CloudWatch takes what comes until the timeout)
# ends: SUCCEEDED

line = "x" * 1023 + "\n"
for _ in range(64 * 1024):
    sys.stdout.write(line)
sys.stdout.flush()
