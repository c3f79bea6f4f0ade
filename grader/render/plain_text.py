"""Renders a check as lines of text that need neither colours nor columns."""

from grader.language import _
from grader.records.report import Check, Diagnosis, Evidence, Picture, Spot
from grader.render.status import in_a_word
from grader.text import printable

MARK = "*"


def what(check: Check) -> str:
    """Returns a sentence that says what went wrong in a check."""
    difference = check.evidence.difference if check.evidence else None
    return printable(difference or check.message or "")


def why(diagnosis: Diagnosis) -> str:
    """The known mistake, with its numbers."""
    detail = f" ({diagnosis.detail})" if diagnosis.detail else ""
    return printable(diagnosis.text + detail)


def look(spot: Spot) -> str:
    """The line to look at, and where it is told what kind of change helps."""
    where = "{file}:{line}: {code}"
    if spot.cell:
        where = _("cell {cell}, line {line}: {code}")
    where = where.format(file=spot.file, cell=spot.cell, line=spot.line, code=spot.code)
    return printable(f"{where}  ({spot.remedy})" if spot.remedy else where)


def ending(check: Check) -> str:
    """How a check ended, and the points it is about: `hidden, wrong answer, 2 p.`"""
    words = [_("hidden")] if check.hidden else []
    points = _("{points:g} p.").format(points=check.max_score)
    return ", ".join([*words, in_a_word(check.status), points])


def explained(check: Check) -> str:
    """All there is to see of a check, each part under its label; empty if there is nothing."""
    reason = why(check.diagnosis) if check.diagnosis else ""
    spot = check.spot
    parts = [
        (_("what"), what(check)),
        (_("why"), reason),
        (_("look at"), look(spot) if spot else ""),
        (_("change"), printable(spot.change) if spot else ""),
        (_("hint"), printable(check.hint or "")),
    ]
    if check.evidence:
        parts += call(check.evidence)
    return "\n".join(labelled(label, text) for label, text in parts if text)


def call(evidence: Evidence) -> list[tuple[str, str]]:
    """The call behind a verdict: a label and a text for each part of it."""
    parts = [(_("called"), printable(evidence.call))]
    parts += [(_("with"), grid(picture)) for picture in evidence.arguments if picture.cells]
    if evidence.got:
        parts.append((_("got"), grid(evidence.got)))
    if evidence.got and evidence.expected:
        parts.append((_("expected"), grid(evidence.expected)))
    parts.append((_("printed"), printable(evidence.printed)))
    return [*parts, (_("paste"), printable(evidence.python))]


def grid(picture: Picture) -> str:
    """The title of a picture and below it its cells in columns, the differing ones marked."""
    marked = frozenset(picture.marked)
    rows = [
        [f"{MARK}{text}" if (i, j) in marked else text for j, text in enumerate(row)]
        for i, row in enumerate(picture.cells)
    ]
    width = max((len(text) for row in rows for text in row), default=0)
    lines = (" ".join(text.rjust(width) for text in row) for row in rows)
    return printable("\n".join([picture.title, *lines]))


def labelled(label: str, text: str) -> str:
    """A text of one line beside its label, a longer one below it."""
    if "\n" not in text:
        return f"{label}: {text}"
    return "\n".join([f"{label}:", *(f"  {line}" for line in text.split("\n"))])
