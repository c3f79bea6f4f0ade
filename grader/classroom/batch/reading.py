"""Reads one submission after another. What cannot be read has a reason, and is no exception."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from grader.classroom.batch.entries import find_entries, inert
from grader.classroom.batch.key import Conditions, key_of
from grader.classroom.store.records import Entry
from grader.errors import UsageError
from grader.language import _
from grader.submission.submission import NOTEBOOK, SCRIPT, Submission, read_submission
from grader.text import shortened

_LONGEST_REASON = 300


NO_KEY = ""


class Read(Struct, frozen=True):
    """An entry with its submission and the key of its grade, or the `problem` of reading it.

    What cannot be read has no key. Where reading failed by a fault of the grader it is `NO_KEY`.
    """

    entry: Entry
    submission: Submission | None
    key: str | None
    problem: str = ""


def read_entries(
    folder: Path, exercises: list[str], conditions: Conditions, assignment: str | None = None
) -> Iterator[Read]:
    """Every entry of a class; no more than one submission is in memory.

    With an `assignment` of an nbgrader course only its notebooks are read.
    """
    kinds = (SCRIPT, NOTEBOOK) if assignment is None else (NOTEBOOK,)
    for entry in find_entries(folder, exercises, assignment):
        try:
            found = read_entry(folder, entry, exercises, kinds)
        except Exception as error:  # it must not cost the others their grades
            why = shortened(f"{type(error).__name__}: {error}", _LONGEST_REASON)
            yield Read(entry, None, NO_KEY, why)
            continue
        if isinstance(found, str):
            yield Read(entry, None, None, found)
        else:
            yield Read(entry, found, key_of(found, conditions))


def read_entry(
    folder: Path, entry: Entry, exercises: list[str], kinds: Sequence[str] = (SCRIPT, NOTEBOOK)
) -> Submission | str:
    """The submission behind an entry, or why it cannot be read."""
    place = folder / entry.place
    if place.is_symlink():
        return _("{place} is a link, and links are not followed.").format(place=inert(entry.place))
    if not (place.is_dir() or place.is_file()):
        return _("{place} is not a file or folder.").format(place=inert(entry.place))
    try:
        return replace(read_submission(place, exercises, kinds), name=entry.name)
    except UsageError as error:
        return shortened(str(error).replace(f"{folder}/", ""), _LONGEST_REASON)
