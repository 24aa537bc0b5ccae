# Lifts its own limits.
# defence: /sys/fs/cgroup is read-only

limits = [path for path in ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max") if os.path.exists(path)]
if not limits:
    contained("no control groups inside")
refused("a memory limit", write, limits[0], "-1")
