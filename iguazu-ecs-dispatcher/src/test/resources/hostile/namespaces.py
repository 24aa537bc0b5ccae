# Makes mount, network and PID namespaces.
# defence: no CAP_SYS_ADMIN, seccomp

refused("unshare", syscall, 272, 0x00020000 | 0x40000000 | 0x20000000)
