"""Adds up the results of a class: counts, points, the slowest and what went wrong."""

from array import array
from enum import StrEnum
from heapq import nlargest

from msgspec import Struct

SHOWN = 3
PROBLEMS = 5


class EntryState(StrEnum):
    """What became of a submission. A `FAULTY` one and one of `NOTHING_FOUND` have no grade."""

    GRADED = "graded"
    REUSED = "reused"
    UNREADABLE = "unreadable"
    NOTHING_FOUND = "nothing_found"
    FAULTY = "faulty"


class Happened(Struct, frozen=True):
    """The result of one submission; `problem` says why it has no report, or no whole one.

    `seconds` are those of the grading, also of one that was done before.
    """

    name: str
    state: EntryState
    score: float = 0.0
    max_score: float = 0.0
    seconds: float = 0.0
    problem: str = ""


class Tally:
    """Adds up; eight bytes a submission."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.max_score = 0.0
        self.slowest: list[Happened] = []
        self.problems: dict[EntryState, list[Happened]] = {state: [] for state in EntryState}
        self._counts = dict.fromkeys(EntryState, 0)
        self._scores = array("d")

    def add(self, happened: Happened) -> None:
        self._counts[happened.state] += 1
        self.max_score = max(self.max_score, happened.max_score)
        if happened.state not in (EntryState.FAULTY, EntryState.NOTHING_FOUND):
            self._scores.append(happened.score)
        if happened.state is EntryState.GRADED:
            self.slowest = nlargest(SHOWN, [*self.slowest, happened], lambda each: each.seconds)
        problems = self.problems[happened.state]
        if happened.problem and len(problems) < PROBLEMS:
            problems.append(happened)

    def count(self, state: EntryState) -> int:
        return self._counts[state]

    @property
    def done(self) -> int:
        return sum(self._counts.values())

    @property
    def mean(self) -> float:
        """Of the points of all that have a grade; who could not be read has 0."""
        return sum(self._scores) / len(self._scores) if self._scores else 0.0

    @property
    def median(self) -> float:
        from statistics import median  # costs more than all else at the start of any command

        return median(self._scores) if self._scores else 0.0
