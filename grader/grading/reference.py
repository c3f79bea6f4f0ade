"""Loads reference solutions and known mistakes. They run on the trusted side only.

A copy of the kit without them has what they answered, in a file.
"""

import importlib.util
import sys
from functools import cached_property, partial
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.checks import Opaque, Recorded
from grader.course.course import Course
from grader.diagnosis.misconception import Arguments, Knowledge, knowledge
from grader.diagnosis.oracle import LiveOracle, Oracle
from grader.diagnosis.recorded import (
    Record,
    RecordedExercise,
    RecordedOracle,
    read_record,
)
from grader.errors import CannotGrade
from grader.language import _


class References:
    """The solution and the known mistakes of each exercise, loaded when they are first needed."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._solutions: dict[str, ModuleType | Recorded] = {}
        self._knowledge: dict[str, Knowledge] = {}
        self._oracles: dict[str, Oracle] = {}

    def solution(self, exercise: str) -> ModuleType | Recorded:
        """The solution, or what looks its recorded answers up where there is none."""
        if exercise not in self._solutions:
            path = self._course.solutions / f"{exercise}.py"
            found = load_module(path, f"reference_{exercise}") if path.is_file() else None
            self._solutions[exercise] = found or Recorded(partial(self._look_up, exercise))
        return self._solutions[exercise]

    def oracle(self, exercise: str, flavour: str = "numpy") -> Oracle:
        """What the solution answers, and what each known mistake would.

        Only what is written with NumPy runs on this side: of other flavours nothing is answered.
        """
        if exercise not in self._oracles:
            self._oracles[exercise] = self._oracle(exercise)
        oracle = self._oracles[exercise]
        if flavour == "numpy":
            return oracle
        return RecordedOracle(RecordedExercise(oracle.sentences), oracle.symptoms)

    def _oracle(self, exercise: str) -> Oracle:
        solution, known = self.solution(exercise), self.knowledge(exercise)
        if isinstance(solution, ModuleType):
            return LiveOracle(solution, known)
        recorded = self._record.exercises.get(exercise, RecordedExercise())
        return RecordedOracle(recorded, known.symptoms)

    def knowledge(self, exercise: str) -> Knowledge:
        """The known mistakes; those of a copy without solutions are the symptoms alone."""
        if exercise not in self._knowledge:
            files = (self._course.mistakes(exercise), self._course.symptoms(exercise))
            found = [load_module(file, _module_name(file)) for file in files if file.is_file()]
            self._knowledge[exercise] = knowledge(*found)
        return self._knowledge[exercise]

    @cached_property
    def _record(self) -> Record:
        return read_record(self._course.recorded)

    def _look_up(self, exercise: str, function: str, arguments: Arguments) -> Any:
        right = self.oracle(exercise).at(function, arguments).right()
        if isinstance(right, Opaque):
            text = _(
                "this copy of the kit has no recorded answer of {function} to these numbers; "
                "NumPy {version} drew them when the copy was made, and another version may draw "
                "others"
            )
            raise CannotGrade(text.format(function=function, version=self._record.numpy))
        return right


def _module_name(file: Path) -> str:
    return f"{file.parent.name}_{file.stem}"


def load_module(path: Path, name: str) -> ModuleType:
    """The module in the file `path`, imported as `name`. Raises `CannotGrade`."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise CannotGrade(f"The reference {path} is not there.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
