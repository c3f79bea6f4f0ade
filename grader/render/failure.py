"""One failure for a terminal: a heading, then what was called and answered, why, and a hint."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.language import _
from grader.records.report import Check, Diagnosis, Evidence, Origin, Status
from grader.render.arrays import side_by_side
from grader.render.plain_text import look
from grader.render.status import in_a_word
from grader.text import printable

# The orders in which the rows of a failure are read.
_WHY = ("source", "why", "look", "change")
AS_CALLED = ("called", "with", "answer", "what", "printed", *_WHY, "hint", "paste")
PRINTED_FIRST = ("printed", "what", *_WHY, "called", "answer", "with", "hint", "paste")
CAUSE_FIRST = (*_WHY, "what", "printed", "called", "answer", "with", "hint", "paste")

# A label and a value by the name of each row.
Rows = dict[str, tuple[str, RenderableType]]

_STYLES = {
    Status.PASSED: "green",
    Status.NOT_STARTED: "dim",
    Status.MISSING: "yellow",
    Status.BROKEN: "magenta",
}


def heading(checks: list[Check]) -> Table:
    """Which functions checks of one cause are about, how they ended, and their points."""
    first = checks[0]
    if first.origin is not None and first.origin.is_file:
        return _file_heading(first.origin.file, sum(check.max_score for check in checks))
    names = ", ".join(dict.fromkeys(check.function for check in checks))
    title = first.title if len(checks) == 1 else _("{count} checks").format(count=len(checks))
    points = sum(check.max_score for check in checks)
    words = [_("hidden")] if first.hidden else []
    words += [in_a_word(first.status), _("{points:g} p.").format(points=points)]
    left = Text.assemble((names, f"bold {_STYLES.get(first.status, 'red')}"), "  ", title)
    return _two_ends(left, Text(", ".join(words)))


def _file_heading(file: str, points: float) -> Table:
    """The heading of a file that cannot be imported or read: nothing is said of its functions."""
    text = _("nothing in it can be checked yet")
    left = Text.assemble((file, "bold red"), "  ", text)
    return _two_ends(left, Text(_("{points:g} p.").format(points=points)))


def _two_ends(left: Text, right: Text) -> Table:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True, style="dim")
    table.add_row(left, right)
    return table


def details(checks: list[Check], order: tuple[str, ...] = AS_CALLED) -> RenderableType:
    """Shows the first of some checks of one cause: its call, the answer, why, and its hint.

    `order` names the rows in the order in which they are wanted.
    """
    return in_rows(_rows(checks), order)


def in_rows(rows: Rows, order: tuple[str, ...] = AS_CALLED) -> RenderableType:
    """Sets the rows that are there beside their labels."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name in order:
        if name in rows:
            table.add_row(*rows[name])
    return table


def _rows(checks: list[Check]) -> Rows:
    """What there is to see of the first check."""
    check = checks[0]
    rows: Rows = {"what": (_("what"), Text(check.message or ""))}
    if check.evidence is not None:
        rows |= of_evidence(check.evidence, check.message or "")
    rows |= of_cause(check.origin, check.diagnosis)
    if check.spot is not None:
        rows["look"] = _("look at"), Text(look(check.spot), "bold")
        if check.spot.change:
            rows["change"] = _("change"), Text(printable(check.spot.change), "dim")
    # A hint is about one check. Where all fail for one cause, it would only mislead.
    if check.hint is not None and len(checks) == 1 and not check.origin:
        rows["hint"] = _("hint"), Text(check.hint, "cyan")
    return rows


def of_cause(origin: Origin | None, diagnosis: Diagnosis | None) -> Rows:
    """The line of a file that cannot be imported, and the known mistake."""
    rows: Rows = {}
    if origin is not None and origin.source:
        label = _("line {line}").format(line=origin.line)
        rows["source"] = label, Text(origin.source, no_wrap=True, overflow="crop")
    if diagnosis is not None:
        rows["why"] = _("why"), _diagnosis(diagnosis)
    return rows


def _diagnosis(diagnosis: Diagnosis) -> Text:
    text = Text(diagnosis.text, "bold")
    return text.append(f" ({diagnosis.detail})", "not bold") if diagnosis.detail else text


def of_evidence(evidence: Evidence, message: str) -> Rows:
    """The call, its arguments, the answer, what is wrong with it, and what was printed."""
    rows: Rows = {"called": (_("called"), Text(evidence.call))}
    shown = [("", picture) for picture in evidence.arguments if picture.cells]
    if shown:
        rows["with"] = _("with"), side_by_side(shown)
    if evidence.got is not None:
        pictures = [(_("got"), evidence.got)]
        pictures += [(_("expected"), evidence.expected)] if evidence.expected is not None else []
        rows["answer"] = _("answer"), side_by_side(pictures)
    rows["what"] = _("what"), Text(evidence.difference or message)
    if evidence.printed:
        rows["printed"] = _("printed"), Text(evidence.printed, "dim")
    if evidence.python:
        rows["paste"] = _("paste"), Text(evidence.python, "dim")
    return rows
