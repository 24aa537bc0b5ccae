# Makes packets by hand.
# defence: no CAP_NET_RAW

refused("a raw socket", socket.socket, socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
