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


def to_gradescope(report: Report) -> bytes:
    """The points with their fractions; students are shown the visible checks alone."""
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
            _test(check, f"{number}.{position}")
            for number, exercise in enumerate(report.exercises, 1)
            for position, check in enumerate(exercise.checks, 1)
        ],
    }
    return indented(fields)


def _notes(report: Report) -> list[str]:
    text = _("{score:.1f} of {most:.1f} points")
    notes = [text.format(score=report.score, most=report.max_score)]
    if not report.complete:
        notes.append(_("The grader itself failed in some checks; they are not graded."))
    if report.confinement.level != "full":
        notes.append(confinement_line(report.confinement))
    return [printable(note) for note in (*notes, *report.notes)]


def _test(check: Check, number: str) -> dict[str, Any]:
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
        "visibility": "hidden" if check.hidden else "visible",
    }
