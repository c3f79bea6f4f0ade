"""Where the kit's folders are, and which exercises there are in which order."""

import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from grader.errors import CannotGrade, UsageError
from grader.language import _


class Course(Struct, frozen=True):
    """The folder of the kit, and the points of its exercises in their order.

    `budget` has the limits that the instructor has set. See `grader.grading.budget`.
    """

    root: Path
    points: dict[str, float]
    budget: dict[str, Any] = {}

    @property
    def exercises(self) -> Path:
        return self.root / "exercises"

    @property
    def solutions(self) -> Path:
        return self.root / "solutions"

    def page(self, exercise: str, language: str) -> Path:
        """The texts of a lesson in another language than English."""
        return self.solutions / f"{exercise}.{language}.md"

    def hints(self, exercise: str) -> Path:
        return self._feedback(exercise) / "hints.toml"

    def mistakes(self, exercise: str) -> Path:
        """The known mistakes that only somebody with the solution can tell."""
        return self._feedback(exercise) / "mistakes.py"

    @property
    def shared_steps(self) -> Path:
        """What the known mistakes of several exercises have in common."""
        return self.root / "tests" / "feedback" / "stamping.py"

    def symptoms(self, exercise: str) -> Path:
        """The known mistakes that can be told without the solution."""
        return self._feedback(exercise) / "symptoms.py"

    def scenes(self, exercise: str) -> Path:
        return self._feedback(exercise) / "scenes.py"

    def _feedback(self, exercise: str) -> Path:
        """All that is said and shown about one exercise."""
        return self.root / "tests" / "feedback" / exercise

    @property
    def recorded(self) -> Path:
        """What the solutions answered, in a copy of the kit that has none."""
        return self.root / "tests" / "recorded.bin"

    @property
    def secret_seed(self) -> Path:
        """Where the seed is kept with which others are graded."""
        return self.root / ".grader" / "seed"

    @property
    def stubs(self) -> Path:
        """What exercises looked like at first, in a copy of the kit that has no solutions."""
        return self.root / "tests" / "stubs"

    @property
    def solutions_given(self) -> Path:
        """The solutions in a copy of the kit that was released with them, after the deadline."""
        return self.root / "tests" / "solutions"

    @property
    def public(self) -> Path:
        return self.root / "tests" / "public"

    @property
    def hidden(self) -> Path:
        return self.root / "tests" / "hidden"

    @property
    def suites(self) -> tuple[Path, ...]:
        """The folders of checks that this copy of the kit has."""
        return tuple(folder for folder in (self.public, self.hidden) if folder.is_dir())

    def suite_files(self, names: list[str]) -> list[Path]:
        """The suites of these exercises."""
        files = (folder / f"test_{name}.py" for name in names for folder in self.suites)
        return [file for file in files if file.is_file()]


def find_course(root: Path | None = None) -> Course:
    """The course in `root`, by default the folder that holds the grader."""
    root = root or Path(__file__).resolve().parents[2]
    try:
        settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        points = settings["tool"]["grader"]["points"]
        budget = settings["tool"]["grader"].get("budget", {})
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        text = _(
            "No exercises are listed in {file} ([tool.grader.points]).\n"
            "Install the kit from its own folder: pip install -e ."
        )
        raise CannotGrade(text.format(file=root / "pyproject.toml")) from error
    return Course(root, {name: float(value) for name, value in points.items()}, budget)


def solved(course: Course) -> list[str]:
    """The names of all exercises that have a solution, assigned or not."""
    return sorted(file.stem for file in course.solutions.glob("*.py"))


def require_solutions(course: Course) -> None:
    """Raises `UsageError` for a student's copy of the kit."""
    if not course.solutions.is_dir():
        raise UsageError(f"There is no {course.solutions}: this copy of the kit is a student's.")
