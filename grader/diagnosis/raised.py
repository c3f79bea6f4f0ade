"""What an exception gives away."""

import re

from msgspec import Struct

from grader.language import _
from grader.sandbox.wire.messages import Raised

SENTENCES = {
    "off-by-one-end": "A window reaches past the border and is cut off there; the last place is "
    "the one where the whole kernel still fits.",
    "rows-and-columns-swapped": "Two arrays meet with rows and columns swapped.",
    "shapes-differ": "Two arrays of different shapes are combined; print both shapes before that "
    "line.",
    "index-past-the-end": "An index runs past the end of an array; the last valid one is its size "
    "minus 1.",
    "too-many-indices": "An array is indexed with more indices than it has dimensions.",
    "argument-missing": "An argument is asked for that callers may leave out; give it its default "
    "value.",
    "argument-renamed": "An argument has another name or place than in the given signature.",
    "unknown-name": "A name is used that has no value at that point; look for a slip in writing.",
    "whole-numbers-overwritten": "Fractions are written into an array of whole numbers; convert it "
    "to float64 first.",
    "not-an-index": "A float is used where Python wants a whole number; // divides without "
    "fraction.",
    "endless-recursion": "The function calls itself without an end.",
    "division-by-zero": "Something is divided by zero.",
    "none-used": "Something is None where a value is needed; does every function return its "
    "result?",
}


class _Pattern(Struct, frozen=True):
    id: str
    kind: str
    text: str


_PATTERNS = tuple(
    _Pattern(*each)
    for each in (
        ("index-past-the-end", "IndexError", r"index -?\d+ is out of bounds for axis \d+ with"),
        (
            "index-past-the-end",
            "IndexError",
            r"(list|tuple)( assignment)? index out of range",
        ),
        ("too-many-indices", "IndexError", r"too many indices for array"),
        ("argument-missing", "TypeError", r"missing \d+ required positional argument"),
        ("argument-renamed", "TypeError", r"got an unexpected keyword argument"),
        ("argument-renamed", "TypeError", r"takes (from )?\d+ .*positional arguments? but"),
        ("unknown-name", "NameError", r"is not defined|not associated with a value"),
        ("unknown-name", "UnboundLocalError", r"not associated with a value|referenced before"),
        ("whole-numbers-overwritten", "UFuncTypeError", r"Cannot cast ufunc .* output from"),
        ("whole-numbers-overwritten", "UFuncOutputCastingError", r"Cannot cast ufunc"),
        ("not-an-index", "TypeError", r"'(numpy\.)?float\w*' object cannot be interpreted as an"),
        ("not-an-index", "TypeError", r"slice indices must be integers"),
        ("not-an-index", "IndexError", r"only integers, slices"),
        ("endless-recursion", "RecursionError", r"recursion"),
        ("division-by-zero", "ZeroDivisionError", r"division|modulo"),
        ("none-used", "TypeError", r"NoneType"),
        ("none-used", "AttributeError", r"'NoneType' object"),
    )
)
_SHAPES = re.compile(r"be broadcast together with shapes \(([\d,]*)\) \(([\d,]*)\)")
_INTO = re.compile(r"broadcast input array from shape \(([\d,]*)\) into shape \(([\d,]*)\)")
_INDEX = re.compile(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)")


def from_exception(raised: Raised) -> str:
    """The id of what an exception gives away, else nothing."""
    if "ValueError" in raised.kinds:
        return _of_shapes(raised.text)
    for pattern in _PATTERNS:
        if pattern.kind in raised.kinds and re.search(pattern.text, raised.text):
            return pattern.id
    return ""


def detail(raised: Raised) -> str:
    """The sizes that an exception names, for those who may see them."""
    if found := _SHAPES.search(raised.text) or _INTO.search(raised.text):
        first, second = found.groups()
        return _("the shapes ({first}) and ({second})").format(first=first, second=second)
    if found := _INDEX.search(raised.text):
        index, axis, size = found.groups()
        text = _("index {index} of axis {axis}, whose size is {size}")
        return text.format(index=index, axis=axis, size=size)
    return ""


def _of_shapes(text: str) -> str:
    found = _SHAPES.search(text) or _INTO.search(text)
    if found is None:
        return ""
    one, other = (tuple(int(size) for size in each.split(",") if size) for each in found.groups())
    if len(one) != len(other):
        return "shapes-differ"
    if len(one) > 1 and one != other and one == other[::-1]:
        return "rows-and-columns-swapped"
    cut_off = all(0 <= b - a <= 1 for a, b in zip(one, other, strict=True))
    cut_off |= all(0 <= a - b <= 1 for a, b in zip(one, other, strict=True))
    together = _SHAPES.search(text) is not None
    return "off-by-one-end" if cut_off and together else "shapes-differ"
