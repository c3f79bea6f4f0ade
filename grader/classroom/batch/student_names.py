"""Names of students, as they are shown and as files are named after them.

What a name is made of comes from folders and archives that students may have named themselves.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterable

MAX_NAME = 200  # characters
MAX_BYTES = 120  # of the name of a folder; file systems take 255, and programs add to it

_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_NOT_ON_WINDOWS = frozenset('<>:"/\\|?*')
_EDGE = "\N{OPEN BOX}"  # a blank that can be seen


def student_name(raw: str) -> str:
    """The name as it is shown: printable, in one line, one for one student.

    Forms of Unicode that look alike are the same name (macOS hands in NFD), and so are names in
    UTF-8 and in the code page of Korean Windows. All other differences can be seen in the result.
    """
    name = unicodedata.normalize("NFC", _decoded(raw))
    shown = "".join(map(_visible, name))
    inner = shown.strip(" ")
    begin = len(shown) - len(shown.lstrip(" "))
    shown = _EDGE * begin + inner + _EDGE * (len(shown) - begin - len(inner)) if inner else "?"
    return shown if len(shown) <= MAX_NAME else f"{shown[: MAX_NAME - 9]}~{_digest(name)}"


def _decoded(raw: str) -> str:
    data = os.fsencode(raw)
    for encoding in ("utf-8", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "backslashreplace")


def _visible(sign: str) -> str:
    if sign.isprintable() and sign != "\\":
        return sign
    return sign.encode("unicode_escape", "backslashreplace").decode()


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def folder_names(names: Iterable[str]) -> dict[str, str]:
    """A folder name for each of these different names: one that every system takes.

    No two are the same, not even where capitals or forms of Unicode do not count, and none leads
    out of the folder that it is made in. A name that would not do gets a digest at its end.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        folder = plain = _plain(name)
        if plain != name or _same(plain) in taken:
            folder = f"{plain}~{_digest(name)}"
        while _same(folder) in taken:  # somebody has named a folder like that on purpose
            folder = f"{plain}~{_digest(name + folder)}"
        taken.add(_same(folder))
        found[name] = folder
    return found


def _plain(name: str) -> str:
    """The name without what some system does not take, and not too long for a digest."""
    kept = unicodedata.normalize("NFC", name)
    kept = "".join(
        "_" if each in _NOT_ON_WINDOWS or not each.isprintable() else each for each in kept
    )
    kept = kept.encode("utf-8", "replace")[:MAX_BYTES].decode("utf-8", "ignore").strip(" .") or "_"
    return f"_{kept}" if kept.partition(".")[0].strip().casefold() in _RESERVED else kept


def _is_taken_everywhere(sign: str) -> bool:
    return sign.isprintable() and sign not in _NOT_ON_WINDOWS


def _same(name: str) -> str:
    """Names with the same are the same to some file system."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
