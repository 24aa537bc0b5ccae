# Reads the kernel's memory.
# defence: /proc/kcore is covered

try:
    with open("/proc/kcore", "rb") as file:
        got = file.read(64)
except OSError as e:
    contained(e.strerror)
escaped("read it") if got else contained("empty")
