"""Has saves judged. One that is overtaken by another is given up."""

import time
from collections.abc import Callable

from grader.course.course import Course
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.session import Grading, Session
from grader.records.report import Check, Report
from grader.submission.submission import Submission
from grader.watch.events import (
    Begun,
    ChecksCounted,
    Ended,
    Event,
    Judged,
    JudgedBeside,
    Ran,
    SessionFailed,
)

Tell = Callable[[Event], None]


class Runs:
    """Tells of every run under its number."""

    def __init__(self, course: Course, session: Session, tell: Tell) -> None:
        self._course = course
        self._session = session
        self._tell = tell
        self._grading: Grading | None = None
        self._beside: Grading | None = None

    def submit(self, run: int, exercise: str, submission: Submission) -> None:
        """Judges this instead of what is being judged."""
        for grading in (self._grading, self._beside):
            if grading is not None:
                grading.give_up()
        self._beside = None
        told = _RunProgress(self._tell, run)
        self._grading = self._session.submit(submission, told, select(self._course, [exercise]))

    def submit_beside(self, exercise: str, submission: Submission) -> None:
        """Judges another exercise while nothing else is to be done; one at a time."""
        if self._beside is None:
            progress = _BesideProgress(self._told_beside, exercise)
            selection = select(self._course, [exercise])
            self._beside = self._session.submit(submission, progress, selection)

    def _told_beside(self, event: JudgedBeside) -> None:
        self._beside = None
        self._tell(event)


class _BesideProgress(Progress):
    """Tells only the report; what goes wrong shows when the exercise is at hand."""

    def __init__(self, tell: Callable[[JudgedBeside], None], exercise: str) -> None:
        self._tell = tell
        self._exercise = exercise

    def judged(self, report: Report) -> None:
        self._tell(JudgedBeside(self._exercise, report))


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
