# Reboots.
# defence: no CAP_SYS_BOOT, seccomp

refused("reboot", syscall, 169, 0xfee1dead, 672274793, 0x89abcdef, None)
