"""The files of a student's copy of the kit. Nothing is in it that is not named here."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from grader.course.course import Course
from grader.course.lesson import in_language
from grader.language import current
from grader.release.project import without_development
from grader.stubs import stubs

_READMES = Path(__file__).parent
RECORDED = "tests/recorded.bin"

Files = dict[str, bytes]


def bundle(course: Course) -> Files:
    """The content of each file but the recorded answers, by its path in the copy.

    Lessons and README are in the chosen language.

    Raises `CannotGrade`.
    """
    project = (course.root / "pyproject.toml").read_text(encoding="utf-8")
    files = {
        "README.md": _readme().read_bytes(),
        "pyproject.toml": without_development(project).encode(),
    }
    # From the solutions, for a contributor may have answers in `exercises`.
    for name, text in stubs(course).items():
        lesson = in_language(course, name.removesuffix(".py"), text)
        files[f"exercises/{name}"] = files[f"tests/stubs/{name}"] = lesson.encode()
    paths = [*_of_suites(course), *_of_grader(course, project)]
    files |= {path.relative_to(course.root).as_posix(): path.read_bytes() for path in paths}
    return dict(sorted(files.items()))


def _readme() -> Path:
    own = _READMES / f"README.{current()}.md"
    return own if own.is_file() else _READMES / "README.md"


def _of_suites(course: Course) -> Iterator[Path]:
    yield course.root / "tests" / "conftest.py"
    yield from (course.public / f"test_{name}.py" for name in course.points)
    for kind in (course.hints, course.symptoms, course.scenes):
        yield from filter(Path.is_file, map(kind, course.points))


def _of_grader(course: Course, project: str) -> Iterator[Path]:
    """Yields the files that an installation of the package has: its modules and its data."""
    yield from (course.root / "grader").rglob("*.py")
    settings = tomllib.loads(project)["tool"]["setuptools"]
    for package, patterns in settings["package-data"].items():
        folder = course.root.joinpath(*package.split("."))
        for pattern in patterns:
            yield from (file for file in folder.glob(pattern) if file.is_file())
