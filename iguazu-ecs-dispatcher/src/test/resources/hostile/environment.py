# Looks for credentials in its environment and its first process's.
# defence: nothing of ours is given to a container that cannot call us; no task role

telling = ("AWS_", "IGUAZU_", "TOKEN", "SECRET", "PASSWORD")
try:
    first = open("/proc/1/environ").read()
except OSError:
    first = ""
found = [line.split("=")[0] for line in [*map("=".join, os.environ.items()), *first.split("\0")] if any(word in line.split("=")[0] for word in telling)]
escaped(str(found)) if found else contained("no credentials")
