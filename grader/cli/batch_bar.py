"""Shows a batch on a terminal while it runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from grader.language import _
from grader.render.batch import states
from grader.tally import Happened, Tally


@contextmanager
def bar(tally: Tally) -> Iterator[Callable[[Happened], None]]:
    """Counts what is told, and shows how many there are, how fast, and what became of them."""
    columns = (BarColumn(20), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    text = TextColumn("{task.description}", markup=False)
    with Progress(*columns, text, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(states(tally), total=tally.total)

        def tell(happened: Happened) -> None:
            tally.add(happened)
            shown.update(task, advance=1, description=states(tally))

        yield tell


class _Rate(ProgressColumn):
    """Submissions per second, of late."""

    def render(self, task: Task) -> Text:
        return Text(_("{rate:.1f}/s").format(rate=task.speed or 0.0))
