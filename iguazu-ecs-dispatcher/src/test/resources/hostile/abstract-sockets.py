# Calls the container daemon by a Unix socket, a file or abstract.
# defence: no such file inside, own network namespace

found = [line.split()[-1] for line in open("/proc/net/unix").readlines()[1:] if len(line.split()) > 7]
if found or os.path.exists("/var/run/docker.sock") or os.path.exists("/run/containerd/containerd.sock"):
    escaped(str(found))
contained("no socket but its own")
