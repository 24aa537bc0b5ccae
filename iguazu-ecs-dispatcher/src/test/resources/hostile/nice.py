# Raises its priority.
# defence: no CAP_SYS_NICE

refused("nice -20", os.setpriority, os.PRIO_PROCESS, 0, -20)
