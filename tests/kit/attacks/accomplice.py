"""What every attacker here is told, and how an attempt and a success are made visible.

The test puts the capitals in; `from accomplice import ...` works in every hostile submission.
"""

KIT = "@KIT@"  # the folder with solutions/ and tests/
NEIGHBOUR = "@NEIGHBOUR@"  # the folder of another student's submission
HOME = "@HOME@"  # the home of the person who grades
GRADER = "@GRADER@"  # the process that judges
PORT = "@PORT@"  # something listens there, on this machine


def attempt(what):
    """Says that an attack is going to happen."""
    print("ATTEMPTED", what)


def got(what):
    """Says that an attack has reached something it should not."""
    print("SUCCEEDED", str(what)[:400])


def attempt_each(**attacks):
    """Makes several attempts at one thing, whatever becomes of each; successes are told first."""
    attempt(" ".join(attacks))
    reached, refused = [], []
    for name, attack in attacks.items():
        try:
            reached.append(f"{name} {attack()!r}"[:90])
        except Exception as error:
            refused.append(f"{name}: {type(error).__name__}")
    if reached:
        got(reached)
    print("refused", " ".join(refused))


def system_call(number, *arguments):
    """Makes a system call of x86-64 by its number; raises `OSError` where the kernel refuses."""
    import ctypes
    import os

    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    wide = (each if isinstance(each, bytes) else ctypes.c_long(each) for each in arguments)
    result = libc.syscall(ctypes.c_long(number), *wide)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def channel():
    """The socket to the side that judges."""
    import gc
    import socket

    return next(thing for thing in gc.get_objects() if isinstance(thing, socket.socket))


def send(message):
    """Writes an answer of one's own into the channel."""
    import msgspec

    frame = msgspec.msgpack.encode(message)
    channel().sendall(len(frame).to_bytes(4, "big") + frame)
