"""What each function is worth: the points of its checks, read off the suites. Nothing is run."""

import pytest

from grader.checks.mark import read_mark
from grader.course.course import Course
from grader.grading.hooks import SuiteHooks
from grader.grading.session import run_suites

Points = dict[str, dict[str, float]]


def points_of_functions(course: Course) -> Points:
    """The points of every function, by exercise. Raises `CannotGrade`."""
    collector = _Collector()
    run_suites(course, course.suite_files(list(course.points)), collector)
    return collector.points


class _Collector(SuiteHooks):
    """A pytest plugin that collects the checks and goes home."""

    def __init__(self) -> None:
        super().__init__()
        self.points: Points = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for mark in map(read_mark, items):
            functions = self.points.setdefault(mark.exercise, {})
            functions[mark.function] = functions.get(mark.function, 0.0) + mark.points

    def pytest_runtestloop(self) -> bool:
        return True
