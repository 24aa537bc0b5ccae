# Asks the ECS agent for the task's credentials.
# defence: own network namespace without interfaces; no task role

refused("169.254.170.2", connect, "169.254.170.2", 80)
