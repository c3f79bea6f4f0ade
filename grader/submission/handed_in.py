"""The trusted side's hold on what was handed in: which files there are, and bytes of them.

Only names and sizes are looked at here. What is in a file is the reader's to find out.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from grader.errors import UsageError
from grader.language import _
from grader.sandbox.wire.reader_messages import MAX_LISTED, Kind, Listed, Piece
from grader.sandbox.worker.reader import file_names
from grader.sandbox.worker.reader.file_names import is_passed_over, named

MAX_DEPTH = 10
_LONGEST_PATH = 900

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)  # for a named pipe that nobody writes to
_BINARY = getattr(os, "O_BINARY", 0)


class OpenedPlace:
    """The files of a folder, or a single file. At most one is open at a time."""

    def __init__(self, listed: Sequence[tuple[Path, Listed]], single: bool) -> None:
        self.files = tuple(each for _path, each in listed)
        self.single = single
        self._paths = [path for path, _each in listed]
        self._number = -1
        self._open: IO[bytes] | None = None

    def piece(self, number: int, offset: int, size: int) -> Piece:
        """Bytes of the file of this number, or why it cannot be read. Links are not followed."""
        if number >= len(self._paths):
            return Piece(b"", "?")
        try:
            file = self._opened(number)
            file.seek(offset)
            return Piece(file.read(size))
        except (OSError, OverflowError) as error:
            return Piece(b"", getattr(error, "strerror", None) or str(error) or "?")

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open, self._number = None, -1

    def _opened(self, number: int) -> IO[bytes]:
        if self._open is None or self._number != number:
            self.close()
            flags = os.O_RDONLY | _NO_LINKS | _NO_WAITING | _BINARY
            self._open = os.fdopen(os.open(self._paths[number], flags), "rb")
            self._number = number
        return self._open


def handed_in(place: Path, exercises: Sequence[str], deep: bool = True) -> OpenedPlace:
    """What lies at a place; not `deep` for the files of a folder without those of its folders.

    Raises `UsageError` for a place that is not there, or may not be read.
    """
    if not os.path.lexists(place):
        text = _("There is no {place}. Name the folder or archive that holds conv.py.")
        raise UsageError(text.format(place=place))
    try:
        if not os.path.isdir(place):
            kind, size = _kind(place.lstat())
            return OpenedPlace([(place, Listed(_plain(place.name), size, kind or "special"))], True)
        return OpenedPlace(list(_folder(place, exercises, deep)), False)
    except OSError as error:
        text = _("{place} cannot be read: {reason}.")
        raise UsageError(text.format(place=place, reason=error.strerror)) from error


def _folder(place: Path, exercises: Sequence[str], deep: bool) -> Iterator[tuple[Path, Listed]]:
    """The files, those nearest the top first, and no deeper than where all exercises are."""
    level, number = [place], 0
    for depth in range(MAX_DEPTH if deep else 1):
        below: list[Path] = []
        exact = set()
        for folder in level:
            for path, listed in _children(place, folder, is_top=depth == 0):
                found = named(path.name, tuple(exercises))
                if listed is None and not (found and found.exact):
                    below.append(path)
                    continue
                number += 1
                if number > MAX_LISTED:
                    return
                exact |= {found.exercise} if found and found.exact else set()
                yield (
                    path,
                    listed or Listed(_plain(path.relative_to(place).as_posix()), 0, "special"),
                )
        if exact.issuperset(exercises):
            return
        level = below


def _children(place: Path, folder: Path, is_top: bool) -> Iterator[tuple[Path, Listed | None]]:
    """What lies in a folder by name, None for a folder; nothing that is hidden."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        if is_top:
            raise
        yield folder, Listed(_plain(folder.relative_to(place).as_posix()), 0, "closed")
        return
    for entry in entries:
        path = _plain((folder / entry.name).relative_to(place).as_posix())
        if is_passed_over(entry.name) or len(path) > _LONGEST_PATH:
            continue
        kind: Kind | None = "closed"
        size = 0
        with suppress(OSError):
            kind, size = _kind(entry.stat(follow_symlinks=False))
        yield folder / entry.name, None if kind is None else Listed(path, size, kind)


def _kind(about: os.stat_result) -> tuple[Kind | None, int]:
    """What something is, None for a folder, and its size."""
    if stat.S_ISDIR(about.st_mode):
        return None, 0
    if stat.S_ISREG(about.st_mode):
        return "file", about.st_size
    return ("link" if stat.S_ISLNK(about.st_mode) else "special"), 0


def _plain(path: str) -> str:
    """A path that can be sent: names need not be text."""
    return path.encode("utf-8", "replace").decode()


def is_hidden(name: str) -> bool:
    """Whether a file or folder is nobody's work: hidden, or made by a program for itself."""
    return file_names.is_passed_over(name)


def is_archive(name: str) -> bool:
    """Whether a file is one that is opened, by its name."""
    return file_names.is_archive(name)


def without_ending(name: str) -> str:
    """A name of a file without what says of which kind it is."""
    return file_names.without_ending(name)
