# Looks for any capability.
# defence: all capabilities dropped, bounding set empty

sets = [line.split() for line in open("/proc/self/status") if line.startswith("Cap")]
held = [name for name, value in sets if int(value, 16)]
escaped(str(held)) if held else contained("none in any set")
