"""Opens the one zip in which a platform gives all that a class has handed in.

The platform made it; what students put into it stays closed, and is read in confined readers.
"""

import os
import shutil
import struct
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.classroom.roster.platforms import label_of
from grader.errors import UsageError
from grader.language import _

_UTF_8 = 0x800
_TIMES = 0x5455  # of Unix, in UTC: the others of a zip are without a time zone


def is_class_zip(place: Path) -> bool:
    """Whether a place is a zip and not a folder."""
    return place.suffix.lower() == ".zip" and place.is_file()


@contextmanager
def opened(place: Path) -> Iterator[Path]:
    """The folder of a class: the place itself, or what its zip holds, as long as it is needed.

    Raises `UsageError`.
    """
    if not is_class_zip(place):
        yield place
        return
    with TemporaryDirectory(prefix="class-") as folder:
        home = Path(folder) / place.stem
        home.mkdir()
        try:
            with zipfile.ZipFile(place) as archive:
                _unpack(archive, home)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            text = _("{place} cannot be read: {reason}.")
            raise UsageError(text.format(place=place, reason=error)) from error
        yield _inner(home)


def _unpack(archive: zipfile.ZipFile, home: Path) -> None:
    needed = sum(info.file_size for info in archive.infolist())
    free = shutil.disk_usage(home).free
    if needed > free:
        text = _("it needs {needed:.1f} GB, and there are {free:.1f} GB free in {place}")
        raise OSError(text.format(needed=needed / 1e9, free=free / 1e9, place=home.parent))
    for info in archive.infolist():
        parts = [part for part in _name(info).replace("\\", "/").split("/") if part.strip(". ")]
        if not parts:
            continue
        file = home.joinpath(*(part.replace("\0", "") for part in parts))
        if info.is_dir() or _name(info).endswith("\\"):
            file.mkdir(parents=True, exist_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(info) as source, file.open("wb") as target:
            shutil.copyfileobj(source, target)
        with suppress(OSError, OverflowError, ValueError):
            os.utime(file, times=(seconds := _changed_at(info), seconds))


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a file, which programs write in UTF-8 or in code page 949 and do not say."""
    if not info.flag_bits & _UTF_8:
        for encoding in ("utf-8", "cp949"):
            with suppress(UnicodeError):
                return info.orig_filename.encode("cp437").decode(encoding)
    return info.orig_filename


def _changed_at(info: zipfile.ZipInfo) -> float:
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _TIMES and size >= 5 and extra[4] & 1:
            return float(struct.unpack_from("<i", extra, 5)[0])
        extra = extra[4 + size :]
    return time.mktime((*info.date_time, 0, 0, -1))


def _inner(home: Path) -> Path:
    """The folder that holds the hand-ins: many platforms put one around all of them."""
    children = list(home.iterdir())
    if len(children) != 1 or not children[0].is_dir() or label_of(children[0].name):
        return home
    below = list(children[0].iterdir())
    return children[0] if any(map(_is_hand_in, below)) else home


def _is_hand_in(path: Path) -> bool:
    return path.is_dir() or label_of(path.name) is not None or path.suffix.lower() == ".zip"
