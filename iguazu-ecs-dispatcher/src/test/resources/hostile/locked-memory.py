# Locks memory, so that it cannot be reclaimed.
# defence: default ulimit memlock, no CAP_IPC_LOCK

buffer = ctypes.create_string_buffer(32 << 20)
refused("mlock of 32 MiB", syscall, 149, buffer, 32 << 20)
