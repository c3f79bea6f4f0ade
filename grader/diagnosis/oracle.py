"""What the reference answers, and what each known mistake would."""

import inspect
import warnings
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType
from typing import Any, Protocol

import msgspec
import numpy as np
from msgspec import Struct

from grader.diagnosis.misconception import Arguments, Knowledge, Misconception, Symptom
from grader.sandbox.wire.values import pack

MAX_KEPT = 1000

_RIGHT = -1


class Failure(Struct, frozen=True, tag="failure"):
    """A call that raised: the exception's type and text."""

    kind: str
    text: str


class Oracle(Protocol):
    """Answers for one exercise. An outcome is a value or a `Failure`."""

    sentences: dict[str, str]
    symptoms: tuple[Symptom, ...]

    def signature(self, function: str) -> inspect.Signature | None:
        """How the reference is called; None for a function that has none."""

    def families(self, function: str) -> tuple[str, ...]:
        """The family of each known mistake of a function, in their order."""

    def probes(self, function: str) -> tuple[Arguments, ...]:
        """Arguments for which different families give different answers."""

    def at(self, function: str, arguments: Arguments) -> "Outcomes":
        """What is answered to these arguments."""


class Outcomes(Protocol):
    """The outcomes of one call."""

    def right(self) -> Any:
        """What the reference answers."""

    def wrong(self, mistake: int) -> Any:
        """What the known mistake of that number would answer."""


class LiveOracle:
    """Runs the reference and the misconceptions. The suites ask every submission the same, so
    the outcomes are kept."""

    def __init__(self, solution: ModuleType, knowledge: Knowledge) -> None:
        self.sentences = knowledge.sentences
        self.symptoms = knowledge.symptoms
        self._solution = solution
        self._knowledge = knowledge
        self._kept: OrderedDict[bytes, _LiveOutcomes] = OrderedDict()

    def signature(self, function: str) -> inspect.Signature | None:
        found = getattr(self._solution, function, None)
        return _signature(found) if callable(found) else None

    def families(self, function: str) -> tuple[str, ...]:
        return tuple(m.id for m in self._mistakes(function))

    def probes(self, function: str) -> tuple[Arguments, ...]:
        return self._knowledge.probes.get(function, ())

    def at(self, function: str, arguments: Arguments) -> "Outcomes":
        key = key_of(function, arguments)
        if key not in self._kept:
            right = getattr(self._solution, function)
            self._kept[key] = _LiveOutcomes(right, self._mistakes(function), arguments)
        self._kept.move_to_end(key)
        while len(self._kept) > MAX_KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def _mistakes(self, function: str) -> tuple[Misconception, ...]:
        return tuple(m for m in self._knowledge.misconceptions if function in m.functions)


@lru_cache(maxsize=100)  # every answer is looked at with it
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(function)


class _LiveOutcomes:
    """Calculated when they are first asked for."""

    def __init__(
        self,
        right: Callable[..., Any],
        mistakes: tuple[Misconception, ...],
        arguments: Arguments,
    ) -> None:
        self._right = right
        self._mistakes = mistakes
        self._arguments = copied(arguments)
        self._kept: dict[int, Any] = {}

    def right(self) -> Any:
        if _RIGHT not in self._kept:
            self._kept[_RIGHT] = outcome(self._right, self._arguments)
        return self._kept[_RIGHT]

    def wrong(self, mistake: int) -> Any:
        if mistake not in self._kept:
            wrong = self._mistakes[mistake].wrong
            self._kept[mistake] = outcome(wrong, (self._right, *self._arguments))
        return self._kept[mistake]


def key_of(name: str, arguments: Arguments) -> bytes:
    """The same for equal arguments, whatever array they lie in."""
    return msgspec.msgpack.encode([name, [pack(each) for each in arguments]])


def outcome(function: Callable[..., Any], arguments: Arguments) -> Any:
    """What a function of ours returns, or its exception as a `Failure`."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*copied(arguments))
    except Exception as error:
        return Failure(type(error).__name__, str(error))


def copied(value: Any) -> Any:
    """The same arguments in arrays of their own."""
    if isinstance(value, np.ndarray):
        return value.copy(order="K")
    if isinstance(value, (list, tuple)):
        return type(value)(copied(item) for item in value)
    return value
