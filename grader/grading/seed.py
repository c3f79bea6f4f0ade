"""Which numbers the checks draw.

A student's own run always draws the same. Who grades others draws numbers that nobody knows, once
for each course, so that a grade can be made again and no answers can be brought along.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from grader.course.course import Course
from grader.errors import CannotGrade
from grader.language import _

SEED = 20_181  # where no other is asked for


def secret_seed(course: Course) -> int:
    """The seed that the course keeps in a file; drawn from the system where there is none yet.

    Raises `CannotGrade` where it cannot be read or kept.
    """
    file = course.secret_seed
    try:
        file.parent.mkdir(exist_ok=True)
        if not file.exists():
            _keep(file, secrets.randbits(62))
        return int(file.read_text())
    except (OSError, ValueError) as error:
        text = _(
            "The seed of this course cannot be kept in {file}: {reason}.\n"
            "Let the kit write there, or choose a seed that your students do not know: --seed N"
        )
        raise CannotGrade(text.format(file=file, reason=error)) from error


def _keep(file: Path, seed: int) -> None:
    """Writes a seed, whole or not at all, unless somebody else was faster."""
    fresh = file.with_name(f"{file.name}-{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(f"{seed}\n")
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()
