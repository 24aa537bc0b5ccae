# Takes memory in a child and ends well itself.
# defence: memory limit without swap; out of memory counts before exit code 0
# ends: FAILED of memory

subprocess.run([sys.executable, "-c", "hoard = [bytearray(b'x' * (1 << 20)) for _ in range(512)]; print('ESCAPED')"])
contained("the child did not get it")
