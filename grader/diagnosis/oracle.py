"""What the reference answers, and what each known mistake would, alone or with others."""

import inspect
import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from types import ModuleType
from typing import Any, Protocol

import msgspec
import numpy as np

from grader.checks.mismatch import Tolerance, agree
from grader.diagnosis.combining import Places, combined, places_of
from grader.diagnosis.misconception import Arguments, Knowledge, Misconception, Symptom
from grader.diagnosis.sketch import Table, sketch, table
from grader.diagnosis.steps import Composition
from grader.diagnosis.worked import Chosen, Failure, Worked
from grader.sandbox.wire.values import pack

MAX_KEPT = 1000
MAX_WORKED = 300  # what steps make takes more memory than what is known of it
CHUNK = 1500  # combinations that are worked out before any of them is looked at

Known = tuple[Table, np.ndarray]  # of each row, the mistakes that come together

__all__ = ["Failure", "LiveOracle", "Oracle", "Outcomes", "copied", "key_of", "outcome"]


class Oracle(Protocol):
    """Answers for one exercise. An outcome is a value or a `Failure`.

    The known mistakes of a function have numbers; several together are a tuple of them.
    """

    sentences: dict[str, str]
    symptoms: tuple[Symptom, ...]

    def signature(self, function: str) -> inspect.Signature | None:
        """How the reference is called; None for a function that has none."""

    def families(self, function: str) -> tuple[str, ...]:
        """The family of each known mistake of a function, by its number."""

    def probes(self, function: str) -> tuple[Arguments, ...]:
        """Arguments for which different families give different answers."""

    def at(self, function: str, arguments: Arguments) -> "Outcomes":
        """What is answered to these arguments."""


class Outcomes(Protocol):
    """The outcomes of one call."""

    def right(self) -> Any:
        """What the reference answers."""

    def like(self, got: Any, count: int) -> Iterator[list[Chosen]]:
        """Sets of so many mistakes that would answer like that, the more usual ones first."""

    def knows(self, chosen: Chosen) -> bool:
        """Whether it can be said what these mistakes together would answer."""

    def fits(self, chosen: Chosen, got: Any, tolerance: Tolerance) -> bool:
        """Whether they would answer that."""

    def fails(self, chosen: Chosen) -> bool:
        """Whether they would raise."""


class LiveOracle:
    """Runs the reference and the known mistakes. The suites ask every submission the same, so
    the outcomes are kept."""

    def __init__(self, solution: ModuleType, knowledge: Knowledge) -> None:
        self.sentences = knowledge.sentences
        self.symptoms = knowledge.symptoms
        self._solution = solution
        self._knowledge = knowledge
        self._kept: OrderedDict[bytes, LiveOutcomes] = OrderedDict()
        self._worked: OrderedDict[bytes, Worked] = OrderedDict()

    def signature(self, function: str) -> inspect.Signature | None:
        found = getattr(self._solution, function, None)
        return _signature(found) if callable(found) else None

    def families(self, function: str) -> tuple[str, ...]:
        steps = self._knowledge.compositions.get(function)
        choices = () if steps is None else steps.choices
        whole = self._mistakes(function)
        return (*(choice.id for _, choice in choices), *(each.id for each in whole))

    def probes(self, function: str) -> tuple[Arguments, ...]:
        return self._knowledge.probes.get(function, ())

    def places(self, function: str) -> Places:
        """Where the known mistakes of a function stand in its steps."""
        return places_of(self._knowledge.compositions.get(function))

    def at(self, function: str, arguments: Arguments) -> "LiveOutcomes":
        key = key_of(function, arguments)
        if key not in self._kept:
            self._kept[key] = LiveOutcomes(
                getattr(self._solution, function),
                self._mistakes(function),
                self._knowledge.compositions.get(function),
                arguments,
                lambda: self._work(key, function, arguments),
            )
        self._kept.move_to_end(key)
        while len(self._kept) > MAX_KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def _work(self, key: bytes, function: str, arguments: Arguments) -> Worked:
        """What the steps make, worked out once more where that was long ago."""
        if key not in self._worked:
            steps = self._knowledge.compositions[function]
            self._worked[key] = Worked(steps, copied(arguments))
        self._worked.move_to_end(key)
        while len(self._worked) > MAX_WORKED:
            self._worked.popitem(last=False)
        return self._worked[key]

    def _mistakes(self, function: str) -> tuple[Misconception, ...]:
        return tuple(m for m in self._knowledge.misconceptions if function in m.functions)


@lru_cache(maxsize=100)  # every answer is looked at with it
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(function)


class LiveOutcomes:
    """Calculated when they are first asked for."""

    def __init__(
        self,
        right: Callable[..., Any],
        whole: tuple[Misconception, ...],
        steps: Composition | None,
        arguments: Arguments,
        work: Callable[[], Worked],
    ) -> None:
        self._reference = right
        self._whole = whole
        self._steps = steps
        self._choices = len(steps.choices) if steps else 0
        self._arguments = copied(arguments)
        self._work = work
        self._tables: dict[tuple[int, int], tuple[np.ndarray, list[Known]]] = {}

    def right(self) -> Any:
        return self._right

    @cached_property
    def _right(self) -> Any:
        return outcome(self._reference, self._arguments)

    def wrong(self, chosen: Chosen) -> Any:
        """What these mistakes together would answer."""
        with _quietly():
            return self._wrong(chosen)

    def _wrong(self, chosen: Chosen) -> Any:
        if chosen[0] >= self._choices:
            return self._wrong_as_a_whole(chosen[0] - self._choices)
        return self._work().answer(chosen) if self._in_steps else self._right

    def fits(self, chosen: Chosen, got: Any, tolerance: Tolerance) -> bool:
        return alike(got, self.wrong(chosen), tolerance)

    def fails(self, chosen: Chosen) -> bool:
        return isinstance(self.wrong(chosen), Failure)

    def knows(self, chosen: Chosen) -> bool:
        return True

    def like(self, got: Any, count: int) -> Iterator[list[Chosen]]:
        if count == 1:
            yield self._found(self.singles, got)
            if self._in_steps and len(self._singles_in_other_ways[1]):
                yield self._found(self._singles_in_other_ways, got)
            return
        if not self._in_steps or isinstance(got, Failure):
            return
        with _quietly():
            form = sketch(got).form
        if (count, form) not in self._tables:
            self._tables[count, form] = (_packed(self.combinations(count, form), count), [])
        wanted, known = self._tables[count, form]
        for start in range(0, len(wanted), CHUNK):
            if start // CHUNK == len(known):
                known.append(self.table_of(wanted[start : start + CHUNK]))
            yield self._found(known[start // CHUNK], got)

    def _found(self, known: Known, got: Any) -> list[Chosen]:
        with _quietly():
            return [tuple(chosen) for chosen in known[1][known[0].like(got)].tolist()]

    @property
    def _in_steps(self) -> bool:
        """Whether the steps say what is answered here; bad arguments they do not know."""
        return self._steps is not None and not isinstance(self._right, Failure)

    @cached_property
    def singles(self) -> Known:
        """The mistakes that make a difference here, each alone, and what they answer."""
        whole = range(self._choices, self._choices + len(self._whole))
        return self.table_of(_packed([(each,) for each in (*self._effective, *whole)], 1))

    @cached_property
    def _singles_in_other_ways(self) -> Known:
        """Each mistake alone, where something beside it is done in another right way."""
        assert self._steps is not None
        place = [at for at, _ in self._steps.choices]
        pairs = [
            tuple(sorted((number, way)))
            for way in self._steps.ways
            for number in self._effective
            if place[number] != place[way]
        ]
        return self.table_of(_packed(pairs, 2))

    @cached_property
    def _effective(self) -> list[int]:
        """The choices that make a difference here."""
        if not self._in_steps:
            return []
        with _quietly():
            return self._work().effective()

    def combinations(self, count: int, form: int | None = None) -> list[Chosen]:
        """What may answer in that form, by default in that of the right answer."""
        if self._steps is None or not self._in_steps:
            return []
        table, chosen = self.singles
        alone = zip(chosen[:, 0].tolist(), table.forms.tolist(), strict=True)
        forms = {number: form for number, form in alone if number < self._choices}
        right = sketch(self._right).form
        return combined(places_of(self._steps), forms, right, form or right, count)

    def pairs(self, most: int) -> Table:
        """What the first pairs answer that have the form of the right answer."""
        return self.table_of(_packed(self.combinations(2)[:most] if most else [], 2))[0]

    def table_of(self, wanted: np.ndarray) -> Known:
        """What each of these answers; what they have made is dropped again."""
        with _quietly():
            outcomes = [self._wrong(tuple(chosen)) for chosen in wanted.tolist()]
            if self._in_steps:
                self._work().forget()
            return table(outcomes), wanted

    def _wrong_as_a_whole(self, number: int) -> Any:
        return outcome(self._whole[number].wrong, (self._reference, *self._arguments))


def _packed(wanted: list[Chosen], count: int) -> np.ndarray:
    return np.array(wanted, dtype=np.uint16).reshape(-1, count)


def alike(got: Any, expected: Any, tolerance: Tolerance) -> bool:
    """Whether two outcomes are the same: equal values, or exceptions of one type and text."""
    if isinstance(got, Failure) or isinstance(expected, Failure):
        return isinstance(got, Failure) and isinstance(expected, Failure) and got == expected
    return agree(got, expected, tolerance)


def key_of(name: str, arguments: Arguments) -> bytes:
    """The same for equal arguments, whatever array they lie in."""
    return msgspec.msgpack.encode([name, [pack(each) for each in arguments]])


def outcome(function: Callable[..., Any], arguments: Arguments) -> Any:
    """What a function of ours returns, or its exception as a `Failure`."""
    try:
        with _quietly():
            return function(*copied(arguments))
    except Exception as error:
        return Failure(type(error).__name__, str(error))


@contextmanager
def _quietly() -> Iterator[None]:
    """Nothing is said that NumPy thinks of numbers."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def copied(value: Any) -> Any:
    """The same arguments in arrays of their own."""
    if isinstance(value, np.ndarray):
        return value.copy(order="K")
    if isinstance(value, (list, tuple)):
        return type(value)(copied(item) for item in value)
    return value
