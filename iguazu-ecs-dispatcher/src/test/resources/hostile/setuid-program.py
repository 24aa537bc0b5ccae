# Runs a setuid program of the image.
# defence: no-new-privileges

shown = subprocess.run(["su", "-c", "id -u"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
if "0" in shown.stdout.split():
    escaped("root by su")
status = open("/proc/self/status").read()
contained("su is not root") if "NoNewPrivs:\t1" in status else escaped("could gain privileges")
