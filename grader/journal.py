"""What a student has seen and reached so far, kept beside the exercises. No grade depends on it."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from grader.records.report import Check

FOLDER = ".grader"
FILE = "journal.json"
MAX_BYTES = 2**20

Count = Annotated[int, Meta(ge=0, le=1000)]
Points = Annotated[float, Meta(ge=0, le=1000)]
Number = TypeVar("Number", int, float)


class Journal(Struct, frozen=True):
    """How many hints of each function were shown, by `exercise.function`, and the best score of
    each check, by its id."""

    hints: dict[str, Count] = {}
    best: dict[str, Points] = {}

    def points(self, exercise: str) -> float:
        """The best that the checks of an exercise ever gave, each for itself."""
        return sum(score for id, score in self.best.items() if id.startswith(f"{exercise}/"))


def journal_folder(exercises: Path) -> Path:
    """Where the journal of these exercises lies."""
    return exercises.resolve().parent / FOLDER


def read_journal(folder: Path) -> Journal:
    """The journal in `folder`; a new one where it is missing, damaged or something else."""
    file = folder / FILE
    try:
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            return Journal()
        return msgspec.json.decode(file.read_bytes(), type=Journal)
    except (OSError, ValueError, RecursionError):  # what cannot be decoded is a ValueError
        return Journal()


def remember(
    folder: Path, hints: Mapping[str, int] | None = None, checks: Iterable[Check] = ()
) -> bool:
    """Adds to the journal what is more than it knows; whether that was possible.

    Of two that write at the same moment, what one of them adds may be lost, until it is added
    again.
    """
    journal = read_journal(folder)
    earned = {check.id: check.score for check in checks if check.passed}
    new = Journal(_larger(journal.hints, hints or {}), _larger(journal.best, earned))
    return new == journal or _write(folder, new)


def _larger(old: Mapping[str, Number], new: Mapping[str, Number]) -> dict[str, Number]:
    return {**old, **{name: max(value, old.get(name, value)) for name, value in new.items()}}


def _write(folder: Path, journal: Journal) -> bool:
    """Replaces the journal whole."""
    draft = folder / f"{FILE}.{os.getpid()}"
    try:
        folder.mkdir(exist_ok=True)
        draft.write_bytes(msgspec.json.encode(journal))
        draft.replace(folder / FILE)
    except OSError:
        return False
    return True
