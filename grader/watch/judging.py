"""A thread that judges what was ordered last. An order that is overtaken is given up."""

import time
from collections.abc import Callable, Iterator
from threading import Condition, Thread

from msgspec import Struct

from grader.course.course import Course
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Check, Report
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission
from grader.watch.events import Begun, Collected, Ended, Event, Failed, Judged, Ran

CLOSE_SECONDS = 1.0

Tell = Callable[[Event], None]


class Order(Struct, frozen=True):
    """Run number `run`: this exercise of this submission."""

    run: int
    exercise: str
    submission: Submission


class Judging:
    """The pytest session of an exercise is kept as long as the orders are for that exercise."""

    def __init__(self, course: Course, zygotes: Zygotes, tell: Tell) -> None:
        self._course = course
        self._zygotes = zygotes
        self._stand_ins = StandIns(course)
        self._tell = tell
        self._news = Condition()
        self._order: Order | None = None
        self._workers: SubmissionWorkers | None = None
        self._closing = False
        self._thread = Thread(target=self._work, name="judging", daemon=True)

    def __enter__(self) -> "Judging":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._news:
            self._closing = True
            self._overtake()
        self._thread.join(CLOSE_SECONDS)

    def order(self, order: Order) -> None:
        """Judges this instead of what is being judged."""
        with self._news:
            self._order = order
            self._overtake()

    def _overtake(self) -> None:
        if self._workers is not None:
            self._workers.give_up()
        self._news.notify()

    def _work(self) -> None:
        try:
            while exercise := self._wanted():
                self._hold_session(exercise)
        except BaseException as error:
            self._tell(Failed(error))

    def _wanted(self) -> str | None:
        """The exercise of the next order; None at the end."""
        with self._news:
            self._news.wait_for(lambda: self._order or self._closing)
            return None if self._closing or self._order is None else self._order.exercise

    def _hold_session(self, exercise: str) -> None:
        from grader.grading.session import judge  # pytest is loaded while the screen is there

        selection = select(self._course, [exercise])
        told = _Told(self._tell)
        judge(
            self._course,
            self._rounds(exercise, told),
            selection,
            self._zygotes,
            self._stand_ins,
            told,
            told.judged,
        )

    def _rounds(self, exercise: str, told: "_Told") -> Iterator[SubmissionWorkers]:
        """One round for every order, until one is for another exercise."""
        while self._wanted() == exercise:
            with self._news:
                order, self._order = self._order, None
                assert order is not None
                self._workers = SubmissionWorkers(self._zygotes, order.submission, self._stand_ins)
            told.run = order.run
            self._workers.prepare([exercise])
            yield self._workers


class _Told(Progress):
    """Tells how the run goes on."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.run = 0

    def collected(self, checks: int) -> None:
        self._tell(Collected(self.run, checks))

    def begins(self, exercise: str, function: str, flavour: str) -> None:
        self._tell(Begun(self.run, function, flavour))

    def ran(self, check: Check) -> None:
        self._tell(Ran(self.run, check))

    def ends(self, check: Check) -> None:
        self._tell(Ended(self.run, check))

    def judged(self, report: Report) -> None:
        self._tell(Judged(self.run, time.strftime("%H:%M:%S"), report))
