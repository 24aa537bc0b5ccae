# Has the kernel run a program when a control group empties.
# defence: /sys/fs/cgroup is read-only, no CAP_SYS_ADMIN

refused("a control group", os.mkdir, "/sys/fs/cgroup/memory/hostile" if os.path.isdir("/sys/fs/cgroup/memory") else "/sys/fs/cgroup/hostile")
