# Sets the clock.
# defence: no CAP_SYS_TIME, seccomp

refused("clock", syscall, 227, 0, ctypes.create_string_buffer(16))
