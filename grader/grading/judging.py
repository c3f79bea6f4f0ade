"""Judges one submission with the collected checks, and finds out whose mistake each failure is."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import groupby

import pytest

from grader.checks import Answer
from grader.checks.answer import raised_text
from grader.checks.mark import Mark, generator
from grader.course.selection import Selection
from grader.diagnosis.diagnose import diagnose
from grader.diagnosis.explain import MAX_TOGETHER
from grader.grading.check_calls import worker_key
from grader.grading.collecting import CollectedChecks
from grader.grading.hooks import MARK
from grader.grading.outcome import Outcome, check
from grader.grading.pool import GivenUp, WorkerKey, missing_file
from grader.grading.progress import Progress
from grader.grading.runner import Runner
from grader.grading.spots import SettledCheck, Spots, is_unexplained, with_spots
from grader.grading.stand_ins import StandIns, settle
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Check, Diagnosis, Exercise, Report, Spot
from grader.sandbox.levels import confinement
from grader.sandbox.wire.reader_messages import Uses
from grader.sandbox.zygotes import Zygotes
from grader.submission.confined_reader import find_uses
from grader.submission.notes import failed_note, left_out_note

UNEXPLAINED = 2  # checks of a function, after which nobody looks for mistakes that come together


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
        self._outcomes: dict[pytest.Item, Outcome] = {}
        self._checks: dict[pytest.Item, Check] = {}
        self._uses: dict[str, Uses] = {}
        self._unexplained: Counter[tuple[str, str]] = Counter()

    def report(self, collected: CollectedChecks, selection: Selection) -> Report:
        """Raises `UsageError`, and `GivenUp` where nobody waits for it any more.

        What is shown comes first, what is hidden last: the public checks of all exercises, then the
        hidden ones, function by function in the order of the course. So nothing that a worker has
        seen of a hidden check can show in a public one, and when the reference stands in for a
        function, that one's hidden checks are over.
        """
        items = collected.chosen(selection)
        began = time.perf_counter()
        self._progress.collected(len(items))
        self._warm(items)
        functions = _by_function(items)
        for group in functions:
            self._judge([each for each in group if not _mark(each).hidden])
        notes = _notes(self._workers)
        for group in sorted(functions, key=self._place_in_course):
            self._judge_again([each for each in group if not _mark(each).hidden])
            self._judge([each for each in group if _mark(each).hidden])
        return Report(
            self._workers.submission.name,
            self._exercises(functions),
            confinement(frozenset(self._workers.pool.missing)),
            time.perf_counter() - began,
            collected.points_elsewhere(selection),
            notes=notes,
            files=self._workers.submission.looked_at,
        )

    @property
    def is_unexplained(self) -> bool:
        """Whether a check failed and nobody knows why yet."""
        return any(map(is_unexplained, self._checks.values()))

    def with_spots(self, report: Report, seconds: float) -> Report:
        """The report with the lines to look at, where no known mistake explains a failure.

        No worker is left that has seen a hidden check when the first trial begins.
        """
        self._workers.pool.close()
        settled = [
            SettledCheck(item, check, self._spot_key(item)) for item, check in self._checks.items()
        ]
        spots: dict[str, Spot] = {}
        with suppress(Exception):  # a fault in explaining a verdict must not cost the verdict
            search = Spots(self._workers, self._runner, self._stand_ins, seconds)
            spots = search.found(settled)
        return with_spots(report, spots)

    def _spot_key(self, item: pytest.Item) -> WorkerKey:
        """Whoever may blame others is tried with the reference in their place, too."""
        mark = _mark(item)
        if not self._checks[item].passed and self._may_blame_others(item):
            return self._isolated_key(mark)
        return worker_key(mark)

    def _exercises(self, functions: list[list[pytest.Item]]) -> tuple[Exercise, ...]:
        items = [item for group in functions for item in group]
        groups = groupby(items, key=lambda item: _mark(item).exercise)
        return tuple(
            Exercise(name, tuple(self._checks[item] for item in group)) for name, group in groups
        )

    def _place_in_course(self, group: list[pytest.Item]) -> tuple[int, int]:
        mark = _mark(group[0])
        return self._stand_ins.rank(mark.exercise, mark.function)

    def _warm(self, items: list[pytest.Item]) -> None:
        """Starts the slow flavours at once, if a check is going to need them."""
        for mark in map(_mark, items):
            if mark.flavour != "numpy" and self._workers.has(mark.exercise, mark.function):
                self._zygotes.warm(mark.flavour)

    def _judge(self, items: list[pytest.Item]) -> None:
        """Judges the public or the hidden checks of one function."""
        self._runner.ask_ahead([(item, _mark(item)) for item in items], self._workers)
        for item in items:
            self._outcomes[item] = self._as_submitted(item)
        self._note_right(items)
        for item in items:
            outcome = self._outcomes[item]
            if self._may_blame_others(item):
                outcome = settle(outcome, self._isolated(item))
            mark = _mark(item)
            self._checks[item] = check(mark, outcome, self._diagnosis(mark, outcome))
            self._progress.ends(self._checks[item])
        self._workers.pool.end_isolated()

    def _judge_again(self, items: list[pytest.Item]) -> None:
        """Gives a function the public checks that it lost by another's mistake, which only the
        hidden checks of that one have shown. What it says is not shown any more.
        """
        for item in items:
            if not self._checks[item].passed and self._may_blame_others(item):
                outcome = self._isolated(item)
                if outcome.passed:
                    self._checks[item] = check(_mark(item), outcome, None)
        self._workers.pool.end_isolated()

    def _as_submitted(self, item: pytest.Item) -> Outcome:
        """Runs a check with all of the submission's functions."""
        mark = _mark(item)
        self._look_ahead()
        self._progress.begins(mark.exercise, mark.function, mark.flavour)
        outcome = self._once(item, worker_key(mark))
        self._progress.ran(check(mark, outcome, None))
        return outcome

    def _isolated(self, item: pytest.Item) -> Outcome:
        """Runs a check with the reference in place of the functions before the judged one."""
        return self._once(item, self._isolated_key(_mark(item)))

    def _isolated_key(self, mark: Mark) -> WorkerKey:
        # What a model computes is judged here; nothing of it is answered by the reference.
        stand_ins: tuple[str, ...] = ()
        if mark.flavour == "numpy":
            names = self._built_on(mark)
            stand_ins = self._stand_ins.for_function(mark.exercise, mark.function, names)
        return worker_key(mark, stand_ins)

    def _note_right(self, items: list[pytest.Item]) -> None:
        """Whoever passed all of its checks so far need not be replaced when others are judged."""
        for item in items:
            function = _mark(item).function
            if self._outcomes[item].passed:
                self._right.add(function)
        wrong = (item for item in self._outcomes if not self._outcomes[item].passed)
        self._right -= {_mark(item).function for item in wrong}

    def _once(self, item: pytest.Item, key: WorkerKey) -> Outcome:
        """Runs a check by itself: which one is next is not known yet."""
        mark = _mark(item)
        if mark.exercise in self._workers.submission.problems:  # nothing could be called
            return Outcome(missing_file(mark.exercise, self._workers.submission), 0.0)
        answers = self._answers.setdefault(mark.function, [])
        began = time.perf_counter()
        ended = self._runner.run(item, mark, self._workers, answers, key)
        if self._workers.pool.given_up:
            raise GivenUp
        return Outcome(ended, time.perf_counter() - began)

    def _may_blame_others(self, item: pytest.Item) -> bool:
        """Whether a check went wrong and functions before it, not known to be right, may be why."""
        mark = _mark(item)
        if self._outcomes[item].verdict is None:
            return False
        if self._workers.pool.cannot_load(worker_key(mark)):
            return not self._stand_ins.at_import(mark.exercise, mark.function).isdisjoint(
                self._uses_of(mark.exercise).outside
            )
        return bool(self._built_on(mark) - self._right)

    def _built_on(self, mark: Mark) -> frozenset[str]:
        """The earlier functions that a function's code names."""
        used = self._uses_of(mark.exercise).functions.get(mark.function, ())
        return self._stand_ins.all(mark.exercise, mark.function).intersection(used)

    def _uses_of(self, exercise: str) -> Uses:
        """What the functions of an exercise build on. It is read once, where one went wrong."""
        if exercise not in self._uses:
            source = self._workers.submission.files.get(exercise, b"")
            before = self._stand_ins.before(exercise)
            self._uses[exercise] = find_uses(self._zygotes, source, exercise, before)
        return self._uses[exercise]

    def _diagnosis(self, mark: Mark, outcome: Outcome) -> Diagnosis | None:
        if outcome.verdict is None or outcome.verdict.clue is None:
            return None
        answer = outcome.verdict.clue.answer
        with suppress(Exception):  # a fault in explaining a verdict must not cost the verdict
            oracle = self._runner.references.oracle(mark.exercise, mark.flavour)
            earlier = self._answers.get(answer.function, []) if answer else []
            searched = self._unexplained[mark.exercise, mark.function] < UNEXPLAINED
            together = MAX_TOGETHER if searched else 1
            rng = generator(mark, self._runner.seed)
            if found := diagnose(outcome.verdict, oracle, earlier, rng, together):
                return found
        self._unexplained[mark.exercise, mark.function] += 1
        return None


def _notes(workers: SubmissionWorkers) -> tuple[str, ...]:
    file = workers.submission.file
    left_out = ((name, positions) for name, positions in workers.pool.left_out.items() if positions)
    told = (left_out_note(file(name), positions) for name, positions in left_out)
    failed = ((name, raised) for name, raised in workers.pool.failed.items() if raised)
    lines = (failed_note(file(name), raised_text(raised)) for name, raised in failed)
    return (*workers.submission.notes, *told, *lines)


def _mark(item: pytest.Item) -> Mark:
    return item.stash[MARK]


def _by_function(items: list[pytest.Item]) -> list[list[pytest.Item]]:
    groups: dict[tuple[str, str], list[pytest.Item]] = {}
    for item in items:
        groups.setdefault((_mark(item).exercise, _mark(item).function), []).append(item)
    return list(groups.values())
