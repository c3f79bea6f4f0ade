"""Writes a program and a library into its folder and runs them."""

import ctypes
import os
import shutil

from accomplice import attempt_each


def stamp(*args, **kwargs):
    with open("program", "w") as file:
        file.write("#!/bin/sh\necho hello\n")
    attempt_each(
        executable=lambda: os.chmod("program", 0o755),
        run=lambda: os.execv("./program", ["program"]),
        library=lambda: ctypes.CDLL(shutil.copyfile(os.__file__, "library.so")),
        mapped=lambda: _map_executable(),
    )


def _map_executable():
    import mmap

    return mmap.mmap(os.open("program", os.O_RDONLY), 0, prot=mmap.PROT_READ | mmap.PROT_EXEC)
