# Asks the metadata address for the host's credentials.
# defence: own network namespace without interfaces

refused("169.254.169.254", connect, "169.254.169.254", 80)
