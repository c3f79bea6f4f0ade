"""Reads the files of a zip or tar archive as data. Nothing is ever unpacked to disk."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import IO

from grader.errors import UsageError
from grader.language import _

MAX_MEMBERS = 10_000
MAX_TOTAL = 200 * 2**20

_UNREADABLE = (
    OSError, EOFError, RuntimeError, ValueError, ArithmeticError, LookupError, struct.error,
    tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError,
)  # fmt: skip


def read_archive(archive: Path, limits: Mapping[str, int]) -> dict[str, bytes]:
    """For each of these file names the content of the file that lies least deep.

    Of each, at most its limit and one byte more are read. Links are not followed. Raises
    `UsageError` for what is no archive, for one that is too large, and for one that holds a file
    twice.
    """
    found: dict[str, tuple[PurePosixPath, bytes]] = {}
    try:
        with closing(_members(archive)) as members:
            for path, stream in members:
                if path.name in limits and _is_nearer(path, found, archive):
                    found[path.name] = (path, stream.read(limits[path.name] + 1))
    except _UNREADABLE as error:
        text = _("{archive} cannot be read as a zip or tar archive: {reason}.")
        why = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".:")
        raise UsageError(text.format(archive=archive, reason=why)) from error
    return {name: content for name, (_, content) in found.items()}


def _is_nearer(
    path: PurePosixPath, found: dict[str, tuple[PurePosixPath, bytes]], archive: Path
) -> bool:
    if path.name not in found:
        return True
    known = found[path.name][0]
    if len(known.parts) == len(path.parts):
        text = _("{archive} holds {file} twice: {one} and {other}.")
        raise UsageError(text.format(archive=archive, file=path.name, one=known, other=path))
    return len(path.parts) < len(known.parts)


def _members(archive: Path) -> Generator[tuple[PurePosixPath, IO[bytes]], None, None]:
    """The regular files of an archive, each with its content while the iteration stands on it."""
    total = 0
    reader = _zip_members if zipfile.is_zipfile(archive) else _tar_members
    for number, (name, size, stream) in enumerate(reader(archive), 1):
        total += size
        if number > MAX_MEMBERS or total > MAX_TOTAL:
            text = _("{archive} is too large: at most {count} files and {size} MiB unpacked.")
            size = MAX_TOTAL // 2**20
            raise UsageError(text.format(archive=archive, count=MAX_MEMBERS, size=size))
        if stream is not None:
            with stream:
                yield PurePosixPath(name), stream


def _zip_members(archive: Path) -> Iterator[tuple[str, int, IO[bytes] | None]]:
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            is_link = info.external_attr >> 28 == 0o12  # the file type of stat(2)
            stream = None if info.is_dir() or is_link else opened.open(info)
            yield info.filename, info.file_size, stream


def _tar_members(archive: Path) -> Iterator[tuple[str, int, IO[bytes] | None]]:
    with tarfile.open(archive) as opened:
        for info in opened:
            yield info.name, info.size, opened.extractfile(info) if info.isreg() else None
