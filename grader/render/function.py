"""A report on one function: how it stands, and what went wrong, as text."""

from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from grader.language import _
from grader.records.report import Report, Status
from grader.render.confinement import confinement_line
from grader.render.facts import cause, failures
from grader.render.failure import details, heading


def to_text(report: Report) -> RenderableType:
    """The whole of it, in the words that `python -m grader` says it in."""
    parts: list[RenderableType] = [Text(sentence(report)), *map(Text, notes(report))]
    groups = groupby(failures(report.exercises[0]), cause)
    for number, checks in enumerate([list(group) for _cause, group in groups]):
        parts += [Text(), heading(checks)]
        if number == 0:
            parts.append(Padding(details(checks), (0, 0, 0, 2)))
    return Group(*parts)


def sentence(report: Report) -> str:
    """How many checks passed."""
    checks = report.checks
    passed = sum(check.passed for check in checks)
    if standing(report) is Status.NOT_STARTED:
        text = _("{function} is not written yet.")
    elif any(check.hidden for check in checks):
        text = _("{function}: {passed} of {count} checks passed.")
    elif report.passed:
        text = _("{function} passes all visible checks. Hidden ones follow in the grading.")
    elif len(checks) == 1:
        text = _("{function} does not pass its visible check.")
    elif not passed:
        text = _("{function} passes none of its {count} visible checks.")
    else:
        text = _("{function}: {passed} of {count} visible checks passed.")
    return text.format(function=checks[0].function, passed=passed, count=len(checks))


def standing(report: Report) -> Status:
    """How the first check ended that did not pass; if there is none, it is passed."""
    return next((check.status for check in report.checks if not check.passed), Status.PASSED)


def notes(report: Report) -> list[str]:
    """Returns notes on a report: that the grader failed, or that the submission is not confined."""
    lines = []
    if not report.complete:
        lines.append(_("The grader itself failed in some checks; they are not graded."))
    if report.confinement.level != "full":
        lines.append(confinement_line(report.confinement))
    return lines
