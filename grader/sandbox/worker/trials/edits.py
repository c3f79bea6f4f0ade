"""All small changes of some functions that could matter to one call, the likely ones first."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from grader.sandbox.worker.trials.edit import Edit, Slot
from grader.sandbox.worker.trials.expressions import Idea, ideas, role, wrapped
from grader.sandbox.worker.trials.scope import Scope
from grader.sandbox.worker.trials.statements import additions, conversions, moves, returns

TWIN = 0.3
HELPER = 0.8
MAX_TWIN_COST = 2.4
MAX_APART = 2
MAX_EDITS = 6000


def edits(scopes: Iterable[Scope]) -> list[Edit]:
    """Edits of functions, each by itself and with its twin, by their cost."""
    found = [each for scope in scopes for each in _singles(scope)]
    both = list(_twins(found))
    return sorted([*found, *both], key=lambda edit: edit.cost)[:MAX_EDITS]


def _singles(scope: Scope) -> Iterator["_Single"]:
    forms: dict[int, str] = {}
    for slot in scope.places.values():
        if id(slot.node) not in scope.texts and scope.runs(_statement(slot, scope)):
            for idea in ideas(slot, scope):
                yield _single(scope, slot.node, idea, _form(slot, scope, forms))
            if _is_whole(slot, scope):
                for idea in wrapped(slot, scope):
                    yield _single(scope, slot.node, idea, "")
    for source in (moves, conversions, additions, returns):
        for node, idea in source(scope):
            if scope.runs(node):
                yield _single(scope, node, idea, "")


class _Single(Edit):
    """An edit that knows the names it brings in."""

    words: tuple[str, ...]
    partners: tuple[str, ...]


def _single(scope: Scope, node: ast.AST, idea: Idea, form: str) -> _Single:
    shape = f"{scope.number} {idea.kind} {idea.detail} {form}" if form else ""
    cost = idea.cost + (HELPER if scope.number else 0.0)
    edit = _Single(cost, idea.kind, scope.number, (node,), idea.changes, shape)
    edit.words = idea.words
    edit.partners = tuple(other for word in idea.words for other in scope.partners.get(word, ()))
    return edit


def _statement(slot: Slot, scope: Scope) -> ast.AST:
    """The statement that a node belongs to, but of a block only its head."""
    node: ast.AST = slot.node
    while not isinstance(node, ast.stmt):
        above = scope.places.get(id(slot.parent))
        if above is None:
            return node if hasattr(node, "lineno") else scope.node
        slot, last = above, node
        node = above.node
        if isinstance(node, (ast.For, ast.While, ast.If, ast.With)):
            return last if hasattr(last, "lineno") else node
    return node


def _is_whole(slot: Slot, scope: Scope) -> bool:
    node = slot.node
    plain = isinstance(node, ast.expr) and not isinstance(getattr(node, "ctx", None), ast.Store)
    return plain and isinstance(slot.parent, (ast.Return, ast.Assign)) and slot.key == "value"


def _form(slot: Slot, scope: Scope, known: dict[int, str]) -> str:
    """What an expression looks like, whatever its names and numbers are."""
    parent = type(slot.parent).__name__
    return f"{role(slot, scope)} {parent} {_structure(slot.node, known)}"


def _structure(node: ast.AST, known: dict[int, str]) -> str:
    if id(node) not in known:
        inside = (_structure(each, known) for each in ast.iter_child_nodes(node))
        known[id(node)] = f"{type(node).__name__}({','.join(inside)})"
    return known[id(node)]


def _twins(found: Sequence[_Single]) -> Iterator[Edit]:
    """The same done at two places: to the rows and the columns."""
    groups: dict[str, list[_Single]] = defaultdict(list)
    for edit in found:
        if edit.shape and edit.cost <= MAX_TWIN_COST:
            groups[edit.shape].append(edit)
    for group in groups.values():
        places = {place: i for i, place in enumerate(dict.fromkeys(map(_place, group)))}
        if len(places) > 1:
            yield from _pairs(group, places)
        if 2 < len(places) == len(group) and not any(edit.words for edit in group):
            yield from _all_of(group)


def _place(edit: Edit) -> int:
    return id(edit.at[0])


def _pairs(group: list[_Single], places: dict[int, int]) -> Iterator[Edit]:
    by_words: dict[tuple[str, ...], list[_Single]] = defaultdict(list)
    for edit in group:
        by_words[edit.words].append(edit)
    for one in group:
        for words in dict.fromkeys([one.words, *((each,) for each in one.partners)]):
            for other in by_words.get(words, ()):
                apart = places[_place(other)] - places[_place(one)]
                if 0 < apart <= MAX_APART and not _nested(one, other):
                    cost = max(one.cost, other.cost) + TWIN * apart
                    cost += 0.4 if one.words and one.words == other.words else 0.0
                    changes = (*one.changes, *other.changes)
                    yield Edit(cost, one.kind, one.function, (*one.at, *other.at), changes)


def _all_of(group: list[_Single]) -> Iterator[Edit]:
    if not any(_nested(one, other) for one in group for other in group if one is not other):
        changes = tuple(change for edit in group for change in edit.changes)
        at = tuple(node for edit in group for node in edit.at)
        yield Edit(group[0].cost + 2 * TWIN, group[0].kind, group[0].function, at, changes)


def _nested(one: Edit, other: Edit) -> bool:
    first, second = one.at[0], other.at[0]
    return any(part is second for part in ast.walk(first)) or any(
        part is first for part in ast.walk(second)
    )
