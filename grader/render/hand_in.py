"""What would be read of a hand-in, for the terminal."""

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.language import N_, _
from grader.records.report import HandedIn
from grader.text import printable

_WORDS = {"graded": N_("graded"), "not_read": N_("not read"), "ignored": N_("ignored")}
_STYLES = {"graded": "green", "not_read": "red", "ignored": "dim"}


def to_terminal(
    files: Iterable[HandedIn], notes: Iterable[str], problems: Mapping[str, str]
) -> RenderableType:
    """Each file that was looked at and what would become of it, then what is not there."""
    table = Table.grid(padding=(0, 2))
    told = set()
    for each in files:
        told.add(each.reason)
        word = Text(_(_WORDS[each.fate]), _STYLES[each.fate])
        table.add_row(word, Text(each.exercise), Text(printable(each.path)), Text(each.reason))
    more = [note for note in notes if note not in told]
    missing = [why for why in problems.values() if f"{why}." not in told]
    return Group(table, *(Text(printable(line)) for line in (*more, *missing)))
