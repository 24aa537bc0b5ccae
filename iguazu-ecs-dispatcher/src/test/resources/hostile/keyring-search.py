# Reads keyrings.
# defence: seccomp

refused("keyring-search", syscall, 250, 0, -3, 1)
