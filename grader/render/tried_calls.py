"""Calls that somebody wanted to try, for a terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from grader.language import N_, _
from grader.records.tried import Tried
from grader.render.arrays import side_by_side
from grader.render.failure import Rows, in_rows, of_cause, of_evidence
from grader.render.panels import InPanels

_ORDER = ("called", "with", "answer", "what", "expected", "printed", "source", "why")
_COMPARED = {
    "right": (N_("The solution gives the same."), "green"),
    "unknown": (N_("What the solution gives for this is not known in this copy."), "dim"),
    "free": (N_("There are many right answers; the checks tell whether this is one."), "dim"),
}


def to_terminal(name: str, tried: Sequence[Tried]) -> RenderableType:
    """Renders each call with what came back, then the command that judges the function."""
    parts: list[RenderableType] = []
    for each in tried:
        parts += [Text(), in_rows(_rows(each), _ORDER)]
        if each.maps:
            parts += [Text(), Padding(InPanels(each.maps), (0, 0, 0, 2))]
    text = _("To have it checked: {command}").format(command=f"python -m grader {name}")
    return Group(*parts, Text(), Text(text, "dim"))


def _rows(tried: Tried) -> Rows:
    rows = of_evidence(tried.evidence, tried.message) | of_cause(tried.origin, tried.diagnosis)
    if tried.expected:
        rows["expected"] = _("expected"), side_by_side([("", part) for part in tried.expected])
    if tried.parts:
        rows["answer"] = _("answer"), side_by_side([("", part) for part in tried.parts])
    if tried.answered and tried.comparison != "wrong":
        text, style = _COMPARED[tried.comparison]
        rows["what"] = _("what"), Text(_(text), style)
    elif not tried.answered and tried.comparison == "right":
        rows["expected"] = _("expected"), Text(_("The solution refuses this, too."), "green")
    return rows
