"""The screens of `watch`."""

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.language import N_, _
from grader.records.report import Exercise, Report
from grader.records.views import ExerciseView, FinishedView, ListRow, ListView, View
from grader.render.exercise import below, bodies, standing
from grader.render.screen import Screen
from grader.render.terminal import closing, scores
from grader.text import printable

# The keys with what they do, and in fewer words.
_KEYS = {
    "h": (N_("next hint"), N_("hint")),
    "n": (N_("next exercise"), N_("next")),
    "l": (N_("list"), N_("list")),
    "v": (N_("view the pictures"), N_("pictures")),
    "r": (N_("run again"), N_("again")),
    "q": (N_("quit"), N_("quit")),
}


def to_screen(view: View) -> Screen:
    """A renderable that fills the terminal, with the keys in its last line."""
    match view:
        case ExerciseView():
            more = view.step.command if view.step else f"python -m grader {view.name}"
            return _screen(view.name, standing(view), bodies(view), below(view), view.notes, more)
        case ListView(rows, notes):
            return _screen(_("exercises"), (), [_list(rows)], (), notes)
        case FinishedView(report, folder, notes):
            return _screen(_("all done"), (), [_finished(report, folder)], (), notes)


def _screen(
    title: str,
    head: Iterable[RenderableType],
    bodies: list[RenderableType],
    foot: Iterable[RenderableType],
    notes: tuple[str, ...],
    more: str = "python -m grader",
) -> Screen:
    rule = Rule(Text(title, "bold"), align="left", style="dim")
    return Screen(Group(rule, *head), bodies, Group(*foot, *_notes(notes), _Keys()), more)


def _notes(notes: tuple[str, ...]) -> Iterator[RenderableType]:
    return (Text(note, "dim") for note in notes)


class _Keys:
    """`h next hint  n next exercise ...`, in fewer words where the line is too short for them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        full, brief = (_keys([labels[i] for labels in _KEYS.values()]) for i in (0, 1))
        yield full if full.cell_len <= options.max_width else brief


def _keys(labels: list[str]) -> Text:
    pairs = zip(_KEYS, labels, strict=True)
    return Text("  ").join(
        Text.assemble((key, "bold reverse"), f" {_(label)}") for key, label in pairs
    )


def _list(rows: tuple[ListRow, ...]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for justify in ("left", "left", "right", "right", "right"):
        table.add_column(justify=justify, no_wrap=True)
    heads = ("", _("exercise"), _("now"), _("best"), _("hints"))
    table.add_row(*(Text(head, "dim") for head in heads))
    for row in rows:
        table.add_row(
            Text(">" if row.current else ""),
            Text(row.name, "bold"),
            _points(row.now),
            Text(f"{row.best:.1f}"),
            Text(str(row.hints)),
        )
    about = _("now: since watch was started; best: the most that each check ever gave.")
    return Group(Text(), table, Text(), Text(about, "dim"))


def _points(exercise: Exercise | None) -> Text:
    if exercise is None:
        return Text(_("not checked"), "dim")
    return Text(f"{exercise.score:.1f} / {exercise.max_score:.1f}")


def _finished(report: Report, folder: str) -> RenderableType:
    after = _("Hand in the folder {folder}, or go on: what you save is checked again.")
    text = Text(after.format(folder=printable(folder)))
    return Group(Text(), scores(report), Text(), *closing(report, None), Text(), text)
