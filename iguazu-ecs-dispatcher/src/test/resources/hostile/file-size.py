# Makes a file that says it is 1 TiB.
# defence: ulimit fsize

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open("/tmp/huge", "wb") as file:
    refused("1 TiB", file.truncate, 1 << 40)
