# Fills shared memory.
# defence: private IPC namespace without /dev/shm, memory limit

refused("/dev/shm", write, "/dev/shm/filler", "x" * (1 << 20))
