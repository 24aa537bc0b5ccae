# Crashes the host by its magic key.
# defence: /proc/sysrq-trigger is read-only

refused("sysrq-trigger", write, "/proc/sysrq-trigger", "h")
