"""What an exception gives away, in plain words."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from grader.checks.answer import where
from grader.diagnosis.misconception import Arguments
from grader.language import _
from grader.sandbox.wire.messages import Raised

SENTENCES = {
    # what is asked for, and how
    "argument-missing": "An argument is asked for that callers may leave out; give it its default "
    "value.",
    "argument-renamed": "An argument has another name or place than in the given signature.",
    "pair-not-handled": "A pair is given here, and the code uses it as one number; take it apart "
    "first: rows, then columns.",
    "number-not-handled": "One number is given here, and the code takes it apart like a pair; it "
    "counts for rows and for columns.",
    "word-not-handled": "A word is given here, and the code calculates with it; ask for words "
    "first.",
    "none-used": "Something is None where a value is needed; does every function return its "
    "result?",
    "input-asked": "input() waits for somebody who types; a function gets all that it needs as "
    "arguments.",
    "call-does-not-fit": "A function is called here with other arguments than it takes; look at "
    "how it is defined.",
    # names
    "unknown-name": "A name is used that has no value at that point; look for a slip in writing.",
    "unknown-attribute": "There is no such name behind the dot; look for a slip in writing.",
    "not-callable": "Round brackets stand behind something that is no function; an index needs "
    "square ones, a product needs *.",
    # arrays
    "shape-in-brackets": "The shape of a new array is one argument; put its numbers into brackets "
    "of their own: np.zeros((rows, columns)).",
    "negative-size": "The size of a new array comes out negative; look at what is subtracted from "
    "what.",
    "rows-and-columns-swapped": "Two arrays meet with rows and columns swapped.",
    "shapes-differ": "Two arrays of different shapes are combined; print both shapes before that "
    "line.",
    "matrix-product-does-not-fit": "A matrix product (@ or np.dot) does not fit these shapes; "
    "print both before that line. Products cell by cell are made with *.",
    "reshape-does-not-fit": "An array is reshaped to another number of cells than it has; print "
    "its shape before that line.",
    "shape-taken-apart": "A shape is taken apart into more or fewer names than it has numbers; "
    "print it before that line.",
    "array-as-condition": "The code asks whether a whole array is true or larger (if, and, max() "
    "or min() of Python); use np.max, or compare cell by cell.",
    "array-into-number": "A whole array is put where one number belongs; add it up first.",
    "empty-part": "A part of an array is empty here: it begins past the border, or ends before it "
    "begins.",
    "index-past-the-end": "An index runs past the end of an array; the last valid one is its size "
    "minus 1.",
    "too-many-indices": "An array is indexed with more indices than it has dimensions.",
    "read-only": "The code writes into an array that only shows parts of another one; copy it "
    "first.",
    "whole-numbers-overwritten": "Fractions are written into an array of whole numbers; convert it "
    "to float64 first.",
    # numbers
    "not-an-index": "A float is used where Python wants a whole number; // divides without "
    "fraction.",
    "number-looped-over": "A number is looped over; range(n) counts from 0 to n - 1.",
    "division-by-zero": "Something is divided by zero.",
    "endless-recursion": "The function calls itself without an end.",
    # text that is no Python
    "notebook-command": "Lines that begin with % or ! belong to notebooks; take them out.",
    "print-of-python-2": "print is a function; write brackets around what it prints.",
    "tabs-and-spaces": "Tabs and spaces are mixed at the beginning of lines; use four spaces for "
    "each level.",
    "indentation": "A line does not begin where it should; all lines of a block begin in the same "
    "column, four spaces further right than its head.",
    "bracket-left-open": "A bracket is opened and not closed, or closed with another kind.",
    "colon-missing": "The line that begins a block ends with a colon.",
    "not-python": "Python cannot read this line; look at it and at the end of the line before.",
}


class _Pattern(Struct, frozen=True):
    id: str
    kinds: tuple[str, ...]
    text: str


def _patterns(*rows: tuple[str, str, str]) -> tuple[_Pattern, ...]:
    return tuple(_Pattern(id, tuple(kinds.split()), text) for id, kinds, text in rows)


# Where a pair, a word or None was given, such an exception comes from it.
_OF_PAIRS = _patterns(
    ("pair-not-handled", "TypeError", r"'?tuple'?|multiply sequence|pad_width` must be"),
    ("pair-not-handled", "ValueError", r"more dimensions than allowed by the axis"),
)
_OF_NUMBERS = _patterns(
    (
        "number-not-handled",
        "TypeError",
        r"unpack non-iterable (int|numpy)|must be an iterable, not int|'int' object is not subs",
    ),
    ("number-not-handled", "TypeError", r"object of type 'int' has no len|argument of type 'int'"),
)
_OF_WORDS = _patterns(
    ("word-not-handled", "TypeError UFuncTypeError", r"'?str'?|pad_width` must be|multiply seq"),
    ("word-not-handled", "ValueError", r"invalid literal for int|could not convert string"),
)
_OF_CALL = _patterns(
    ("argument-missing", "TypeError", r"missing \d+ required positional argument"),
    ("argument-renamed", "TypeError", r"got an unexpected keyword argument"),
    ("argument-renamed", "TypeError", r"takes (from )?\d+ .*positional arguments? but"),
)
_ANYWHERE = _patterns(
    ("input-asked", "EOFError", r""),
    ("shape-in-brackets", "TypeError", r"Cannot interpret '\d+' as a data type"),
    ("shape-in-brackets", "TypeError", r"^(zeros|ones|empty|full)\(\) takes"),
    ("call-does-not-fit", "TypeError", r"missing \d+ required|unexpected keyword|positional arg"),
    ("index-past-the-end", "IndexError", r"index -?\d+ is out of bounds for axis \d+ with"),
    ("index-past-the-end", "IndexError", r"(list|tuple)( assignment)? index out of range"),
    ("too-many-indices", "IndexError", r"too many indices for array"),
    ("unknown-name", "NameError", r"is not defined|not associated with a value"),
    ("unknown-name", "UnboundLocalError", r"not associated with a value|referenced before"),
    ("none-used", "TypeError", r"NoneType"),
    ("none-used", "AttributeError", r"'NoneType' object"),
    ("unknown-attribute", "AttributeError", r"has no attribute"),
    ("not-callable", "TypeError", r"object is not callable"),
    ("whole-numbers-overwritten", "UFuncTypeError", r"Cannot cast ufunc .* output from"),
    ("whole-numbers-overwritten", "UFuncOutputCastingError", r"Cannot cast ufunc"),
    ("not-an-index", "TypeError", r"'(numpy\.)?float\w*' object cannot be interpreted as an"),
    ("not-an-index", "TypeError", r"slice indices must be integers"),
    ("not-an-index", "IndexError", r"only integers, slices"),
    ("number-looped-over", "TypeError", r"'(int|float|numpy\.\w+)' object is not iterable"),
    ("array-into-number", "TypeError", r"(length-1|0-dimensional) arrays can be converted"),
    ("array-into-number", "ValueError", r"setting an array element with a sequence"),
    ("array-as-condition", "ValueError", r"truth value of an array"),
    ("negative-size", "ValueError", r"negative dimensions are not allowed"),
    ("matrix-product-does-not-fit", "ValueError", r"mismatch in its core dim|not aligned"),
    ("reshape-does-not-fit", "ValueError", r"cannot reshape array of size"),
    ("shape-taken-apart", "ValueError", r"values to unpack"),
    ("empty-part", "ValueError", r"zero-size array to reduction"),
    ("read-only", "ValueError", r"(destination|array) is read-only"),
    ("endless-recursion", "RecursionError", r"recursion"),
    ("division-by-zero", "ZeroDivisionError", r"division|modulo"),
)
_NO_PYTHON = _patterns(
    ("print-of-python-2", "SyntaxError", r"Missing parentheses in call to 'print'"),
    ("tabs-and-spaces", "TabError", r""),
    ("indentation", "IndentationError", r""),
    ("bracket-left-open", "SyntaxError", r"was never closed|does not match|unmatched"),
    ("colon-missing", "SyntaxError", r"expected ':'"),
    ("not-python", "SyntaxError", r""),
)
_SHAPES = re.compile(r"be broadcast together with shapes \(([\d,]*)\) \(([\d,]*)\)")
_INTO = re.compile(r"broadcast input array from shape \(([\d,]*)\) into shape \(([\d,]*)\)")
_INDEX = re.compile(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)")


def from_exception(raised: Raised, arguments: Arguments = ()) -> str:
    """The id of what an exception of a call with these arguments gives away, else nothing."""
    patterns = [*_of_arguments(arguments), *(() if raised.places else _OF_CALL), *_ANYWHERE]
    return _first(patterns, raised) or _of_shapes(raised)


def from_text(raised: Raised) -> str:
    """The id of why a file cannot be read as Python, or cannot be run; else nothing."""
    line = raised.places[-1].text if raised.places else ""
    if "SyntaxError" in raised.kinds and line.startswith(("%", "!")):
        return "notebook-command"
    return _first(_NO_PYTHON, raised) or from_exception(raised)


def detail(raised: Raised) -> str:
    """The sizes that an exception names, and its line, for those who may see them."""
    return "; ".join(filter(None, (_sizes(raised), quoted(raised))))


def quoted(raised: Raised) -> str:
    """The line that raised, with its number; nothing where it is not known."""
    if not raised.places or not raised.places[-1].text:
        return ""
    place = raised.places[-1]
    return f"{where(place)}: {place.text}"


def _first(patterns: Sequence[_Pattern], raised: Raised) -> str:
    fitting = (
        each.id
        for each in patterns
        if set(each.kinds) & set(raised.kinds) and re.search(each.text, raised.text)
    )
    return next(fitting, "")


def _of_arguments(arguments: Arguments) -> Iterator[_Pattern]:
    """What may come from a kind of argument that the code does not take."""
    if any(isinstance(each, (tuple, list)) and _numbers(each) for each in arguments):
        yield from _OF_PAIRS
    if any(isinstance(each, str) for each in arguments):
        yield from _OF_WORDS
    if any(isinstance(each, int) for each in arguments):
        yield from _OF_NUMBERS


def _numbers(value: Any) -> bool:
    return all(isinstance(each, (int, float)) for each in value)


def _sizes(raised: Raised) -> str:
    if found := _SHAPES.search(raised.text) or _INTO.search(raised.text):
        first, second = found.groups()
        return _("the shapes ({first}) and ({second})").format(first=first, second=second)
    if found := _INDEX.search(raised.text):
        index, axis, size = found.groups()
        text = _("index {index} of axis {axis}, whose size is {size}")
        return text.format(index=index, axis=axis, size=size)
    return ""


def _of_shapes(raised: Raised) -> str:
    found = _SHAPES.search(raised.text) or _INTO.search(raised.text)
    if found is None or "ValueError" not in raised.kinds:
        return ""
    one, other = (tuple(int(size) for size in each.split(",") if size) for each in found.groups())
    if _INTO.search(raised.text) and not other:
        return "array-into-number"
    if len(one) > 1 and one != other and one == other[::-1]:
        return "rows-and-columns-swapped"
    return "shapes-differ"
