# Makes a device node for the disk.
# defence: no CAP_MKNOD, tmpfs nodev

import stat
refused("mknod", os.mknod, "/tmp/disk", 0o600 | stat.S_IFBLK, os.makedev(8, 0))
