"""What the reference and the known mistakes answer, as data, where neither of them is at hand."""

import hashlib
import inspect
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Raw, Struct

from grader.checks.mismatch import Tolerance
from grader.diagnosis.combining import Places, combined
from grader.diagnosis.misconception import Arguments, Symptom
from grader.diagnosis.oracle import Failure, alike, key_of
from grader.diagnosis.sketch import FAILED, Table, sketch
from grader.diagnosis.worked import Chosen
from grader.errors import CannotGrade
from grader.language import _
from grader.sandbox.wire.packed import Opaque, Packed
from grader.sandbox.wire.values import unpack

# What is told of a question that was not recorded. It is like no answer, so nothing follows.
_UNKNOWN = Raw(msgspec.msgpack.encode(Opaque("unknown")))


class RecordedFunction(Struct, frozen=True):
    """A function: its parameters, the defaults of the last of them, and its known mistakes.

    `places` says where the mistakes stand in its steps; those that are no steps come last.
    """

    parameters: tuple[str, ...]
    defaults: tuple[Packed, ...]
    families: tuple[str, ...]
    probes: tuple[tuple[Packed, ...], ...]
    places: Places


class RecordedOutcomes(Struct, frozen=True, array_like=True):
    """The right answer to one question, and the sketches of the wrong ones.

    `alone` has a bit for each mistake that makes a difference here; `numbers` and `forms` are
    those of its sketches, as float32 and as places in `kinds`. `together` are the numbers of the
    pairs that have the form of the right answer, in their order and as many as were recorded.
    """

    right: Raw
    alone: bytes = b""
    numbers: bytes = b""
    forms: bytes = b""
    kinds: tuple[int, ...] = ()
    together: bytes = b""


class RecordedExercise(Struct, frozen=True):
    """All that an oracle says of one exercise; `outcomes` are `RecordedOutcomes` by `digest`."""

    sentences: dict[str, str] = {}
    functions: dict[str, RecordedFunction] = {}
    outcomes: dict[bytes, Raw] = {}


class Record(Struct, frozen=True):
    """The recorded answers of a course, and the version of NumPy that drew the questions."""

    numpy: str = np.__version__
    exercises: dict[str, RecordedExercise] = {}


class RecordedOracle:
    """Answers the questions that were recorded."""

    def __init__(self, recorded: RecordedExercise, symptoms: tuple[Symptom, ...]) -> None:
        self.sentences = recorded.sentences
        self.symptoms = symptoms
        self._recorded = recorded

    def signature(self, function: str) -> inspect.Signature | None:
        found = self._recorded.functions.get(function)
        return None if found is None else _signature(found)

    def families(self, function: str) -> tuple[str, ...]:
        found = self._recorded.functions.get(function)
        return () if found is None else found.families

    def probes(self, function: str) -> tuple[Arguments, ...]:
        found = self._recorded.functions.get(function)
        probes = () if found is None else found.probes
        return tuple(tuple(unpack(each) for each in probe) for probe in probes)

    def at(self, function: str, arguments: Arguments) -> "RecordedAnswers":
        found = self._recorded.outcomes.get(digest(function, arguments))
        known = self._recorded.functions.get(function)
        if found is None or known is None:
            return RecordedAnswers(RecordedOutcomes(_UNKNOWN), Places(), asked=found is not None)
        outcomes = msgspec.msgpack.decode(found, type=RecordedOutcomes)
        return RecordedAnswers(outcomes, known.places)


class RecordedAnswers:
    """The outcomes of one call."""

    def __init__(self, recorded: RecordedOutcomes, places: Places, asked: bool = True) -> None:
        self._recorded = recorded
        self._places = places
        self._asked = asked

    def right(self) -> Any:
        answer = msgspec.msgpack.decode(self._recorded.right, type=Packed | Failure)
        return answer if isinstance(answer, Failure) else unpack(answer)

    def knows(self, chosen: Chosen) -> bool:
        rest = self._effective(chosen)
        return self._asked and (len(rest) < 2 or rest in self._pairs)

    def like(self, got: Any, count: int) -> Iterator[list[Chosen]]:
        if count == 1:
            yield [(self._alone[place],) for place in self._singles.like(got)]
        elif count == 2 and self._together.size and sketch(got).form == self._form:
            pairs = list(self._pairs)
            near = Table(np.full(len(pairs), self._form, dtype=np.uint32), self._together).like(got)
            yield [pairs[place] for place in near]

    def fits(self, chosen: Chosen, got: Any, tolerance: Tolerance) -> bool:
        rest = self._effective(chosen)
        if not rest:
            return alike(got, self.right(), tolerance)
        if len(rest) > 1:
            place = self._pairs.get(rest)
            return place is not None and self._like(self._form, self._together[place], got)
        place = self._alone.index(rest[0])
        return self._like(self._singles.forms[place], self._singles.numbers[place], got)

    def fails(self, chosen: Chosen) -> bool:
        rest = self._effective(chosen)
        if not rest:
            return isinstance(self.right(), Failure)
        forms = (self._singles.forms[self._alone.index(number)] for number in rest)
        return any(int(form) & FAILED for form in forms)

    def _like(self, form: int, number: float, got: Any) -> bool:
        return bool(Table(np.array([form]), np.array([number])).like(got).size)

    def _effective(self, chosen: Chosen) -> Chosen:
        return tuple(number for number in chosen if number in self._alone)

    @cached_property
    def _alone(self) -> list[int]:
        """The mistakes that make a difference here."""
        bits = np.unpackbits(np.frombuffer(self._recorded.alone, dtype=np.uint8))
        return np.flatnonzero(bits).tolist()

    @cached_property
    def _singles(self) -> Table:
        kinds = np.array(self._recorded.kinds, dtype=np.uint32)
        forms = kinds[np.frombuffer(self._recorded.forms, dtype=np.uint8)]
        return Table(forms, np.frombuffer(self._recorded.numbers, dtype="<f4").astype(np.float64))

    @cached_property
    def _form(self) -> int:
        return sketch(self.right()).form

    @cached_property
    def _pairs(self) -> dict[Chosen, int]:
        """The pairs that were recorded, with their places."""
        if not self._together.size:
            return {}
        forms = dict(zip(self._alone, self._singles.forms.tolist(), strict=True))
        steps = {number: form for number, form in forms.items() if number < self._places.count}
        pairs = combined(self._places, steps, self._form, self._form, 2)
        return {pair: place for place, pair in enumerate(pairs[: self._together.size])}

    @cached_property
    def _together(self) -> np.ndarray:
        return np.frombuffer(self._recorded.together, dtype="<f4").astype(np.float64)


def digest(function: str, arguments: Arguments) -> bytes:
    """A short name for a question: 16 bytes, the same on every platform."""
    key = key_of(function, tuple(_rounded(each) for each in arguments))
    return hashlib.blake2b(key, digest_size=16).digest()


def read_record(path: Path) -> Record:
    """The record in a file, an empty one if there is no such file. Raises `CannotGrade`."""
    if not path.is_file():
        return Record()
    try:
        return msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=Record)
    except (OSError, zlib.error, msgspec.MsgspecError) as error:
        text = _(
            "The recorded answers in {path} cannot be read: {reason}.\n"
            "Take the file anew from the kit that you were given."
        )
        raise CannotGrade(text.format(path=path, reason=error)) from error


def packed_record(record: Record) -> bytes:
    """What a file of recorded answers holds."""
    return zlib.compress(msgspec.msgpack.encode(record), 9)


def _signature(function: RecordedFunction) -> inspect.Signature:
    first = len(function.parameters) - len(function.defaults)
    required = [inspect.Parameter.empty] * first
    defaults = [*required, *(unpack(value) for value in function.defaults)]
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Signature(
        [
            inspect.Parameter(name, kind, default=default)
            for name, default in zip(function.parameters, defaults, strict=True)
        ]
    )


def _rounded(value: Any) -> Any:
    """Float arrays with half of their digits: platforms draw numbers that differ in the last."""
    if isinstance(value, (list, tuple)):
        return type(value)(_rounded(each) for each in value)
    if isinstance(value, np.ndarray) and value.dtype == np.float64:
        with np.errstate(over="ignore", under="ignore"):
            return {"float64": value.astype(np.float32)}
    return value
