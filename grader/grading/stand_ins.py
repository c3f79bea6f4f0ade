"""One mistake, one loss: who calls a wrong function of their own does not pay for it again.

1. Every check first runs with the functions as they were submitted.
2. Where one fails, and the judged function names others that come before it in the course and are
   not known to be right (`may_blame`), it runs once more in isolation: in another worker, where
   stand-ins take the place of those others. A stand-in asks the reference
   (`grader.sandbox.worker.asking`), which runs in a confined worker of its own.
3. What is right in isolation counts (`settle`).

Only earlier functions are replaced, so two that call each other are never both taken on trust.
"""

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec.structs import replace

from grader.course.course import Course
from grader.course.hints import read_hints
from grader.grading.outcome import LOST, Outcome
from grader.sandbox.wire.messages import (
    Call,
    Calls,
    Raised,
    Reply,
    Request,
    Returned,
    Source,
)
from grader.submission.submission import Submission

_OUTSIDE = ""


class StandIns:
    """The functions of the course in the order in which they are learned, and their reference."""

    def __init__(self, course: Course) -> None:
        files = (course.solutions / f"{name}.py" for name in course.points)
        sources = {file.stem: file.read_bytes() for file in files if file.is_file()}
        self.reference = Submission("reference", sources, {}, course.solutions)
        self._functions = {name: _public(sources.get(name, b"")) for name in course.points}
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

    def may_blame(self, submission: Submission, exercise: str, function: str) -> frozenset[str]:
        """The earlier functions that a function's code names."""
        source = submission.files.get(exercise, b"")
        return builds_on(source, function, self.all(exercise, function))

    def may_blame_at_import(self, submission: Submission, exercise: str, function: str) -> bool:
        """Whether a file that does not load names earlier functions or files at its imports."""
        names = self.all(exercise, function) | self.others(exercise).keys()
        return loads(submission.files.get(exercise, b""), names)

    def for_function(self, submission: Submission, exercise: str, function: str) -> tuple[str, ...]:
        """What stands in while a function is judged in isolation: what its code names, no more."""
        names = self.may_blame(submission, exercise, function)
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


def _public(source: bytes) -> tuple[str, ...]:
    names = (node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    return tuple(name for name in names if not name.startswith("_"))


def builds_on(source: Source, function: str, names: frozenset[str]) -> frozenset[str]:
    """Those of the names that a function's code, or a helper that it names, names.

    The source is read word by word and never parsed, for it may be anything.
    """
    definitions = _definitions(source)
    reached = [function if function in definitions else _OUTSIDE]
    found: frozenset[str] = frozenset()
    for name in reached:
        words = definitions.get(name, frozenset())
        found |= words & names
        reached += sorted((words & definitions.keys()) - set(reached) - names)
    return found


def loads(source: Source, names: frozenset[str]) -> bool:
    """Whether a file names one of these outside of all functions, where imports stand."""
    return bool(_definitions(source).get(_OUTSIDE, frozenset()) & names)


@lru_cache(maxsize=16)  # one file is asked about for each check that fails
def _definitions(source: Source) -> dict[str, frozenset[str]]:
    """The words of each top-level function and class, and those outside of them.

    A script that cannot be read has none; of a notebook's cell, what can be read of it counts.
    """
    words: dict[str, list[str]] = {_OUTSIDE: []}
    for part in (source,) if isinstance(source, bytes) else source:
        try:
            for name, word in _words(tokenize.tokenize(io.BytesIO(part).readline)):
                words.setdefault(name, []).append(word)
        except (SyntaxError, tokenize.TokenError):
            if part is source:
                return {}
    outside = words[_OUTSIDE]
    renamed = {
        outside[i + 1]: outside[i - 1] for i in range(1, len(outside) - 1) if outside[i] == "as"
    }
    return {
        name: frozenset([*each, *(renamed[word] for word in each if word in renamed)])
        for name, each in words.items()
    }


def _words(tokens: Iterable[tokenize.TokenInfo]) -> Iterator[tuple[str, str]]:
    """Each word of the code with the top-level definition that it stands in."""
    inside, naming = _OUTSIDE, False
    for token in tokens:
        if token.type != tokenize.NAME:
            continue
        if naming:
            inside, naming = token.string, False
        elif token.start[1] == 0:
            inside, naming = _OUTSIDE, token.string in ("def", "class")
        else:
            yield inside, token.string
