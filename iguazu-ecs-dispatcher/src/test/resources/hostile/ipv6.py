# Sends datagrams out by IPv6.
# defence: own network namespace without interfaces

sender = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
refused("a datagram", sender.sendto, b"secret", ("2001:db8::1", 53))
