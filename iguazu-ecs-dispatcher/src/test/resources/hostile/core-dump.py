# Crashes, to leave its memory on the disk.
# defence: ulimit core 0

import resource
child = os.fork()
if child == 0:
    os.chdir("/tmp")
    os.abort()
_, status = os.waitpid(child, 0)
dumped = os.WCOREDUMP(status) or any("core" in name for name in os.listdir("/tmp"))
escaped("a core dump") if dumped or resource.getrlimit(resource.RLIMIT_CORE)[1] else contained("no core dump")
