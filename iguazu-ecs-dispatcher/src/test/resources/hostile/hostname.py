# Changes the host name.
# defence: no CAP_SYS_ADMIN

refused("hostname", syscall, 170, b"hostile", 7)
