"""What every pytest session over suites does alike."""

from collections.abc import Callable

import pytest

from grader.checks.mark import Mark, read_mark
from grader.errors import CannotGrade

MARK = pytest.StashKey[Mark]()


class SuiteHooks:
    """The base of a plugin that runs suites. It reads the marks of the collected `items`.

    `problem` is what ends its session.
    """

    def __init__(self) -> None:
        self.problem: BaseException | None = None
        self.items: list[pytest.Item] = []
        self.when_collected: Callable[[], None] = lambda: None
        self._given: pytest.Config.InvocationParams | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self, early_config: pytest.Config) -> None:
        """Files are named from the course on: in a whole path, pytest takes [ ] for parameters."""
        given = self._given = early_config.invocation_params
        early_config.invocation_params = pytest.Config.InvocationParams(
            args=given.args, plugins=given.plugins, dir=early_config.rootpath
        )

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            item.stash[MARK] = read_mark(item)
        self.items = [*items]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        # At its end, pytest changes to this folder: that must be the one where we are.
        if self._given is not None:
            session.config.invocation_params = self._given
        self.when_collected()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and self.problem is None:
            last = report.longreprtext.strip().splitlines()[-1:]
            self.problem = CannotGrade(f"{report.nodeid} cannot be imported: {' '.join(last)}")

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        self.problem = excinfo.value
        return True
