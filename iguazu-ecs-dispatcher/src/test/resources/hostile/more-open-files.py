# Raises its own limit of open files.
# defence: hard ulimit nofile, no CAP_SYS_RESOURCE

import resource
try:
    resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 19, 1 << 19))
except (OSError, ValueError) as e:
    contained(str(e))
escaped("its own limit")
