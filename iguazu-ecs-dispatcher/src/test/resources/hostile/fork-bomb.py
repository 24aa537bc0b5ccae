# Starts processes without end.
# defence: pids limit of the host (ECS_TASK_PIDS_LIMIT), memory limit
# ends: SUCCEEDED contained:|FAILED of memory

started = 0
try:
    for started in range(3000):
        os.posix_spawn("/bin/sleep", ["sleep", "30"], {})
except OSError as e:
    contained(f"{started} processes: {e.strerror}")
escaped("3,000 processes")
