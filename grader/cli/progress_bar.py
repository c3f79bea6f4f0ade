"""Shows how a grading goes on while it runs, and leaves nothing behind."""

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from grader.grading.progress import Progress
from grader.language import _
from grader.records.report import Check


class TerminalProgress(Progress):
    """A bar on standard error."""

    def __init__(self) -> None:
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(_("starting"), total=None)

    def __enter__(self) -> "TerminalProgress":
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def collected(self, checks: int) -> None:
        self._bar.update(self._task, total=checks)

    def begins(self, exercise: str, function: str, flavour: str) -> None:
        name = f"{exercise}.{function}"
        if flavour == "tensorflow":
            name = _("{function}  (TensorFlow takes a few seconds)").format(function=name)
        self._bar.update(self._task, description=name)

    def ran(self, check: Check) -> None:
        self._bar.advance(self._task)
