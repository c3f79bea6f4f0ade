"""What cannot be reached looks as if it were not installed, whoever asks for it.

A worker reads the files of few packages. Others are found on the disk all the same, and libraries
that can do without them, as NumPy can without its optional ones, must not stumble over that.
"""

import importlib.abc
import importlib.machinery
from collections.abc import Sequence
from types import ModuleType


class OutOfReach(importlib.abc.MetaPathFinder):
    """Raises `ModuleNotFoundError` for a package that is there and may not be read."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if path is not None:  # a part of a package that could be imported
            return None
        spec = importlib.machinery.PathFinder.find_spec(name)
        if spec is not None and spec.origin and spec.has_location and not _can_read(spec.origin):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return spec


def _can_read(file: str) -> bool:
    try:
        with open(file, "rb"):
            return True
    except PermissionError:
        return False
    except OSError:
        return True
