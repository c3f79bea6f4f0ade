"""Renders what is alike among hand-ins, on a terminal."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.language import N_, _
from grader.records.likeness import AlikeExercise, Likeness, Pair
from grader.text import printable, shortened

_NAME = 40
_LINES = 12  # of a place, at most
_WORDS = {
    Likeness.EQUAL: N_("equal"),
    Likeness.RENAMED: N_("equal but for names and comments"),
    Likeness.SIMILAR: N_("similar"),
}


def likeness_word(likeness: Likeness) -> str:
    """How hand-ins are alike, in a few words."""
    return _(_WORDS[likeness])


def to_terminal(found: Iterable[AlikeExercise]) -> RenderableType:
    """Renders each group, and of similar files the places side by side."""
    parts = [part for exercise in found for part in _exercise(exercise)]
    if not parts:
        return Text(_("No two hand-ins are alike."))
    said = _("This says what is alike, and nothing about why. Look at it before you ask anybody.")
    return Group(*parts, Text(said))


def _exercise(exercise: AlikeExercise) -> Iterator[RenderableType]:
    for group in exercise.groups:
        names = ", ".join(map(_name, group.students))
        yield Text(f"{exercise.name}: {likeness_word(group.likeness)}: {names}", "bold")
        for pair in group.pairs:
            share = _("{share:.0%} of the shorter file").format(share=pair.share)
            yield Text(f"  {_name(pair.left)}, {_name(pair.right)}: {share}")
            yield _places(pair, exercise)


def _places(pair: Pair, exercise: AlikeExercise) -> RenderableType:
    table = Table(_name(pair.left), _name(pair.right), expand=True, padding=(0, 1))
    for stretch in pair.stretches:
        table.add_row(
            _code(exercise.texts.get(pair.left, ()), stretch.left),
            _code(exercise.texts.get(pair.right, ()), stretch.right),
            end_section=True,
        )
    return table


def _code(lines: tuple[str, ...], span: tuple[int, int]) -> Text:
    first, last = span
    shown = range(first, min(last, first + _LINES - 1) + 1)
    text = (
        f"{number:4} {printable(lines[number - 1])}" for number in shown if number <= len(lines)
    )
    more = [f"   … {last}"] if last >= first + _LINES else []
    return Text("\n".join([*text, *more]), no_wrap=True, overflow="ellipsis")


def _name(name: str) -> str:
    return shortened(printable(name), _NAME).replace("\n", " ")
