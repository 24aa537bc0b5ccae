# Mounts a file system.
# defence: no CAP_SYS_ADMIN, seccomp

refused("mount", syscall, 165, b"none", b"/tmp", b"tmpfs", 0, None)
