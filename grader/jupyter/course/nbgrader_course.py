"""The folder of an nbgrader course: source notebooks and settings. Nobody's work is overwritten."""

import os
import re
from pathlib import Path
from string import Template

from grader.course.course import Course, require_solutions, solved
from grader.course.lesson import in_language
from grader.errors import UsageError
from grader.grading.points import points_of_functions
from grader.jupyter.course.notebook_file import notebook
from grader.jupyter.course.source_cells import cells
from grader.language import current

CONFIG = "nbgrader_config.py"

_TEMPLATE = Path(__file__).with_name("nbgrader_config.template")
_BLOCK = re.compile(r"^# >>> .*^# <<< .*?$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"[\w-]+")


def write_course(course: Course, folder: Path, assignment: str) -> list[Path]:
    """Writes the source of an assignment, and settings where there are none; tells which files.

    Raises `UsageError`, before anything is written, where that would overwrite other work, and
    `CannotGrade` for a kit that is not in order.
    """
    require_solutions(course)
    if not _NAME.fullmatch(assignment):
        raise UsageError(
            f"--assignment {assignment}: use letters, digits, - and _ only, as in --assignment cnn."
        )
    files = {
        folder / "source" / assignment / f"{name}.ipynb": content
        for name, content in _notebooks(course).items()
    }
    files |= _config(folder)
    for file, content in files.items():
        _check_free(file, content)
    for file, content in files.items():
        _write(file, content)
    return list(files)


def _notebooks(course: Course) -> dict[str, bytes]:
    points = points_of_functions(course)
    files = {name: course.solutions / f"{name}.py" for name in solved(course)}
    lessons = {
        name: in_language(course, name, file.read_text(encoding="utf-8"))
        for name, file in files.items()
    }
    return {
        name: notebook(cells(name, lessons[name], points.get(name, {}), lessons))
        for name in course.points
    }


def _config(folder: Path) -> dict[Path, bytes]:
    """The settings, unless there are some that include ours. Raises `UsageError` if not."""
    name = re.sub(r"[^\w-]+", "-", folder.resolve().name).strip("-") or "course"
    text = Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        course_id=f'"{name}"', language=f'"{current()}"'
    )
    block = _BLOCK.findall(text)[0]
    file = folder / CONFIG
    if not file.exists():
        return {file: text.encode()}
    if block not in file.read_text(encoding="utf-8"):
        raise UsageError(
            f"{file} is there already, without what the kit needs. Nothing was written.\n"
            "Put these lines into it, in place of older ones of the kit, and run this again:\n\n"
            f"{block}"
        )
    return {}


def _check_free(file: Path, content: bytes) -> None:
    if file.exists() and (not file.is_file() or file.read_bytes() != content):
        raise UsageError(
            f"{file} is there already and differs. Nothing was written.\n"
            "Move it away, or name another assignment: --assignment NAME."
        )


def _write(file: Path, content: bytes) -> None:
    """Writes under another name first, so that what has the right name is whole."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        os.replace(part, file)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror or error}.") from error
