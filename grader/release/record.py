"""Answers beforehand what the suites and the diagnoses ask where there is no solution."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Raw

from grader.checks import Answer
from grader.checks.mark import Mark, generator
from grader.course.course import Course
from grader.diagnosis.explain import fresh_calls
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure, Oracle
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

Question = tuple[str, Arguments]


def record(course: Course, zygotes: Zygotes) -> Record:
    """The answers of the solutions and the known mistakes. Raises `CannotGrade`."""
    references = References(course)
    asked = ask_suites(course, references, zygotes)
    return Record(
        exercises={
            name: _exercise(
                references.oracle(name), [each for each in asked if each.mark.exercise == name]
            )
            for name in course.points
        }
    )


def _exercise(oracle: Oracle, asked: list[Asked]) -> RecordedExercise:
    # What needs other libraries than NumPy is never calculated on this side.
    calls = [(each.mark, answer) for each in asked for answer in each.answers if _plain(each)]
    functions = sorted({answer.function for _, answer in calls})
    outcomes: dict[bytes, Raw] = {}
    for question in _of_diagnoses(oracle, calls, functions):
        mistakes = range(len(oracle.families(question[0])))
        _add(outcomes, question, _outcomes(oracle, question, mistakes))
    for question in (question for each in asked for question in each.questions):
        if digest(*question) not in outcomes:
            _add(outcomes, question, _outcomes(oracle, question, ()))
    return RecordedExercise(
        oracle.sentences, {name: _function(oracle, name) for name in functions}, outcomes
    )


def _plain(asked: Asked) -> bool:
    return asked.mark.flavour == "numpy"


def _of_diagnoses(
    oracle: Oracle, calls: list[tuple[Mark, Answer]], functions: list[str]
) -> Iterator[Question]:
    """Yields the calls that a diagnosis of a failed check may make."""
    for mark, answer in calls:
        arguments = _bound(oracle, answer)
        fresh = fresh_calls(arguments, generator(mark, SEED))
        otherwise = (changed for _, changed in changes(arguments))
        yield from ((answer.function, other) for other in (arguments, *fresh, *otherwise))
    for function in functions:
        yield from ((function, probe) for probe in oracle.probes(function))


def _bound(oracle: Oracle, answer: Answer) -> Arguments:
    signature = oracle.signature(answer.function)
    assert signature is not None
    bound = signature.bind(*answer.args, **answer.kwargs)
    bound.apply_defaults()
    return bound.args


def _outcomes(oracle: Oracle, question: Question, mistakes: Iterable[int]) -> RecordedOutcomes:
    function, arguments = question
    here = oracle.at(function, arguments)
    places: dict[bytes, int] = {}
    right = _place(places, here.right())
    wrong = {mistake: _place(places, here.wrong(mistake)) for mistake in mistakes}
    return RecordedOutcomes(
        tuple(Raw(answer) for answer in places),
        {mistake: place for mistake, place in wrong.items() if place != right},
    )


def _place(places: dict[bytes, int], outcome: Any) -> int:
    """Where an outcome stands among others; it is added where it is new."""
    packed = outcome if isinstance(outcome, Failure) else pack(outcome)
    return places.setdefault(msgspec.msgpack.encode(packed), len(places))


def _add(outcomes: dict[bytes, Raw], question: Question, answer: RecordedOutcomes) -> None:
    name, packed = digest(*question), Raw(msgspec.msgpack.encode(answer))
    if outcomes.setdefault(name, packed) != packed:
        raise CannotGrade(
            f"Two calls of {question[0]} are too like each other to be recorded.\n"
            "Change the numbers in one of them."
        )


def _function(oracle: Oracle, function: str) -> RecordedFunction:
    signature = oracle.signature(function)
    assert signature is not None
    parameters = signature.parameters.values()
    empty = inspect.Parameter.empty
    return RecordedFunction(
        tuple(signature.parameters),
        tuple(pack(each.default) for each in parameters if each.default is not empty),
        oracle.families(function),
        tuple(tuple(pack(value) for value in probe) for probe in oracle.probes(function)),
    )
