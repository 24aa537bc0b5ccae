# Makes the root writable again.
# defence: no CAP_SYS_ADMIN, seccomp

refused("remount", syscall, 165, b"none", b"/", None, 32, None)
