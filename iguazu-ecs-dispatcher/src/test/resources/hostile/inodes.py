# Makes files without end.
# defence: tmpfs with nr_inodes

made = 0
try:
    for made in range(100000):
        os.close(os.open(f"/tmp/{made}", os.O_CREAT | os.O_WRONLY))
except OSError as e:
    contained(f"{made} files: {e.strerror}")
escaped("100,000 files")
