"""Loads reference solutions and known mistakes. They run on the trusted side only."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.diagnosis.misconception import Knowledge, knowledge
from grader.errors import CannotGrade
from grader.grading.course import Course


class References:
    """The solution and the known mistakes of each exercise, loaded when they are first needed."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._solutions: dict[str, ModuleType] = {}
        self._knowledge: dict[str, Knowledge] = {}

    def solution(self, exercise: str) -> ModuleType:
        if exercise not in self._solutions:
            path = self._course.solutions / f"{exercise}.py"
            self._solutions[exercise] = load_module(path, f"reference_{exercise}")
        return self._solutions[exercise]

    def right(self, exercise: str, function: str) -> Callable[..., Any] | None:
        """The reference of a function, if there is one."""
        if not self._course.solutions.is_dir():
            return None
        found: Callable[..., Any] | None = getattr(self.solution(exercise), function, None)
        return found

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
