"""Which exercise a file is for, read off its name, and in which order files are to be read.

Pure functions of names; nothing is opened here.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from grader.sandbox.wire.reader_messages import NOTEBOOK, SCRIPT

PACKAGE = "exercises"

ARCHIVES = (
    ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz",
)  # fmt: skip
OTHER_ARCHIVES = (".7z", ".rar", ".alz", ".egg", ".gz", ".bz2", ".xz", ".zst", ".lzh", ".cab")
DOCUMENTS = (
    ".doc", ".docx", ".hwp", ".hwpx", ".pdf", ".rtf", ".odt", ".pages", ".html", ".htm", ".md",
    ".txt", ".png", ".jpg", ".jpeg", ".heic", ".ppt", ".pptx", ".json", ".pyc",
)  # fmt: skip
_EDITORS = ("~", ".bak", ".orig", ".swp", ".swo", ".tmp", ".part", ".crdownload")
# What programs make for themselves; other names that begin with a dot or two underscores, too.
_OF_PROGRAMS = frozenset({
    "venv", "env", "virtualenv", "site-packages", "dist-packages", "node_modules", "lost+found",
    "system volume information", "$recycle.bin", "thumbs.db", "desktop.ini",
})  # fmt: skip
# After the right ending: by Windows, mail, browsers, wget.
_ADDED = re.compile(r"(?:\.txt|\.json|\.download|\.\d{1,3}|_|w|3)?")
_BESIDE = re.compile(r"[^a-z0-9.~_]")
_ONE_WORD = re.compile(r"([a-z]+)(?:_py)?")
_OF_TESTS = re.compile(r"test[_s]|conftest|.*[_-]test$")


class Named(Struct, frozen=True):
    """A file's exercise and kind of file; `exact` where it has the very name."""

    exercise: str
    kind: str
    exact: bool


def is_passed_over(name: str) -> bool:
    """Whether a file or folder is nobody's work: hidden, or made by a program for itself."""
    return name.startswith((".", "__")) or name.casefold() in _OF_PROGRAMS


def is_archive(name: str) -> bool:
    return name.lower().rstrip(" .").endswith(ARCHIVES)


def without_ending(name: str) -> str:
    """The name of a file without what says of which kind it is."""
    kinds = (*ARCHIVES, *OTHER_ARCHIVES, *DOCUMENTS, SCRIPT, NOTEBOOK)
    for ending in sorted(kinds, key=len, reverse=True):
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def is_of_editor(name: str) -> bool:
    return name.lower().endswith(_EDITORS)


def named(file: str, exercises: tuple[str, ...]) -> Named | None:
    """The exercise that a name stands for; none for most names.

    `Conv.py`, `conv (1).py`, `conv.py.txt`, `conv - Copy.py`, `Copy of conv.ipynb`, `conv_final.py`
    stand for `conv`; `test_conv.py` does not.
    """
    name = unicodedata.normalize("NFC", file)
    for kind in (SCRIPT, NOTEBOOK):
        if name.endswith(kind) and name.removesuffix(kind) in exercises:
            return Named(name.removesuffix(kind), kind, True)
    wide = unicodedata.normalize("NFKC", name)  # full-width letters are letters
    stem, kind = _parted(wide.casefold().strip(" ."))
    if not kind or _OF_TESTS.match(stem):
        return None
    found = _pattern(exercises).search(stem)
    return Named(found[0], kind, False) if found else None


@lru_cache(maxsize=8)
def _pattern(exercises: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(each) for each in sorted(exercises, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z])")


def _parted(name: str) -> tuple[str, str]:
    """A name without its ending, and the kind of file that this stands for."""
    for kind in (NOTEBOOK, SCRIPT):
        # Google Drive writes `conv.ipynb의 사본`: the ending is in the middle.
        stem, found, rest = name.rpartition(kind)
        if found and _ADDED.fullmatch(rest):
            return stem, kind
        if found and _BESIDE.match(rest):
            return f"{stem}{rest.removesuffix('.txt')}", kind
    word = _ONE_WORD.fullmatch(name.removesuffix(".txt"))
    return (word[1], SCRIPT) if word and name.endswith(".txt") else ("", "")


def parts_of(path: str, separators: str = "/\\") -> tuple[str, ...]:
    """The folders and the name of a path, in an archive of whichever system wrote it."""
    for separator in separators:
        path = path.replace(separator, "/")
    return tuple(part for part in path.split("/") if part not in ("", ".", ".."))


def homes(
    paths: Sequence[tuple[str, ...]], exercises: tuple[str, ...]
) -> frozenset[tuple[str, ...]]:
    """The folders in which there is a folder `exercises` with an exercise in it."""
    found = set()
    for parts in paths:
        if len(parts) > 1 and parts[-2].casefold() == PACKAGE:
            name = named(parts[-1], exercises)
            if name is not None and name.exact:
                found.add(parts[:-2])
    return frozenset(found)


def is_beside(parts: tuple[str, ...], homes: frozenset[tuple[str, ...]]) -> bool:
    """Whether a file lies in a neighbour of a folder `exercises`: of the kit, perhaps."""
    return any(
        parts[: len(home)] == home
        and len(parts) > len(home) + 1
        and parts[len(home)].casefold() != PACKAGE
        for home in homes
    )


def order(parts: tuple[str, ...], name: Named, kinds: tuple[str, ...]) -> tuple[object, ...]:
    """What is to be read first sorts first: the right name, in `exercises`, nearest the top."""
    at_home = len(parts) > 1 and parts[-2].casefold() == PACKAGE
    return not name.exact, not at_home, len(parts), kinds.index(name.kind), parts
