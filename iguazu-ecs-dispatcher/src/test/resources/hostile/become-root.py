# Becomes root by setuid(0).
# defence: no CAP_SETUID

refused("uid 0", os.setuid, 0)
