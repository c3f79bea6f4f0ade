"""Takes a lease on a file of the standard library, so that everybody who opens it must wait."""

import fcntl
import os

from accomplice import GRADER, attempt_each, channel, system_call

SET_OWNER, SET_SIGNAL, SET_LEASE = 8, 10, 1024


def stamp(*args, **kwargs):
    file = os.open(f"{os.path.dirname(os.__file__)}/this.py", os.O_RDONLY)
    attempt_each(
        write=lambda: fcntl.fcntl(file, SET_LEASE, fcntl.F_WRLCK),
        read=lambda: fcntl.fcntl(file, SET_LEASE, fcntl.F_RDLCK),
        wide=lambda: system_call(72, file, SET_LEASE | 1 << 32, fcntl.F_WRLCK),
        owner=lambda: fcntl.fcntl(channel(), SET_OWNER, int(GRADER)),
        signal=lambda: fcntl.fcntl(channel(), SET_SIGNAL, 0),
        ioctl=lambda: fcntl.ioctl(channel(), 0x8901, int(GRADER).to_bytes(4, "little")),
    )
    os.close(file)
