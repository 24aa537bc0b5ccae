# Looks for processes of the host.
# defence: own PID namespace

seen = [name for name in os.listdir("/proc") if name.isdigit()]
contained(f"sees {len(seen)}, its own") if len(seen) < 8 else escaped(f"sees {len(seen)}")
