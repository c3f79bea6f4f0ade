"""The screen of one exercise: how it stands, what is wrong first, and the hints."""

from collections.abc import Iterator

from msgspec.structs import replace
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.language import _, plural
from grader.records.report import Check, Evidence, Exercise, NextStep, Status
from grader.records.views import Activity, ExerciseView
from grader.render.facts import cause, failures
from grader.render.failure import details, heading
from grader.render.next_words import sentences
from grader.render.terminal import bar, state
from grader.text import printable


def standing(view: ExerciseView) -> Iterator[RenderableType]:
    """Points and functions, and where to go on."""
    if view.known is not None:
        yield _score(view.known)
        yield _functions(view.known)
    if view.step is not None:
        yield _next(view.step)
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
    for name in dict.fromkeys(check.function for check in exercise.checks):
        statuses = {check.status for check in exercise.checks if check.function == name}
        mark, style = _mark(statuses)
        texts.append(Text(f"{mark} {name}", style, no_wrap=True))
    return Columns(texts, padding=(0, 2))


def _mark(statuses: set[Status]) -> tuple[str, str]:
    if statuses == {Status.PASSED}:
        return "[x]", "green"
    if statuses <= {Status.PASSED, Status.NOT_STARTED}:
        return "[ ]", "dim"
    return "[!]", "red"


def bodies(view: ExerciseView) -> list[RenderableType]:
    """Returns the body of the screen at full length, then shorter versions of it."""
    news: list[RenderableType] = []
    if view.moved_from:
        done = _("{exercise} is done, well done. Here is the next exercise.")
        news = [Text(done.format(exercise=view.moved_from), "bold green"), Text()]
    if view.problem:
        again = _("Put it back; it is checked as soon as it can be read.")
        return [Group(*news, Text(f"{view.problem}.", "bold red"), Text(again))]
    if failed := failures(Exercise(view.name, view.fresh)):
        same = [check for check in failed if cause(check) == cause(failed[0])]
        others = _others(len(failed) - len(same), view.name)
        parts = [[*_failure(shown), *others] for shown in _shorter(same)]
        return [Group(*news, *part) for part in (*parts, parts[-1][:2])]
    if view.activity.total or not view.activity.judged_at:
        so_far = _("Nothing is wrong so far.") if view.fresh else _("One moment, please.")
        return [Group(*news, Text(so_far, "dim"))]
    if view.step is not None:
        return [Group(*news, *_to_write(view.step))]
    done = _("{exercise} is done, well done. Press n for the next exercise.")
    return [Text(done.format(exercise=view.name), "bold green")]


def _failure(checks: list[Check]) -> list[RenderableType]:
    return [heading(checks), Padding(details(checks), (0, 0, 0, 2))]


def _others(count: int, name: str) -> list[RenderableType]:
    if not count:
        return []
    text = plural(
        "{count} more check fails. To see it: python -m grader {exercise}",
        "{count} more checks fail. To see them: python -m grader {exercise}",
        count,
    )
    return [Text(), Text(text.format(count=count, exercise=name), "dim")]


def _shorter(checks: list[Check]) -> Iterator[list[Check]]:
    """Yields the checks with less and less of the evidence behind the first one."""
    yield checks
    evidence = checks[0].evidence
    if evidence is not None:
        for less in _less(evidence):
            yield [replace(checks[0], evidence=less), *checks[1:]]


def _less(evidence: Evidence) -> Iterator[Evidence]:
    """Without the arguments, then without what was printed, then without cells."""
    evidence = replace(evidence, arguments=())
    yield evidence
    evidence = replace(evidence, printed="")
    yield evidence
    got, expected = (
        picture and replace(picture, cells=()) for picture in (evidence.got, evidence.expected)
    )
    yield replace(evidence, got=got, expected=expected)


def _to_write(step: NextStep) -> Iterator[RenderableType]:
    text = _("Open {place} in your editor. The text above {function} explains it.")
    yield Text(text.format(place=printable(step.place), function=step.function))
    yield Text(
        _(
            "Write the function in the place of `raise NotImplementedError` and save the file: "
            "the verdict appears here by itself. If you are stuck, h gives you a hint."
        )
    )


def below(view: ExerciseView) -> Iterator[RenderableType]:
    """The hints that were asked for, and what the grader does."""
    if view.hints:
        yield _hints(view.hints)
    yield Text(_doing(view.activity), "dim")


def _hints(hints: tuple[str, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    for number, text in enumerate(hints, 1):
        table.add_row(Text(_("hint {number}").format(number=number), "bold cyan"), Text(text))
    return table


def _doing(activity: Activity) -> str:
    if not activity.total:
        checked = _("Checked at {time}.").format(time=activity.judged_at)
        return checked if activity.judged_at else _("Starting ...")
    text = _("Checking {function}, {done} of {total} done.")
    if activity.flavour == "tensorflow":
        text = _("Checking {function}, {done} of {total} done. TensorFlow takes a few seconds.")
    return text.format(function=activity.function, done=activity.done, total=activity.total)
