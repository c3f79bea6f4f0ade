"""Many edits of the same expressions as one piece of code: to compile takes longer than to run.

`h - f` with the edits `h - f + 1` and `f - h` becomes
`h - f + 1 if __pick__ == 0 else f - h if __pick__ == 1 else h - f`.
"""

import ast
from collections.abc import Sequence
from types import CodeType
from typing import Any, NamedTuple

from grader.sandbox.worker.trials.edit import Change, Edit, placed

PICK = "__pick__"
MAX_VARIANTS = 40


class VariantGroup:
    """Edits that share their code, which is compiled when it is first needed."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self.code: CodeType | None = None

    def changes(self) -> Sequence[Change]:
        """What makes the function one with all of these edits, of which `PICK` chooses one."""
        return self._edits[0].changes if len(self._edits) == 1 else _joined(self._edits)


class Variant(NamedTuple):
    """An edit, and its number in its group."""

    edit: Edit
    group: VariantGroup
    number: int


def variants(edits: Sequence[Edit]) -> list[Variant]:
    """The edits in their order."""
    sites: dict[Any, list[list[Edit]]] = {}
    homes: list[tuple[list[Edit], int] | None] = []
    for edit in edits:
        key = _sites(edit)
        if not key:
            homes.append(None)
            continue
        groups = sites.setdefault(key, [[]])
        if len(groups[-1]) >= MAX_VARIANTS:
            groups.append([])
        groups[-1].append(edit)
        homes.append((groups[-1], len(groups[-1]) - 1))
    made: dict[int, VariantGroup] = {}
    found = []
    for edit, home in zip(edits, homes, strict=True):
        if home is None:
            found.append(Variant(edit, VariantGroup([edit]), 0))
        else:
            together, number = home
            if id(together) not in made:
                made[id(together)] = VariantGroup(together)
            group = made[id(together)]
            found.append(Variant(edit, group, number))
    return found


def _sites(edit: Edit) -> tuple[Any, ...]:
    """Where the edit puts other expressions; nothing if it does anything else."""
    if all(_is_value(change.value) and _is_value(_old(change)) for change in edit.changes):
        return tuple((id(change.owner), change.key) for change in edit.changes)
    return ()


def _old(change: Change) -> Any:
    if isinstance(change.owner, list):
        return change.owner[change.key]
    return getattr(change.owner, change.key)


def _is_value(node: Any) -> bool:
    whole = isinstance(node, ast.expr) and not isinstance(node, (ast.Slice, ast.Starred))
    return whole and isinstance(getattr(node, "ctx", None), (ast.Load, type(None)))


def _joined(edits: Sequence[Edit]) -> list[Change]:
    joined = []
    for at, change in enumerate(edits[0].changes):
        old = value = _old(change)
        for number in reversed(range(len(edits))):
            picked = ast.Compare(ast.Name(PICK, ast.Load()), [ast.Eq()], [ast.Constant(number)])
            value = ast.IfExp(picked, edits[number].changes[at].value, value)
        joined.append(Change(change.owner, change.key, placed(value, old)))
    return joined
