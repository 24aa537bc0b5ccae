# Runs a program that it has written.
# defence: tmpfs noexec

import shutil
shutil.copy("/bin/true", "/tmp/program")
os.chmod("/tmp/program", 0o755)
refused("/tmp/program", os.execv, "/tmp/program", ["program"])
