# Gives a file to root and sets its setuid bit.
# defence: no CAP_CHOWN, tmpfs nosuid

write("/tmp/gift", "x")
refused("chown to root", os.chown, "/tmp/gift", 0, 0)
