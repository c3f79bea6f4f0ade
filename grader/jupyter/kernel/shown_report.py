"""Makes of a report what a notebook shows of it."""

from io import StringIO

from grader.jupyter.kernel.check_messages import ShownReport
from grader.records.report import Report
from grader.render.function import to_text
from grader.render.html.fragment import message_fragment, to_fragment
from grader.text import printable

WIDTH = 80


def shown(report: Report) -> ShownReport:
    """A report on one function, as text of 80 columns and as HTML."""
    from rich.console import Console

    paper = StringIO()
    Console(file=paper, width=WIDTH, color_system=None, highlight=False).print(to_text(report))
    lines = (line.rstrip() for line in paper.getvalue().rstrip().split("\n"))
    return ShownReport("\n".join(lines), to_fragment(report), report.passed)


def message(text: str) -> ShownReport:
    """A sentence in place of a report."""
    return ShownReport(printable(text), message_fragment(text))
