"""Compares a wrong answer with what each known mistake would have answered."""

import inspect
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from msgspec import Struct

from grader.diagnosis.misconception import Arguments, Knowledge, Misconception
from grader.suite import Answer
from grader.suite.mismatch import Tolerance, agree
from grader.suite.verdict import Refusal, Value, Verdict

MAX_EARLIER = 60
USUAL = Tolerance(1e-6, 1e-9, exact_dtype=False)


class Failure(Struct, frozen=True):
    """A call that raised: the exception's type and text."""

    kind: str
    text: str


class Case(Struct, frozen=True):
    """A wrong answer, and all that helps to explain it.

    `right` is the reference, `earlier` what the same function answered before.
    """

    answer: Answer
    expected: Value | Refusal | None
    right: Callable[..., Any]
    knowledge: Knowledge
    earlier: tuple[Answer, ...]
    rng: np.random.Generator


def explain(case: Case) -> str:
    """The id of the one family of mistakes that explains the answer, else nothing."""
    arguments = _arguments(case.right, case.answer)
    if arguments is None or case.answer.again is None:
        return ""
    tolerance = case.expected.tolerance if isinstance(case.expected, Value) else USUAL
    known = [m for m in case.knowledge.misconceptions if case.answer.function in m.functions]
    fitting = list(_fitting(known, case, case.answer, arguments, tolerance))
    fitting = [m for m in fitting if not _is_right(m, case, arguments, tolerance)]
    fitting = [m for m in fitting if not _contradicted(m, case, tolerance)]
    for probe in _probes(case, arguments):
        if not fitting:
            return ""
        if _only(fitting) and probe.only_to_tell_apart:
            break
        fitting = _after(probe.arguments, fitting, case, tolerance)
    return _only(fitting)


class _Probe(Struct, frozen=True):
    arguments: Arguments
    only_to_tell_apart: bool


def _only(fitting: Iterable[Misconception]) -> str:
    families = {m.id for m in fitting}
    return families.pop() if len(families) == 1 else ""


def _probes(case: Case, arguments: Arguments) -> Iterator[_Probe]:
    for _ in range(2):
        yield _Probe(_fresh(arguments, case.rng), False)
    for probe in case.knowledge.probes.get(case.answer.function, ()):
        yield _Probe(probe, True)


def _after(
    probe: Arguments, fitting: list[Misconception], case: Case, tolerance: Tolerance
) -> list[Misconception]:
    """Those that explain what the function answers to the probe, too."""
    assert case.answer.again is not None
    if isinstance(outcome(case.right, probe), Failure):
        return fitting  # no fair question
    try:
        answer = case.answer.again(*_copied(probe))
    except Verdict:
        return []
    return list(_fitting(fitting, case, answer, probe, tolerance))


def _fitting(
    known: Iterable[Misconception],
    case: Case,
    answer: Answer,
    arguments: Arguments,
    tolerance: Tolerance,
) -> Iterator[Misconception]:
    for m in known:
        if _alike(_given(answer), _wrong(m, case, arguments), tolerance):
            yield m


def _is_right(m: Misconception, case: Case, arguments: Arguments, tolerance: Tolerance) -> bool:
    """Whether this mistake makes no difference for these arguments."""
    return _alike(_wrong(m, case, arguments), outcome(case.right, arguments), tolerance)


def _contradicted(m: Misconception, case: Case, tolerance: Tolerance) -> bool:
    """Whether the function was right before where this mistake would have been wrong."""
    for answer in case.earlier[-MAX_EARLIER:]:
        arguments = _arguments(case.right, answer)
        if arguments is None:
            continue
        right, wrong = outcome(case.right, arguments), _wrong(m, case, arguments)
        if isinstance(right, Failure) or isinstance(wrong, Failure):
            continue
        was_right = _alike(_given(answer), right, tolerance)
        if was_right and not _alike(_given(answer), wrong, tolerance):
            return True
    return False


def _wrong(m: Misconception, case: Case, arguments: Arguments) -> Any:
    return outcome(m.wrong, (case.right, *arguments))


def _given(answer: Answer) -> Any:
    if answer.raised is None:
        return answer.returned
    return Failure(answer.raised.kinds[0] if answer.raised.kinds else "", answer.raised.text)


def _alike(got: Any, expected: Any, tolerance: Tolerance) -> bool:
    if isinstance(got, Failure) or isinstance(expected, Failure):
        return isinstance(got, Failure) and isinstance(expected, Failure) and got == expected
    return agree(got, expected, tolerance)


def outcome(function: Callable[..., Any], arguments: Arguments) -> Any:
    """What a function of ours returns, or its exception as a `Failure`."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*_copied(arguments))
    except Exception as error:
        return Failure(type(error).__name__, str(error))


def _arguments(right: Callable[..., Any], answer: Answer) -> Arguments | None:
    """All arguments of a call in their order, defaults included."""
    try:
        bound = inspect.signature(right).bind(*answer.args, **answer.kwargs)
    except TypeError:
        return None
    bound.apply_defaults()
    return bound.args


def _copied(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy(order="K")
    if isinstance(value, (list, tuple)):
        return type(value)(_copied(item) for item in value)
    return value


def _fresh(value: Any, rng: np.random.Generator) -> Any:
    """The same kind of arguments with other numbers; sizes and words stay."""
    if isinstance(value, np.ndarray) and value.ndim > 0:
        return _fresh_array(value, rng)
    if isinstance(value, (list, tuple)) and not all(
        isinstance(each, (int, np.integer)) for each in value
    ):
        return type(value)(_fresh(item, rng) for item in value)
    if isinstance(value, float):
        return float(np.round(rng.normal() + 2.0, 3))
    return value


def _fresh_array(array: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if array.dtype.kind in "iu":
        info = np.iinfo(array.dtype)
        low, high = max(info.min, -10_000), min(info.max, 10_000)
        fresh = rng.integers(low, high, size=array.shape, endpoint=True).astype(array.dtype)
    else:
        fresh = rng.normal(size=array.shape).astype(array.dtype)
    return np.asarray(fresh, order="F" if array.flags.f_contiguous else "C")
