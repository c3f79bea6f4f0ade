"""What the grading of one submission may cost, of everything, and what it has cost so far.

Limits measure the student's work. The time in which a worker waits for a processor, in which the
reference answers, or in which this side judges, counts for nobody; so a grade does not depend on
what else the machine does. Where the system does not tell how long a process waited, all of the
time counts.
"""

import os
import time
from collections.abc import Callable

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from grader.checks.verdict import Verdict
from grader.course.course import Course
from grader.errors import CannotGrade
from grader.language import _
from grader.records.report import Status
from grader.sandbox.usage import Usage

PROCESSORS = os.cpu_count() or 1
PATIENCE = 20  # times a limit, on a machine that has no time for the worker
FIRST_LOOK, NEXT_LOOK = 0.05, 0.25  # seconds; fast answers do not pay for a look at the process


class Budget(Struct, frozen=True, forbid_unknown_fields=True):
    """What a submission may use: about ten times what an honest one needs.

    `seconds` are for functions written with NumPy, `training_seconds` for those that build and
    train models; `trial_seconds` are for calls that only tell mistakes apart. `memory` is in bytes,
    of all workers together, beyond what the libraries take.
    """

    seconds: float = 120.0
    training_seconds: float = 600.0
    trial_seconds: float = 20.0
    reference_seconds: float = 20.0
    memory: int = 4 * 2**30
    calls: int = 10_000
    trials: int = 3_000
    asks: int = 20_000
    received: int = 2**30

    @property
    def of_reference(self) -> "Budget":
        """What the reference may use where it answers in place of the submission's functions."""
        return replace(self, seconds=self.reference_seconds, calls=self.asks)


def read_budget(course: Course) -> Budget:
    """The budget with what the course says of it. Raises `CannotGrade` where that is not right."""
    try:
        return msgspec.convert(course.budget, Budget)
    except msgspec.ValidationError as error:
        text = _("[tool.grader.budget] in {file} is not right: {reason}.\nIt may set {names}.")
        names = ", ".join(Budget.__struct_fields__)
        file = course.root / "pyproject.toml"
        raise CannotGrade(text.format(file=file, reason=error, names=names)) from error


class Limit:
    """A limit on the own time of a worker for one request: not while it waits for a processor."""

    def __init__(self, seconds: float, usage: Callable[[], Usage | None]) -> None:
        self.seconds = seconds
        self._usage = usage
        self._first: Usage | None = None
        self._waited = 0.0
        self._paused = 0.0
        self._began = time.monotonic()
        self._slice = FIRST_LOOK

    @property
    def taken(self) -> float:
        """Seconds so far."""
        return max(0.0, self._passed - self._waited)

    @property
    def patience(self) -> float:
        """Seconds to wait for a reply before `is_over` looks again."""
        return max(0.0, min(self._slice, self.seconds - self.taken))

    def pause(self, seconds: float) -> None:
        """Leaves out time in which the worker waited for this side."""
        self._paused += seconds

    def is_over(self) -> bool:
        """Looks how long the worker has waited, and whether its time is up."""
        now, self._slice = self._usage(), NEXT_LOOK
        if now is None or self._first is None:
            self._first = now
            return self.taken >= self.seconds
        self._waited = now.waited - self._first.waited
        computed = now.processor - self._first.processor
        return (
            self.taken >= self.seconds
            or computed >= self.seconds * PROCESSORS
            or self._passed >= self.seconds * PATIENCE
        )

    @property
    def _passed(self) -> float:
        return time.monotonic() - self._began - self._paused


class Spending:
    """What a submission has used of its budget. Whatever is over ends every further check."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._left: dict[str, float] = {
            "seconds": budget.seconds,
            "training_seconds": budget.training_seconds,
            "trial_seconds": budget.trial_seconds,
            "reference_seconds": budget.reference_seconds,
            "calls": budget.calls,
            "trials": budget.trials,
            "asks": budget.asks,
            "received": budget.received,
        }
        self._over: dict[str, Verdict] = {}

    def left(self, what: str) -> float:
        """How much of one kind is left, never less than 0."""
        return max(0.0, self._left[what])

    def take(self, what: str, amount: float = 1) -> None:
        """Spends some of one kind; what is over shows when it is next required."""
        self._left[what] -= amount

    def require(self, *kinds: str) -> None:
        """Raises a `Verdict` unless something is left of each of these and of all memory."""
        for what in ("memory", *kinds):
            if what not in self._over and self._left.get(what, 1) <= 0:
                self._over[what] = Verdict(Status.TIMEOUT, _said(what, self.budget))
            if what in self._over:
                raise self._over[what]

    def check_memory(self, used: int) -> None:
        """Raises a `Verdict` if all workers together use more than they may."""
        if used > self.budget.memory:
            text = _("the functions together took more than {size} MiB of memory")
            text = text.format(size=self.budget.memory // 2**20)
            self._over["memory"] = Verdict(Status.MEMORY, text)
            raise self._over["memory"]


def _said(what: str, budget: Budget) -> str:
    amount = getattr(budget, what)
    if what.endswith("seconds"):
        text = _("not run, because the functions together took more than {seconds:g} s")
        return text.format(seconds=amount)
    if what == "received":
        text = _("not run, because the answers together have more than {size} MiB")
        return text.format(size=amount // 2**20)
    text = _("not run, because the functions together made more than {count} calls")
    return text.format(count=amount)
