# Resolves a name.
# defence: own network namespace without interfaces

try:
    socket.getaddrinfo("example.com", 80)
except OSError as e:
    contained(str(e))
escaped("resolved a name")
