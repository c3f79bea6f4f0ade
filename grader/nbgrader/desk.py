"""A judging session that lives as long as nbgrader's process."""

import atexit
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from queue import SimpleQueue
from threading import Thread

from grader.grading.course import find_course
from grader.grading.progress import Progress
from grader.grading.selection import select
from grader.grading.session import judge, opened
from grader.grading.stand_ins import StandIns
from grader.grading.submission import Submission
from grader.grading.workers import SubmissionWorkers
from grader.grading.zygotes import open_zygotes
from grader.report import Report


@cache
def desk() -> "Desk":
    """The desk of this process, for nbgrader makes its preprocessors anew for each notebook."""
    return Desk()


class Desk:
    """Judges one submission after another. The last report is kept: its notebooks come in turn."""

    def __init__(self) -> None:
        opening = ExitStack()
        atexit.register(opening.close)
        self._zygotes = opening.enter_context(open_zygotes())
        self._zygotes.warm("numpy")
        self._course = find_course()
        self._orders: SimpleQueue[Submission] = SimpleQueue()
        self._answers: SimpleQueue[Report | BaseException] = SimpleQueue()
        self._session: Thread | None = None
        self._last: tuple[Submission, Report] | None = None

    def report(self, submission: Submission) -> Report:
        """The instructor's report of a whole submission. Raises `GraderError`."""
        if self._last is None or self._last[0] != submission:
            self._orders.put(submission)
            self._hold_session()
            answer = self._answers.get()
            if isinstance(answer, BaseException):
                raise answer
            self._last = submission, answer
        return self._last[1]

    def _hold_session(self) -> None:
        if self._session is None or not self._session.is_alive():
            self._session = Thread(target=self._work, name="judging", daemon=True)
            self._session.start()

    def _work(self) -> None:
        selection = select(self._course, [])
        stand_ins = StandIns(self._course)

        def rounds() -> Iterator[SubmissionWorkers]:
            while True:
                yield opened(self._zygotes, self._orders.get(), stand_ins, selection)

        try:
            judge(
                self._course,
                rounds(),
                selection,
                self._zygotes,
                stand_ins,
                Progress(),
                self._answers.put,
            )
        except BaseException as error:
            self._answers.put(error)
