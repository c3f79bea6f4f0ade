"""The pytest plugin that runs the collected checks for each submission and keeps the verdicts."""

import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.diagnosis.diagnose import diagnose
from grader.errors import CannotGrade, UsageError
from grader.grading.barriers import confinement
from grader.grading.course import Course
from grader.grading.line import WorkerLine
from grader.grading.mark import FLAVOURS, Mark, read_mark
from grader.grading.outcome import Outcome, check, settle
from grader.grading.progress import Progress
from grader.grading.reference import References
from grader.grading.selection import Selection
from grader.grading.stand_ins import StandIns, builds_on, loads
from grader.grading.submission import Submission
from grader.grading.workers import SubmissionWorkers
from grader.grading.zygotes import Zygotes
from grader.report import Check, Diagnosis, Exercise, Report
from grader.suite import Answer, Models, Student

_MARK = pytest.StashKey[Mark]()


class Judge:
    """Hooks and fixtures. `reports` and `problem` are what comes of the session."""

    def __init__(
        self,
        course: Course,
        submissions: Iterable[Submission],
        selection: Selection,
        zygotes: Zygotes,
        progress: Progress,
        seed: int,
    ) -> None:
        self.reports: list[Report] = []
        self.problem: BaseException | None = None
        self._course = course
        self._submissions = iter(submissions)
        self._selection = selection
        self._zygotes = zygotes
        self._progress = progress
        self._seed = seed
        self._references = References(course)
        self._stand_ins = StandIns(course)
        self._hidden_points = 0.0
        self._upcoming: SubmissionWorkers | None = None
        self._workers: SubmissionWorkers | None = None
        self._ended: BaseException | None = None
        self._alone = False
        self._answers: dict[str, list[Answer]] = {}

    # --- collection

    def pytest_collection(self) -> None:
        """Workers load the first submission while the checks are collected."""
        self._upcoming = self._open_next()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and self.problem is None:
            last = report.longreprtext.strip().splitlines()[-1:]
            self.problem = CannotGrade(f"{report.nodeid} cannot be imported: {' '.join(last)}")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            item.stash[_MARK] = read_mark(item)
        marks = [item.stash[_MARK] for item in items]
        if unknown := self._selection.unknown({(mark.exercise, mark.function) for mark in marks}):
            raise UsageError(unknown)
        self._hidden_points = self._points_elsewhere(marks)
        order = list(dict.fromkeys((mark.exercise, mark.function) for mark in marks))
        items[:] = sorted(
            (item for item in items if self._wanted(item.stash[_MARK])),
            key=lambda item: self._rank(item.stash[_MARK], order),
        )

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        self.problem = excinfo.value
        return True

    def _wanted(self, mark: Mark) -> bool:
        return self._selection.includes(mark.exercise, mark.function)

    def _points_elsewhere(self, marks: list[Mark]) -> float:
        """The points that no check of this copy of the kit gives."""
        if self._selection.functions:
            return 0.0
        total = sum(self._course.points[name] for name in self._selection.exercises)
        return max(0.0, total - sum(mark.points for mark in marks))

    def _rank(self, mark: Mark, order: list[tuple[str, str]]) -> tuple[int, int, bool, int]:
        """Hidden checks come last in their worker: what it saw there, it can show to nobody."""
        exercise = self._selection.exercises.index(mark.exercise)
        function = order.index((mark.exercise, mark.function))
        return exercise, FLAVOURS.index(mark.flavour), mark.hidden, function

    # --- the run

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.problem is not None:
            raise self.problem
        while self._upcoming is not None:
            workers, self._upcoming = self._upcoming, self._open_next()
            self.reports.append(self._judge(workers, session.items))
        return True

    def _open_next(self) -> SubmissionWorkers | None:
        submission = next(self._submissions, None)
        if submission is None:
            return None
        workers = SubmissionWorkers(self._zygotes, submission, self._stand_ins)
        workers.prepare(self._selection.exercises)
        return workers

    def _judge(self, workers: SubmissionWorkers, items: list[pytest.Item]) -> Report:
        began = time.perf_counter()
        exercises = []
        self._answers = {}
        with workers as self._workers:
            self._progress.collected(len(items))
            self._warm(items)
            following = dict(zip(items, [*items[1:], None], strict=True))
            for name, group in groupby(items, key=lambda item: item.stash[_MARK].exercise):
                checks = [self._run(item, following[item]) for item in group]
                exercises.append(Exercise(name, _by_function(checks)))
        return Report(
            workers.submission.name,
            tuple(exercises),
            confinement(frozenset(workers.missing)),
            time.perf_counter() - began,
            self._hidden_points,
        )

    def _warm(self, items: list[pytest.Item]) -> None:
        """Starts the slow flavours at once, if a check is going to need them."""
        assert self._workers is not None
        for mark in (item.stash[_MARK] for item in items):
            if mark.flavour != "numpy" and self._workers.has(mark.exercise, mark.function):
                self._zygotes.warm(mark.flavour)

    def _run(self, item: pytest.Item, following: pytest.Item | None) -> Check:
        mark = item.stash[_MARK]
        self._progress.begins(mark.exercise, mark.function, mark.flavour)
        outcome = self._once(item, following, alone=False)
        if outcome.verdict is not None and self._builds_on_others(mark):
            outcome = settle(outcome, self._once(item, following, alone=True))
        result = check(mark, outcome, self._diagnosis(mark, outcome))
        self._progress.ends(result)
        return result

    def _once(self, item: pytest.Item, following: pytest.Item | None, alone: bool) -> Outcome:
        self._ended, self._alone = None, alone
        began = time.perf_counter()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return Outcome(self._ended, time.perf_counter() - began)

    def _builds_on_others(self, mark: Mark) -> bool:
        assert self._workers is not None
        source = self._workers.submission.files.get(mark.exercise, b"")
        before = self._stand_ins.all(mark.exercise, mark.function)
        if self._workers.cannot_load(mark.exercise, mark.flavour):
            return loads(source, before | self._stand_ins.others(mark.exercise).keys())
        return builds_on(source, mark.function, before)

    def _diagnosis(self, mark: Mark, outcome: Outcome) -> Diagnosis | None:
        if outcome.verdict is None or outcome.verdict.clue is None:
            return None
        function = outcome.verdict.clue.answer.function
        with suppress(Exception):  # a fault in explaining a verdict must not cost the verdict
            oracle = self._references.oracle(mark.exercise)
            earlier = self._answers.get(function, [])
            return diagnose(outcome.verdict, oracle, earlier, self._generator(mark))
        return None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[Any]
    ) -> pytest.TestReport:
        """Keeps how a check ended. Pytest's own report would format a traceback for each."""
        ended = None if call.excinfo is None else call.excinfo.value
        self._ended = self._ended or ended
        outcome: Any = "failed" if ended else "passed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)

    # --- fixtures

    @pytest.fixture
    def student(self, worker_line: WorkerLine) -> Student:
        """The functions of the submission."""
        return Student(worker_line)

    @pytest.fixture
    def models(self, worker_line: WorkerLine) -> Models:
        """The Keras models in the submission's worker."""
        return Models(worker_line)

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> ModuleType:
        """The reference solution of the exercise."""
        return self._references.solution(request.node.stash[_MARK].exercise)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """A generator that gives the same numbers to the same check, always."""
        return self._generator(request.node.stash[_MARK])

    @pytest.fixture
    def worker_line(self, request: pytest.FixtureRequest) -> WorkerLine:
        """The way to the worker, for the fixtures above."""
        assert self._workers is not None
        mark = request.node.stash[_MARK]
        answers = self._answers.setdefault(mark.function, [])
        return WorkerLine(self._workers, mark, self._alone, self._seed, answers)

    def _generator(self, mark: Mark) -> np.random.Generator:
        return np.random.default_rng([self._seed, zlib.crc32(mark.id.encode())])


def _by_function(checks: list[Check]) -> tuple[Check, ...]:
    order = list(dict.fromkeys(check.function for check in checks))
    return tuple(sorted(checks, key=lambda check: order.index(check.function)))
