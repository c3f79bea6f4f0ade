"""The pytest plugin that collects the checks of a course."""

import gc
from collections.abc import Callable

import pytest

from grader.checks.mark import FLAVOURS, Mark
from grader.course.course import Course
from grader.course.selection import Selection
from grader.errors import UsageError
from grader.grading.hooks import MARK, SuiteHooks


class CollectedChecks(SuiteHooks):
    """The checks of a session. `before` they are collected something can be begun, and then
    `use` is called with them.

    `problem` is what ends the session.
    """

    def __init__(
        self,
        course: Course,
        use: Callable[["CollectedChecks"], None],
        before: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._course = course
        self._use = use
        self._before = before

    def pytest_collection(self) -> None:
        self._before()

    def pytest_runtestloop(self) -> bool:
        if self.problem is not None:
            raise self.problem
        gc.freeze()  # what was collected stays; nobody need look through it again
        try:
            self._use(self)
        finally:
            gc.unfreeze()
        return True

    @property
    def marks(self) -> list[Mark]:
        return [item.stash[MARK] for item in self.items]

    def chosen(self, selection: Selection) -> list[pytest.Item]:
        """The checks of a selection, in the order in which they run. Raises `UsageError`."""
        order = list(dict.fromkeys((mark.exercise, mark.function) for mark in self.marks))
        if unknown := selection.unknown(set(order)):
            raise UsageError(unknown)

        def rank(item: pytest.Item) -> tuple[int, int, bool, int]:
            mark = item.stash[MARK]
            exercise = selection.exercises.index(mark.exercise)
            function = order.index((mark.exercise, mark.function))
            return exercise, FLAVOURS.index(mark.flavour), mark.hidden, function

        return sorted((each for each in self.items if _wanted(each, selection)), key=rank)

    def points_elsewhere(self, selection: Selection) -> float:
        """The points that no check of this copy of the kit gives."""
        if selection.functions:
            return 0.0
        total = sum(self._course.points[name] for name in selection.exercises)
        here = (each.stash[MARK].points for each in self.items if _wanted(each, selection))
        return max(0.0, total - sum(here))


def _wanted(item: pytest.Item, selection: Selection) -> bool:
    mark = item.stash[MARK]
    return mark.exercise in selection.exercises and selection.includes(mark.exercise, mark.function)
