"""The ways to judge a call, and the evidence that a wrong one leaves."""

from functools import partial
from typing import Any

import numpy as np
from msgspec.structs import replace

from grader.checks.answer import Answer
from grader.checks.mismatch import Mismatch, Tolerance, digits_for, mismatches
from grader.checks.plan import Planned, judge
from grader.checks.show import describe, kind, picture
from grader.checks.verdict import Clue, Refusal, Value, Verdict
from grader.language import _
from grader.records.report import Evidence, Picture, Status

RTOL = 1e-6
ATOL = 1e-9


def same(
    answer: Answer | Planned,
    expected: Any,
    *,
    rtol: float = RTOL,
    atol: float = ATOL,
    exact: bool = False,
) -> None:
    """The call returned the numbers of `expected`; `exact` asks for type, shape and dtype, too.

    Without it a float passes for a whole number, a list for an array, an axis of length one too
    many for none. With it a float may still be an `np.float64`, an int any NumPy integer. NaN
    equals NaN. A value may be off by `max(atol, rtol * abs(expected))`.
    """
    judge(answer, partial(_same, expected, Tolerance(rtol, atol, exact)))


def _same(expected: Any, tolerance: Tolerance, answer: Answer) -> None:
    mismatch = next(mismatches(answer.value, expected, tolerance, _("the result")), None)
    if mismatch is not None:
        _fail(answer, mismatch, Clue(answer, Value(expected, tolerance)))


def refused(answer: Answer | Planned) -> None:
    """The call raised `ValueError`, as a bad argument demands."""
    judge(answer, _refused)


def _refused(answer: Answer) -> None:
    if answer.raised is not None and "ValueError" in answer.raised.kinds:
        return
    failure = answer.failure
    if failure is None:
        text = _("{call} returned {value}, but must raise ValueError.")
        text = text.format(call=answer.call, value=describe(answer.returned))
        evidence = answer.evidence(picture(answer.returned))
        raise Verdict(Status.FAILED, text, evidence, Clue(answer, Refusal()))
    text = _("{call} must raise ValueError, but: {what}.")
    text = text.format(call=answer.call, what=failure.message)
    raise Verdict(failure.status, text, failure.evidence, Clue(answer, Refusal()))


def accepted(answer: Answer | Planned) -> None:
    """The call raised no `ValueError`. Who refuses everything tells nothing bad from good."""
    judge(answer, _accepted)


def _accepted(answer: Answer) -> None:
    if answer.raised is not None and "ValueError" in answer.raised.kinds:
        text = _("{call} must give a result, but: {what}.")
        text = text.format(call=answer.call, what=answer.raised_text)
        raise Verdict(Status.FAILED, text, answer.evidence(), Clue(answer))


def unchanged(answer: Answer | Planned) -> None:
    """The call left its arguments as they were."""
    judge(answer, _unchanged)


def _unchanged(answer: Answer) -> None:
    after = answer.arguments
    if len(after) != len(answer.args):
        raise Verdict(Status.CRASHED, _("The arguments of the call did not come back."))
    exact = Tolerance(0.0, 0.0, exact=True)
    for i, (now, before) in enumerate(zip(after, answer.args, strict=True), 1):
        name = _("argument {i} after the call").format(i=i)
        for mismatch in mismatches(now, before, exact, name):
            clue = Clue(answer, mistake="input-modified")
            _fail(answer, mismatch, clue, _("The function modifies its input:") + " ")


def require(condition: bool, answer: Answer, message: str, mistake: str = "") -> None:
    """Ends the check with `message` unless `condition` holds for `answer`.

    `mistake` is the id of a known mistake, where the broken condition gives it away.
    """
    got = answer.value
    if not condition:
        text = f"{answer.call}: {message}"
        evidence = answer.evidence(picture(got), difference=message)
        raise Verdict(Status.FAILED, text, evidence, Clue(answer, mistake=mistake))


def _fail(answer: Answer, mismatch: Mismatch, clue: Clue, prefix: str = "") -> None:
    text = f"{answer.call}: {prefix}{mismatch.text}"
    raise Verdict(Status.FAILED, text, _evidence(answer, mismatch, prefix), clue)


def _evidence(answer: Answer, mismatch: Mismatch, prefix: str) -> Evidence:
    got, expected = _pictures(mismatch)
    return answer.evidence(got, expected, f"{prefix}{mismatch.text}")


def _pictures(mismatch: Mismatch) -> tuple[Picture, Picture]:
    if mismatch.differs is None:
        return picture(mismatch.got), picture(mismatch.expected)
    at = tuple(int(i) for i in np.argwhere(mismatch.differs)[0])
    differs = _plane(mismatch.differs, at)
    got, expected = _plane(mismatch.got, at), _plane(mismatch.expected, at)
    marks = tuple((int(row), int(column)) for row, column in np.argwhere(differs))
    digits = digits_for(got[differs], expected[differs])
    place = _slice_name(mismatch.got.ndim, at)
    return (
        _marked(picture(got, digits=digits), kind(mismatch.got) + place, marks),
        _marked(picture(expected, digits=digits), kind(mismatch.expected) + place, marks),
    )


def _marked(shown: Picture, title: str, marks: tuple[tuple[int, int], ...]) -> Picture:
    return replace(shown, title=title, marked=marks if shown.cells else ())


def _plane(array: np.ndarray, at: tuple[int, ...]) -> np.ndarray:
    """The rows and columns of `array` that index `at` lies in; later axes are channels."""
    index: tuple[slice | int, ...] = (slice(None), slice(None), *at[2:])
    return array[index] if array.ndim > 2 else np.atleast_2d(array)


def _slice_name(ndim: int, at: tuple[int, ...]) -> str:
    if ndim <= 2:
        return ""
    return ", " + _("the slice [:, :, {index}]").format(index=", ".join(map(str, at[2:])))
