# Leaves its root by chroot.
# defence: no CAP_SYS_CHROOT

refused("chroot", os.chroot, "/tmp")
