# Makes a user namespace, to be root in it.
# defence: seccomp

refused("unshare(CLONE_NEWUSER)", syscall, 272, 0x10000000)
