# Sets up an io_uring.
# defence: seccomp of Docker 25 and later; sysctl kernel.io_uring_disabled=2 before

refused("io-uring", syscall, 425, 8, ctypes.create_string_buffer(120))
