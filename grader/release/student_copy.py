"""From the instructor's kit to the copy that students get."""

import ast
from pathlib import Path

from grader.course.course import Course, require_solutions, solved
from grader.diagnosis.recorded import packed_record
from grader.errors import UsageError
from grader.language import _
from grader.release.bundle import RECORDED, Files, bundle, solutions
from grader.release.deliver import check_free, deliver
from grader.release.leaks import check_leaks
from grader.release.record import record
from grader.sandbox.zygotes import Zygotes
from grader.stubs import stubs


def check_place(course: Course, place: Path) -> None:
    """Raises `UsageError` for a kit without solutions, for a place that is not free, and where an
    exercise builds on one that is not released."""
    require_solutions(course)
    check_free(place)
    for file, text in stubs(course).items():
        if (name := file.removesuffix(".py")) in course.points:
            lacking = [each for each in _imported(text, course) if each not in course.points]
            if lacking:
                text = _("{name} builds on {others}. Name these, too.")
                raise UsageError(text.format(name=name, others=", ".join(lacking)))


def _imported(stub: str, course: Course) -> list[str]:
    """The exercises that a stub imports."""
    names = {node.module for node in ast.parse(stub).body if isinstance(node, ast.ImportFrom)}
    return [name for name in solved(course) if name in names]


def release(course: Course, place: Path, zygotes: Zygotes, with_solutions: bool = False) -> Files:
    """Writes the students' copy to `place`, a new or empty folder or a `.zip`; gives its files.

    `with_solutions` is for the time after the deadline: the solutions are among them then.
    Raises `CannotGrade` where a solution does not pass or would leak. Nothing is written then.
    """
    files = bundle(course)
    check_leaks(course, files)
    recorded = {RECORDED: packed_record(record(course, zygotes))}
    check_leaks(course, recorded)
    files |= recorded
    if with_solutions:  # after all looking for leaks: here they are wanted
        files |= solutions(course)
    deliver(files, place)
    return files
