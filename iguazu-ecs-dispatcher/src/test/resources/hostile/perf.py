# Watches the host by performance events.
# defence: no CAP_PERFMON, seccomp

refused("perf", syscall, 298, ctypes.create_string_buffer((b"\0" * 4) + (120).to_bytes(4, "little") + b"\0" * 112), -1, 0, -1, 0)
