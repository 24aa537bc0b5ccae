# Sends datagrams out.
# defence: own network namespace without interfaces

sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
refused("a datagram", sender.sendto, b"secret", ("198.51.100.1", 53))
