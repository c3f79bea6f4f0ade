"""Where a command finds the files of a student."""

from pathlib import Path

from grader.course.course import Course


def exercises_folder(named: Path | None, course: Course) -> Path:
    """The named folder or archive, else ./exercises, else that of the kit."""
    if named is not None:
        return named
    here = Path("exercises")
    return here if here.is_dir() else course.exercises
