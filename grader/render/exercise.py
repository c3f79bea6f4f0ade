"""The screen of one exercise: how it stands, what is wrong first, and the hints."""

from collections.abc import Iterable, Iterator

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.language import _, plural
from grader.records.report import Check, Exercise, NextStep, Status
from grader.records.views import ExerciseView
from grader.render.facts import cause, failures
from grader.render.failure import CAUSE_FIRST, PRINTED_FIRST, details, heading
from grader.render.next_words import sentences
from grader.render.terminal import bar, state
from grader.text import printable


def standing(view: ExerciseView, small: bool) -> Iterator[RenderableType]:
    """Yields points, functions and where to go on; on a small screen only the last."""
    if view.known is not None and not small:
        yield _score(view.known)
        yield _functions(view.known)
    if view.step is not None:
        yield _next(view.step)
    if not small:
        yield Text()


def _next(step: NextStep) -> Text:
    what = sentences(step)[0]
    text = Text(_("next: {what}").format(what=what.with_parts(printable)))
    text.highlight_words([printable(part) for part in what.parts.values()], "bold")
    return text


def _score(exercise: Exercise) -> Table:
    table = Table.grid(padding=(0, 2))
    points = Text(f"{exercise.score:.1f} / {exercise.max_score:.1f}", "bold")
    table.add_row(bar(exercise), points, state(exercise))
    return table


def _functions(exercise: Exercise) -> Columns:
    """Each function with a mark: done, wrong or not begun."""
    texts = []
    for name, checks in exercise.functions.items():
        sign, style = mark(checks)
        texts.append(Text(f"{sign} {name}", style, no_wrap=True))
    return Columns(texts, padding=(0, 2))


def mark(checks: Iterable[Check]) -> tuple[str, str]:
    """Returns a sign for the state of a function's checks, and the style of its colour."""
    statuses = {check.status for check in checks}
    if not statuses:
        return "[?]", "dim"
    if statuses == {Status.PASSED}:
        return "[x]", "green"
    if statuses <= {Status.PASSED, Status.NOT_STARTED}:
        return "[ ]", "dim"
    return "[!]", "red"


def body(view: ExerciseView, small: bool) -> RenderableType:
    """Returns all there is to say; a screen shows what fits and scrolls to the rest."""
    parts: list[RenderableType] = []
    if view.moved_from:
        done = _("{exercise} is done, well done. Here is the next exercise.")
        parts += [Text(done.format(exercise=view.moved_from), "bold green"), Text()]
    if view.hints:
        parts += [_hints(view.hints), *([] if small else [Text()])]
    return Group(*parts, *_about(view, small))


def _about(view: ExerciseView, small: bool) -> Iterator[RenderableType]:
    checks = Exercise(view.name, view.fresh)
    if failed := failures(checks):
        same = [check for check in failed if cause(check) == cause(failed[0])]
        order = CAUSE_FIRST if small else PRINTED_FIRST
        yield heading(same)
        yield Padding(details(same, order), (0, 0, 0, 0 if small else 2))
        if others := len(failed) - len(same):
            yield from _others(others, view.name)
    elif view.activity.total or not view.activity.judged_at:
        so_far = _("Nothing is wrong so far.") if view.fresh else _("One moment, please.")
        yield Text(so_far, "dim")
    elif view.step is not None:
        yield from _to_write(view.step)
    elif view.function:
        yield from _passed(view.function, view.fresh)
    else:
        yield from _done(view)


def _others(count: int, name: str) -> Iterator[RenderableType]:
    text = plural(
        "{count} more check fails. To see it: python -m grader {exercise}",
        "{count} more checks fail. To see them: python -m grader {exercise}",
        count,
    )
    yield Text()
    yield Text(text.format(count=count, exercise=name), "dim")


def _to_write(step: NextStep) -> Iterator[RenderableType]:
    text = _("Open {place} in your editor. The text above {function} explains it.")
    yield Text(text.format(place=printable(step.place), function=step.function))
    yield Text(
        _(
            "Write the function in the place of `raise NotImplementedError` and save the file: "
            "the verdict appears here by itself. If you are stuck, h gives you a hint."
        )
    )


def _passed(function: str, checks: Iterable[Check]) -> Iterator[RenderableType]:
    """A function that is done, with what was checked of it."""
    yield Text(_("{function} is done. These checks pass:").format(function=function), "bold green")
    for check in checks:
        yield Text(f"  {check.title}")


def _done(view: ExerciseView) -> Iterator[RenderableType]:
    exercise = Exercise(view.name, view.fresh)
    done = _("{exercise} is done, well done: {points:g} points.")
    text = done.format(exercise=view.name, points=exercise.score)
    yield Text(text, "bold green")
    yield Text(_("v shows what you have built, n goes on."))


def _hints(hints: tuple[str, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    for number, text in enumerate(hints, 1):
        table.add_row(Text(_("hint {number}").format(number=number), "bold cyan"), Text(text))
    return table


def activity(view: ExerciseView) -> RenderableType:
    """Returns one line: the answer to a key, or what the grader does."""
    text = Text(view.answer, "bold") if view.answer else Text(_doing(view), "dim")
    return text


def _doing(view: ExerciseView) -> str:
    run = view.activity
    if not run.total:
        checked = _("Checked at {time}.").format(time=run.judged_at)
        return checked if run.judged_at else _("Starting ...")
    text = _("Checking {function}, {done} of {total} done.")
    if run.flavour == "tensorflow":
        text = _("Checking {function}, {done} of {total} done. TensorFlow takes a few seconds.")
    return text.format(function=run.function, done=run.done, total=run.total)
