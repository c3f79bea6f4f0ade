"""A small change of a syntax tree, which can be made and taken back."""

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple


class Change(NamedTuple):
    """`owner.key = value`, or `owner[key] = value` where the owner is a list."""

    owner: Any
    key: Any
    value: Any

    def make(self) -> "Change":
        """Makes the change, and returns the one that takes it back."""
        if isinstance(self.owner, list):
            back = Change(self.owner, self.key, self.owner[self.key])
            self.owner[self.key] = self.value
        else:
            back = Change(self.owner, self.key, getattr(self.owner, self.key))
            setattr(self.owner, self.key, self.value)
        return back


class Slot(NamedTuple):
    """Where a node hangs in its tree."""

    node: Any
    parent: Any
    owner: Any
    key: Any

    def becomes(self, new: Any) -> Change:
        return Change(self.owner, self.key, placed(new, self.node))


class Edit(NamedTuple):
    """One change that a person would make: likely ones have a low `cost`.

    `kind` says what is done and `shape` to what sort of code, so that the same can be done to its
    twin: to the columns what is done to the rows.
    """

    cost: float
    kind: str
    function: int
    at: tuple[Any, ...]
    changes: tuple[Change, ...]
    shape: str = ""


@contextmanager
def made(changes: Sequence[Change]) -> Iterator[None]:
    """The tree is changed inside."""
    back = [change.make() for change in changes]
    try:
        yield
    finally:
        for change in reversed(back):
            change.make()


def placed(new: Any, old: Any) -> Any:
    """`new` where `old` stands, as far as it does not know its own place."""
    if isinstance(new, list):
        for item in new:
            placed(item, old)
    elif isinstance(new, ast.AST) and not hasattr(new, "lineno"):
        new.lineno, new.col_offset = old.lineno, old.col_offset  # type: ignore[attr-defined]
        new.end_lineno = old.end_lineno  # type: ignore[attr-defined]
        new.end_col_offset = old.end_col_offset  # type: ignore[attr-defined]
        for field in new._fields:
            placed(getattr(new, field, None), old)
    return new


def slots(root: ast.AST) -> Iterator[Slot]:
    """All that hangs below a node, from the top down and in the order of the text."""
    for field, value in ast.iter_fields(root):
        if isinstance(value, ast.AST):
            yield Slot(value, root, root, field)
            yield from slots(value)
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, ast.AST) and not hasattr(item, "is_tick"):
                    yield Slot(item, root, value, i)
                    yield from slots(item)
