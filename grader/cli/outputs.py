"""The forms in which a report can be written beside or in place of that in the terminal."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from grader.course.course import Course
from grader.course.selection import Selection
from grader.errors import UsageError
from grader.language import _
from grader.records.report import (
    AllDone,
    Check,
    Confinement,
    Exercise,
    Gallery,
    NextStep,
    Report,
    Status,
)

STANDARD_OUTPUT = "-"
# When students see a check, as Gradescope calls it.
VISIBILITIES = ("hidden", "after_due_date", "after_published", "visible")

Pictures = tuple[Mapping[str, tuple[Gallery, ...]], str]


class Finished(Struct, frozen=True):
    """All that a form may need. Pictures take time, so they are made when they are asked for."""

    report: Report
    step: NextStep | AllDone | None
    pictures: Callable[[], Pictures]
    hidden_checks: str = "hidden"


def _json(finished: Finished) -> bytes:
    from grader.render.json import to_json

    return to_json(finished.report)


def _html(finished: Finished) -> bytes:
    from grader.render.html import to_html

    return to_html(finished.report, finished.step, *finished.pictures())


def _junit(finished: Finished) -> bytes:
    from datetime import UTC, datetime

    from grader.render.junit import to_junit

    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return "".join(to_junit([finished.report], now)).encode()


def _markdown(finished: Finished) -> bytes:
    from grader.render.markdown import to_markdown

    return to_markdown(finished.report, finished.step).encode()


def _gradescope(finished: Finished) -> bytes:
    from grader.render.gradescope import to_gradescope

    return to_gradescope(finished.report, finished.hidden_checks)


_FORMS = {
    "json": _json,
    "html": _html,
    "junit": _junit,
    "markdown": _markdown,
    "gradescope": _gradescope,
}


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds an option for each form, which names the file to write."""
    texts = {
        "json": _("also write the report as JSON; - prints it alone"),
        "html": _("also write the report as a page for a browser, with all checks and heat maps"),
        "junit": _("the same as JUnit XML, for a CI server"),
        "markdown": _("the same as Markdown, for a merge request or an LMS"),
        "gradescope": _("the same as results.json of Gradescope"),
    }
    for form, text in texts.items():
        kind: Any = page if form == "html" else str
        parser.add_argument(f"--{form}", type=kind, metavar="PATH", help=text)


def add_visibility(parser: argparse.ArgumentParser) -> None:
    """Adds `--hidden-checks`."""
    parser.add_argument(
        "--hidden-checks",
        choices=VISIBILITIES,
        default=VISIBILITIES[0],
        help=_("when students see on Gradescope the titles and points of hidden checks"),
    )


def page(text: str) -> Path:
    """Reads the name of a file that a browser opens."""
    if text == "-":
        raise argparse.ArgumentTypeError(_("name a file, such as report.html"))
    return Path(text)


def chosen(options: object) -> dict[str, str]:
    """Returns the forms that are asked for in fields of their names, and where to write each.

    Raises `UsageError` where that cannot be, before time is spent on grading.
    """
    outputs = {form: str(path) for form in _FORMS if (path := getattr(options, form))}
    printed = [form for form, path in outputs.items() if path == STANDARD_OUTPUT]
    if len(printed) > 1:
        text = _("Only one report can be printed, not {options}. Name files for the others.")
        raise UsageError(text.format(options=", ".join(f"--{form} -" for form in printed)))
    for form, path in outputs.items():
        if path != STANDARD_OUTPUT:
            check_writable(form, Path(path))
    return outputs


def deliver(outputs: Mapping[str, str], finished: Finished) -> None:
    """Writes each form to its place. Raises `UsageError` where that fails."""
    for form, path in outputs.items():
        content = _FORMS[form](finished)
        if path == STANDARD_OUTPUT:
            sys.stdout.buffer.write(content)  # the form says which encoding
        else:
            write(form, Path(path), content)


def not_graded(course: Course, selection: Selection, submission: str, error: Exception) -> Report:
    """Returns a report that says why there is none, for whoever reads it from a file.

    What was handed in wrongly has 0 points; what is the grader's fault is not complete.
    """
    status = Status.MISSING if isinstance(error, UsageError) else Status.BROKEN
    checks = {
        name: Check(
            f"{name}/{name}/can_be_graded", name, _("Can be graded"), False, status, 0.0,
            course.points[name], str(error) or type(error).__name__, None, None, 0.0,
        )
        for name in selection.exercises
    }  # fmt: skip
    exercises = tuple(Exercise(name, (check,)) for name, check in checks.items())
    return Report(submission, exercises, Confinement("none"), 0.0, notes=(str(error),))


def check_writable(form: str, path: Path) -> None:
    """Raises `UsageError` where there is no place for the file that `--FORM PATH` asks for."""
    try:
        is_place = not path.is_dir() and path.absolute().parent.is_dir()
        if is_place and (path.is_file() or not path.exists()):  # a pipe is left alone
            is_new = not path.exists()
            path.open("ab").close()
            if is_new:
                path.unlink()
    except OSError as error:
        raise _not_written(form, path, error) from error
    if not is_place:
        text = _("{option} {path}: there is no such place to write a file to.")
        raise UsageError(text.format(option=f"--{form}", path=path))


def _not_written(form: str, path: Path, error: OSError) -> UsageError:
    text = _("{option} {path} cannot be written: {reason}.")
    return UsageError(text.format(option=f"--{form}", path=path, reason=error.strerror))


def write(form: str, path: Path, content: bytes, mode: Literal["ab", "wb"] = "wb") -> None:
    """Writes what `--FORM PATH` asks for. Raises `UsageError` where that fails."""
    try:
        with path.open(mode) as file:
            file.write(content)
    except OSError as error:
        raise _not_written(form, path, error) from error
