"""A report for a person at a terminal."""

from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.language import _
from grader.records.report import Check, Diagnosis, Evidence, Exercise, NextStep, Report, Status
from grader.render.arrays import side_by_side
from grader.render.confinement import confinement_line
from grader.render.status import in_a_word

BAR_WIDTH = 20

_STYLES = {
    Status.PASSED: "green",
    Status.NOT_STARTED: "dim",
    Status.MISSING: "yellow",
    Status.BROKEN: "magenta",
}


def to_terminal(report: Report, step: NextStep | None) -> RenderableType:
    """The whole report: scores, the failures of one exercise, what to do next."""
    parts: list[RenderableType] = [Text(), scores(report), Text()]
    failing = next((one for one in report.exercises if failures(one)), None)
    if failing is not None:
        parts += _exercise_failures(failing)
    return Group(*parts, *closing(report, step), Text())


def failures(exercise: Exercise) -> list[Check]:
    """The checks that went wrong; what is not written yet is not among them."""
    quiet = (Status.PASSED, Status.NOT_STARTED)
    return [check for check in exercise.checks if check.status not in quiet]


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
    """Done, not started, or how many checks failed and functions are to be written."""
    if all(check.passed for check in exercise.checks):
        return Text(_("done"), "green")
    if all(check.status is Status.NOT_STARTED for check in exercise.checks):
        return Text(_("not started"), "dim")
    waiting = _functions(exercise, Status.NOT_STARTED)
    failed = len(failures(exercise))
    words = []
    if failed:
        text = _("{failed} of {count} checks failed")
        words.append(text.format(failed=failed, count=len(exercise.checks)))
    if waiting:
        words.append(_("{count} to write").format(count=len(waiting)))
    return Text(", ".join(words), "red" if failed else "yellow")


def _functions(exercise: Exercise, status: Status) -> list[str]:
    return list(dict.fromkeys(one.function for one in exercise.checks if one.status is status))


def _exercise_failures(exercise: Exercise) -> list[RenderableType]:
    """Every failure by its title; the first one of each function with all there is to see."""
    blocks: list[list[RenderableType]] = [[]]
    shown: set[str] = set()
    for _cause, group in groupby(failures(exercise), cause):
        checks = list(group)
        blocks[-1].append(heading(checks))
        if checks[0].function not in shown:
            blocks[-1].append(Padding(details(checks), (0, 0, 0, 2)))
            blocks.append([])
        shown |= {check.function for check in checks}
    waiting = _functions(exercise, Status.NOT_STARTED)
    if waiting:
        text = _("not started: {functions}").format(functions=", ".join(waiting))
        blocks.append([Text(text, "dim")])
    rule = Rule(Text(exercise.name, "bold"), align="left", style="dim")
    return [rule, *(part for block in blocks if block for part in (*block, Text()))]


def cause(check: Check) -> tuple[str, str | None]:
    """Checks that ended alike are shown once: a file that cannot be imported fails them all."""
    return check.status, check.message


def heading(checks: list[Check]) -> Table:
    """Which functions checks of one cause are about, how they ended, and their points."""
    first = checks[0]
    names = ", ".join(dict.fromkeys(check.function for check in checks))
    title = first.title if len(checks) == 1 else _("{count} checks").format(count=len(checks))
    points = sum(check.max_score for check in checks)
    words = [_("hidden")] if first.hidden else []
    words += [in_a_word(first.status), _("{points:g} p.").format(points=points)]
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True, style="dim")
    table.add_row(
        Text.assemble((names, f"bold {_STYLES.get(first.status, 'red')}"), "  ", title),
        Text(", ".join(words)),
    )
    return table


def details(checks: list[Check]) -> RenderableType:
    """What the first of checks of one cause was asked and answered, why, and its hint."""
    check = checks[0]
    rows: list[tuple[str, RenderableType]] = []
    if check.evidence is None:
        rows.append((_("what"), Text(check.message or "")))
    else:
        rows += _evidence(check, check.evidence)
    if check.diagnosis is not None:
        rows.append((_("why"), _diagnosis(check.diagnosis)))
    # A hint is about one check. Where all fail for one cause, it would only mislead.
    if check.hint is not None and len(checks) == 1:
        rows.append((_("hint"), Text(check.hint, "cyan")))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(label, value)
    return table


def _diagnosis(diagnosis: Diagnosis) -> Text:
    text = Text(diagnosis.text, "bold")
    return text.append(f" ({diagnosis.detail})", "not bold") if diagnosis.detail else text


def _evidence(check: Check, evidence: Evidence) -> list[tuple[str, RenderableType]]:
    rows: list[tuple[str, RenderableType]] = [(_("called"), Text(evidence.call))]
    shown = [("", picture) for picture in evidence.arguments if picture.cells]
    if shown:
        rows.append((_("with"), side_by_side(shown)))
    if evidence.got is not None:
        pictures = [(_("got"), evidence.got)]
        pictures += [(_("expected"), evidence.expected)] if evidence.expected is not None else []
        rows.append((_("answer"), side_by_side(pictures)))
    rows.append((_("what"), Text(evidence.difference or check.message or "")))
    if evidence.printed:
        rows.append((_("printed"), Text(evidence.printed, "dim")))
    return rows


def closing(report: Report, step: NextStep | None) -> list[RenderableType]:
    """What to do next, and what else must be said about the whole report."""
    lines: list[RenderableType] = []
    if not report.complete:
        text = _("The grader itself failed in some checks; they are not graded.")
        lines.append(Text(text, "magenta"))
    if step is not None:
        lines += _next(step)
    elif report.passed:
        text = _("All checks passed. Well done.")
        if report.hidden_points:
            text = _("All visible checks passed. Well done.")
        lines.append(Text(text, "bold green"))
    lines += [Text(note, "dim") for note in report.notes]
    if report.confinement.level != "full":
        lines.append(Text(confinement_line(report.confinement), "dim"))
    if report.hidden_points:
        text = _("{points:g} more points come from hidden checks, which only your instructor has.")
        lines.append(Text(text.format(points=report.hidden_points), "dim"))
    return lines


def _next(step: NextStep) -> list[RenderableType]:
    what = _("mend {function} in {place}") if step.begun else _("write {function} in {place}")
    text = Text(what.format(function=step.function, place=step.place))
    text.highlight_words([step.place], "bold")
    alone = _("{command} runs its checks alone").format(command=step.command)
    table = Table.grid(padding=(0, 2))
    table.add_row(Text(_("next"), "bold"), text)
    table.add_row("", Text(alone, "dim"))
    return [table]
