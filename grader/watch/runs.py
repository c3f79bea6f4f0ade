"""Has saves judged. One that is overtaken by another is given up."""

import time
from collections.abc import Callable

from grader.course.course import Course
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.session import Grading, Session
from grader.records.report import Check, Report
from grader.submission.submission import Submission
from grader.watch.events import Begun, ChecksCounted, Ended, Event, Judged, Ran, SessionFailed

Tell = Callable[[Event], None]


class Runs:
    """Tells of every run under its number."""

    def __init__(self, course: Course, session: Session, tell: Tell) -> None:
        self._course = course
        self._session = session
        self._tell = tell
        self._grading: Grading | None = None

    def submit(self, run: int, exercise: str, submission: Submission) -> None:
        """Judges this instead of what is being judged."""
        if self._grading is not None:
            self._grading.give_up()
        told = _RunProgress(self._tell, run)
        self._grading = self._session.submit(submission, told, select(self._course, [exercise]))


class _RunProgress(Progress):
    """Tells how the run goes on."""

    def __init__(self, tell: Tell, run: int) -> None:
        self._tell = tell
        self.run = run

    def collected(self, checks: int) -> None:
        self._tell(ChecksCounted(self.run, checks))

    def begins(self, exercise: str, function: str, flavour: str) -> None:
        self._tell(Begun(self.run, function, flavour))

    def ran(self, check: Check) -> None:
        self._tell(Ran(self.run, check))

    def ends(self, check: Check) -> None:
        self._tell(Ended(self.run, check))

    def judged(self, report: Report) -> None:
        self._tell(Judged(self.run, time.strftime("%H:%M:%S"), report))

    def failed(self, error: BaseException) -> None:
        self._tell(SessionFailed(error))
