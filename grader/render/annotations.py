"""Writes annotations for GitHub Actions, and keeps it from obeying a student's text.

A line of a log is a command if `::NAME PROPERTIES::DATA` stands at its beginning, after white
space perhaps, or `##[NAME PROPERTIES]DATA` anywhere. See
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and
`ActionCommand.cs` of https://github.com/actions/runner.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from grader.language import _
from grader.records.report import Check, Location, Report, Status
from grader.render.plain_text import ending, look, what, why
from grader.render.status import in_a_word
from grader.text import shortened

MAX_TEXT = 1000

# What stands before the colons may be white space or signs without width, of which the runner
# ignores some; the last four count as letters and are blank.
_START = re.compile(
    r"((?:^|(?<=\r))(?:[^\w\r\n]|[\u115f\u1160\u3164\uffa0])*?):(?=:)", re.MULTILINE
)


def without_commands(text: str, colon: str = ": ", sign: str = "# ") -> str:
    """`text` with the colon and the sign written so that no line of it is a command."""
    return _START.sub(lambda found: found[1] + colon, text.replace("##[", f"#{sign}["))


def annotations(report: Report, places: Mapping[tuple[str, str], Location]) -> Iterator[str]:
    """A command, one line, for each function with checks that did not pass.

    `places` are those of the functions, by exercise and function. GitHub shows ten errors of a
    step and ten notices, so checks of one function share an annotation.
    """
    for exercise in report.exercises:
        for function, group in groupby(exercise.checks, lambda check: check.function):
            wrong = [check for check in group if not check.passed]
            if wrong:
                yield _annotation(wrong, places[exercise.name, function])


def points(report: Report) -> Iterator[str]:
    """Two commands from which GitHub Classroom takes the points for its dashboard.

    They are those of `autograding-grading-reporter` of https://github.com/classroom-resources.
    """
    score, most = report.score, report.max_score
    yield f"::notice title=Autograding complete::Points {score:g}/{most:g}"
    data = json.dumps({"totalPoints": score, "maxPoints": most})
    yield f"::notice title=Autograding report::{data}"


def _annotation(wrong: list[Check], place: Location) -> str:
    first = min(wrong, key=_gravity)
    title = f"{first.function}: {in_a_word(first.status)}"
    properties = [("file", place.file), ("title", title)]
    if place.line:
        properties.insert(1, ("line", str(place.line)))
    values = ",".join(f"{name}={_property(shortened(text, MAX_TEXT))}" for name, text in properties)
    level = ("error", "warning", "notice")[_gravity(first)]
    return f"::{level} {values}::{_data(_message(first, wrong))}"


def _gravity(check: Check) -> int:
    """0 for what went wrong, 1 for what the grader failed to do, 2 for what is not written yet."""
    return {Status.BROKEN: 1, Status.NOT_STARTED: 2}.get(check.status, 0)


def _message(first: Check, wrong: list[Check]) -> str:
    """The first check with all that is said of it, the others by their titles."""
    lines = [_heading(first), shortened(what(first), MAX_TEXT)]
    if first.diagnosis:
        lines.append(_("Why: {text}").format(text=why(first.diagnosis)))
    if first.spot:
        lines.append(_("Look at {place}").format(place=look(first.spot)))
    if first.hint:
        lines.append(_("Hint: {text}").format(text=first.hint))
    lines += [_heading(check) for check in wrong if check is not first]
    return "\n".join(shortened(line, MAX_TEXT) for line in lines if line)


def _heading(check: Check) -> str:
    return f"{check.title} ({ending(check)})"


def _data(text: str) -> str:
    inert = without_commands(text)
    return inert.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
