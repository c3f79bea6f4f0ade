"""Finds what a class has handed in. Only names and times are read here.

Each child of the folder is what one student handed in, and its name is the student's:

    anna/ ben.zip cleo.tar.gz dan.7z         folders, archives, single files of any kind
    anna/ASSIGNMENT/ anna/work.zip           nbgrader, Moodle: each is an entry
    hw1-submissions/hw1-anna/                GitHub Classroom: what the folders share is left out
    Anna Kim_12_assignsubmission_file_/      what platforms export: see `roster/platforms.py`

Other names are kept whole. `anna` and `anna.zip`, or two assignments of `anna`, are two entries of
one student, told apart by time. Of that the platform's word counts before that of its zip, of
nbgrader's timestamp.txt, of a commit and of the file that was changed last.
Links are not followed. Passed over are names that begin with a dot or two underscores, and tables,
databases and pages, which a teacher keeps beside the class.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from grader.classroom.batch.commits import committed_at
from grader.classroom.batch.hand_ins import HandIn, hand_ins
from grader.classroom.roster.roster import Roster
from grader.classroom.store.records import Entry
from grader.errors import UsageError
from grader.language import _
from grader.sandbox.wire.reader_messages import NOTEBOOK, SCRIPT
from grader.submission.handed_in import is_archive, is_hidden
from grader.text import shortened

# Whose word the time of an entry is. A student can have set the last three.
PLATFORM, ZIP, TIME, COMMIT, FILE = "platform", "zip", "timestamp.txt", "commit", "file"

_INNER = "exercises"
_LONGEST_NAME = 200
_MAX_LOOKED_AT = 2_000
_OF_TEACHERS = (
    ".csv", ".tsv", ".xls", ".xlsx", ".ods", ".db", ".sqlite", ".sqlite-wal", ".sqlite-shm",
    ".sqlite-journal", ".log", ".html", ".json", ".xml", ".md", ".toml", ".yml", ".yaml", ".sh",
)  # fmt: skip


class EntryPlace(Struct, frozen=True):
    """An entry, and where it lies; the place of an entry itself is only a name to be shown.

    Where there are `files`, these are it, with the names that the student gave them.
    """

    entry: Entry
    path: Path
    files: tuple[tuple[str, Path], ...] = ()


class ClassPlace(Struct, frozen=True):
    """Where a class lies, and how to tell what of it is whose.

    With an `assignment` of an nbgrader course only what lies in folders of its name. `zipped` says
    that times of files are those of a platform's zip.
    """

    folder: Path
    exercises: Sequence[str]
    assignment: str | None = None
    roster: Roster | None = None
    zipped: bool = False


def count_entries(place: ClassPlace) -> int:
    """How many entries there are. Raises `UsageError` where none of them holds anything."""
    _require_class(place.folder, place.exercises)
    number, some = 0, False
    for each in find_entries(place):
        number += 1
        some = some or each.files != () or _holds_work(each.path)
    if not some:
        text = _(
            "There are no submissions in {folder}. A submission is a folder or a zip or tar "
            "archive in it, one for each student, and in one of them at least there must be "
            "a file such as {file}."
        )
        raise UsageError(text.format(folder=place.folder, file=f"{place.exercises[0]}.py"))
    return number


def find_entries(place: ClassPlace) -> Iterator[EntryPlace]:
    """The entries of a class in the order of the names of files."""
    children = _children(place.folder)
    for hand_in in hand_ins(place.folder, children, place.roster):
        for path, files in _whole(hand_in, place.exercises):
            relative = path.relative_to(place.folder)
            if place.assignment is not None and relative.parts[1:] != (place.assignment,):
                continue
            where = os.fsencode(relative.as_posix())
            shown = where.decode("utf-8", "backslashreplace")
            moment, source = _submitted_at(path, files, hand_in, place)
            yield EntryPlace(Entry(hand_in.student, moment, shown, source), path, files)


def _whole(
    hand_in: HandIn, exercises: Sequence[str]
) -> Iterator[tuple[Path, tuple[tuple[str, Path], ...]]]:
    """What is read as one submission: a path, or several files as if they lay in one folder."""
    folders = [path for _name, path in hand_in.paths if _is_folder(path)]
    files = tuple(each for each in hand_in.paths if not _is_folder(each[1]))
    worth = [path for path in folders if files == () and _holds_work(path)]
    if len(files) > 1 or (hand_in.label and files and not is_archive(files[0][0])):
        yield files[0][1], files
    elif files:
        yield files[0][1], ()
    for path in worth or (folders[:1] if not files else []):
        yield from ((each, ()) for each in _places(path, exercises))


def _submitted_at(
    path: Path, files: tuple[tuple[str, Path], ...], hand_in: HandIn, place: ClassPlace
) -> tuple[datetime, str]:
    """When something was handed in, in UTC and never later than now, and who says so.

    A platform's clock without a time zone is taken as that of this machine.
    """
    if hand_in.label and hand_in.label.moment:
        with suppress(OSError, OverflowError, ValueError):
            return hand_in.label.moment.astimezone(UTC).replace(microsecond=0), PLATFORM
    if not files and _is_folder(path):
        noted = _noted_time(path / TIME)
        if noted is not None and noted <= datetime.now(UTC):
            return noted, TIME
        if not place.zipped and (committed := committed_at(path)):
            return min(committed, datetime.now(UTC).replace(microsecond=0)), COMMIT
    of_files = [each for _name, each in files] or _dated_files(path, place.exercises)
    return _changed_at(of_files), ZIP if place.zipped else FILE


def _dated_files(path: Path, exercises: Sequence[str]) -> list[Path]:
    """The files whose times are that of a hand-in."""
    if not _is_folder(path):
        return [path]
    files = [file for home in (path, path / _INNER) for file in _files(home, exercises)]
    return [file for file in files if _is_file(file)] or [path]


def inert(name: str) -> str:
    """A name of a file in one line that can be shown."""
    return shortened(name, _LONGEST_NAME).replace("\n", " ") or "?"


def _holds(folder: Path, exercises: Sequence[str]) -> frozenset[str]:
    """The exercises whose files lie in a folder, or in one that is called `exercises`."""
    if not _is_folder(folder):
        return frozenset()
    homes = (folder, folder / _INNER) if _is_folder(folder / _INNER) else (folder,)
    files = (file for home in homes for file in _files(home, exercises))
    return frozenset(file.stem for file in files if os.path.lexists(file))


def _holds_work(path: Path) -> bool:
    """Whether there is anything that is worth opening."""
    if not _is_folder(path):
        return True
    looked_at = 0
    for _folder, folders, files in os.walk(path):
        folders[:] = [each for each in folders if not is_hidden(each)]
        if any(is_archive(each) or each.endswith((SCRIPT, NOTEBOOK)) for each in files):
            return True
        looked_at += len(files) + len(folders)
        if looked_at > _MAX_LOOKED_AT:
            return True
    return False


def _require_class(folder: Path, exercises: Sequence[str]) -> None:
    if not os.path.isdir(folder):
        text = _("{folder} is not a folder. Name the folder that holds one submission per student.")
        raise UsageError(text.format(folder=folder))
    try:
        os.listdir(folder)
    except OSError as error:
        text = _("{place} cannot be read: {reason}.")
        raise UsageError(text.format(place=folder, reason=error.strerror)) from error
    if any(os.path.lexists(file) for file in _files(folder, exercises)):
        text = _(
            "{folder} is one submission, not a folder of submissions. To grade it: "
            "python -m grader --submission {folder}"
        )
        raise UsageError(text.format(folder=folder))


def _places(child: Path, exercises: Sequence[str]) -> list[Path]:
    """Where the files lie that this child of the folder of submissions stands for.

    Folders in it are entries of their own where they hold the same exercises, as assignments and
    attempts do; else they are parts of one submission.
    """
    if not _is_folder(child) or _holds(child, exercises):
        return [child]
    below = list(_children(child, everything=False))
    held = [(each, _holds(each, exercises)) for each in below if _is_folder(each)]
    found = [each for each, exercises_there in held if exercises_there]
    together = [name for _each, exercises_there in held for name in exercises_there]
    if len(found) > 1 and len(together) == len(set(together)):
        return [child]
    archives = [each for each in below if _is_file(each)]
    return sorted([*found, *archives]) or [child]


def _files(folder: Path, exercises: Sequence[str]) -> list[Path]:
    return [folder / f"{name}{kind}" for name in exercises for kind in (SCRIPT, NOTEBOOK)]


def _children(folder: Path, everything: bool = True) -> Iterator[Path]:
    """What lies in a folder, by name; or only folders and archives."""
    names: Iterable[str] = []
    with suppress(OSError):
        names = sorted(os.listdir(folder))
    for name in names:
        path = folder / name
        wanted = is_archive(name) or os.path.isdir(path) or os.path.islink(path)
        if everything:
            wanted = wanted or not name.lower().endswith(_OF_TEACHERS)
        if wanted and not is_hidden(name):
            yield path


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _is_file(path: Path) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)


def _changed_at(files: Iterable[Path]) -> datetime:
    """The time of the last change; the beginning of time where that cannot be told."""
    now = datetime.now(UTC).replace(microsecond=0)
    try:
        seconds = max(file.lstat().st_mtime for file in files)
        return min(now, datetime.fromtimestamp(int(seconds), UTC))
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
