"""Small arrays for a terminal: their cells in columns, the differing ones marked."""

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.records.report import Picture

MARK = "*"


def side_by_side(pictures: list[tuple[str, Picture]]) -> RenderableType:
    """Labelled pictures beside each other where the width allows, else one below the other."""
    return Columns([_labelled(label, picture) for label, picture in pictures], padding=(0, 4))


def _labelled(label: str, picture: Picture) -> RenderableType:
    title = Text.assemble((label, "bold"), "  " if label else "", picture.title)
    return Group(title, _cells(picture)) if picture.cells else title


def _cells(picture: Picture) -> Table:
    marked = frozenset(picture.marked)
    table = Table.grid(padding=(0, 1))
    for _ in picture.cells[0]:
        table.add_column(justify="right", no_wrap=True)
    for row, cells in enumerate(picture.cells):
        table.add_row(*(_cell(text, (row, i) in marked) for i, text in enumerate(cells)))
    return table


def _cell(text: str, marked: bool) -> Text:
    return Text(f"{MARK}{text}", "bold red") if marked else Text(text)
