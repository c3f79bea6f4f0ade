"""A judging session that lives as long as nbgrader's process."""

import atexit
from contextlib import ExitStack
from functools import cache

from grader.course.course import find_course
from grader.course.selection import select
from grader.grading.seed import secret_seed
from grader.grading.session import open_session
from grader.records.report import Report
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import Submission


@cache
def shared_session() -> "SharedSession":
    """Returns the one session of this process: nbgrader makes new preprocessors per notebook."""
    return SharedSession()


class SharedSession:
    """Judges one submission after another. The last report is kept: its notebooks come in turn."""

    def __init__(self) -> None:
        opening = ExitStack()
        atexit.register(opening.close)
        self.zygotes = opening.enter_context(open_zygotes())
        self.zygotes.warm("numpy")
        course = find_course()
        session = open_session(course, self.zygotes, select(course, []), secret_seed(course))
        self._session = opening.enter_context(session)
        self._last: tuple[Submission, Report] | None = None

    def report(self, submission: Submission) -> Report:
        """The instructor's report of a whole submission. Raises `CannotGrade`."""
        if self._last is None or self._last[0] != submission:
            self._last = submission, self._judged(submission)
        return self._last[1]

    def _judged(self, submission: Submission) -> Report:
        grading = self._session.submit(submission)
        try:
            return grading.result()
        except BaseException:  # an interrupt; what is judged now may never end
            grading.give_up()
            raise
