"""The screens of `watch`."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from grader.language import N_, _
from grader.records.views import ExerciseView, FinishedView, ListRow, ListView, Totals, View
from grader.render.exercise import activity, body, mark, standing
from grader.render.screen import Parts, Screen
from grader.render.terminal import closing, scores
from grader.text import printable

# The keys with what they do, and in fewer words.
_KEYS = {
    "h": (N_("next hint"), N_("hint")),
    "n": (N_("next exercise"), N_("next")),
    "l": (N_("list"), N_("list")),
    "v": (N_("view the pictures"), N_("view")),
    "r": (N_("run again"), N_("run")),
    "q": (N_("quit"), N_("quit")),
}


def to_screen(view: View) -> Screen:
    """Makes a renderable that fills the terminal, with the keys in its last line."""
    match view:
        case ExerciseView():
            return Screen(_exercise(view, False), _exercise(view, True), view.top)
        case ListView():
            return Screen(_list(view), _list(view))
        case FinishedView():
            return Screen(_finished(view, False), _finished(view, True), view.top)


def _exercise(view: ExerciseView, small: bool) -> Parts:
    head = Group(_Title(view.name, view.progress), *standing(view, small))
    foot = Group(*_notes(view.notes), activity(view), _Keys())
    return Parts(head, body(view, small), foot)


def _finished(view: FinishedView, small: bool) -> Parts:
    after = _("Hand in the folder {folder}, or go on: what you save is checked again.")
    text = Text(after.format(folder=printable(view.folder)))
    space = () if small else (Text(),)
    told = (*space, scores(view.report), *space, *closing(view.report, None))
    body = Group(*told, *space, text)
    title = _Title(_("all done"), view.progress)
    return Parts(title, body, Group(*_notes(view.notes), _Keys()))


def _list(view: ListView) -> Parts:
    lines: list[RenderableType] = []
    cursor = 0
    exercise = ""
    for number, row in enumerate(view.rows):
        if row.exercise != exercise:
            exercise = row.exercise
            lines.append(_heading([each for each in view.rows if each.exercise == exercise]))
        if number == view.cursor:
            cursor = len(lines)
        lines.append(_row(row, number == view.cursor))
    keys = Text(_("arrows move, Enter opens, l closes"), "dim", no_wrap=True, overflow="ellipsis")
    title = _Title(_("exercises"), view.progress)
    return Parts(title, Group(*lines), Group(*_notes(view.notes), keys, _Keys()), cursor)


def _heading(rows: Sequence[ListRow]) -> Text:
    checks = [check for row in rows for check in row.checks]
    points = _("not checked")
    if checks:
        score, most = sum(each.score for each in checks), sum(each.max_score for each in checks)
        points = f"{score:.1f} / {most:.1f}"
    return _one_line(Text.assemble((rows[0].exercise, "bold"), f"  {points}"))


def _row(row: ListRow, at_cursor: bool) -> Text:
    sign, style = mark(row.checks)
    text = Text.assemble("> " if at_cursor else "  ", (f"{sign} {row.function}", style))
    if row.hints:
        text.append("  " + _("hints: {count}").format(count=row.hints), "dim")
    if at_cursor:
        text.stylize("reverse")
    return _one_line(text)


def _one_line(text: Text) -> Text:
    text.no_wrap, text.overflow = True, "ellipsis"
    return text


def _notes(notes: tuple[str, ...]) -> Iterator[RenderableType]:
    return (Text(note, "dim") for note in notes)


class _Title:
    """The name of what is shown at the left, how far all exercises are at the right."""

    def __init__(self, name: str, progress: Totals) -> None:
        self._name = name
        self._progress = progress

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        room = width - cell_len(self._name) - 4
        sentence = next((each for each in _totals(self._progress) if cell_len(each) <= room), "")
        line = "\u2500" if not options.ascii_only else "-"
        dashes = line * (room + 2 - cell_len(sentence)) if sentence else ""
        text = Text.assemble((self._name, "bold"), (f" {dashes} ", "dim"), sentence)
        yield _one_line(text)


def _totals(progress: Totals) -> Iterator[str]:
    """Yields the total in ever fewer words."""
    long = _("{done} of {count} functions, {points:g} of {most:g} points")
    if progress.visible:
        long = _("{done} of {count} functions, {points:g} of {most:g} visible points")
    short = _("{done}/{count} functions, {points:g}/{most:g} p.")
    for text in (long, short, "{done}/{count}, {points:g}/{most:g}"):
        shown = text.format(
            done=progress.functions,
            count=progress.of_functions,
            points=round(progress.points, 1),
            most=round(progress.of_points, 1),
        )
        yield shown if progress.complete else f"{shown} ..."


class _Keys:
    """`h next hint  n next exercise ...`, in fewer words where the line is too short for them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        full, brief = ([labels[i] for labels in _KEYS.values()] for i in (0, 1))
        lines = [_keys(full, "  "), _keys(brief, "  "), _keys(brief, " ")]
        yield next((line for line in lines if line.cell_len <= options.max_width), lines[-1])


def _keys(labels: Iterable[str], gap: str) -> Text:
    pairs = zip(_KEYS, labels, strict=True)
    return Text(gap).join(
        Text.assemble((key, "bold reverse"), f" {_(label)}") for key, label in pairs
    )
