"""All functions of a report in a table: how each stands, and where it is."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.language import _
from grader.records.report import Location, Report
from grader.render.exercise import mark

Function = tuple[str, str]  # exercise and function


def to_terminal(report: Report, places: Mapping[Function, Location]) -> RenderableType:
    """Renders a line for each exercise and each of its functions; `places` say where it begins."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(style="dim", overflow="fold")
    done = count = 0
    for exercise in report.exercises:
        table.add_row(Text(exercise.name, "bold"), _points(exercise.score, exercise.max_score), "")
        for function, checks in exercise.functions.items():
            sign, style = mark(checks)
            score, most = sum(one.score for one in checks), sum(one.max_score for one in checks)
            place = places[exercise.name, function]
            where = f"{place.file}:{place.line}" if place.line else place.file
            table.add_row(Text(f"  {sign} {function}", style), _points(score, most), Text(where))
            done, count = done + all(one.passed for one in checks), count + 1
    total = _("{done} of {count} functions, {points:g} of {most:g} points")
    text = total.format(
        done=done, count=count, points=round(report.score, 1), most=round(report.max_score, 1)
    )
    return Group(table, Text(), Text(text, "bold"))


def _points(score: float, most: float) -> Text:
    return Text(f"{score:.1f} / {most:.1f}")
