# Looks for network interfaces beside loopback.
# defence: own network namespace without interfaces

names = [name for _, name in socket.if_nameindex()]
up = [name for name in names if int(open(f"/sys/class/net/{name}/flags").read(), 16) & 1]
contained(f"only {up}") if set(up) <= {"lo"} else escaped(str(up))
