# Adds a key to a keyring.
# defence: seccomp

refused("keyring", syscall, 248, b"user", b"hostile", b"x", 1, -3)
