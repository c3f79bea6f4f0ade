"""Which numbers the checks of a grading draw."""

import argparse

from grader.course.course import Course
from grader.errors import UsageError
from grader.grading.seed import SEED
from grader.language import _


def chosen_seed(options: argparse.Namespace, course: Course) -> int:
    """The seed that was asked for, else the usual one.

    Raises `UsageError` for another seed where only the usual one's answers are there.
    """
    if options.seed is None:
        return SEED
    if not course.solutions.is_dir():
        text = _("--seed needs the solutions, which this copy of the kit does not have.")
        raise UsageError(text)
    seed: int = options.seed
    return seed
