"""Shows a batch on a terminal while it runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.text import Text

from grader.language import _
from grader.records.tally import Happened, Tally
from grader.render.batch_summary import slowest, states


@contextmanager
def bar(tally: Tally) -> Iterator[Callable[[Happened], None]]:
    """Counts what is told, and shows how many there are, how fast, and what became of them."""
    with _Shown(tally) as shown:
        task = shown.add_task("", total=tally.total)

        def tell(happened: Happened) -> None:
            tally.add(happened)
            shown.advance(task)

        yield tell


class _Shown(Progress):
    """A line that moves; below it what the submissions came to so far, and the slowest."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        columns = (BarColumn(30), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        super().__init__(*columns, console=Console(stderr=True), transient=True)

    def get_renderables(self) -> Iterator[RenderableType]:
        yield self.make_tasks_table(self.tasks)
        lines = [states(self._tally), *([slowest(self._tally)] if self._tally.slowest else [])]
        yield Text("\n".join(lines), no_wrap=True, overflow="ellipsis")


class _Rate(ProgressColumn):
    """Submissions per second, of late."""

    def render(self, task: Task) -> Text:
        return Text(_("{rate:.1f}/s").format(rate=task.speed or 0.0))
