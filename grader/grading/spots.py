"""The spot: where in a student's code a small change would make failed checks pass.

It is looked for after everything is judged, in workers of its own. One of them sees public checks
alone: what it finds, a student may read. Another sees hidden ones too, and what it finds is for
instructors.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress

import pytest
from msgspec import Struct
from msgspec.structs import replace

from grader.checks.mark import Mark
from grader.checks.verdict import Verdict
from grader.diagnosis.repair.questions import Question, question
from grader.diagnosis.repair.search import Repair, Search
from grader.diagnosis.repair.words import endless_spot, spot_of
from grader.grading.hooks import MARK
from grader.grading.pool import WorkerKey
from grader.grading.runner import Runner
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Check, Report, Spot, Status
from grader.sandbox.wire.messages import (
    Answers,
    Locate,
    Located,
    Path,
    Probe,
    Probed,
    Reply,
    Request,
    Retry,
    TryOut,
)

FUNCTION_SECONDS = 1.0  # of a worker's processor, for the trials of one function
GRACE_SECONDS = 0.5  # for what was begun in time

# A loop without end may also fill all of the memory.
_LOST = (Status.TIMEOUT, Status.MEMORY, Status.CRASHED)
_SEARCHED = (Status.FAILED, Status.ERROR, *_LOST)


class SettledCheck(Struct, frozen=True):
    """A check that was carried out, and the worker for trials of its function."""

    item: pytest.Item
    check: Check
    key: WorkerKey

    @property
    def mark(self) -> Mark:
        mark: Mark = self.item.stash[MARK]
        return mark


def is_unexplained(check: Check) -> bool:
    """Whether a check failed and no known mistake tells why."""
    return check.status in _SEARCHED and check.diagnosis is None


class Spots:
    """Looks for the spots of one submission, as long as there are seconds left."""

    def __init__(
        self, workers: SubmissionWorkers, runner: Runner, stand_ins: StandIns, seconds: float
    ) -> None:
        self._workers = workers
        self._runner = runner
        self._judged = stand_ins.judged
        self._tells_change = bool(stand_ins.reference.files)
        self._left = seconds

    def found(self, judged: Iterable[SettledCheck]) -> dict[str, Spot]:
        """A spot for each check, by its id, that no known mistake explains and one is found for."""
        functions: dict[tuple[str, str], list[SettledCheck]] = {}
        for each in judged:
            functions.setdefault((each.mark.exercise, each.mark.function), []).append(each)
        spots: dict[str, Spot] = {}
        for group in functions.values():
            if self._left > 0 and any(is_unexplained(each.check) for each in group):
                spots |= self._of_function(group)
        return spots

    def _of_function(self, group: list[SettledCheck]) -> dict[str, Spot]:
        public = [each for each in group if not each.mark.hidden]
        known: list[Path] = []
        spots: dict[str, Spot] = {}
        if any(is_unexplained(each.check) for each in public):
            spots, known = self._search(public, "public", [])
            if not known:  # what sets all right, public checks would have shown
                return spots
        hidden = [each for each in group if each.mark.hidden]
        if any(is_unexplained(each.check) for each in hidden):
            more, _paths = self._search([*public, *hidden], "all", known)
            shown = {each.check.id for each in hidden}
            spots |= {id: spot for id, spot in more.items() if id in shown}
        return spots

    def _search(
        self, group: list[SettledCheck], what: str, known: list[Path]
    ) -> tuple[dict[str, Spot], list[Path]]:
        questions = self._questions(group)
        unexplained = {each.check.id for each in group if is_unexplained(each.check)}
        if not unexplained & {each.check for each in questions}:
            return {}, []
        mark = group[0].mark
        alone = next((each.key for each in group if each.key.isolated), group[0].key)
        key = replace(alone, trials=what)
        calls = [planned.call for each in questions for planned in each.calls]
        spared = tuple(sorted({*self._judged.get(mark.exercise, ())} - {mark.function}))
        trials = FunctionTrials(
            self._workers,
            key,
            TryOut(mark.function, calls, spared),
            self._left,
        )
        spots: dict[str, Spot] = {}
        paths: list[Path] = []
        search = Search(trials, questions, unexplained)
        with suppress(Verdict, AssertionError):  # a worker that is lost finds nothing
            repairs = search.run(known)
            paths = [repair.path for repair in repairs]
            for repair in repairs:
                spot = self._spot(trials, repair)
                if spot is not None:
                    spots |= dict.fromkeys(repair.checks & unexplained, spot)
        spots = self._endless(search, group) | spots
        self._left = trials.unused
        self._workers.pool.end_trials()
        return spots, paths

    def _endless(self, search: Search, group: list[SettledCheck]) -> dict[str, Spot]:
        """The loops that do not end, where nothing better is known."""
        late = (each.check for each in group if each.check.status in _LOST)
        loops = {each.id: search.endless(each.id) for each in late}
        spots = {id: endless_spot(loop) for id, loop in loops.items() if loop is not None}
        return {id: spot for id, spot in spots.items() if spot is not None}

    def _questions(self, group: list[SettledCheck]) -> list[Question]:
        questions: list[Question] = []
        first = 0
        for each in group:
            steps = (
                self._runner.plan(each.item, each.mark) if each.mark.flavour == "numpy" else None
            )
            if steps is not None:
                questions.append(question(each.check.id, each.mark.exercise, first, steps))
                first = questions[-1].numbers.stop
        return questions

    def _spot(self, trials: "FunctionTrials", repair: Repair) -> Spot | None:
        spot = spot_of(trials.locate(repair.path), repair.whole)
        # Where the solutions are not at hand, the reader is a student.
        return spot if spot is None or self._tells_change else replace(spot, change="")


class FunctionTrials:
    """Trials of one function in a worker that judges nothing. `left` are seconds."""

    def __init__(
        self, workers: SubmissionWorkers, key: WorkerKey, order: TryOut, seconds: float
    ) -> None:
        self.left = seconds
        self._spared = 0.0
        self._workers = workers
        self._key = key
        self._order = order

    @property
    def unused(self) -> float:
        """What is left for other functions."""
        return self.left + self._spared

    def begin(self) -> Sequence[Reply]:
        reply = self._asked(self._order)
        assert isinstance(reply, Answers)
        assert len(reply.replies) == len(self._order.calls)
        self._spared = max(0.0, self.left - FUNCTION_SECONDS)
        self.left -= self._spared
        return reply.replies

    def probe(self, path: Path, call: int, first: int, seconds: float) -> Probed:
        reply = self._asked(Probe(path, call, first, min(seconds, self.left)))
        assert isinstance(reply, Probed)
        return reply

    def retry(self, paths: Sequence[Path], calls: Sequence[int]) -> list[list[Reply]]:
        reply = self._asked(Retry(list(paths), list(calls)))
        assert isinstance(reply, Answers)
        assert len(reply.replies) == len(paths) * len(calls)
        size = len(calls)
        return [list(reply.replies[i * size : (i + 1) * size]) for i in range(len(paths))]

    def locate(self, path: Path) -> Located:
        reply = self._asked(Locate(path))
        assert isinstance(reply, Located)
        return reply

    def _asked(self, request: Request) -> Reply:
        """Takes off what the worker says, for it alone knows its own processor time. Whatever it
        says, the budget of the submission holds.
        """
        seconds = max(0.0, self.left) + GRACE_SECONDS
        reply = self._workers.ask(self._key, self._order.function, request, seconds, trial=True)
        if isinstance(reply, (Answers, Probed)):
            self.left -= max(0.0, reply.seconds)
        return reply


def with_spots(report: Report, spots: dict[str, Spot]) -> Report:
    """The report with what was found."""
    exercises = tuple(
        replace(exercise, checks=tuple(_with(check, spots) for check in exercise.checks))
        for exercise in report.exercises
    )
    return replace(report, exercises=exercises)


def _with(check: Check, spots: dict[str, Spot]) -> Check:
    return replace(check, spot=spots[check.id]) if check.id in spots else check
