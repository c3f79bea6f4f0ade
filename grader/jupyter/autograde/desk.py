"""A judging session that lives as long as nbgrader's process."""

import atexit
from contextlib import ExitStack
from functools import cache
from queue import SimpleQueue

from grader.course.course import find_course
from grader.errors import CannotGrade
from grader.jupyter.autograde.session import Order, Session
from grader.records.report import Report
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import Submission


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
        self._session: Session | None = None
        self._last: tuple[Submission, Report] | None = None

    def report(self, submission: Submission) -> Report:
        """The instructor's report of a whole submission. Raises `CannotGrade`."""
        if self._last is None or self._last[0] != submission:
            self._last = submission, self._judged(submission)
        return self._last[1]

    def _judged(self, submission: Submission) -> Report:
        order = Order(submission, SimpleQueue())
        if self._session is None:
            self._session = Session(self._course, self._zygotes)
        self._session.orders.put(order)
        try:
            answer = order.answers.get()
        except BaseException:  # an interrupt; what is judged now may never end
            self._session = None
            raise
        if isinstance(answer, Report):
            return answer
        self._session = None  # it ended with this answer
        if isinstance(answer, Exception):
            raise answer
        # What a suite raises to end pytest must end neither nbgrader nor the rest of the class.
        raise CannotGrade(f"The judging ended with {type(answer).__name__}.") from answer
