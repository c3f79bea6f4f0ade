"""How a grading tells what it is doing."""

from types import TracebackType

from grader.records.report import Check, Report


class Progress:
    """Is told how a grading goes on, and ignores it. The command line shows it."""

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """The grading is over."""

    def collected(self, checks: int) -> None:
        """So many checks are going to run."""

    def begins(self, exercise: str, function: str, flavour: str) -> None:
        """A check of `function` begins."""

    def ran(self, check: Check) -> None:
        """A check has run. Where it went wrong, there may be another verdict, and a diagnosis."""

    def ends(self, check: Check) -> None:
        """A check has its verdict."""

    def judged(self, report: Report) -> None:
        """All checks have their verdicts. It comes again where lines to look at were found."""

    def failed(self, error: BaseException) -> None:
        """There will be no report, and why."""
