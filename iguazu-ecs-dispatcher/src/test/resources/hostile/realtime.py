# Asks for realtime scheduling.
# defence: no CAP_SYS_NICE

refused("SCHED_FIFO", os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(50))
