"""The arguments of a call, as somebody types them after a command."""

import ast
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.course.examples import FunctionCall
from grader.errors import UsageError
from grader.language import _
from grader.text import shortened

MAX_LENGTH = 100_000  # characters
_NAMED = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>.*)", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]+")
_NUMBERS = {"nan": float("nan"), "inf": float("inf")}


def read_arguments(typed: Sequence[str]) -> FunctionCall:
    """Reads Python literals, `name=literal`, pictures by their path, and plain words.

    A list of numbers, however deep, becomes a float64 array; one whose rows differ in shape stays
    a list. Raises `UsageError`.
    """
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    for text in typed:
        named = _NAMED.fullmatch(text)
        if named is None and kwargs:
            said = _("{text} stands behind an argument with a name; those come last.")
            raise UsageError(said.format(text=shortened(text, 60)))
        if named is None:
            args.append(_value(text))
        else:
            kwargs[named["name"]] = _value(named["value"])
    return FunctionCall(tuple(args), kwargs)


def _value(text: str) -> Any:
    if len(text) > MAX_LENGTH:
        said = _("An argument has at most {most} characters. Save numbers as a picture instead.")
        raise UsageError(said.format(most=MAX_LENGTH))
    try:
        literal = ast.literal_eval(_with_numbers(ast.parse(text.strip(), mode="eval").body))
        return _with_arrays(literal)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError, OverflowError):
        return _picture_or_word(text)


def _with_numbers(node: ast.expr) -> ast.expr:
    """Writes nan and inf as the numbers that they are."""

    class NumberNames(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            number = _NUMBERS.get(name.id)
            return name if number is None else ast.Constant(number)

    changed: ast.expr = NumberNames().visit(node)
    return changed


def _with_arrays(value: Any) -> Any:
    match value:
        case list():
            return _array(value)
        case tuple():
            return tuple(map(_with_arrays, value))
        case None | bool() | int() | float() | str():
            return value
        case _:
            raise ValueError(value)


def _array(entries: list[Any]) -> Any:
    """A float64 array, or a list where the entries are no numbers or differ in shape."""
    try:
        found = np.array(entries)
        if found.dtype.kind in "biuf":
            return found.astype(np.float64)
    except ValueError:
        pass
    return [_with_arrays(each) for each in entries]


def _picture_or_word(text: str) -> Any:
    if os.path.isfile(text):  # which takes any text
        from grader.pictures.image import picture_in_file

        return picture_in_file(Path(text), text)
    if _WORD.fullmatch(text):
        return text
    said = _(
        "{text} is no argument that can be read: neither a Python literal such as 3, (1, 2) or "
        '"[[1, 2], [3, 4]]", nor the path of a picture.'
    )
    raise UsageError(said.format(text=shortened(text, 60)))
