"""Opens the hidden suite with open, openat, openat2 and O_PATH, past Python."""

import os

from accomplice import KIT, attempt_each, system_call

HIDDEN = f"{KIT}/tests/hidden/test_conv.py".encode()
AT_FDCWD = -100


def _reopened(path):
    return os.open(f"/proc/self/fd/{path}", os.O_RDONLY)


def stamp(*args, **kwargs):
    attempt_each(
        path=lambda: os.read(os.open(HIDDEN, os.O_PATH), 99),
        open=lambda: system_call(2, HIDDEN, os.O_RDONLY, 0),
        openat=lambda: system_call(257, AT_FDCWD, HIDDEN, os.O_RDONLY, 0),
        openat2=lambda: system_call(437, AT_FDCWD, HIDDEN, bytes(24), 24),
        creat=lambda: system_call(85, HIDDEN, 0o644),
        reopened=lambda: _reopened(os.open(HIDDEN, os.O_PATH)),
        handle=lambda: system_call(303, AT_FDCWD, HIDDEN, bytes(200), bytes(8), 0),
    )
