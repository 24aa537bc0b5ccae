# Starts threads without end.
# defence: pids limit of the host (ECS_TASK_PIDS_LIMIT), memory limit
# ends: SUCCEEDED contained:|FAILED of memory

threading.stack_size(65536)
try:
    for started in range(3000):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
except RuntimeError as e:
    contained(f"{started} threads: {e}")
escaped("3,000 threads")
