"""A report as `results.json` of a Gradescope autograder.

See https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from typing import Any

from grader.language import _
from grader.records.report import Check, Report
from grader.render.confinement import confinement_line
from grader.render.json import indented
from grader.render.plain_text import explained
from grader.render.status import in_a_word
from grader.text import printable


def to_gradescope(report: Report, hidden_checks: str = "hidden") -> bytes:
    """The points with their fractions; `hidden_checks` says when students see those."""
    fields: dict[str, Any] = {
        "score": float(report.score),
        "execution_time": round(report.duration_s, 3),
        "output": "\n".join(_notes(report)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(check, f"{number}.{position}", hidden_checks)
            for number, exercise in enumerate(report.exercises, 1)
            for position, check in enumerate(exercise.checks, 1)
        ],
    }
    return indented(fields)


def _notes(report: Report) -> list[str]:
    text = _("{score:.1f} of {most:.1f} points")
    notes = [text.format(score=report.score, most=report.max_score)]
    if any(check.hidden for check in report.checks):
        notes += [_sum(_("visible checks"), report, False), _sum(_("hidden checks"), report, True)]
    if not report.complete:
        notes.append(_("The grader itself failed in some checks; they are not graded."))
    if report.confinement.level != "full":
        notes.append(confinement_line(report.confinement))
    return [printable(note) for note in (*notes, *report.notes)]


def _sum(title: str, report: Report, hidden: bool) -> str:
    """The points of the checks that are hidden, or of those that are not."""
    checks = [check for check in report.checks if check.hidden == hidden]
    score, most = (sum(getattr(each, key) for each in checks) for key in ("score", "max_score"))
    return _("{title}: {score:.1f} of {most:.1f} points").format(
        title=title, score=score, most=most
    )


def _test(check: Check, number: str, hidden_checks: str) -> dict[str, Any]:
    output = [] if check.passed else [in_a_word(check.status), explained(check)]
    return {
        "number": number,
        "name": printable(f"{check.function}: {check.title}"),
        "name_format": "text",
        "score": float(check.score),
        "max_score": float(check.max_score),
        "status": "passed" if check.passed else "failed",
        "output": "\n".join(filter(None, output)),
        "output_format": "text",
        "visibility": hidden_checks if check.hidden else "visible",
    }
