# Loads another kernel.
# defence: no CAP_SYS_BOOT, seccomp

refused("kexec", syscall, 246, 0, 0, None, 0)
