# Talks to hardware.
# defence: no CAP_SYS_RAWIO, seccomp

refused("io-ports", syscall, 172, 3)
