# Fills the disk below the root.
# defence: read-only root

refused("writing to /", write, "/filler", "x")
