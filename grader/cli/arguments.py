"""What can be typed after `python -m grader`."""

import argparse
from pathlib import Path

from grader import __version__
from grader.cli.batch import processors, run_batch
from grader.cli.class_page import run_class
from grader.cli.doctor import run_doctor
from grader.cli.grade import run_grade
from grader.cli.hint import run_hint
from grader.cli.notebooks import run_notebooks
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


MAX_JOBS = 1000

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
    "batch": (
        run_batch,
        N_("Grades a folder of submissions, several at a time, and keeps the grades."),
    ),
    "class": (
        run_class,
        N_("Writes a page on a whole class: scores, known mistakes, who may need help."),
    ),
    "verify": (run_verify, N_("Checks the kit itself: stubs, solutions, points, names and hints.")),
    "release": (run_release, N_("Makes the copy of the kit that students get, without solutions.")),
    "notebooks": (run_notebooks, "Writes the exercises as notebooks of an nbgrader course."),
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
        metavar="FOLDER|ZIP|TAR|NOTEBOOK",
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
    _add_output_options(parser)
    parser.add_argument(
        "--audience",
        choices=("student", "instructor"),
        default="instructor",
        help=_("what is told of hidden checks: to a student no inputs, values or exception texts"),
    )
    _add_grading_options(parser)
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
    if command == "notebooks":
        parser.add_argument("course", type=Path, metavar="COURSE", help="a folder, new or not")
        text = "the name of the assignment; by default cnn"
        parser.add_argument("--assignment", metavar="NAME", default="cnn", help=text)
    if command == "batch":
        _add_batch_options(parser)
    if command == "class":
        _add_class_options(parser)
    if command == "hint":
        parser.add_argument("name", metavar="EXERCISE.FUNCTION")
    if command == "show":
        _add_show_options(parser)
    parser.set_defaults(run=run)
    return parser


def _add_grading_options(parser: argparse.ArgumentParser) -> None:
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


def _add_batch_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "submissions",
        type=Path,
        metavar="SUBMISSIONS",
        help=_("a folder with a folder or an archive for each student"),
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        default=processors(),
        help=_("how many are graded at a time; by default one for each processor"),
    )
    where.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help=_("grade on the workers of the Dask scheduler at this address, not here"),
    )
    parser.add_argument(
        "--store",
        default="grades.sqlite",
        metavar="FILE|URL",
        help=_("where grades are kept: a file, by default grades.sqlite, or a PostgreSQL database"),
    )
    parser.add_argument(
        "--regrade",
        action="store_true",
        help=_("grade again what has a grade; without it, equal files are graded only once"),
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help=_("also write a table, JUnit XML and a folder of reports for each submission"),
    )
    parser.add_argument(
        "--assignment",
        metavar="NAME",
        help=_("of an nbgrader course's folder `submitted`, only the notebooks of this assignment"),
    )
    parser.add_argument(
        "--gradebook",
        metavar="FILE|URL",
        help=_("also enter the grades into nbgrader's gradebook; needs --assignment"),
    )
    _add_grading_options(parser)


def _add_class_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "store",
        metavar="STORE",
        help=_("where batch has kept the grades: a file, or the URL of a PostgreSQL database"),
    )
    parser.add_argument(
        "--html",
        type=_file,
        required=True,
        metavar="PATH",
        help=_("the page to write, for a browser; it needs nothing but itself"),
    )


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
        metavar="FOLDER|ZIP|TAR|NOTEBOOK",
        help=_("take the functions from these files, not from ./exercises"),
    )


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    forms = {
        "--junit": _("the same as JUnit XML, for a CI server"),
        "--markdown": _("the same as Markdown, for a merge request or an LMS"),
        "--gradescope": _("the same as results.json of Gradescope"),
    }
    for option, text in forms.items():
        parser.add_argument(option, metavar="PATH", help=text)
    parser.add_argument(
        "--fail-under",
        type=_percent,
        metavar="PERCENT",
        help=_("exit with 0 if the score is at least this share of the points"),
    )
    parser.add_argument(
        "--quiet", action="store_true", help=_("print no report; files are written all the same")
    )


def _percent(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        message = _("a share is a number from 0 to 100, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=repr(text)))
    return percent


def _seed(text: str) -> int:
    if not text.isdecimal():
        message = _("a seed is a whole number from 0 up, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=repr(text)))
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_JOBS:
        message = _("a whole number from 1 to {most}, not {text}")
        raise argparse.ArgumentTypeError(message.format(most=MAX_JOBS, text=repr(text)))
    return int(text)


def _file(text: str) -> Path:
    if text == "-":
        raise argparse.ArgumentTypeError(_("name a file, such as report.html"))
    return Path(text)
