"""One pytest session in a thread of its own, which judges what is ordered."""

from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread

from msgspec import Struct

from grader.course.course import Course
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.session import judge, opened
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.records.report import Report
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission


class Order(Struct, frozen=True):
    """A submission, and where its report is waited for: a late one is nobody else's."""

    submission: Submission
    answers: SimpleQueue[Report | BaseException]


class Session:
    """Answers each order with a report. Anything else is its last answer."""

    def __init__(self, course: Course, zygotes: Zygotes) -> None:
        self.orders: SimpleQueue[Order] = SimpleQueue()
        self._course = course
        self._zygotes = zygotes
        self._current: Order | None = None
        Thread(target=self._work, name="judging", daemon=True).start()

    def _work(self) -> None:
        try:
            self._judge()
        except BaseException as error:
            (self._current or self.orders.get()).answers.put(error)

    def _judge(self) -> None:
        selection = select(self._course, [])
        stand_ins = StandIns(self._course)

        def rounds() -> Iterator[SubmissionWorkers]:
            while True:
                self._current = self.orders.get()
                yield opened(self._zygotes, self._current.submission, stand_ins, selection)

        judge(
            self._course, rounds(), selection, self._zygotes, stand_ins, Progress(), self._deliver
        )

    def _deliver(self, report: Report) -> None:
        assert self._current is not None
        self._current.answers.put(report)
