"""Keeps the hints a student saw and the points reached, beside the exercises. No grade uses it."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from grader.language import _
from grader.records.report import Check, Report, Spot
from grader.text import printable

FOLDER = ".grader"
FILE = "journal.json"
MAX_BYTES = 2**20

Count = Annotated[int, Meta(ge=0, le=1000)]
Points = Annotated[float, Meta(ge=0, le=1000)]
Number = TypeVar("Number", int, float)


class ToldSpot(Struct, frozen=True):
    """A spot that a student was told of, and how many failures in a row were there."""

    spot: Spot
    times: Count = 1


class Journal(Struct, frozen=True):
    """How many hints of each function were shown and the spot that was told last, both by
    `exercise.function`, and the best score of each check, by its id."""

    hints: dict[str, Count] = {}
    best: dict[str, Points] = {}
    spots: dict[str, ToldSpot] = {}

    def points(self, exercise: str) -> float:
        """The best that the checks of an exercise ever gave, each for itself."""
        return sum(score for id, score in self.best.items() if id.startswith(f"{exercise}/"))

    def last_hint(self, function: str) -> tuple[str, ...]:
        """The line to look at, where one is known; after two failures what helps, too."""
        if function not in self.spots:
            return ()
        told = self.spots[function]
        spot = told.spot
        text = _("Look at {file}:{line}: {code}")
        if spot.cell:
            text = _("Look at cell {cell}, line {line}: {code}")
        code = printable(spot.code)
        text = text.format(file=printable(spot.file), cell=spot.cell, line=spot.line, code=code)
        helps = told.spot.remedy if told.times > 1 else ""
        return (f"{text}\n{helps}".rstrip(),)

    def in_time(self, report: Report) -> Report:
        """The report for a student at work: what helps is told after the second failure."""

        def shown(check: Check) -> Check:
            told = self.spots.get(_function(check))
            if check.spot is None or (told is not None and _same_place(told.spot, check.spot)):
                return check
            return replace(check, spot=replace(check.spot, remedy=""))

        exercises = tuple(
            replace(each, checks=tuple(map(shown, each.checks))) for each in report.exercises
        )
        return replace(report, exercises=exercises)


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
    checks = list(checks)
    new = Journal(
        _larger(journal.hints, hints or {}),
        _larger(journal.best, {check.id: check.score for check in checks if check.passed}),
        _told(journal.spots, checks),
    )
    return new == journal or _write(folder, new)


def _larger(old: Mapping[str, Number], new: Mapping[str, Number]) -> dict[str, Number]:
    return {**old, **{name: max(value, old.get(name, value)) for name, value in new.items()}}


def _told(old: Mapping[str, ToldSpot], checks: Iterable[Check]) -> dict[str, ToldSpot]:
    """The spots of functions that are wrong; of a function that is right now there is none."""
    spots = dict(old)
    by_function: dict[str, list[Check]] = {}
    for check in checks:
        by_function.setdefault(_function(check), []).append(check)
    for function, those in by_function.items():
        spot = next((each.spot for each in those if each.spot and not each.hidden), None)
        if spot is not None:
            before = spots.get(function)
            again = before is not None and _same_place(before.spot, spot)
            times = min(1000, before.times + 1) if before and again else 1
            spots[function] = ToldSpot(replace(spot, change=""), times)
        elif all(check.passed for check in those):
            spots.pop(function, None)
    return spots


def _same_place(one: Spot, other: Spot) -> bool:
    """Lines move while a student writes, and what stands in them changes."""
    return one.code == other.code or (one.cell, one.line) == (other.cell, other.line)


def _function(check: Check) -> str:
    return f"{check.id.partition('/')[0]}.{check.function}"


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
