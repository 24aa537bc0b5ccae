# Unmounts what covers files of the host.
# defence: no CAP_SYS_ADMIN, seccomp

refused("umount", syscall, 166, b"/proc/kcore", 0)
