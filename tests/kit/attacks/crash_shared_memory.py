"""Takes memory that no limit on private data counts: shared, anonymous and in files."""

import ctypes
import mmap
import os

from accomplice import attempt_each

kept = []


def _map(size):
    kept.append(mmap.mmap(-1, size, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS))


def _write(size):
    with open("large", "wb") as file:
        for _ in range(size // 2**20):
            file.write(bytes(2**20))


def stamp(*args, **kwargs):
    attempt_each(
        shared=lambda: [_map(2**28) for _ in range(12)],
        memfd=lambda: os.memfd_create("large"),
        secret=lambda: 1 // (1 + ctypes.CDLL(None).syscall(447, 0)),
        scratch=lambda: _write(2**28),
    )
