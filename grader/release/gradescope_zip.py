"""The autograder that is uploaded to Gradescope: the kit with all that grades, and two scripts.

`setup.sh` makes an environment and closes what students may not read. See
https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from grader.course.course import Course
from grader.grading.seed import secret_seed
from grader.language import current
from grader.release.bundle import Files, of_grader
from grader.release.project import without_development

_SCRIPTS = Path(__file__).parent / "gradescope"
_GRADING = ("solutions", "tests/public", "tests/hidden", "tests/feedback")
_LEFT_OUT = ("__pycache__",)
_DATE = (1980, 1, 1, 0, 0, 0)  # the same files, the same archive
_README = "The kit as it grades on Gradescope. It holds solutions and hidden checks.\n"


def write_autograder(
    whole: Course, exercises: tuple[str, ...], visibility: str, place: Path
) -> Files:
    """Writes the zip that is uploaded, and gives its files.

    `exercises` are those that are graded. Of hidden checks students see nothing but title and
    points, and these when Gradescope's `visibility` says. Raises `OSError`.
    """
    files = _scripts(exercises, visibility)
    files |= {f"kit/{name}": content for name, content in _kit(whole).items()}
    part = place.with_name(f"{place.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr = (0o755 if "/" not in name else 0o644) << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    os.replace(part, place)
    return files


def _scripts(exercises: tuple[str, ...], visibility: str) -> Files:
    values = {"language": current(), "exercises": " ".join(exercises), "visibility": visibility}
    files = {}
    for name in ("setup.sh", "run_autograder"):
        text = (_SCRIPTS / name).read_text(encoding="utf-8")
        for key, value in values.items():
            text = text.replace(f"@{key}@", value)
        files[name] = text.encode()
    return files


def _kit(course: Course) -> Files:
    project = (course.root / "pyproject.toml").read_text(encoding="utf-8")
    files = {
        "README.md": _README.encode(),
        "pyproject.toml": without_development(project).encode(),
        ".grader/seed": str(secret_seed(course)).encode(),
    }
    paths = [course.root / "tests" / "conftest.py", *_grading(course), *of_grader(course, project)]
    files |= {path.relative_to(course.root).as_posix(): path.read_bytes() for path in paths}
    return files


def _grading(course: Course) -> Iterator[Path]:
    """The solutions, the checks and what is said about mistakes."""
    for folder in _GRADING:
        for path in sorted((course.root / folder).rglob("*")):
            if path.is_file() and not any(part in _LEFT_OUT for part in path.parts):
                yield path
