# Traces a process of the host.
# defence: own PID namespace

refused("ptrace", syscall, 101, 16, int(os.environ["HOST_PROCESS"]), 0, 0)
