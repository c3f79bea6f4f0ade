"""Why a bad argument was not refused with a `ValueError`."""

from typing import Any

import numpy as np

from grader.diagnosis.case import Case
from grader.sandbox.wire.messages import Raised

SENTENCES = {
    "wrong-exception": "The bad argument is noticed, but the error has the wrong type; raise "
    "ValueError.",
    "refusal-by-accident": "The bad argument is not checked; the code goes on until something "
    "breaks. Check it first and raise ValueError.",
    "none-for-error": "A bad argument gives None; raise ValueError instead.",
    "bool-taken-for-number": "True and False are integers for Python, so isinstance(x, int) lets "
    "them pass; refuse bool first.",
    "fraction-accepted": "A number with a fraction is accepted as a size; refuse what is no "
    "integer.",
    "too-large-accepted": "A window or kernel that does not fit is accepted, and the result is "
    "empty; refuse it.",
    "too-small-accepted": "A number that is too small (zero or negative) is accepted; refuse it.",
    "right-argument-refused": "An argument that is right is refused; look at the condition before "
    "the raise.",
    "right-argument-asserted": "An assert of your own refuses an argument that is right; look at "
    "its condition.",
}


def from_refusal(case: Case) -> str:
    """The id of why a bad argument was not refused with a `ValueError`, else nothing."""
    answer = case.answer
    if answer.raised is not None:
        return "wrong-exception" if answer.raised.own else "refusal-by-accident"
    if answer.returned is None:
        return "none-for-error"
    if isinstance(answer.returned, np.ndarray) and answer.returned.size == 0:
        return "too-large-accepted"
    arguments = _with_defaults(case)
    numbers = [each for value, _ in arguments for each in _numbers(value)]
    if any(isinstance(each, bool) for each in numbers):
        return "bool-taken-for-number"
    if any(isinstance(each, float) and each != int(each) for each in numbers):
        return "fraction-accepted"
    sizes = [each for value, default in arguments if default != 0 for each in _numbers(value)]
    small = any(each < 0 for each in numbers) or 0 in sizes
    return "too-small-accepted" if small else ""


def of_right_argument(raised: Raised) -> str:
    """The id where a `raise` or `assert` of the submission refused what it should have answered."""
    if not raised.own:
        return ""
    asserted = "AssertionError" in raised.kinds
    return "right-argument-asserted" if asserted else "right-argument-refused"


def _with_defaults(case: Case) -> list[tuple[Any, Any]]:
    """The arguments of a call, each with the default of its parameter."""
    signature = case.oracle.signature(case.function)
    if signature is None:
        return []
    given = signature.bind(*case.answer.args, **case.answer.kwargs).arguments
    return [(value, signature.parameters[name].default) for name, value in given.items()]


def _numbers(arg: Any) -> list[Any]:
    """The sizes among the arguments of a call; arrays are no sizes."""
    if isinstance(arg, (list, tuple)):
        return [each for item in arg for each in _numbers(item)]
    return [arg] if isinstance(arg, (bool, int, float, np.integer)) else []
