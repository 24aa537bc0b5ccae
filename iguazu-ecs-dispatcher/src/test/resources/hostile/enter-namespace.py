# Enters the namespaces of the first process.
# defence: no CAP_SYS_ADMIN, seccomp

own = os.open("/proc/self/ns/net", os.O_RDONLY)
refused("setns", syscall, 308, own, 0)
