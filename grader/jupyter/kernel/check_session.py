"""Judges a function of a notebook by the public checks."""

from functools import cached_property
from pathlib import Path

from grader.course.course import Course, find_course
from grader.course.selection import select
from grader.errors import UsageError
from grader.grading.session import Grading, Session
from grader.jupyter.kernel.check_messages import CheckRequest
from grader.language import _, choose
from grader.sandbox.wire.reader_messages import MAX_CODE
from grader.sandbox.zygotes import Zygotes
from grader.submission.submission import Submission, read_submission


class PublicCourse(Course, frozen=True):
    """The course as a student has it, though there may be more here."""

    @property
    def suites(self) -> tuple[Path, ...]:
        return (self.public,)


class CheckSession:
    """Keeps one session for all requests. Raises `GraderError` in all that it does."""

    def __init__(self, zygotes: Zygotes) -> None:
        self._zygotes = zygotes
        self._session: Session | None = None
        self._language = ""

    @cached_property
    def _course(self) -> Course:
        course = find_course()
        return PublicCourse(course.root, course.points, course.budget)

    def submit(self, request: CheckRequest) -> Grading:
        """Has a function judged; what the student sees of it is its public checks alone."""
        selection = select(self._course, [f"{request.exercise}.{request.function}"])
        submission = _submission(request, list(self._course.points), self._zygotes)
        return self._session_in(request.language).submit(submission, selection=selection)

    def _session_in(self, language: str) -> Session:
        """Checks are collected with their titles in one language."""
        if self._session is None or language != self._language:
            if self._session is not None:
                self._session.close()
            choose(language)
            self._language = language
            self._session = Session(self._course, self._zygotes, select(self._course, []))
        return self._session


def _submission(request: CheckRequest, exercises: list[str], zygotes: Zygotes) -> Submission:
    """The code of the kernel, and beside it the other exercises, which it may import."""
    cells = tuple(cell.encode("utf-8", "backslashreplace") for cell in request.cells)
    if sum(map(len, cells)) > MAX_CODE:
        text = _("More than {size} KiB of code ran in this kernel. Restart it and run the cells.")
        raise UsageError(text.format(size=MAX_CODE // 1024))
    try:
        beside = read_submission(Path(request.folder), exercises, zygotes, deep=False)
    except UsageError:  # the folder is gone
        beside = Submission("", {}, {}, Path(request.folder))
    files = {**beside.files, request.exercise: cells}
    problems = {name: why for name, why in beside.problems.items() if name != request.exercise}
    return Submission("", files, problems, beside.place)
