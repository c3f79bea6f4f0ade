"""What is known of a function that is to be changed: its names, and what went through it."""

import ast
import itertools
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from grader.sandbox.worker.trials.edit import Slot, slots

# What values are, as far as one can stand for another.
NUMBER, FRACTION, ARRAY, PAIR, OTHER = "number", "fraction", "array", "pair", "other"

_TWINS = frozenset({
    ("h", "w"), ("y", "x"), ("i", "j"), ("r", "c"), ("m", "n"), ("a", "b"), ("u", "v"),
    ("p", "q"), ("k", "l"), ("0", "1"), ("1", "2"), ("height", "width"), ("H", "W"),
    ("row", "col"), ("row", "column"), ("top", "left"), ("bottom", "right"), ("down", "right"),
    ("vertical", "horizontal"), ("v", "h"), ("R", "C"), ("before", "after"),
})  # fmt: skip


class Trace(NamedTuple):
    """What one call did in a function: the lines it ran, and what sort each name had in the end."""

    lines: frozenset[int]
    sorts: Mapping[str, str]


class Scope(NamedTuple):
    """A function with all that an edit needs to know.

    `idle` are names that are given a value which nothing but a guard reads. `guards` and `texts`
    are the nodes of what only refuses and only says something, by their ids; `places` tells where
    each hangs.
    """

    number: int
    node: ast.FunctionDef
    trace: Trace
    numpy: str
    parameters: tuple[str, ...]
    loops: tuple[str, ...]
    idle: tuple[str, ...]
    partners: Mapping[str, tuple[str, ...]]
    guards: frozenset[int]
    texts: frozenset[int]
    places: Mapping[int, Slot]

    def named(self, sort: str) -> list[str]:
        return [name for name, each in self.trace.sorts.items() if each == sort]

    def runs(self, node: Any) -> bool:
        """Whether a part of the function takes part in the call."""
        first = getattr(node, "lineno", None)
        if first is None:
            return True
        return any(
            line in self.trace.lines for line in range(first, (node.end_lineno or first) + 1)
        )

    def parents(self, slot: Slot) -> Iterable[Slot]:
        """The slots above, from the nearest to the statement."""
        while (above := self.places.get(id(slot.parent))) is not None:
            yield above
            if isinstance(above.node, ast.stmt):
                return
            slot = above


def scope(number: int, node: ast.FunctionDef, trace: Trace, numpy: str) -> Scope:
    hanging = list(slots(node))
    places = {id(slot.node): slot for slot in hanging}
    args = node.args
    parameters = tuple(a.arg for a in (*args.posonlyargs, *args.args, *args.kwonlyargs))
    loops = tuple(
        dict.fromkeys(
            name.id
            for slot in hanging
            if isinstance(slot.node, (ast.For, ast.comprehension))
            for name in ast.walk(slot.node.target)
            if isinstance(name, ast.Name)
        )
    )
    guards = frozenset(
        id(part)
        for slot in hanging
        if isinstance(slot.node, ast.If)
        and _refuses(slot.node)
        and slot.node.body[0].lineno not in trace.lines
        for part in ast.walk(slot.node)
    )
    texts = frozenset(
        id(part)
        for slot in hanging
        if isinstance(slot.node, (ast.Raise, ast.JoinedStr))
        or slot.key in ("annotation", "returns")
        for part in ast.walk(slot.node)
    )
    loaded = {
        slot.node.id
        for slot in hanging
        if isinstance(slot.node, ast.Name)
        and isinstance(slot.node.ctx, ast.Load)
        and id(slot.node) not in guards | texts
    }
    bound = dict.fromkeys([*parameters, *trace.sorts])
    idle = tuple(name for name in bound if name not in loaded and name.strip("_"))
    partners = _partners(tuple(bound), hanging)
    return Scope(
        number, node, trace, numpy, parameters, loops, idle, partners, guards, texts, places
    )


def _refuses(node: ast.If) -> bool:
    return all(isinstance(each, ast.Raise) for each in node.body) and not node.orelse


def sort_of(value: Any) -> str:
    """What can stand for what."""
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return NUMBER
    if isinstance(value, (float, np.floating)):
        return FRACTION
    if isinstance(value, np.ndarray):
        return ARRAY
    return PAIR if isinstance(value, (tuple, list)) else OTHER


def _partners(names: tuple[str, ...], hanging: list[Slot]) -> dict[str, tuple[str, ...]]:
    """For each name those that say of the other direction what it says of one."""
    found: dict[str, dict[str, None]] = {name: {} for name in names}
    for one in names:
        for other in names:
            if one != other and (_are_twins(one, other) or _are_twins(other, one)):
                found[one][other] = None
    for slot in hanging:
        if isinstance(slot.node, ast.Assign) and isinstance(slot.node.targets[0], ast.Tuple):
            both = [each.id for each in slot.node.targets[0].elts if isinstance(each, ast.Name)]
            for one, other in itertools.pairwise(both):
                found.setdefault(one, {})[other] = None
                found.setdefault(other, {})[one] = None
    return {name: tuple(those) for name, those in found.items()}


def _are_twins(one: str, other: str) -> bool:
    """Whether two names differ in a word for rows and columns, or the like."""
    start = _alike(one, other)
    one, other = one[start:], other[start:]
    end = _alike(one[::-1], other[::-1])
    return (one[: len(one) - end], other[: len(other) - end]) in _TWINS


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
