"""One mistake, one loss: who calls a wrong function of their own does not pay for it again.

1. Every check first runs with the functions as they were submitted.
2. Where one fails, and the judged function names others that come before it in the course and are
   not known to be right, it runs once more in isolation: in another worker, where stand-ins take
   the place of those others. A stand-in asks the reference
   (`grader.sandbox.worker.asking`), which runs in a confined worker of its own.
3. What is right in isolation counts (`settle`).

Only earlier functions are replaced, so two that call each other are never both taken on trust.
"""

import ast
from functools import cached_property

from msgspec.structs import replace

from grader.course.course import Course
from grader.course.hints import read_hints
from grader.grading.outcome import LOST, Outcome
from grader.sandbox.wire.messages import Call, Calls, Raised, Reply, Request, Returned, TryOut
from grader.stubs import quick, stub
from grader.submission.submission import Submission


class StandIns:
    """The functions of the course in the order in which they are learned, and their reference."""

    def __init__(self, course: Course) -> None:
        files = (course.solutions / f"{name}.py" for name in course.points)
        texts = {file.stem: file.read_text(encoding="utf-8") for file in files if file.is_file()}
        sources = {name: quick(text).encode() for name, text in texts.items()}
        self.reference = Submission("reference", sources, {}, course.solutions)
        self._functions = {name: _functions(stub(texts.get(name, ""))) for name in course.points}
        self._course = course

    @cached_property
    def judged(self) -> dict[str, tuple[str, ...]]:
        """The functions that there are checks for, of every exercise. Raises `CannotGrade`.

        They are those that there are hints for; `python -m grader verify` holds that.
        """
        hints = read_hints(self._course)
        return {exercise: tuple(functions) for exercise, functions in hints.items()}

    def others(self, exercise: str) -> dict[str, tuple[str, ...]]:
        """The functions of the exercises before this one."""
        names = list(self._functions)
        return {name: self._functions[name] for name in names[: names.index(exercise)]}

    def own(self, exercise: str, function: str) -> tuple[str, ...]:
        """The functions of the same exercise that come before this one."""
        functions = self._functions[exercise]
        return functions[: functions.index(function)] if function in functions else ()

    def all(self, exercise: str, function: str) -> frozenset[str]:
        """The names of all functions before this one."""
        others = (name for names in self.others(exercise).values() for name in names)
        return frozenset([*others, *self.own(exercise, function)])

    def before(self, exercise: str) -> dict[str, tuple[str, ...]]:
        """For each function of an exercise the names of all functions and files before it."""
        return {
            name: tuple(sorted(self.at_import(exercise, name)))
            for name in self._functions[exercise]
        }

    def at_import(self, exercise: str, function: str) -> frozenset[str]:
        """The names of all functions and files before this one; none in a student's copy, where
        nobody could stand in."""
        if not self.reference.files:
            return frozenset()
        return self.all(exercise, function) | self.others(exercise).keys()

    def for_function(self, exercise: str, function: str, names: frozenset[str]) -> tuple[str, ...]:
        """What stands in while a function is judged in isolation: what its code names, no more."""
        before = {**self.others(exercise), exercise: self.own(exercise, function)}
        return tuple(f"{home}.{each}" for home in before for each in before[home] if each in names)

    def rank(self, exercise: str, function: str) -> tuple[int, int]:
        """Where a function comes in the course."""
        functions = self._functions[exercise]
        place = functions.index(function) if function in functions else len(functions)
        return list(self._functions).index(exercise), place


def with_stand_ins(request: Request, functions: tuple[str, ...]) -> Request:
    """The same calls, during which the grader answers for these functions."""
    match request:
        case Call() if functions:
            return replace(request, stand_ins=functions)
        case Calls() if functions:
            return Calls([replace(call, stand_ins=functions) for call in request.calls])
        case TryOut() if functions:
            return replace(request, stand_ins=functions)
        case _:
            return request


def untraced(reply: Reply) -> Returned | Raised:
    """The reference's answer as a submission gets it: nothing printed, no line, no text of it."""
    match reply:
        case Returned():
            return replace(reply, printed="")
        case Raised():
            return refused("ValueError" if "ValueError" in reply.kinds else "RuntimeError")
        case _:
            return refused("RuntimeError")


def refused(kind: str) -> Raised:
    """An exception in place of an answer."""
    return Raised([kind], "the arguments are refused", [], "")


def settle(as_submitted: Outcome, isolated: Outcome) -> Outcome:
    """Of a run with the student's other functions and one with the reference's, what counts.

    In isolation a function shows its own mistakes only. But it may take longer there, and must
    not lose anything by that.
    """
    lost = isolated.verdict is not None and isolated.verdict.status in LOST
    return as_submitted if lost else isolated


def _functions(source: str) -> tuple[str, ...]:
    return tuple(node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
