"""A submission is text. Nothing here imports or executes a line of it."""

import os
import stat
from pathlib import Path

from msgspec import Struct

from grader.errors import UsageError

MAX_FILE = 2**20


class Submission(Struct, frozen=True):
    """The files of one student: sources by exercise name, and why others could not be read."""

    name: str
    files: dict[str, bytes]
    problems: dict[str, str]
    folder: Path


def read_submission(folder: Path, exercises: list[str]) -> Submission:
    """Reads `<exercise>.py` of every exercise that is there. Missing files are no error."""
    if not folder.exists():
        raise UsageError(f"There is no folder {folder}.\nName the folder that holds conv.py.")
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name the folder that holds the exercises.")
    files: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    for name in exercises:
        try:
            files[name] = _read(folder / f"{name}.py")
        except FileNotFoundError:
            problems[name] = f"{name}.py is not in the submission"
        except OSError as error:
            problems[name] = f"{name}.py cannot be read: {error.strerror or error}"
    return Submission(folder.resolve().name, files, problems, folder)


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NONBLOCK)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("it is not a regular file")
        source = file.read(MAX_FILE + 1)
    if len(source) > MAX_FILE:
        raise OSError(f"it is larger than {MAX_FILE // 1024} KiB")
    return source


_NONBLOCK = getattr(os, "O_NONBLOCK", 0)  # a named pipe must not make the grader wait
