"""Reads the machine's memory, disks, terminals and the shared memory of others."""

import os
from pathlib import Path

from accomplice import attempt_each


def stamp(*args, **kwargs):
    attempt_each(
        memory=lambda: os.open("/dev/mem", os.O_RDONLY),
        kernel=lambda: os.open("/proc/kcore", os.O_RDONLY),
        shared=lambda: os.listdir("/dev/shm"),
        made=lambda: os.open("/dev/shm", os.O_TMPFILE | os.O_RDWR),
        terminal=lambda: os.open("/dev/tty", os.O_RDWR),
        terminals=lambda: os.listdir("/dev/pts"),
        sockets=lambda: os.listdir("/run"),
        settings=lambda: Path("/proc/sys/kernel/hostname").read_text(),
    )
