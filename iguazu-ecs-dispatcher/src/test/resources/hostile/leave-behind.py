# Leaves files for the next container, and looks for those of others.
# defence: root and /tmp are made anew for each container

found = [name for name in os.listdir("/tmp")]
if found:
    escaped(str(found))
write("/tmp/left-behind", "x")
contained("an empty /tmp")
