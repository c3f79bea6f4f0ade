"""What can be typed after `python -m grader`."""

import argparse
from pathlib import Path

from grader import __version__
from grader.cli.doctor import run_doctor
from grader.cli.grade import run_grade
from grader.cli.hint import run_hint
from grader.cli.release import run_release
from grader.cli.show import run_show
from grader.cli.verify import run_verify
from grader.cli.watch import run_watch
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
  python -m grader verify           check the kit itself
  python -m grader release FOLDER   make the copy of the kit that students get
  python -m grader doctor           try from inside a worker what it can reach

exit codes:
  0 every check that ran passed     1 some did not
  2 wrong usage                     3 the grader could not grade
""")


_COMMANDS = {
    "watch": (
        run_watch,
        N_("Checks each file as you save it, and goes on when an exercise is done."),
    ),
    "hint": (
        run_hint,
        N_("Shows the next hint for a function: first a question, then where to look."),
    ),
    "show": (run_show, N_("Shows pictures that the functions of one exercise make.")),
    "verify": (run_verify, N_("Checks the kit itself: stubs, solutions, points, names and hints.")),
    "release": (run_release, N_("Makes the copy of the kit that students get, without solutions.")),
    "doctor": (run_doctor, N_("Tries from inside a worker what a submission could reach here.")),
}


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
        metavar="FOLDER|ZIP|TAR",
        help=_("grade these files, not ./exercises"),
    )
    parser.add_argument(
        "--json", metavar="PATH", help=_("also write the report as JSON; - prints it alone")
    )
    parser.add_argument(
        "--html",
        type=_file,
        metavar="PATH",
        help=_("also write the report as a page for a browser, with all checks and heat maps"),
    )
    parser.add_argument(
        "--audience",
        choices=("student", "instructor"),
        default="instructor",
        help=_("what is told of hidden checks: to a student no inputs, values or exception texts"),
    )
    parser.add_argument(
        "--confine",
        choices=("auto", "required", "off"),
        default="auto",
        help=_("how workers are shut in: as far as possible, fully or not at all, only by limits"),
    )
    parser.add_argument(
        "--seed",
        type=_seed,
        metavar="N",
        help=_("draw the checks' random numbers anew; the same seed gives the same grade"),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.set_defaults(run=run_grade)
    return parser


def _command_parser(command: str) -> argparse.ArgumentParser:
    run, description = _COMMANDS[command]
    parser = argparse.ArgumentParser(
        f"python -m grader {command}",
        description=_(description),
        parents=[language_option()],
        allow_abbrev=False,
    )
    if command == "watch":
        parser.add_argument(
            "exercise", metavar="EXERCISE", nargs="?", help=_("begin with this one")
        )
    if command == "release":
        text = _("a new or empty folder, or a file that ends in .zip")
        parser.add_argument("out", type=Path, metavar="FOLDER|ZIP", help=text)
    if command == "hint":
        parser.add_argument("name", metavar="EXERCISE.FUNCTION")
    if command == "show":
        _add_show_options(parser)
    parser.set_defaults(run=run)
    return parser


def _add_show_options(parser: argparse.ArgumentParser) -> None:
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
        metavar="FOLDER|ZIP|TAR",
        help=_("take the functions from these files, not from ./exercises"),
    )


def _seed(text: str) -> int:
    if not text.isdecimal():
        message = _("a seed is a whole number from 0 up, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=repr(text)))
    return int(text)


def _file(text: str) -> Path:
    if text == "-":
        raise argparse.ArgumentTypeError(_("name a file, such as report.html"))
    return Path(text)
