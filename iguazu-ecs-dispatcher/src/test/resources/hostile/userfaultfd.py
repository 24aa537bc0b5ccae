# Holds up the kernel by page faults.
# defence: no CAP_SYS_PTRACE, seccomp

refused("userfaultfd", syscall, 323, 0)
