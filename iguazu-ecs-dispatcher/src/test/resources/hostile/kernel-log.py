# Reads the kernel's log.
# defence: no CAP_SYSLOG, seccomp

refused("kernel-log", syscall, 103, 3, ctypes.create_string_buffer(4096), 4096)
