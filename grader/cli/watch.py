"""`python -m grader watch`: judges every save, and shows it in the whole terminal."""

import argparse
import signal
import sys
from functools import partial

from msgspec import Struct

from grader.cli.command import Command
from grader.cli.file_links import file_links
from grader.cli.folders import exercises_folder
from grader.course.course import find_course
from grader.course.hints import functions_of, read_hints
from grader.course.names import one_exercise
from grader.errors import ExitCode, GraderError, UsageError
from grader.language import N_, _
from grader.sandbox.zygotes import open_zygotes


class WatchOptions(Struct, frozen=True):
    """`exercise` is where to begin; None for the first."""

    exercise: str | None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE", nargs="?", help=_("begin with this one"))


def _run(options: WatchOptions) -> ExitCode:
    """Watches ./exercises until the student quits. Raises `GraderError`."""
    course = find_course()
    first = None
    if options.exercise:
        first = one_exercise(options.exercise, functions_of(course), "python -m grader watch")
    hints = read_hints(course)
    from grader.watch.whole_terminal import Terminal

    terminal = Terminal()
    if not terminal.can_draw:
        text = _("watch needs a terminal that it can draw on. Here, use: python -m grader")
        raise UsageError(text)
    with open_zygotes() as zygotes:
        # The libraries load in another process while this one imports the rest.
        zygotes.warm("numpy")
        from grader.watch.loop import Workspace, watch

        signal.signal(signal.SIGTERM, signal.default_int_handler)  # the terminal is put back
        folder = exercises_folder(None, course)
        links = partial(file_links, exercises=course.points)
        workspace = Workspace(course, folder, hints, _show, links)
        try:
            watch(workspace, zygotes, terminal, first)
        except KeyboardInterrupt:
            return ExitCode.INTERRUPTED
    return ExitCode.PASSED


def _show(exercise: str) -> None:
    """The pictures of an exercise on the ordinary screen, until Enter is pressed."""
    from grader.cli.show import ShowOptions, run_show

    try:
        run_show(ShowOptions(exercise))
    except GraderError as error:
        print(f"grader: {error}")
    print(_("Press Enter to go back."), end="", flush=True)
    sys.stdin.readline()


WATCH = Command(
    WatchOptions,
    N_("Checks each file as you save it, and goes on when an exercise is done."),
    _add_arguments,
    _run,
)
