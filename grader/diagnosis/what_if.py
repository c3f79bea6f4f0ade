"""What if the same call were made in another way? Where it comes out right then, that is the cause.

The arguments mean the same, so whoever answers one call right and not the other reads something
into them that is not there.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.diagnosis.case import Case
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure

SENTENCES = {
    "wrong-default": "An argument that is left out gets another default value than the signature "
    "says.",
    "numpy-integers-refused": "A NumPy integer is not taken for a whole number; it is one, but "
    "isinstance(x, int) alone does not know it.",
    "memory-order-read": "The result depends on how the array lies in memory; only the indices "
    "count.",
    "narrow-integers": "The result is right for float64, but not for whole numbers; convert to "
    "float64 before calculating.",
}


def what_if(case: Case) -> str:
    """The id of the first change of form that makes the answer right, else nothing."""
    arguments = case.arguments(case.answer)
    if arguments is None:
        return ""
    left_out = len(case.answer.args) + len(case.answer.kwargs) < len(arguments)
    if left_out and _is_right(case, arguments) and _knows_its_arguments(case):
        return "wrong-default"
    for id, changed in changes(arguments):
        if _is_right(case, changed):
            return id
    return ""


def changes(arguments: Arguments) -> Iterator[tuple[str, Arguments]]:
    """The forms that say the same as these arguments, each with what a difference would mean."""
    for id, change in _CHANGES.items():
        changed = _changed(change, arguments)
        if changed is not arguments:
            yield id, changed


def _knows_its_arguments(case: Case) -> bool:
    """Whether the function is right where nothing is left out and no two sizes are equal."""
    return all(_is_right(case, each) for each in case.oracle.probes(case.function))


def _is_right(case: Case, arguments: Arguments) -> bool:
    right = case.at(arguments).right()
    return not isinstance(right, Failure) and case.alike(case.ask(arguments), right)


def _changed(change: Callable[[Any], Any], value: Any) -> Any:
    """The value with the change in it; the very same object where there is nothing to change."""
    if not isinstance(value, (list, tuple)):
        return change(value)
    items = [_changed(change, each) for each in value]
    same = all(a is b for a, b in zip(items, value, strict=True))
    return value if same else type(value)(items)


def _plain_integer(value: Any) -> Any:
    return int(value) if isinstance(value, np.integer) else value


def _row_major(value: Any) -> Any:
    usual = not isinstance(value, np.ndarray) or value.flags.c_contiguous
    return value if usual else np.ascontiguousarray(value)


def _float64(value: Any) -> Any:
    whole = isinstance(value, np.ndarray) and value.dtype.kind in "iu"
    return value.astype(np.float64) if whole else value


_CHANGES: dict[str, Callable[[Any], Any]] = {
    "numpy-integers-refused": _plain_integer,
    "memory-order-read": _row_major,
    "narrow-integers": _float64,
}
