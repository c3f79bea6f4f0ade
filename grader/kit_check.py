"""The kit checks itself: names, stubs, points, hints, and both ends of the scale of grades."""

from collections.abc import Iterator
from pathlib import Path

from grader.course.course import Course, require_solutions
from grader.course.hints import read_hints
from grader.course.selection import select
from grader.grading.progress import Progress
from grader.grading.reference import References
from grader.grading.session import grade
from grader.records.report import Report, Status
from grader.sandbox.zygotes import Zygotes
from grader.stubs import stubs
from grader.submission.submission import read_submission

TOTAL = 100.0


def problems(course: Course, zygotes: Zygotes, progress: Progress) -> Iterator[str]:
    """A sentence for everything that is wrong with the kit."""
    require_solutions(course)
    found = [*_names(course), *_stubs(course)]
    yield from found
    if found:
        return
    names = list(course.points)
    folders = (course.exercises, course.solutions)
    submissions = [read_submission(folder, names, zygotes) for folder in folders]
    untouched, solved = grade(course, submissions, select(course, []), zygotes, progress)
    yield from _points(course, untouched)
    yield from _hints(untouched)
    yield from _steps(course, untouched)
    yield from _sentences(course)
    yield from _stub_grade(untouched)
    yield from _solution_grade(solved)


def _names(course: Course) -> Iterator[str]:
    wanted = {f"{name}.py" for name in course.points}
    for folder in (course.exercises, course.solutions):
        yield from _differing(folder, wanted, {file.name for file in folder.glob("*.py")})
    for folder in course.suites:
        suites = {f"test_{name}" for name in wanted}
        yield from _differing(folder, suites, {file.name for file in folder.glob("test_*.py")})


def _differing(folder: Path, wanted: set[str], found: set[str]) -> Iterator[str]:
    for name in sorted(wanted - found):
        yield f"{folder.name}/{name} is missing"
    for name in sorted(found - wanted):
        yield f"{folder.name}/{name} belongs to no exercise of pyproject.toml"


def _stubs(course: Course) -> Iterator[str]:
    for name, text in stubs(course).items():
        file = course.exercises / name
        if file.is_file() and file.read_text(encoding="utf-8") != text:
            yield f"exercises/{name} is not what solutions/{name} gives: python -m grader.stubs"


def _points(course: Course, report: Report) -> Iterator[str]:
    for exercise in report.exercises:
        wanted = course.points[exercise.name]
        if exercise.max_score != wanted:
            yield f"{exercise.name}: the checks give {exercise.max_score:g} points, not {wanted:g}"
    if report.max_score != TOTAL:
        yield f"the points add up to {report.max_score:g}, not {TOTAL:g}"


def _hints(report: Report) -> Iterator[str]:
    for check in report.checks:
        if not check.hint:
            yield f"{check.id} has no hint"


def _steps(course: Course, report: Report) -> Iterator[str]:
    hints = read_hints(course)
    wanted = {f"{each.name}.{check.function}" for each in report.exercises for check in each.checks}
    found = {f"{name}.{function}" for name, functions in hints.items() for function in functions}
    for name in sorted(wanted - found):
        yield f"tests/feedback has no hints for {name}"
    for name in sorted(found - wanted):
        yield f"tests/feedback has hints for {name}, which no check judges"


def _sentences(course: Course) -> Iterator[str]:
    references = References(course)
    for exercise in course.points:
        known = references.knowledge(exercise)
        families = {each.id for each in known.misconceptions}
        families |= {each.id for each in known.symptoms}
        for id in sorted(families - known.sentences.keys()):
            yield f"tests/feedback/{exercise} has no sentence for {id}"


def _stub_grade(report: Report) -> Iterator[str]:
    for check in report.checks:
        if check.status is not Status.NOT_STARTED or check.score:
            yield f"{check.id} of the stub is {check.status}, not not_started: {check.message}"


def _solution_grade(report: Report) -> Iterator[str]:
    for check in report.checks:
        if not check.passed:
            yield f"{check.id} of the solution is {check.status}: {check.message}"
