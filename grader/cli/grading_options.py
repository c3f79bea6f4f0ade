"""Options of both `grade` and `batch`: how workers are confined, which numbers are drawn."""

import argparse

from grader.course.course import Course
from grader.errors import UsageError
from grader.grading.seed import SEED, secret_seed
from grader.language import _


def add_grading_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds `--confine` and `--seed`."""
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


def chosen_seed(seed: int | None, course: Course, secret: bool) -> int:
    """Returns the seed that was asked for, else the usual one or the `secret` one of the course.

    Raises `UsageError` for another seed where only the usual one's answers are there.
    """
    if seed is None:
        return secret_seed(course) if secret and course.solutions.is_dir() else SEED
    if not course.solutions.is_dir():
        text = _("--seed needs the solutions, which this copy of the kit does not have.")
        raise UsageError(text)
    return seed


def _seed(text: str) -> int:
    if not text.isdecimal():
        message = _("a seed is a whole number from 0 up, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=repr(text)))
    return int(text)
