"""The temporary folders that zygotes live in. What a grader that was killed left is removed.

Whoever made a folder holds a lock on it (flock(2)), which ends with the process.
"""

import contextlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from grader.sandbox.worker_user import worker_user

PREFIX = "grader-"
YOUNG_SECONDS = 60.0  # a folder may have been made, but not locked yet

if sys.platform == "win32":

    def _lock(folder: Path) -> int:
        """Gives nothing: Windows has no such locks, and nothing is taken for left."""
        return -1

    def remove_left_homes() -> None:
        """Does nothing: nobody can tell there which are left."""

else:
    import fcntl

    def _lock(folder: Path) -> int:
        """Locks a folder, or raises `OSError` where another process has done so."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def remove_left_homes() -> None:
        """Removes the folders of graders that are gone, as far as they are one's own."""
        for folder in _own(Path(tempfile.gettempdir())):
            with contextlib.suppress(OSError):
                held = _lock(folder)
                shutil.rmtree(folder, ignore_errors=True)  # follows no link
                os.close(held)

    def _own(parent: Path) -> Iterator[Path]:
        for folder in parent.glob(f"{PREFIX}*"):
            with contextlib.suppress(OSError):
                status = folder.lstat()
                old = time.time() - status.st_mtime > YOUNG_SECONDS
                if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and old:
                    yield folder


class Home:
    """A new temporary folder, by its `name`."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        self.name = self._folder.name
        self._held = _lock(Path(self.name))
        if sys.platform != "win32" and (user := worker_user()):
            os.chown(self.name, *user)

    def remove(self) -> None:
        self._folder.cleanup()
        if self._held >= 0:
            os.close(self._held)
            self._held = -1
