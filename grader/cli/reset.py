"""`python -m grader reset EXERCISE.FUNCTION`: brings a stub back and keeps the old code."""

import argparse
import os
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.folders import exercises_folder
from grader.course.course import find_course
from grader.course.hints import functions_of
from grader.course.names import one_name
from grader.errors import ExitCode, UsageError
from grader.journal import journal_folder
from grader.language import N_, _

PROGRAM = "python -m grader reset"
KEPT = "kept"


class ResetOptions(Struct, frozen=True):
    """`name` is an exercise, or one of its functions."""

    name: str


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    text = _("a function such as conv.conv2d, or an exercise for its whole file")
    parser.add_argument("name", metavar="EXERCISE[.FUNCTION]", help=text)


def _run(options: ResetOptions) -> ExitCode:
    """Writes the stub and says where the old code is. Raises `UsageError`."""
    from grader.course.worksheet import definition, with_definition, worksheet

    course = find_course()
    name = one_name(options.name, functions_of(course), PROGRAM)
    exercise, _dot, function = name.partition(".")
    folder = exercises_folder(None, course)
    file, new = folder / f"{exercise}.py", worksheet(course, exercise)
    if function:
        new = with_definition(_text(file, exercise), function, definition(new, function))
    kept = _keep(file, journal_folder(folder) / KEPT)
    _write(file, new)
    print(_("{name} is as it was at first, in {file}.").format(name=name, file=file))
    if kept is not None:
        print(_("Your code is kept in {file}.").format(file=os.path.relpath(kept)))
    return ExitCode.PASSED


def _text(file: Path, exercise: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        text = _("{file} cannot be read. To get the whole file back: {command}")
        command = f"{PROGRAM} {exercise}"
        raise UsageError(text.format(file=file, command=command)) from error


def _keep(file: Path, folder: Path) -> Path | None:
    """Copies a file into the folder under a name of its own; None if there is no file."""
    if not file.is_file():
        return None
    moment = f"{datetime.now():%Y-%m-%d_%H.%M.%S}"
    kept = folder / f"{file.stem}_{moment}{file.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(file.read_bytes())
    except OSError as error:
        text = _("Nothing was changed: your code cannot be kept in {folder} ({reason}).")
        raise UsageError(text.format(folder=folder, reason=error.strerror)) from error
    return kept


def _write(file: Path, text: str) -> None:
    """Replaces the file whole. Raises `UsageError`."""
    draft = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)
    except OSError as error:
        text = _("{file} cannot be written: {reason}.")
        raise UsageError(text.format(file=file, reason=error.strerror)) from error


RESET = Command(
    ResetOptions,
    N_("Brings the stub of a function back, and keeps your code."),
    _add_arguments,
    _run,
)
