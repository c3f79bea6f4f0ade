"""Writes, adds, deletes and renames files of the kit and of another student."""

import os
import shutil

from accomplice import KIT, NEIGHBOUR, attempt_each


def stamp(*args, **kwargs):
    attempt_each(
        suite=lambda: os.open(f"{KIT}/tests/hidden/test_conv.py", os.O_APPEND | os.O_WRONLY),
        conftest=lambda: os.open(f"{KIT}/tests/public/conftest.py", os.O_CREAT | os.O_WRONLY),
        cached=lambda: os.makedirs(f"{KIT}/solutions/__pycache__"),
        neighbour=lambda: os.truncate(f"{NEIGHBOUR}/conv.py", 0),
        removed=lambda: os.unlink(f"{NEIGHBOUR}/conv.py"),
        renamed=lambda: os.rename(NEIGHBOUR, f"{NEIGHBOUR}-gone"),
        tree=lambda: os.rmdir(f"{KIT}/exercises") or shutil.rmtree(f"{KIT}/exercises"),
        link=lambda: os.symlink("/", f"{NEIGHBOUR}/link"),
        pipe=lambda: os.mkfifo(f"{NEIGHBOUR}/padding.py"),
    )
