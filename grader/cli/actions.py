"""Speaks to GitHub Actions where `python -m grader` runs there.

Annotations go to standard error, so that a report on standard output can be read by programs.
"""

import os
import sys
from pathlib import Path

from grader.grading.next_step import line_in_file
from grader.language import _
from grader.records.report import AllDone, Location, NextStep, Report
from grader.submission.submission import Submission


def in_actions() -> bool:
    """Whether GitHub Actions reads what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def harmless(text: str) -> str:
    """`text` without commands to GitHub Actions, where that reads it; elsewhere as it is."""
    if not in_actions():
        return text
    from grader.render.annotations import without_commands

    return without_commands(text)


def annotate(report: Report, submission: Submission) -> None:
    """Prints the points, and an annotation for each function with checks that did not pass.

    The points come first, for GitHub shows no more than ten notices of a step.
    """
    from grader.render.annotations import annotations, points

    functions = {(each.name, check.function) for each in report.exercises for check in each.checks}
    places = {name: _location(*name, submission) for name in functions}
    for line in (*points(report), *annotations(report, places)):
        print(line, file=sys.stderr)


def summarize(report: Report, step: NextStep | AllDone | None) -> None:
    """Adds the report to the summary of the job. A grade stands, with or without it."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    from grader.render.markdown import to_markdown

    try:
        with open(place, "a", encoding="utf-8") as file:
            file.write(to_markdown(report, step))
    except OSError as error:
        text = _("The summary of the job cannot be written: {reason}.")
        print(f"grader: {text.format(reason=error.strerror)}", file=sys.stderr)


def _location(exercise: str, function: str, submission: Submission) -> Location:
    file, line = line_in_file(exercise, function, submission)
    return Location(_in_repository(file), line)


def _in_repository(path: Path) -> str:
    """The path as GitHub knows it: from the root of the repository, which may be anywhere here."""
    # Only folders are resolved: what a submission's file links to is none of our business.
    folder = path.parent.resolve()
    for root in (folder, *folder.parents):
        if (root / ".git").exists():
            return (folder / path.name).relative_to(root).as_posix()
    return path.as_posix()
