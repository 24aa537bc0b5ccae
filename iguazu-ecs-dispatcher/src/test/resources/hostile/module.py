# Loads a kernel module.
# defence: no CAP_SYS_MODULE, seccomp

refused("module", syscall, 175, b"", 0, b"")
