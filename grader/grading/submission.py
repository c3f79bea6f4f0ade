"""A submission is text. Nothing here imports or executes a line of it."""

import os
import stat
from pathlib import Path

from msgspec import Struct

from grader.errors import UsageError
from grader.language import _

MAX_FILE = 2**20

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)  # for a named pipe that nobody writes to


class Submission(Struct, frozen=True):
    """The files of one student: sources by exercise name, and why others could not be read.

    `place` is the folder or archive that they came from.
    """

    name: str
    files: dict[str, bytes]
    problems: dict[str, str]
    place: Path


def read_submission(place: Path, exercises: list[str]) -> Submission:
    """Reads `<exercise>.py` of every exercise from a folder, a zip or a tar archive.

    Missing files are no error. Raises `UsageError` for a place that cannot be read at all.
    """
    files: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    sources = _folder(place, exercises) if place.is_dir() else _archive(place, exercises)
    for name, source in sources.items():
        if isinstance(source, str):
            problems[name] = source
        elif len(source) > MAX_FILE:
            text = _("{file} is larger than {size} KiB")
            problems[name] = text.format(file=f"{name}.py", size=MAX_FILE // 1024)
        else:
            files[name] = source
    return Submission(_name(place), files, problems, place)


def _name(place: Path) -> str:
    name = place.resolve().name
    return name if place.is_dir() else name.partition(".")[0]


def _folder(folder: Path, exercises: list[str]) -> dict[str, bytes | str]:
    return {name: _read(folder / f"{name}.py") for name in exercises}


def _read(path: Path) -> bytes | str:
    """The source in a file, or why there is none."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_LINKS | _NO_WAITING)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return _("{file} is not a file").format(file=path.name)
            return file.read(MAX_FILE + 1)
    except FileNotFoundError:
        return _missing(path.name)
    except OSError as error:
        text = _("{file} cannot be read: {reason}")
        if path.is_symlink():
            text = _("{file} cannot be read: {reason} (links are not followed)")
        return text.format(file=path.name, reason=error.strerror or error)


def _archive(place: Path, exercises: list[str]) -> dict[str, bytes | str]:
    if not place.exists():
        text = _("There is no {place}. Name the folder or archive that holds conv.py.")
        raise UsageError(text.format(place=place))
    from grader.grading.archive import read_archive

    files = [f"{name}.py" for name in exercises]
    found = read_archive(place, files, MAX_FILE)
    return {file.removesuffix(".py"): found.get(file, _missing(file)) for file in files}


def _missing(file: str) -> str:
    return _("{file} is not in the submission").format(file=file)
