"""From the instructor's kit to the copy that students get."""

from pathlib import Path

from grader.course.course import Course, require_solutions
from grader.diagnosis.recorded import packed_record
from grader.release.bundle import RECORDED, Files, bundle
from grader.release.deliver import check_free, deliver
from grader.release.leaks import check_leaks
from grader.release.record import record
from grader.sandbox.zygotes import Zygotes


def check_place(course: Course, place: Path) -> None:
    """Raises `UsageError` for a kit without solutions, and for a place that is not free."""
    require_solutions(course)
    check_free(place)


def release(course: Course, place: Path, zygotes: Zygotes) -> Files:
    """Writes the students' copy to `place`, a new or empty folder or a `.zip`; gives its files.

    Raises `CannotGrade` where a solution does not pass or would leak. Nothing is written then.
    """
    files = bundle(course)
    check_leaks(course, files)
    recorded = {RECORDED: packed_record(record(course, zygotes))}
    check_leaks(course, recorded)
    deliver(files | recorded, place)
    return files | recorded
