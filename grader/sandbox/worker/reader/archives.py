"""The files of a zip or tar archive. Nothing is ever unpacked to disk."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from grader.sandbox.worker.reader.file_names import parts_of

MAX_MEMBERS = 50_000

UNREADABLE = (
    OSError, EOFError, RuntimeError, ValueError, ArithmeticError, LookupError, struct.error,
    tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError,
)  # fmt: skip
_ENCRYPTED, _UTF8_NAME = 0x1, 0x800
_MAGIC = {b"7z\xbc\xaf": "7z", b"Rar!": "rar", b"EGGA": "egg", b"ALZ\x01": "alz"}


class Member:
    """A file of an archive. `content` reads no more than so many bytes of it.

    It raises `Damaged` for one that cannot be taken out, for it may need a password.
    """

    def __init__(
        self, parts: tuple[str, ...], size: int, is_link: bool, content: Callable[[int], bytes]
    ) -> None:
        self.parts = parts
        self.size = size
        self.is_link = is_link
        self._content = content

    def content(self, most: int) -> bytes:
        try:
            return self._content(most)
        except UNREADABLE as error:
            raise _damaged(error) from error


class Damaged(Exception):
    """This is no archive, or it or a file of it is damaged; the text says why."""


def _damaged(error: Exception) -> Damaged:
    why = (str(error).splitlines() or [""])[0].rstrip(".:") or type(error).__name__
    return Damaged(why[:200])


class OtherKind(Exception):
    """This is an archive that cannot be read here."""


class TooMany(Exception):
    """The archive has too many files."""


def members(archive: IO[bytes]) -> Iterator[Member]:
    """The files of an archive, each with its content as long as the iteration stands on it.

    Raises `Damaged`, `OtherKind` or `TooMany`.
    """
    magic = archive.read(4)
    archive.seek(0)
    if magic in _MAGIC:
        raise OtherKind
    try:
        reader = _zip_members if zipfile.is_zipfile(archive) else _tar_members
        archive.seek(0)
        for number, member in enumerate(reader(archive)):
            if number >= MAX_MEMBERS:
                raise TooMany
            yield member
    except UNREADABLE as error:
        raise _damaged(error) from error


def _zip_members(archive: IO[bytes]) -> Iterator[Member]:
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            is_link = info.external_attr >> 28 == 0o12  # the file type of stat(2)
            parts = parts_of(_zip_name(info))
            if parts and not info.is_dir() and not info.filename.endswith("\\"):
                yield Member(parts, info.file_size, is_link, _zip_content(opened, info))


def _zip_content(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def content(most: int) -> bytes:
        if info.flag_bits & _ENCRYPTED:
            raise RuntimeError("it has a password")
        with opened.open(info) as stream:
            return stream.read(most)

    return content


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: without a flag for UTF-8 it is in the code page of its system."""
    name = info.orig_filename.partition("\0")[0]
    if info.flag_bits & _UTF8_NAME or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _tar_members(archive: IO[bytes]) -> Iterator[Member]:
    with tarfile.open(fileobj=archive) as opened:
        for info in opened:
            parts = parts_of(info.name)
            if parts and not info.isdir():
                is_link = not info.isreg()
                yield Member(parts, info.size, is_link, _tar_content(opened, info))


def _tar_content(opened: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[int], bytes]:
    def content(most: int) -> bytes:
        stream = opened.extractfile(info) if info.isreg() else None
        return stream.read(most) if stream else b""

    return content
