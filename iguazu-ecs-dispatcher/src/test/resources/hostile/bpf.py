# Loads a program into the kernel.
# defence: no CAP_BPF, seccomp

refused("bpf", syscall, 321, 0, ctypes.create_string_buffer(128), 128)
