"""The addresses of a student's files, where they can be links."""

import os
import sys
from collections.abc import Iterable

from grader.grading.next_step import as_typed
from grader.submission.submission import Submission

_WITHOUT_LINKS = ("dumb", "linux")  # values of TERM


def file_links(submission: Submission, exercises: Iterable[str]) -> dict[str, str]:
    """Returns the address of each file by its names; none where nobody can follow a link.

    In a file or a pipe there are none, nor for what was handed in as an archive.
    """
    if not sys.stdout.isatty() or os.environ.get("TERM") in _WITHOUT_LINKS:
        return {}
    paths = {name: submission.path(name) for name in exercises}
    there = {name: path for name, path in paths.items() if path.is_file()}
    return {
        shown: path.resolve().as_uri()
        for name, path in there.items()
        for shown in (as_typed(path), submission.file(name))
    }
