"""Loads reference solutions and known mistakes. They run on the trusted side only.

A copy of the kit without them has what they answered, in a file.
"""

import builtins
import importlib.util
import sys
from collections.abc import Mapping, Sequence
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
from grader.stubs import VARIANT


def variants(module: ModuleType) -> tuple[str, ...]:
    """The functions of a solution that have a variant without loops."""
    names = vars(module)
    return tuple(name for name in names if name + VARIANT in names)


class Solutions:
    """The solutions as modules; they import one another, and nobody else's files of those names.

    They are as `grader.stubs.quick` makes them, or with `taught` as they are written.
    """

    def __init__(self, course: Course, taught: bool = False) -> None:
        self._course = course
        self._taught = taught
        self._modules: dict[str, ModuleType] = {}

    def module(self, exercise: str) -> ModuleType | None:
        """The module of an exercise; None if it has no solution."""
        path = self._course.solutions / f"{exercise}.py"
        if exercise not in self._modules and path.is_file():
            module = _new_module(path, f"reference_{exercise}")
            vars(module)["__builtins__"] = {**vars(builtins), "__import__": self._import}
            self._modules[exercise] = module
            _run(module)
            for name in () if self._taught else variants(module):
                setattr(module, name, vars(module)[name + VARIANT])
        return self._modules.get(exercise)

    def _import(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        """What `import` means in a solution: `conv` is another solution."""
        return self.module(name) or builtins.__import__(
            name, globals, locals, fromlist or (), level
        )


class References:
    """The solution and the known mistakes of each exercise, loaded when they are first needed."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._modules = Solutions(course)
        self._solutions: dict[str, ModuleType | Recorded] = {}
        self._knowledge: dict[str, Knowledge] = {}
        self._oracles: dict[str, Oracle] = {}

    def solution(self, exercise: str) -> ModuleType | Recorded:
        """The solution, or what looks its recorded answers up where there is none."""
        if exercise not in self._solutions:
            found = self._modules.module(exercise)
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

    def live(self, exercise: str) -> LiveOracle:
        """What runs the solution and the known mistakes. Raises `CannotGrade` where none is."""
        oracle = self.oracle(exercise)
        if not isinstance(oracle, LiveOracle):
            raise CannotGrade(f"There is no solution of {exercise}.")
        return oracle

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
            self._share_steps()
            found = [load_module(file, _module_name(file)) for file in files if file.is_file()]
            self._knowledge[exercise] = knowledge(*found)
        return self._knowledge[exercise]

    def _share_steps(self) -> None:
        """Loads what files of mistakes import, once."""
        file = self._course.shared_steps
        if file.is_file() and file.stem not in sys.modules:
            load_module(file, file.stem)

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
    module = _new_module(path, name)
    sys.modules[name] = module
    _run(module)
    return module


def _new_module(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or not path.is_file():
        raise CannotGrade(f"The reference {path} is not there.")
    return importlib.util.module_from_spec(spec)


def _run(module: ModuleType) -> None:
    loader = module.__spec__.loader if module.__spec__ else None
    assert loader is not None
    loader.exec_module(module)
