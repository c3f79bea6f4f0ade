"""Renders what a worker can and cannot reach, for a person at a terminal."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.language import _
from grader.records.report import Confinement, Finding


def to_terminal(level: Confinement, findings: Iterable[Finding]) -> RenderableType:
    """The level in one line, then one line for each attempt."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", style="dim")
    for finding in findings:
        word = Text(finding.wrong, "bold red") if finding.wrong else Text("as it should", "green")
        table.add_row(Text(finding.attempt), word, Text(finding.answer))
    return Group(Text(confinement_line(level), "bold"), Text(), table)


def confinement_line(level: Confinement) -> str:
    """The level of confinement in one line."""
    if not level.missing:
        return _("confinement: {level}").format(level=level.level)
    text = _("confinement: {level} (missing: {missing})")
    return text.format(level=level.level, missing=", ".join(level.missing))
