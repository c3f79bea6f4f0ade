"""A session: submissions go in, reports come out, one after another.

It has a thread in which pytest collects the checks once and judges whatever is submitted. While
one submission is judged, the workers of the next begin to load. Who submits gets a handle and can
give it up at any time.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Condition, Event, Lock, Thread
from typing import TYPE_CHECKING

from grader.course.course import Course
from grader.course.selection import Selection
from grader.errors import CannotGrade, GraderError
from grader.grading.budget import Budget, read_budget
from grader.grading.pool import GivenUp
from grader.grading.progress import Progress
from grader.grading.seed import SEED
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Report
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission

if TYPE_CHECKING:  # pytest is imported in the thread, while whoever submits goes on
    from grader.grading.collecting import CollectedChecks
    from grader.grading.runner import Runner

HEAR_SECONDS = 0.2  # Windows hears Ctrl-C only between two waits
CLOSE_SECONDS = 1.0
SPOT_SECONDS = 2.0


class Grading:
    """A submission that is being graded. Its `progress` is told how that goes on."""

    def __init__(self, submission: Submission, selection: Selection, progress: Progress) -> None:
        self.submission = submission
        self.selection = selection
        self.progress = progress
        self._lock = Lock()
        self._ended = Event()
        self._workers: SubmissionWorkers | None = None
        self._report: Report | None = None
        self._error: BaseException = GivenUp()

    def result(self) -> Report:
        """Waits for the report. Raises `GivenUp`, or what kept the session from grading."""
        while not self._ended.wait(HEAR_SECONDS):
            pass
        if self._report is None:
            raise self._error
        return self._report

    def give_up(self) -> None:
        """Ends every wait, that for the report and those for a worker."""
        with self._lock:
            self._ended.set()
            if self._workers is not None:
                self._workers.pool.give_up()

    @property
    def given_up(self) -> bool:
        return self._ended.is_set()

    # --- for the session

    def begin(self, workers: SubmissionWorkers) -> None:
        """Starts to load what is going to be judged."""
        with self._lock:
            self._workers = workers
            if self.given_up:
                workers.pool.give_up()
        workers.pool.prepare(self.selection.exercises)

    @property
    def workers(self) -> SubmissionWorkers:
        assert self._workers is not None
        return self._workers

    def close(self) -> None:
        """Ends its workers, if it has any."""
        if self._workers is not None:
            with self._workers:
                pass

    def finish(self, report: Report) -> None:
        if not self._ended.is_set():
            self._report = report
            self._ended.set()
            self.progress.judged(report)

    def fail(self, error: BaseException) -> None:
        if not self._ended.is_set():
            self._error = error
            self._ended.set()
            self.progress.failed(error)


class Session:
    """Judges submissions with the checks of a course. See `open_session`."""

    def __init__(
        self,
        course: Course,
        zygotes: Zygotes,
        selection: Selection,
        seed: int = SEED,
        spot_seconds: float = SPOT_SECONDS,
    ) -> None:
        self._course = course
        self._zygotes = zygotes
        self._selection = selection
        self._seed = seed
        self._spot_seconds = spot_seconds
        self._news = Condition()
        self._waiting: deque[Grading] = deque()
        self._loading: deque[Grading] = deque()
        self._judged: Grading | None = None
        self._closed = False
        self._warm = False
        self._thread = Thread(target=self._work, name="session", daemon=True)

    def warm(self) -> None:
        """Collects the checks before there is anything to judge."""
        with self._news:
            self._warm = True
            if self._thread.ident is None:
                self._thread.start()

    def submit(
        self,
        submission: Submission,
        progress: Progress | None = None,
        selection: Selection | None = None,
    ) -> Grading:
        """Has a submission judged after those before it; a `selection` is part of the session's.

        Returns at once.
        """
        chosen = selection or self._selection
        grading = Grading(submission, chosen, progress or Progress())
        with self._news:
            self._waiting.append(grading)
            self._news.notify()
            if self._thread.ident is None:
                self._thread.start()
        return grading

    def close(self) -> None:
        """Gives up whatever is not judged yet."""
        with self._news:
            self._closed = True
            self._news.notify()
            left = [*self._waiting, *self._loading, *([self._judged] if self._judged else [])]
        for grading in left:
            grading.give_up()
        if self._thread.ident is not None:
            self._thread.join(CLOSE_SECONDS)

    # --- in the thread

    def _work(self) -> None:
        while self._is_wanted():
            try:
                self._hold()
            except BaseException as error:
                self._lose(error)
        for grading in self._loading:  # given up before their turn
            grading.close()

    def _hold(self) -> None:
        """One run of pytest. It goes on until the session is closed."""
        import numpy as np

        from grader.grading.collecting import CollectedChecks
        from grader.grading.reference import References
        from grader.grading.runner import Runner
        from grader.grading.suites import run_suites

        files = self._course.suite_files(list(self._selection.exercises))
        if not files:
            raise CannotGrade(f"There are no checks in {self._course.root / 'tests'}.")
        runner = Runner(References(self._course), self._seed)

        def judge(collected: CollectedChecks) -> None:
            while self._is_wanted():
                self._look_ahead()
                if self._loading:
                    self._judge(self._loading.popleft(), collected, runner)

        collected = CollectedChecks(self._course, judge, self._look_ahead)
        try:
            # A warning of NumPy's would show a line of a hidden check to whoever reads the log.
            with np.errstate(all="ignore"):
                run_suites(self._course, files, collected, runner)
        except KeyboardInterrupt:  # nobody interrupts a thread: a check has ended pytest
            raise CannotGrade("A check ended the judging.") from None

    def _judge(self, grading: Grading, collected: "CollectedChecks", runner: "Runner") -> None:
        from grader.grading.judging import Judging

        self._judged = grading
        try:
            with grading.workers as workers:
                judging = Judging(
                    workers,
                    runner,
                    self._stand_ins,
                    self._zygotes,
                    grading.progress,
                    self._look_ahead,
                )
                report = judging.report(collected, grading.selection)
                if self._spot_seconds and judging.is_unexplained:
                    grading.progress.judged(report)
                    report = judging.with_spots(report, self._spot_seconds)
            grading.finish(report)
        except (GivenUp, GraderError) as error:
            grading.fail(error)
        self._judged = None

    def _lose(self, error: BaseException) -> None:
        """What a check raised to end pytest costs one submission; without checks all are lost."""
        with self._news:
            if self._judged is not None:
                lost, self._judged = [self._judged], None
            else:
                lost = [*self._loading, *self._waiting]
                self._loading.clear()
                self._waiting.clear()
        for grading in lost:
            grading.fail(error)
            grading.close()

    def _is_wanted(self) -> bool:
        """Waits until there is something to judge; whether there is, and not the end."""
        with self._news:
            self._news.wait_for(self._has_news)
            self._warm = False
            return not self._closed

    def _has_news(self) -> bool:
        return bool(self._loading or self._waiting or self._closed or self._warm)

    def _look_ahead(self) -> None:
        """Has the workers of the next submission begin to load, if there is one."""
        while not self._loading and self._waiting:
            with self._news:
                grading = self._waiting.popleft()
                if grading.given_up:
                    continue
                self._loading.append(grading)
            workers = SubmissionWorkers(
                self._zygotes, grading.submission, self._stand_ins, self._budget
            )
            grading.begin(workers)

    @cached_property
    def _budget(self) -> Budget:
        return read_budget(self._course)

    @cached_property
    def _stand_ins(self) -> StandIns:
        return StandIns(self._course)


@contextmanager
def open_session(
    course: Course,
    zygotes: Zygotes,
    selection: Selection,
    seed: int = SEED,
    spot_seconds: float = SPOT_SECONDS,
) -> Iterator[Session]:
    """A session over the checks of a selection.

    The same `seed` gives the same numbers to the same check, always. For `spot_seconds` of a
    processor, if any, the line to look at is searched in each submission where nothing else tells
    the cause. At the end, what is not judged yet is given up.
    """
    session = Session(course, zygotes, selection, seed, spot_seconds)
    try:
        yield session
    finally:
        session.close()


def grade(
    course: Course,
    submissions: Iterable[Submission],
    selection: Selection,
    zygotes: Zygotes,
    progress: Progress | None = None,
    seed: int = SEED,
    spot_seconds: float = SPOT_SECONDS,
) -> list[Report]:
    """The reports of submissions, judged in one session. See `open_session`.

    Raises `UsageError` where the selection names what is not there, `CannotGrade` where the checks
    cannot be run.
    """
    with open_session(course, zygotes, selection, seed, spot_seconds) as session:
        gradings = [session.submit(each, progress) for each in submissions]
        return [each.result() for each in gradings]
