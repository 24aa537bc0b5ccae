# Opens files without end.
# defence: ulimit nofile

held = []
try:
    while len(held) < 5000:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError as e:
    contained(f"{len(held)} files: {e.strerror}")
escaped("5,000 open files")
