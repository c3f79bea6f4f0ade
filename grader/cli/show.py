"""`python -m grader show EXERCISE`: pictures made by the student's own functions."""

import argparse
import sys
from pathlib import Path
from typing import Literal

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.folders import exercises_folder
from grader.cli.outputs import check_writable, write
from grader.cli.pictures import INSTALL, can_draw, judged, play
from grader.course.course import find_course
from grader.course.hints import functions_of
from grader.course.names import one_exercise
from grader.course.selection import select
from grader.errors import ExitCode, UsageError
from grader.grading.session import open_session
from grader.language import N_, _
from grader.records.scene import Scene
from grader.sandbox.zygotes import open_zygotes
from grader.submission.submission import read_submission

_SUFFIXES = (".png", ".svg")


class ShowOptions(Struct, frozen=True):
    """`image` is a test picture by its number, or a file; `save` a file to draw into."""

    exercise: str
    image: str | None = None
    save: Path | None = None
    submission: Path | None = None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE")
    parser.add_argument(
        "--image",
        metavar="INDEX|PATH",
        help=_("a test picture by its number, or a file; by default a T-shirt"),
    )
    parser.add_argument(
        "--save",
        type=Path,
        metavar="FILE",
        help=_("also save the pictures as FILE.png or FILE.svg"),
    )
    parser.add_argument(
        "--submission",
        type=Path,
        metavar="FOLDER|ZIP|TAR|NOTEBOOK",
        help=_("take the functions from these files, not from ./exercises"),
    )


def run_show(options: ShowOptions) -> ExitCode:
    """Shows the scenes of an exercise, and saves them where that is wanted.

    Raises `GraderError`; for a place that cannot be saved to, before anything runs.
    """
    if options.save:
        _check_savable(options.save)
    try:
        _show(options)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return ExitCode.PASSED


def _show(options: ShowOptions) -> None:
    scenes, source = _play(options)
    from rich.console import Console

    from grader.render.panels import to_terminal

    Console(highlight=False).print(to_terminal(scenes, source))
    if options.save:
        _save(scenes, options.save)


def _save(scenes: tuple[Scene, ...], path: Path) -> None:
    from grader.plots.figures import draw, lacks_letters

    kind: Literal["png", "svg"] = "png" if path.suffix.lower() == ".png" else "svg"
    write("save", path, draw(scenes, kind))
    sys.stdout.write(_("Saved: {path}").format(path=path) + "\n")
    if kind == "png" and lacks_letters(scenes):
        text = _("No font here has all letters of its texts. A file that ends in .svg keeps them.")
        sys.stdout.write(f"{text}\n")


def _play(options: ShowOptions) -> tuple[tuple[Scene, ...], str]:
    """The scenes, and where their picture is from."""
    course = find_course()
    known = list(course.points)
    exercise = one_exercise(options.exercise, functions_of(course), "python -m grader show")
    with (
        open_zygotes() as zygotes,
        open_session(course, zygotes, select(course, []), spot_seconds=0) as session,
    ):
        zygotes.warm("numpy")
        session.warm()  # collects the checks while the pictures are made
        submission = read_submission(exercises_folder(options.submission, course), known, zygotes)
        scenes, source = play(course, submission, exercise, zygotes, options.image)
        return judged(course, submission, exercise, scenes, session), source


def _check_savable(path: Path) -> None:
    if path.suffix.lower() not in _SUFFIXES:
        text = _("--save {path}: the name must end in .png or .svg.")
        raise UsageError(text.format(path=path))
    if not can_draw():
        text = _("To save pictures, matplotlib is needed: {command}")
        raise UsageError(text.format(command=INSTALL))
    check_writable("save", path)
    is_new = not path.exists()
    write("save", path, b"", "ab")
    if is_new:
        path.unlink()


SHOW = Command(
    ShowOptions,
    N_("Shows pictures that the functions of one exercise make."),
    _add_arguments,
    run_show,
)
