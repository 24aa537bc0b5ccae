# Reads the host's memory.
# defence: no such device inside

refused("/dev/mem", open, "/dev/mem")
