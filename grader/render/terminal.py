"""A report for a person at a terminal."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.language import _
from grader.records.report import AllDone, Check, Exercise, NextStep, Report, Status
from grader.render.confinement import confinement_line
from grader.render.facts import cause, failures, not_started, state_in_words
from grader.render.failure import details, heading
from grader.render.next_words import sentences

BAR_WIDTH = 20


def to_terminal(report: Report, step: NextStep | AllDone | None) -> RenderableType:
    """The whole report: scores, the failures of one exercise, what to do next."""
    parts: list[RenderableType] = [Text(), scores(report), Text()]
    failing = next((one for one in report.exercises if failures(one)), None)
    if failing is not None:
        parts += _exercise_failures(failing)
    return Group(*parts, *closing(report, step), Text())


def scores(report: Report) -> Table:
    """One line for each exercise, and the total."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(width=BAR_WIDTH)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for exercise in report.exercises:
        points = Text(f"{exercise.score:.1f} / {exercise.max_score:.1f}")
        table.add_row(Text(exercise.name, "bold"), bar(exercise), points, state(exercise))
    total = Text(f"{report.score:.1f} / {report.max_score:.1f}", "bold")
    table.add_row(Text(_("total"), "bold"), Text(), total, Text(_share(report)))
    return table


def bar(exercise: Exercise) -> ProgressBar:
    """How much of the points is there."""
    return ProgressBar(
        exercise.max_score,
        exercise.score,
        BAR_WIDTH,
        complete_style="green",
        finished_style="green",
    )


def _share(report: Report) -> str:
    return f"{report.score / report.max_score:.0%}" if report.max_score else ""


def state(exercise: Exercise) -> Text:
    """Returns the state of an exercise in words, green if it is done and red if it is wrong."""
    words = state_in_words(exercise)
    if all(check.passed for check in exercise.checks):
        return Text(words, "green")
    if all(check.status is Status.NOT_STARTED for check in exercise.checks):
        return Text(words, "dim")
    return Text(words, "red" if failures(exercise) else "yellow")


def _exercise_failures(exercise: Exercise) -> list[RenderableType]:
    """Every failure by its title; the first one of each function with all there is to see, the
    others with why they failed where that is another reason."""
    blocks: list[list[RenderableType]] = [[]]
    shown: set[str] = set()
    told: set[tuple[str, str]] = set()
    for _cause, group in groupby(failures(exercise), cause):
        checks = list(group)
        blocks[-1].append(heading(checks))
        reasons = set(_reasons(checks[0]))
        if checks[0].function not in shown:
            blocks[-1].append(Padding(details(checks), (0, 0, 0, 2)))
            blocks.append([])
        elif not reasons <= told:
            blocks[-1].append(Padding(details(checks, ("why",)), (0, 0, 0, 2)))
        shown |= {check.function for check in checks}
        told |= reasons
    waiting = not_started(exercise)
    if waiting:
        text = _("not started: {functions}").format(functions=", ".join(waiting))
        blocks.append([Text(text, "dim")])
    rule = Rule(Text(exercise.name, "bold"), align="left", style="dim")
    return [rule, *(part for block in blocks if block for part in (*block, Text()))]


def _reasons(check: Check) -> Iterator[tuple[str, str]]:
    """The known mistakes behind a failure of a function."""
    for id in check.diagnosis.id.split("+") if check.diagnosis else ():
        yield check.function, id


def closing(report: Report, step: NextStep | AllDone | None) -> list[RenderableType]:
    """Returns the lines at the end: what to do next, and notes on the whole report."""
    lines: list[RenderableType] = []
    if not report.complete:
        text = _("The grader itself failed in some checks; they are not graded.")
        lines.append(Text(text, "magenta"))
    if report.passed:
        text = _("All checks passed. Well done.")
        if report.hidden_points:
            text = _("All visible checks passed. Well done.")
        lines.append(Text(text, "bold green"))
    if step is not None:
        lines.append(_next(step))
    lines += [Text(note, "dim") for note in report.notes]
    if report.confinement.level != "full":
        lines.append(Text(confinement_line(report.confinement), "dim"))
    if report.hidden_points:
        text = _("{points:g} more points come from hidden checks, which only your instructor has.")
        lines.append(Text(text.format(points=report.hidden_points), "dim"))
    return lines


def _next(step: NextStep | AllDone) -> Table:
    first, *others = sentences(step)
    text = Text(first.with_parts(str))
    text.highlight_words([first.parts[name] for name in ("place",) if name in first.parts], "bold")
    table = Table.grid(padding=(0, 2))
    table.add_row(Text(_("next"), "bold"), text)
    for sentence in others:
        table.add_row("", Text(sentence.with_parts(str), "dim"))
    return table
