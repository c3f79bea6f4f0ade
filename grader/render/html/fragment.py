"""Renders a report on one function as a piece of HTML for a notebook or another page."""

from markupsafe import Markup

from grader.records.report import Exercise, Report, Status
from grader.render.function import notes, sentence, standing
from grader.render.html.page import open_templates


def to_fragment(report: Report) -> str:
    """The checks of a report on one function. It brings its own style and needs no script."""
    exercise = report.exercises[0]
    return _filled(sentence(report), standing(report), exercise, notes(report))


def message_fragment(text: str) -> str:
    """Why there is no report, in the same frame."""
    return _filled(text, Status.BROKEN, Exercise("", ()), [])


def _filled(text: str, status: Status, exercise: Exercise, notes: list[str]) -> str:
    templates = open_templates()
    return templates.get_template("fragment.html").render(
        sentence=text,
        status=status,
        exercise=exercise,
        notes=notes,
        style=Markup(templates.get_template("fragment.css").render()),
    )
