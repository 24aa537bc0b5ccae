# Listens to all packets.
# defence: no CAP_NET_RAW

refused("a packet socket", socket.socket, socket.AF_PACKET, socket.SOCK_RAW, 0x300)
