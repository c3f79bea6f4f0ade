"""Hints for the terminal."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from grader.language import N_, _

_TITLES = (N_("A question"), N_("Where to look"), N_("The line"))


def to_terminal(name: str, steps: tuple[str, ...], count: int, all_known: bool) -> RenderableType:
    """The first `count` hints of a function; the last one is the new one."""
    lines: list[RenderableType] = []
    for title, text in list(zip(_TITLES, steps, strict=False))[:count]:
        lines.append(Text.assemble((_(title), "bold cyan"), f"  {name}"))
        lines.append(Padding(Text(text), (0, 0, 1, 2)))
    if count < len(steps):
        text = _("Once more shows the next hint: {command}")
        lines.append(Text(text.format(command=f"python -m grader hint {name}"), "dim"))
    elif all_known:
        lines.append(Text(_("These are all the hints there are."), "dim"))
    return Group(*lines)
