"""The files of a student's copy of the kit. Nothing is in it that is not named here."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from grader.course.course import Course
from grader.course.lesson import in_language
from grader.language import current
from grader.release.project import with_points, without_development
from grader.stubs import stubs

_READMES = Path(__file__).parent
_NAMES = "`conv`, `padding`, `stride`, `pooling`, `cnn`"  # in them; a copy may have fewer
RECORDED = "tests/recorded.bin"

Files = dict[str, bytes]


def bundle(course: Course) -> Files:
    """The content of each file but the recorded answers, by its path in the copy.

    Lessons and README are in the chosen language.

    Raises `CannotGrade`.
    """
    project = (course.root / "pyproject.toml").read_text(encoding="utf-8")
    files = {
        "README.md": _readme(course).encode(),
        "pyproject.toml": with_points(without_development(project), course.points).encode(),
    }
    # From the solutions, for a contributor may have answers in `exercises`.
    for file, text in stubs(course).items():
        if (name := file.removesuffix(".py")) in course.points:
            lesson = in_language(course, name, text)
            files[f"exercises/{file}"] = files[f"tests/stubs/{file}"] = lesson.encode()
    paths = [*_of_suites(course), *of_grader(course, project)]
    files |= {path.relative_to(course.root).as_posix(): path.read_bytes() for path in paths}
    return dict(sorted(files.items()))


def _readme(course: Course) -> str:
    own = _READMES / f"README.{current()}.md"
    file = own if own.is_file() else _READMES / "README.md"
    names = ", ".join(f"`{name}`" for name in course.points)
    return file.read_text(encoding="utf-8").replace(_NAMES, names)


def solutions(course: Course) -> Files:
    """The solutions, as a copy for the time after the deadline has them."""
    folder = course.solutions_given.relative_to(course.root).as_posix()
    paths = (course.solutions / f"{name}.py" for name in course.points)
    return {f"{folder}/{path.name}": path.read_bytes() for path in paths if path.is_file()}


def _of_suites(course: Course) -> Iterator[Path]:
    yield course.root / "tests" / "conftest.py"
    yield from (course.public / f"test_{name}.py" for name in course.points)
    for kind in (course.hints, course.symptoms, course.scenes):
        yield from filter(Path.is_file, map(kind, course.points))


def of_grader(course: Course, project: str) -> Iterator[Path]:
    """Yields the files that an installation of the package has: its modules and its data."""
    yield from (course.root / "grader").rglob("*.py")
    settings = tomllib.loads(project)["tool"]["setuptools"]
    for package, patterns in settings["package-data"].items():
        folder = course.root.joinpath(*package.split("."))
        for pattern in patterns:
            yield from (file for file in folder.glob(pattern) if file.is_file())
