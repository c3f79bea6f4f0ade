"""Loads reference solutions and known mistakes. They run on the trusted side only."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from grader.diagnosis.misconception import Knowledge, knowledge
from grader.diagnosis.oracle import LiveOracle, Oracle
from grader.errors import CannotGrade
from grader.grading.course import Course


class References:
    """The solution and the known mistakes of each exercise, loaded when they are first needed."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._solutions: dict[str, ModuleType] = {}
        self._knowledge: dict[str, Knowledge] = {}
        self._oracles: dict[str, Oracle] = {}

    def solution(self, exercise: str) -> ModuleType:
        if exercise not in self._solutions:
            path = self._course.solutions / f"{exercise}.py"
            self._solutions[exercise] = load_module(path, f"reference_{exercise}")
        return self._solutions[exercise]

    def oracle(self, exercise: str) -> Oracle:
        """What the solution answers, and what each known mistake would."""
        if exercise not in self._oracles:
            solution, known = self.solution(exercise), self.knowledge(exercise)
            self._oracles[exercise] = LiveOracle(solution, known)
        return self._oracles[exercise]

    def knowledge(self, exercise: str) -> Knowledge:
        if exercise not in self._knowledge:
            path = self._course.misconceptions / f"{exercise}.py"
            found = load_module(path, f"misconceptions_{exercise}") if path.is_file() else None
            self._knowledge[exercise] = knowledge(found) if found else Knowledge()
        return self._knowledge[exercise]


def load_module(path: Path, name: str) -> ModuleType:
    """The module in the file `path`, imported as `name`. Raises `CannotGrade`."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise CannotGrade(f"The reference {path} is not there.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
