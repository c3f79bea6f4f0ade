"""What each command can be told beside its name."""

import argparse
from pathlib import Path

from grader.cli.batch import processors
from grader.language import _

MAX_JOBS = 1000


def add_no_options(parser: argparse.ArgumentParser) -> None:
    """A command that is only called by its name."""


def add_watch_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE", nargs="?", help=_("begin with this one"))


def add_hint_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="EXERCISE.FUNCTION")


def add_release_options(parser: argparse.ArgumentParser) -> None:
    text = _("a new or empty folder, or a file that ends in .zip")
    parser.add_argument("out", type=Path, metavar="FOLDER|ZIP", help=text)


def add_notebooks_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("course", type=Path, metavar="COURSE", help="a folder, new or not")
    text = "the name of the assignment; by default cnn"
    parser.add_argument("--assignment", metavar="NAME", default="cnn", help=text)


def add_grading_options(parser: argparse.ArgumentParser) -> None:
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


def add_batch_options(parser: argparse.ArgumentParser) -> None:
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
    add_grading_options(parser)


def add_class_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "store",
        metavar="STORE",
        help=_("where batch has kept the grades: a file, or the URL of a PostgreSQL database"),
    )
    parser.add_argument(
        "--html",
        type=page,
        required=True,
        metavar="PATH",
        help=_("the page to write, for a browser; it needs nothing but itself"),
    )


def add_show_options(parser: argparse.ArgumentParser) -> None:
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


def add_output_options(parser: argparse.ArgumentParser) -> None:
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


def page(text: str) -> Path:
    if text == "-":
        raise argparse.ArgumentTypeError(_("name a file, such as report.html"))
    return Path(text)
