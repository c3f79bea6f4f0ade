"""Where a command finds the files of a student."""

from pathlib import Path

from grader.course.course import Course


def exercises_folder(named: Path | None, course: Course) -> Path:
    """The named folder or archive, else the next `exercises` from here upwards, else the kit's.

    There may be more than one copy of the kit: that in which somebody stands is meant.
    """
    if named is not None:
        return named
    here = Path(course.exercises.name)
    if here.is_dir():
        return here
    folders = (folder / here for folder in Path.cwd().parents)
    held = (folder for folder in folders if _holds_exercise(folder, course))
    return next(held, course.exercises)


def _holds_exercise(folder: Path, course: Course) -> bool:
    return any((folder / f"{name}.py").is_file() for name in course.points)
