import ctypes, errno, os, signal, socket, subprocess, sys, threading, time

LIBC = ctypes.CDLL(None, use_errno=True)

def contained(why):
    print("contained:", why, flush=True)
    os._exit(0)

def escaped(what):
    print("ESCAPED:", what, flush=True)
    os._exit(1)

def refused(what, call, *arguments):
    try:
        call(*arguments)
    except OSError as e:
        contained(f"{what}: {e.strerror}")
    escaped(what)

def syscall(number, *arguments):
    got = LIBC.syscall(number, *arguments)
    if got < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return got

def connect(host, port):
    with socket.create_connection((host, port), 2):
        pass

def write(path, text):
    with open(path, "w") as file:
        file.write(text)
