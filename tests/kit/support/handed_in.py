"""Reads submissions as the grader does, with zygotes of this process."""

import atexit
from functools import cache
from pathlib import Path

from grader.sandbox.zygotes import Zygotes
from grader.submission import submission
from grader.submission.submission import Submission


@cache
def zygotes() -> Zygotes:
    opened = Zygotes()
    atexit.register(opened.close)
    return opened


def read_submission(
    place: Path, exercises: list[str], kinds: tuple[str, ...] = (".py", ".ipynb"), deep: bool = True
) -> Submission:
    return submission.read_submission(place, exercises, zygotes(), kinds, deep)
