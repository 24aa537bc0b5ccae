# Adds swap.
# defence: no CAP_SYS_ADMIN, seccomp

refused("swap", syscall, 167, b"/tmp", 0)
