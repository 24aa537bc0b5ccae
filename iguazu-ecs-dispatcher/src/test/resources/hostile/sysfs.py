# Writes to /sys.
# defence: /sys is read-only

refused("/sys", write, "/sys/kernel/uevent_helper", "/tmp/program")
