"""Answers beforehand what the suites and the diagnoses ask where there is no solution."""

import inspect
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
from msgspec import Raw

from grader.checks import Answer
from grader.checks.mark import Mark, generator
from grader.course.course import Course
from grader.course.examples import shown_calls
from grader.course.hints import functions_of
from grader.course.worksheet import section, worksheet
from grader.diagnosis.explain import fresh_calls, further_calls, similar_calls
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure, LiveOracle, key_of
from grader.diagnosis.recorded import (
    Record,
    RecordedExercise,
    RecordedFunction,
    RecordedOutcomes,
    digest,
)
from grader.diagnosis.what_if import changes
from grader.errors import CannotGrade
from grader.grading.reference import References
from grader.grading.seed import SEED
from grader.release.asked import Asked, ask_suites
from grader.sandbox.wire.values import pack
from grader.sandbox.zygotes import Zygotes

PAIRS = 600  # of mistakes, the usual ones first
ALONE = 0  # no pairs
RIGHT = -1  # no mistakes
NOTHING = -2

Question = tuple[str, Arguments]


def record(course: Course, zygotes: Zygotes) -> Record:
    """The answers of the solutions and the known mistakes. Raises `CannotGrade`."""
    references = References(course)
    asked = ask_suites(course, references, zygotes)
    return Record(
        exercises={
            name: _exercise(
                references.live(name),
                [each for each in asked if each.mark.exercise == name],
                _of_lesson(course, name, references.live(name)),
            )
            for name in course.points
        }
    )


def _of_lesson(course: Course, exercise: str, oracle: LiveOracle) -> Iterator[Question]:
    """Yields the calls in the examples of a lesson, which students try."""
    text, known = worksheet(course, exercise), functions_of(course)[exercise]

    def answer(function: str, args: Arguments, kwargs: dict[str, Any]) -> Any:
        return oracle.at(function, _in_order(oracle, function, args, kwargs)).right()

    for function in known:
        for call in shown_calls(section(text, function).docstring, function, known, answer):
            yield function, _in_order(oracle, function, call.args, call.kwargs)


def _exercise(
    oracle: LiveOracle, asked: list[Asked], shown: Iterator[Question]
) -> RecordedExercise:
    # What needs other libraries than NumPy is never calculated on this side.
    calls = [(each.mark, answer) for each in asked for answer in each.answers if _plain(each)]
    functions = sorted({answer.function for _, answer in calls})
    outcomes: dict[bytes, Raw] = {}
    told: dict[bytes, int] = {}
    questions = (question for each in asked for question in each.questions)
    asked_right = ((question, RIGHT) for question in (*questions, *shown))
    for question, pairs in (*_of_diagnoses(oracle, calls, functions), *asked_right):
        key = key_of(*question)
        if told.get(key, NOTHING) < pairs:
            told[key] = pairs
            _add(outcomes, question, _outcomes(oracle, question, pairs))
    return RecordedExercise(
        oracle.sentences, {name: _function(oracle, name) for name in functions}, outcomes
    )


def _plain(asked: Asked) -> bool:
    return asked.mark.flavour == "numpy"


def _of_diagnoses(
    oracle: LiveOracle, calls: list[tuple[Mark, Answer]], functions: list[str]
) -> Iterator[tuple[Question, int]]:
    """Yields the calls that a diagnosis may make, and how much is told of each."""
    for mark, answer in calls:
        function, arguments, rng = answer.function, _bound(oracle, answer), generator(mark, SEED)

        misfits: list[Arguments] = []

        def refused(
            drawn: Arguments, function: str = function, misfits: list[Arguments] = misfits
        ) -> bool:
            if not isinstance(oracle.at(function, drawn).right(), Failure):
                return False
            misfits.append(drawn)
            return True

        yield (function, arguments), PAIRS
        for number, fresh in enumerate(fresh_calls(arguments, rng)):
            yield (function, fresh), PAIRS if number < 1 else ALONE
        for number, drawn in enumerate(similar_calls(arguments, rng, refused)):
            yield (function, drawn), PAIRS if number < 1 else ALONE
        yield from (((function, other), ALONE) for other in further_calls(arguments, rng))
        changed = (other for _, other in changes(arguments))
        yield from (((function, other), RIGHT) for other in (*misfits, *changed))
    for function in functions:
        yield from (((function, probe), ALONE) for probe in oracle.probes(function))


def _bound(oracle: LiveOracle, answer: Answer) -> Arguments:
    return _in_order(oracle, answer.function, answer.args, answer.kwargs)


def _in_order(
    oracle: LiveOracle, function: str, args: Arguments, kwargs: dict[str, Any]
) -> Arguments:
    """The arguments of a call by their place, defaults included."""
    signature = oracle.signature(function)
    assert signature is not None
    bound = signature.bind(*args, **kwargs)
    bound.apply_defaults()
    return bound.args


def _outcomes(oracle: LiveOracle, question: Question, pairs: int) -> RecordedOutcomes:
    here = oracle.at(*question)
    right = here.right()
    answer = _raw(right if isinstance(right, Failure) else pack(right))
    if pairs == RIGHT or (pairs == ALONE and isinstance(right, Failure)):
        return RecordedOutcomes(answer)  # no diagnosis asks more
    table, chosen = here.singles
    differs = np.ones(len(chosen), dtype=bool)
    differs[table.like(right)] = False
    alone = np.zeros(len(oracle.families(question[0])), dtype=bool)
    alone[chosen[differs, 0]] = True
    kinds, forms = np.unique(table.forms[differs], return_inverse=True)
    return RecordedOutcomes(
        answer,
        np.packbits(alone).tobytes(),
        _shortened(table.numbers[differs]),
        bytes(forms.tolist()),
        tuple(kinds.tolist()),
        _shortened(here.pairs(pairs).numbers),
    )


def _shortened(numbers: np.ndarray) -> bytes:
    with np.errstate(over="ignore"):
        return numbers.astype("<f4").tobytes()


def _raw(value: Any) -> Raw:
    return Raw(msgspec.msgpack.encode(value))


def _add(outcomes: dict[bytes, Raw], question: Question, answer: RecordedOutcomes) -> None:
    """Keeps an answer; of two to one question, the one that tells more."""
    name, packed = digest(*question), Raw(msgspec.msgpack.encode(answer))
    known = outcomes.setdefault(name, packed)
    if msgspec.msgpack.decode(known, type=RecordedOutcomes).right != answer.right:
        raise CannotGrade(
            f"Two calls of {question[0]} are too like each other to be recorded.\n"
            "Change the numbers in one of them."
        )
    if len(bytes(known)) < len(bytes(packed)):
        outcomes[name] = packed


def _function(oracle: LiveOracle, function: str) -> RecordedFunction:
    signature = oracle.signature(function)
    assert signature is not None
    parameters = signature.parameters.values()
    empty = inspect.Parameter.empty
    return RecordedFunction(
        tuple(signature.parameters),
        tuple(pack(each.default) for each in parameters if each.default is not empty),
        oracle.families(function),
        tuple(tuple(pack(value) for value in probe) for probe in oracle.probes(function)),
        oracle.places(function),
    )
