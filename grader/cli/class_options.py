"""Options on a whole class: what was assigned, who is in it, when it was due, where grades go."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from grader.cli.outputs import write
from grader.course.course import Course
from grader.course.selection import select
from grader.errors import UsageError
from grader.language import _

if TYPE_CHECKING:
    from grader.classroom.lateness import LateRule
    from grader.classroom.roster.roster import Roster

PLATFORMS = ("canvas", "moodle", "brightspace", "blackboard")


def add_exercises(parser: argparse.ArgumentParser) -> None:
    """Adds the names of the exercises that were assigned."""
    parser.add_argument(
        "exercises",
        nargs="*",
        metavar="EXERCISE",
        help=_("what was assigned, such as conv padding; by default all exercises"),
    )


def add_class_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds `--roster`, `--due`, `--late`, `--lms` and `--column`."""
    parser.add_argument(
        "--roster",
        type=Path,
        metavar="FILE.csv",
        help=_("the list of students, with columns such as name, id, email, section"),
    )
    parser.add_argument(
        "--due",
        type=_due,
        metavar="DATE",
        help=_("when it was due, such as 2026-11-12 or '2026-11-12 18:00'"),
    )
    parser.add_argument(
        "--late",
        type=_rule,
        metavar="RULE",
        help=_("what being late costs: none, or percent for each day and at most: 10/day,50"),
    )
    parser.add_argument(
        "--lms",
        nargs=2,
        metavar=("PLATFORM", "FILE.csv"),
        help=_("also fill the gradebook that {platforms} exports; it is written into --out").format(
            platforms=", ".join(PLATFORMS)
        ),
    )
    parser.add_argument(
        "--column",
        metavar="TITLE",
        help=_("which column of that gradebook takes the grades, or how its title begins"),
    )


def assigned(course: Course, names: list[str]) -> Course:
    """The course with the points of what was assigned. Raises `UsageError`."""
    if functions := [name for name in names if "." in name]:
        text = _("{name} is a function. Name whole exercises: {names}.")
        raise UsageError(text.format(name=functions[0], names=", ".join(course.points)))
    chosen = select(course, names).exercises
    return replace(course, points={name: course.points[name] for name in chosen})


def assignment_of(course: Course, whole: Course) -> str:
    """What a store calls an assignment: its exercises; all of them are `EVERYTHING`."""
    return "" if course.points == whole.points else "+".join(course.points)


def roster_in(file: Path | None) -> "Roster | None":
    """The list of students. Raises `UsageError`."""
    if file is None:
        return None
    from grader.classroom.roster.roster import read_roster

    return read_roster(read(file), str(file))


def read(file: Path) -> bytes:
    """The content of a file. Raises `UsageError`."""
    try:
        return file.read_bytes()
    except OSError as error:
        text = _("{place} cannot be read: {reason}.")
        raise UsageError(text.format(place=file, reason=error.strerror)) from error


def write_into(folder: Path, template: Path, content: bytes) -> Path:
    """Writes a filled gradebook beside the other results, under its own name."""
    place = folder / template.name
    write("out", place, content)
    return place


def _due(text: str) -> datetime:
    from grader.classroom.lateness import read_due

    try:
        return read_due(text)
    except ValueError as error:
        message = _("a date such as 2026-11-12 or '2026-11-12 18:00', not {text}")
        raise argparse.ArgumentTypeError(message.format(text=repr(text))) from error


def _rule(text: str) -> "LateRule":
    from grader.classroom.lateness import read_rule

    try:
        return read_rule(text)
    except ValueError as error:
        message = _("none, or percent for each day and at most, such as 10/day,50, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=repr(text))) from error
