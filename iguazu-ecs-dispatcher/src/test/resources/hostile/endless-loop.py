# Never ends.
# defence: timeout of the job
# ends: TIMED_OUT timeout

while True:
    pass
