# Has the kernel run a program on the host when something crashes.
# defence: /proc/sys is read-only

refused("core_pattern", write, "/proc/sys/kernel/core_pattern", "|/tmp/program")
