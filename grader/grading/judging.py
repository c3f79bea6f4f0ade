"""Judges one submission with the collected checks, and finds out whose mistake each failure is."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import groupby

import pytest

from grader.checks import Answer
from grader.checks.mark import Mark, generator
from grader.course.selection import Selection
from grader.diagnosis.diagnose import diagnose
from grader.grading.collecting import CollectedChecks
from grader.grading.hooks import MARK
from grader.grading.outcome import Outcome, check
from grader.grading.pool import GivenUp, NothingToCall, WorkerKey
from grader.grading.progress import Progress
from grader.grading.runner import Runner
from grader.grading.stand_ins import StandIns, settle
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Check, Diagnosis, Exercise, Report, Status
from grader.sandbox.levels import confinement
from grader.sandbox.zygotes import Zygotes
from grader.submission.notebook import left_out_note


class Judging:
    """The judging of one submission; `look_ahead` is called between two checks."""

    def __init__(
        self,
        workers: SubmissionWorkers,
        runner: Runner,
        stand_ins: StandIns,
        zygotes: Zygotes,
        progress: Progress,
        look_ahead: Callable[[], None],
    ) -> None:
        self._workers = workers
        self._runner = runner
        self._stand_ins = stand_ins
        self._zygotes = zygotes
        self._progress = progress
        self._look_ahead = look_ahead
        self._answers: dict[str, list[Answer]] = {}
        self._right: set[str] = set()

    def report(self, collected: CollectedChecks, selection: Selection) -> Report:
        """Raises `UsageError`, and `GivenUp` where nobody waits for it any more."""
        items = collected.chosen(selection)
        began = time.perf_counter()
        exercises = []
        self._progress.collected(len(items))
        self._warm(items)
        for name, group in groupby(items, key=lambda item: item.stash[MARK].exercise):
            checks = tuple(self._checks(list(group)))
            exercises.append(Exercise(name, checks))
        return Report(
            self._workers.submission.name,
            tuple(exercises),
            confinement(frozenset(self._workers.pool.missing)),
            time.perf_counter() - began,
            collected.points_elsewhere(selection),
            notes=_notes(self._workers),
        )

    def _warm(self, items: list[pytest.Item]) -> None:
        """Starts the slow flavours at once, if a check is going to need them."""
        for mark in (item.stash[MARK] for item in items):
            if mark.flavour != "numpy" and self._workers.has(mark.exercise, mark.function):
                self._zygotes.warm(mark.flavour)

    def _checks(self, items: list[pytest.Item]) -> Iterator[Check]:
        """The checks of an exercise, function by function.

        A function of which nothing can be said against others is settled as soon as its checks
        have run: nobody waits for a training to see another function's mistake. The rest comes
        last, and hidden checks after the others once more.
        """
        functions = _by_function(items)
        outcomes: dict[pytest.Item, Outcome] = {}
        checks: dict[pytest.Item, Check] = {}
        for item in items:
            outcomes[item] = self._as_submitted(item)
            group = functions[item.stash[MARK].function]
            if all(each in outcomes for each in group):
                self._note_right({each: outcomes[each] for each in group})
                if not any(self._blames_others(each, outcomes[each]) for each in group):
                    checks |= {each: self._settled(each, outcomes[each], False) for each in group}
        for item in items:
            if item not in checks:
                again = self._blames_others(item, outcomes[item])
                checks[item] = self._settled(item, outcomes[item], again)
        return (checks[each] for group in functions.values() for each in group)

    def _as_submitted(self, item: pytest.Item) -> Outcome:
        """Runs a check with all of the submission's functions."""
        mark = item.stash[MARK]
        self._look_ahead()
        self._progress.begins(mark.exercise, mark.function, mark.flavour)
        outcome = self._once(item, isolated=False)
        self._progress.ran(check(mark, outcome, None))
        return outcome

    def _note_right(self, outcomes: dict[pytest.Item, Outcome]) -> None:
        """Whoever passed all of its checks need not be replaced when others are judged."""
        functions = {item.stash[MARK].function for item in outcomes}
        wrong = {item.stash[MARK].function for item in outcomes if not outcomes[item].passed}
        self._right |= functions - wrong

    def _settled(self, item: pytest.Item, outcome: Outcome, again: bool) -> Check:
        """The check of an outcome, judged `again`, in isolation, where others may be to blame."""
        mark = item.stash[MARK]
        if again:
            outcome = settle(outcome, self._once(item, isolated=True))
        result = check(mark, outcome, self._diagnosis(mark, outcome))
        self._progress.ends(result)
        return result

    def _once(self, item: pytest.Item, isolated: bool) -> Outcome:
        """Runs a check by itself: which one is next is not known yet."""
        mark = item.stash[MARK]
        problem = self._workers.submission.problems.get(mark.exercise)
        if problem is not None:  # there is nothing that could be called
            return Outcome(NothingToCall(Status.MISSING, problem), 0.0)
        answers = self._answers.setdefault(mark.function, [])
        began = time.perf_counter()
        ended = self._runner.run(item, mark, self._workers, answers, isolated)
        if self._workers.pool.given_up:
            raise GivenUp
        return Outcome(ended, time.perf_counter() - began)

    def _blames_others(self, item: pytest.Item, outcome: Outcome) -> bool:
        """Whether a check went wrong and functions before it, not known to be right, may be why."""
        mark = item.stash[MARK]
        if outcome.verdict is None:
            return False
        judged = (self._workers.submission, mark.exercise, mark.function)
        if self._workers.pool.cannot_load(WorkerKey(mark.exercise, mark.flavour)):
            return self._stand_ins.may_blame_at_import(*judged)
        return bool(self._stand_ins.may_blame(*judged) - self._right)

    def _diagnosis(self, mark: Mark, outcome: Outcome) -> Diagnosis | None:
        if outcome.verdict is None or outcome.verdict.clue is None:
            return None
        function = outcome.verdict.clue.answer.function
        with suppress(Exception):  # a fault in explaining a verdict must not cost the verdict
            oracle = self._runner.references.oracle(mark.exercise, mark.flavour)
            earlier = self._answers.get(function, [])
            return diagnose(outcome.verdict, oracle, earlier, generator(mark, self._runner.seed))
        return None


def _notes(workers: SubmissionWorkers) -> tuple[str, ...]:
    file = workers.submission.file
    left_out = ((name, positions) for name, positions in workers.pool.left_out.items() if positions)
    told = (left_out_note(file(name), positions) for name, positions in left_out)
    return (*workers.submission.notes, *told)


def _by_function(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    groups: dict[str, list[pytest.Item]] = {}
    for item in items:
        groups.setdefault(item.stash[MARK].function, []).append(item)
    return groups
