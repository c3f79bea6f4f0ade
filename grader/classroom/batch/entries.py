"""Finds what a class has handed in. Only names and times are read here.

Each child of the folder is what one student handed in, and its name is the student's:

    anna/ ben.zip cleo.tar.gz                folders and archives of conv.py, conv.ipynb ...
    anna/exercises/                          the files may lie in a folder `exercises`
    anna/ASSIGNMENT/ anna/work.zip           or one level down: nbgrader, Moodle; each is an entry
    hw1-submissions/hw1-anna/                GitHub Classroom: what the folders share is left out

Names are kept whole. `anna` and `anna.zip`, or two assignments of `anna`, are two entries of one
student, told apart by time: nbgrader's timestamp.txt, else that of the file that was changed last.
Links are not followed, and names that begin with a dot or two underscores are passed over.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.classroom.store.records import Entry
from grader.errors import UsageError
from grader.language import _
from grader.sandbox.wire.reader_messages import NOTEBOOK, SCRIPT
from grader.text import shortened

ARCHIVES = (
    ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz",
)  # fmt: skip

_CLASSROOM = "-submissions"
_INNER = "exercises"
_TIME = "timestamp.txt"
_LONGEST_NAME = 200


def count_entries(folder: Path, exercises: Sequence[str], assignment: str | None = None) -> int:
    """How many entries there are. Raises `UsageError` where none of them holds anything."""
    _require_class(folder, exercises)
    number = some = 0
    for entry in find_entries(folder, exercises, assignment):
        number += 1
        some += _is_file(folder / entry.place) or holds(folder / entry.place, exercises)
    if not some:
        text = _(
            "There are no submissions in {folder}. A submission is a folder or a zip or tar "
            "archive in it, one for each student, and in one of them at least there must be "
            "a file such as {file}."
        )
        raise UsageError(text.format(folder=folder, file=f"{exercises[0]}.py"))
    return number


def find_entries(
    folder: Path, exercises: Sequence[str], assignment: str | None = None
) -> Iterator[Entry]:
    """The entries of a class in the order of their names; no more than one is in memory.

    With an `assignment` of an nbgrader course only those that lie in folders of its name.
    """
    shared = folder.resolve().name.removesuffix(_CLASSROOM) + "-"
    for child in _children(folder):
        name = _stem(child.name)
        if folder.resolve().name.endswith(_CLASSROOM):
            name = name.removeprefix(shared) or name
        for place in _places(child, exercises):
            if assignment is not None and place.relative_to(folder).parts[1:] != (assignment,):
                continue
            where = place.relative_to(folder).as_posix()
            yield Entry(inert(name), submitted_at(place, exercises), where)


def holds(folder: Path, exercises: Sequence[str]) -> bool:
    """Whether a folder has the file of an exercise."""
    return _is_folder(folder) and any(os.path.lexists(file) for file in _files(folder, exercises))


def submitted_at(place: Path, exercises: Sequence[str]) -> datetime:
    """When a place was handed in, in UTC."""
    if not _is_folder(place):
        return _changed_at([place])
    noted = _noted_time(place / _TIME)
    files = [file for file in _files(place, exercises) if _is_file(file)]
    return noted or _changed_at(files or [place])


def inert(name: str) -> str:
    """A name of a file in one line that can be shown."""
    return shortened(name, _LONGEST_NAME).replace("\n", " ") or "?"


def _require_class(folder: Path, exercises: Sequence[str]) -> None:
    if not folder.is_dir():
        text = _("{folder} is not a folder. Name the folder that holds one submission per student.")
        raise UsageError(text.format(folder=folder))
    if holds(folder, exercises):
        text = _(
            "{folder} is one submission, not a folder of submissions. To grade it: "
            "python -m grader --submission {folder}"
        )
        raise UsageError(text.format(folder=folder))


def _places(child: Path, exercises: Sequence[str]) -> list[Path]:
    """Where the files lie that this child of the folder of submissions stands for."""
    own = _place(child, exercises)
    if own is not None or child.is_symlink():
        return [own or child]
    below = (_place(inner, exercises) for inner in _children(child))
    return [place for place in below if place is not None] or [child]


def _place(path: Path, exercises: Sequence[str]) -> Path | None:
    """The file itself, or the folder that has the files; none where there is nothing."""
    if _is_file(path) or holds(path, exercises):
        return path
    inner = path / _INNER
    return inner if _is_folder(path) and holds(inner, exercises) else None


def _files(folder: Path, exercises: Sequence[str]) -> list[Path]:
    return [folder / f"{name}{kind}" for name in exercises for kind in (SCRIPT, NOTEBOOK)]


def _children(folder: Path) -> Iterator[Path]:
    """Folders, archives, notebooks and links, by name."""
    names: Iterable[str] = []
    with suppress(OSError):
        names = sorted(os.listdir(folder))
    for name in names:
        path = folder / name
        known = name.lower().endswith((*ARCHIVES, NOTEBOOK))
        if not name.startswith((".", "__")) and (known or path.is_dir()):
            yield path


def _stem(name: str) -> str:
    """A name without what says that it is an archive or a notebook."""
    for suffix in sorted((*ARCHIVES, NOTEBOOK), key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _changed_at(files: Iterable[Path]) -> datetime:
    """The time of the last change; the beginning of time where that cannot be told."""
    try:
        seconds = max(file.lstat().st_mtime for file in files)
        return datetime.fromtimestamp(int(seconds), UTC)
    except (OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(0, UTC)


def _noted_time(file: Path) -> datetime | None:
    """The time in nbgrader's file, such as `2026-11-02 15:58:23.948203 UTC`."""
    if not _is_file(file):
        return None
    with suppress(OSError, ValueError, OverflowError), open(file, encoding="utf-8") as opened:
        date, time, *zone = opened.read(100).split()
        noted = datetime.fromisoformat(f"{date} {time}").replace(microsecond=0)
        return noted.replace(tzinfo=noted.tzinfo or _zone(" ".join(zone))).astimezone(UTC)
    return None


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
