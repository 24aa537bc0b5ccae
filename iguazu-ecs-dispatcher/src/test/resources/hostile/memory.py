# Takes memory without end.
# defence: memory limit without swap
# ends: FAILED of memory

hoard = []
for _ in range(512):
    hoard.append(bytearray(os.urandom(1 << 20)))
escaped("512 MiB")
