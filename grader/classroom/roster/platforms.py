"""Reads what learning platforms say about a hand-in in the names of its files and folders.

    Moodle            Minji Kim_1234567_assignsubmission_file_
    Canvas            kimminji_LATE_1234_56789_conv-2.py
    Brightspace       123-456 - Minji Kim - Nov 12, 2026 1023 AM
    Blackboard        Week 3_mkim_attempt_2026-11-02-15-58-23_conv.py
    Google Classroom  Minji Kim - conv.ipynb

Moodle and Brightspace make folders, or put the same before the names of files. Canvas counts
attempts from the second on: `conv-1.py`, `conv-2.py`.

A platform's clock is that of its server, which no name tells, so a moment here has no time zone.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime

from msgspec import Struct


class Label(Struct, frozen=True):
    """What the name of a hand-in says: whose it is, and where it is told, when and which attempt.

    `number` is the platform's own number of the student, for Gradescope that of the list of
    students. `file` is the name that the student gave, empty where the name is that of a folder.
    """

    platform: str
    student: str
    number: str = ""
    file: str = ""
    moment: datetime | None = None
    attempt: int = 1
    late: bool = False
    email: str = ""


def label_of(name: str) -> Label | None:
    """Read the name of a file or folder; None if no platform gives such names."""
    name = unicodedata.normalize("NFC", name)
    for pattern, read in _FORMS:
        if (found := pattern.fullmatch(name)) and (label := read(found)):
            return label
    return None


def _moodle(found: re.Match[str]) -> Label:
    return Label("moodle", found["student"], found["number"], found["file"])


def _canvas(found: re.Match[str]) -> Label:
    file, attempt = found["file"], 1
    if again := re.fullmatch(r"(.+)-(\d{1,3})(\.[^.]+)", file):
        file, attempt = again[1] + again[3], int(again[2]) + 1
    late = found["late"] is not None
    return Label("canvas", found["student"], found["number"], file, None, attempt, late)


def _brightspace(found: re.Match[str]) -> Label | None:
    date, clock, half = found["date"], found["clock"].zfill(4), found["half"]
    moment = _moment(f"{date} {clock[:2]}{clock[2:]} {half}", "%b %d, %Y %I%M %p")
    if moment is None:
        return None
    return Label("brightspace", found["student"], found["number"], found["file"] or "", moment)


def _blackboard(found: re.Match[str]) -> Label | None:
    moment = _moment(found["moment"], "%Y-%m-%d-%H-%M-%S")
    if moment is None:
        return None
    return Label("blackboard", found["student"], "", found["file"] or "", moment)


def _google(found: re.Match[str]) -> Label:
    return Label("google", found["student"], "", found["file"])


def _moment(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None


# A student gives the last part, which may look like the first part of another student's name.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Label | None]], ...] = (
    (
        re.compile(r"(?P<student>[^_]+)_(?P<late>LATE_)?(?P<number>\d{3,})_\d{3,}_(?P<file>.+)"),
        _canvas,
    ),
    (
        re.compile(
            r"(?P<student>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)"
        ),
        _moodle,
    ),
    (
        re.compile(
            r"(?P<number>\d+-\d+) - (?P<student>.+?) - (?P<date>[A-Z][a-z]{2} \d{1,2}, \d{4}) "
            r"(?P<clock>\d{3,4}) (?P<half>[AP]M)(?: - (?P<file>.+))?"
        ),
        _brightspace,
    ),
    (
        re.compile(
            r".+?_(?P<student>[^_]+)_attempt_(?P<moment>\d{4}(?:-\d\d){5})"
            r"(?:_(?P<file>.+)|\.txt)?"
        ),
        _blackboard,
    ),
    (
        re.compile(r"(?P<student>[^_]+)_(?P<late>LATE_)?(?P<number>\d+)_\d+_(?P<file>.+)"),
        _canvas,
    ),
    (re.compile(r"(?P<student>.+?) - (?P<file>[^/]+\.(?:py|ipynb))"), _google),
)
