"""Judges a function of a notebook by the public checks."""

from functools import cached_property
from pathlib import Path

from grader.course.course import Course, find_course
from grader.course.selection import select
from grader.errors import UsageError
from grader.grading.progress import Progress
from grader.grading.session import judge
from grader.grading.stand_ins import StandIns
from grader.grading.workers import SubmissionWorkers
from grader.jupyter.kernel.messages import Order
from grader.language import _
from grader.records.report import Report, for_audience
from grader.sandbox.zygotes import Zygotes
from grader.submission.notebook import MAX_CODE
from grader.submission.submission import Submission, read_submission


class PublicCourse(Course, frozen=True):
    """The course as a student has it, though there may be more here."""

    @property
    def suites(self) -> tuple[Path, ...]:
        return (self.public,)


class Judging:
    """Keeps what does not change from one order to the next."""

    def __init__(self, zygotes: Zygotes) -> None:
        self._zygotes = zygotes

    @cached_property
    def _course(self) -> Course:
        course = find_course()
        return PublicCourse(course.root, course.points)

    @cached_property
    def _stand_ins(self) -> StandIns:
        return StandIns(self._course)

    def workers(self, order: Order) -> SubmissionWorkers:
        """The workers of what was ordered; nothing runs in them yet. Raises `GraderError`."""
        submission = _submission(order, list(self._course.points))
        return SubmissionWorkers(self._zygotes, submission, self._stand_ins)

    def report(self, order: Order, workers: SubmissionWorkers) -> Report | None:
        """What a student sees of the report; None if it was given up. Raises `GraderError`."""
        selection = select(self._course, [f"{order.exercise}.{order.function}"])
        reports: list[Report] = []
        workers.prepare(selection.exercises)
        rounds = [workers]
        judge(
            self._course,
            rounds,
            selection,
            self._zygotes,
            self._stand_ins,
            Progress(),
            reports.append,
        )
        return for_audience(reports[0], "student") if reports else None


def _submission(order: Order, exercises: list[str]) -> Submission:
    """The code of the kernel, and beside it the other exercises, which it may import."""
    cells = tuple(cell.encode("utf-8", "backslashreplace") for cell in order.cells)
    if sum(map(len, cells)) > MAX_CODE:
        text = _("More than {size} KiB of code ran in this kernel. Restart it and run the cells.")
        raise UsageError(text.format(size=MAX_CODE // 1024))
    try:
        beside = read_submission(Path(order.folder), exercises)
    except UsageError:  # the folder is gone
        beside = Submission("", {}, {}, Path(order.folder))
    files = {**beside.files, order.exercise: cells}
    problems = {name: why for name, why in beside.problems.items() if name != order.exercise}
    return Submission("", files, problems, beside.place)
