"""The kit checks itself: names, stubs, points, hints, and both ends of the scale of grades."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from grader.course.course import Course, require_solutions
from grader.course.hints import read_hints
from grader.course.lesson import differences
from grader.course.selection import select
from grader.diagnosis.fresh import fresh
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure, outcome
from grader.grading.progress import Progress
from grader.grading.reference import References, Solutions, variants
from grader.grading.seed import SEED
from grader.grading.session import grade
from grader.language import LANGUAGES
from grader.records.report import Report, Status
from grader.sandbox.zygotes import Zygotes
from grader.stubs import stubs
from grader.submission.submission import read_submission

TOTAL = 100.0
DRAWS = 3  # of other numbers for each of the arguments that are known
# What is tried in the place of each argument: no function takes all of them.
NO_ARRAYS = (np.zeros((0, 3)), np.full((2, 3), 1j), np.ones((2, 2, 2, 2)))
STRANGE: tuple[Any, ...] = (None, True, -1, 0, 2.5, "same", [], (1, 2, 3), *NO_ARRAYS)


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
    yield from _variants(course)
    yield from _pages(course)
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
        for id in sorted(known.families - known.sentences.keys()):
            yield f"tests/feedback/{exercise} has no sentence for {id}"


def _variants(course: Course) -> Iterator[str]:
    """What the grader asks instead of a solution answers as the solution does."""
    references, taught = References(course), Solutions(course, taught=True)
    for exercise in course.points:
        written, asked = taught.module(exercise), references.solution(exercise)
        known = references.knowledge(exercise)
        for name in variants(written) if written else ():
            for arguments in _arguments(known.probes.get(name, ())):
                one, other = (outcome(getattr(each, name), arguments) for each in (written, asked))
                if not _alike(one, other):
                    yield f"{name}_without_loops answers {other}, not {one}, to {arguments}"
                    break


def _arguments(probes: Iterable[Arguments]) -> Iterator[Arguments]:
    """The arguments by which mistakes are told apart, drawn anew, and with a strange one."""
    rng = np.random.default_rng(SEED)
    for probe in probes:
        yield probe
        yield from (tuple(fresh(each, rng) for each in probe) for _ in range(DRAWS))
        for place in range(len(probe)):
            yield from ((*probe[:place], each, *probe[place + 1 :]) for each in STRANGE)


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, Failure) or isinstance(other, Failure):
        return getattr(one, "kind", "") == getattr(other, "kind", "") == "ValueError"
    return one.dtype == other.dtype and one.shape == other.shape and np.allclose(one, other)


def _pages(course: Course) -> Iterator[str]:
    """Each lesson in each other language is built as it is in English."""
    for language in LANGUAGES[1:]:
        for exercise, text in stubs(course).items():
            page = course.page(exercise.removesuffix(".py"), language)
            if page.is_file():
                found = differences(text, page.read_text(encoding="utf-8"))
                yield from (f"solutions/{page.name}, {each}" for each in found)
            else:
                yield f"solutions/{page.name} is missing: python -m grader.catalog begins it"


def _stub_grade(report: Report) -> Iterator[str]:
    for check in report.checks:
        if check.status is not Status.NOT_STARTED or check.score:
            yield f"{check.id} of the stub is {check.status}, not not_started: {check.message}"


def _solution_grade(report: Report) -> Iterator[str]:
    for check in report.checks:
        if not check.passed:
            yield f"{check.id} of the solution is {check.status}: {check.message}"
