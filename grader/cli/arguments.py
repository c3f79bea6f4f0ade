"""What can be typed after `python -m grader`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from grader import __version__
from grader.cli.batch import run_batch
from grader.cli.class_survey import run_class
from grader.cli.doctor import run_doctor
from grader.cli.grade import run_grade
from grader.cli.hint import run_hint
from grader.cli.notebooks import run_notebooks
from grader.cli.options import (
    add_batch_options,
    add_class_options,
    add_grading_options,
    add_hint_options,
    add_no_options,
    add_notebooks_options,
    add_output_options,
    add_release_options,
    add_show_options,
    add_watch_options,
    page,
)
from grader.cli.release import run_release
from grader.cli.show import run_show
from grader.cli.verify import run_verify
from grader.cli.watch import run_watch
from grader.errors import ExitCode
from grader.language import LANGUAGES, N_, _

_GRADE = N_("""\
Grades the five exercises in ./exercises, or only those that are named.

  python -m grader                  everything
  python -m grader conv             one exercise
  python -m grader conv.conv2d      one function
""")
_EPILOG = N_("""\
commands:
  python -m grader watch            checks what you save, as you work
  python -m grader hint conv.stamp  the next hint for a function
  python -m grader show conv        pictures that your own functions make
  python -m grader batch FOLDER     grade a folder of submissions
  python -m grader class STORE      write a page on a class that batch has graded
  python -m grader verify           check the kit itself
  python -m grader release FOLDER   make the copy of the kit that students get
  python -m grader notebooks COURSE write the exercises as an nbgrader course
  python -m grader doctor           try from inside a worker what it can reach

exit codes:
  0 every check that ran passed     1 some did not
  2 wrong usage                     3 the grader could not grade
""")


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of one command line; `run` is the command. Exits with 2 on wrong usage."""
    command = arguments[0] if arguments else ""
    if command in _COMMANDS:
        return _command_parser(command).parse_args(arguments[1:])
    return _grade_parser().parse_args(arguments)


def language_option() -> argparse.ArgumentParser:
    """The option of every command that is read before the others, so that those can be told."""
    parser = argparse.ArgumentParser("python -m grader", add_help=False, allow_abbrev=False)
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help=_("the language of all texts; by default that of GRADER_LANG or of the system"),
    )
    return parser


def _grade_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m grader",
        description=_(_GRADE),
        epilog=_(_EPILOG),
        parents=[language_option()],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("names", nargs="*", metavar="EXERCISE[.FUNCTION]")
    parser.add_argument(
        "--submission",
        type=Path,
        metavar="FOLDER|ZIP|TAR|NOTEBOOK",
        help=_("grade these files, not ./exercises"),
    )
    parser.add_argument(
        "--json", metavar="PATH", help=_("also write the report as JSON; - prints it alone")
    )
    parser.add_argument(
        "--html",
        type=page,
        metavar="PATH",
        help=_("also write the report as a page for a browser, with all checks and heat maps"),
    )
    add_output_options(parser)
    parser.add_argument(
        "--audience",
        choices=("student", "instructor"),
        default="instructor",
        help=_("what is told of hidden checks: to a student no inputs, values or exception texts"),
    )
    add_grading_options(parser)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.set_defaults(run=run_grade)
    return parser


def _command_parser(command: str) -> argparse.ArgumentParser:
    run, description, add_options = _COMMANDS[command]
    parser = argparse.ArgumentParser(
        f"python -m grader {command}",
        description=_(description),
        parents=[language_option()],
        allow_abbrev=False,
    )
    add_options(parser)
    parser.set_defaults(run=run)
    return parser


class _Command(NamedTuple):
    """What runs, what it is said to do, and what adds its options."""

    run: Callable[[argparse.Namespace], ExitCode]
    description: str
    add_options: Callable[[argparse.ArgumentParser], None]


_COMMANDS = {
    "watch": _Command(
        run_watch,
        N_("Checks each file as you save it, and goes on when an exercise is done."),
        add_watch_options,
    ),
    "hint": _Command(
        run_hint,
        N_("Shows the next hint for a function: first a question, then where to look."),
        add_hint_options,
    ),
    "show": _Command(
        run_show,
        N_("Shows pictures that the functions of one exercise make."),
        add_show_options,
    ),
    "batch": _Command(
        run_batch,
        N_("Grades a folder of submissions, several at a time, and keeps the grades."),
        add_batch_options,
    ),
    "class": _Command(
        run_class,
        N_("Writes a page on a whole class: scores, known mistakes, who may need help."),
        add_class_options,
    ),
    "verify": _Command(
        run_verify,
        N_("Checks the kit itself: stubs, solutions, points, names and hints."),
        add_no_options,
    ),
    "release": _Command(
        run_release,
        N_("Makes the copy of the kit that students get, without solutions."),
        add_release_options,
    ),
    "notebooks": _Command(
        run_notebooks,
        "Writes the exercises as notebooks of an nbgrader course.",
        add_notebooks_options,
    ),
    "doctor": _Command(
        run_doctor,
        N_("Tries from inside a worker what a submission could reach here."),
        add_no_options,
    ),
}
