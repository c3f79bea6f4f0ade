"""Why a bad argument was not refused with a `ValueError`."""

import re
from typing import Any

import numpy as np

from grader.checks import Answer
from grader.diagnosis.case import Case
from grader.diagnosis.raised import from_exception
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
}
# What NumPy and Python say when no one raised on purpose.
_LIBRARY = re.compile(
    r"broadcast|cannot reshape|mismatch in its core|truth value of an|to unpack|zero-size array"
    r"|all input array|need at least one|setting an array element|must be the same length"
    r"|does not match|could not convert|invalid literal|cannot convert|axes don't match|not aligned"
    r"|Exception encountered when calling|Data cardinality|must have rank|None values not supported"
    r"|repeated axis|cannot select an axis|window shape|einstein sum|operand|step must not be zero"
)


def from_refusal(case: Case) -> str:
    """The id of why a bad argument was not refused with a `ValueError`, else nothing."""
    answer = case.answer
    if answer.raised is not None:
        own = bool({"TypeError", "AssertionError", "RuntimeError"} & set(answer.raised.kinds))
        stated = own and not from_exception(answer.raised) and _raised_on_purpose(answer.raised)
        return "wrong-exception" if stated else "refusal-by-accident"
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


def of_right_argument(answer: Answer) -> str:
    """The id where the function itself raised `ValueError` for what it should have answered."""
    raised = answer.raised
    if raised is None or "ValueError" not in raised.kinds or not raised.places:
        return ""
    own = raised.places[-1].function == answer.function and not _LIBRARY.search(raised.text)
    return "right-argument-refused" if own else ""


def _with_defaults(case: Case) -> list[tuple[Any, Any]]:
    """The arguments of a call, each with the default of its parameter."""
    signature = case.oracle.signature(case.function)
    if signature is None:
        return []
    given = signature.bind(*case.answer.args, **case.answer.kwargs).arguments
    return [(value, signature.parameters[name].default) for name, value in given.items()]


def _raised_on_purpose(raised: Raised) -> bool:
    return "AssertionError" in raised.kinds or not re.search(
        r"operand|unsupported|not supported|has no attribute|object is not", raised.text
    )


def _numbers(arg: Any) -> list[Any]:
    """The sizes among the arguments of a call; arrays are no sizes."""
    if isinstance(arg, (list, tuple)):
        return [each for item in arg for each in _numbers(item)]
    return [arg] if isinstance(arg, (bool, int, float, np.integer)) else []
