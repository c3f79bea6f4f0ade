"""What the reference and the known mistakes answer, as data, where neither of them is at hand."""

import hashlib
import inspect
import zlib
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Raw, Struct

from grader.diagnosis.misconception import Arguments, Symptom
from grader.diagnosis.oracle import Failure, key_of
from grader.errors import CannotGrade
from grader.language import _
from grader.sandbox.wire.packed import Opaque, Packed
from grader.sandbox.wire.values import unpack

# What is told of a question that was not recorded. It is like no answer, so nothing follows.
_UNKNOWN = Raw(msgspec.msgpack.encode(Opaque("unknown")))


class RecordedFunction(Struct, frozen=True):
    """A function: its parameters, the defaults of the last of them, and its known mistakes."""

    parameters: tuple[str, ...]
    defaults: tuple[Packed, ...]
    families: tuple[str, ...]
    probes: tuple[tuple[Packed, ...], ...]


class RecordedOutcomes(Struct, frozen=True, array_like=True):
    """The answers to one question, the right one first; equal ones are kept once.

    Each is a packed value or a `Failure`. `wrong` has the place of each mistake's answer, by its
    number, where that is not the right one.
    """

    answers: tuple[Raw, ...]
    wrong: dict[int, int]


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
        if found is None:
            return RecordedAnswers(RecordedOutcomes((_UNKNOWN,), {}))
        return RecordedAnswers(msgspec.msgpack.decode(found, type=RecordedOutcomes))


class RecordedAnswers:
    """The outcomes of one call."""

    def __init__(self, recorded: RecordedOutcomes) -> None:
        self._recorded = recorded

    def right(self) -> Any:
        return self._at(0)

    def wrong(self, mistake: int) -> Any:
        return self._at(self._recorded.wrong.get(mistake, 0))

    def _at(self, place: int) -> Any:
        answer = msgspec.msgpack.decode(self._recorded.answers[place], type=Packed | Failure)
        return answer if isinstance(answer, Failure) else unpack(answer)


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
