# Fills /tmp.
# defence: tmpfs with a size, within the memory limit

written = 0
try:
    with open("/tmp/filler", "wb", buffering=0) as file:
        for written in range(512):
            file.write(b"x" * (1 << 20))
except OSError as e:
    contained(f"{written} MiB: {e.strerror}")
escaped("512 MiB")
