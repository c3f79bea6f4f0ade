"""The changes that a person would make to statements: leave out, move, add."""

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.sandbox.worker.trials.edit import Change, placed
from grader.sandbox.worker.trials.expressions import Idea, called, fresh
from grader.sandbox.worker.trials.scope import ARRAY, NUMBER, Scope

_LOOPS = (ast.For, ast.While)
_BLOCKS = (ast.For, ast.While, ast.If, ast.With)


class StatementList(NamedTuple):
    """A list of statements: the body of `owner`, or its `else`."""

    owner: Any
    field: str

    @property
    def body(self) -> list[ast.stmt]:
        found: list[ast.stmt] = getattr(self.owner, self.field)
        return found

    def without(self, i: int) -> list[ast.stmt]:
        left = [*self.body[:i], *self.body[i + 1 :]]
        real = [each for each in left if not hasattr(each, "is_tick")]
        return left if real else [*left, placed(ast.Pass(), self.body[i])]

    def of(self, body: list[ast.stmt]) -> Change:
        return Change(self.owner, self.field, body)


def blocks(node: ast.AST) -> Iterator[StatementList]:
    """The function's own body, then those inside of it, from the outside in."""
    for field in ("body", "orelse"):
        if isinstance(node, ast.stmt) and getattr(node, field, None):
            block = StatementList(node, field)
            yield block
            for statement in block.body:
                yield from blocks(statement)


def moves(scope: Scope) -> Iterator[tuple[ast.stmt, Idea]]:
    """Statements that are left out or moved, each with what it is."""
    above = {id(each): block for block in blocks(scope.node) for each in block.body}
    for block in blocks(scope.node):
        for i, statement in enumerate(block.body):
            if not hasattr(statement, "is_tick") and not _is_text(statement):
                for idea in _moved(block, i, above):
                    yield statement, idea


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _moved(block: StatementList, i: int, above: dict[int, StatementList]) -> Iterator[Idea]:
    statement = block.body[i]
    if not isinstance(statement, _LOOPS) and len(block.body) > 1:
        cost = 3.2 if isinstance(statement, ast.Return) else 2.4
        yield Idea(cost, "left-out", (block.of(block.without(i)),))
    if isinstance(statement, ast.Expr) and called(statement.value) == "print":
        for value in statement.value.args[:1]:  # type: ignore[attr-defined]
            returned = placed(ast.Return(value), statement)
            yield Idea(1.2, "statement", (block.of(_put(block.body, i, returned)),), "return")
    yield from _outwards(block, i, above)
    if i + 1 < len(block.body):
        yield from _with_next(block, i)
    if isinstance(statement, ast.If) and not statement.orelse:
        inner = [*block.body[:i], *statement.body, *block.body[i + 1 :]]
        yield Idea(2.6, "condition", (block.of(inner),), "always")
    if isinstance(statement, ast.AugAssign):
        target = statement.target
        plain = placed(ast.Assign([target], statement.value), statement)
        yield Idea(1.9, "statement", (block.of(_put(block.body, i, plain)),), "plain")
        for op in (ast.Add, ast.Sub, ast.Mult):
            if not isinstance(statement.op, op):
                yield Idea(2.0, "operator", (Change(statement, "op", op()),), op.__name__)
        yield from _hoisted(block, i)
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        whole = statement.targets[0]
        if isinstance(whole, (ast.Name, ast.Subscript)):
            more = placed(ast.AugAssign(whole, ast.Add(), statement.value), statement)
            yield Idea(2.0, "statement", (block.of(_put(block.body, i, more)),), "more")


def _put(body: list[ast.stmt], i: int, *new: ast.stmt) -> list[ast.stmt]:
    return [*body[:i], *new, *body[i + 1 :]]


def _outwards(block: StatementList, i: int, above: dict[int, StatementList]) -> Iterator[Idea]:
    """A statement at the end of a block that belongs behind it, or one that belongs before it."""
    statement, owner = block.body[i], block.owner
    last = i == len(block.body) - 1
    first = all(hasattr(each, "is_tick") for each in block.body[:i])
    changes: list[Change] = [block.of(block.without(i))]
    cost = 1.3 if isinstance(statement, ast.Return) else 1.9
    while id(owner) in above and isinstance(owner, _BLOCKS):
        outer = above[id(owner)]
        at = outer.body.index(owner)
        if last:
            body = [*outer.body[: at + 1], statement, *outer.body[at + 1 :]]
            yield Idea(cost, "moved", (*changes, outer.of(body)), "out, after")
        if first and isinstance(owner, _LOOPS):
            body = [*outer.body[:at], statement, *outer.body[at:]]
            yield Idea(cost + 0.4, "moved", (*changes, outer.of(body)), "out, before")
        owner, cost = outer.owner, cost + 0.2


def _with_next(block: StatementList, i: int) -> Iterator[Idea]:
    """Statements that change places, or go into a loop beside them."""
    one, other = block.body[i], block.body[i + 1]
    if isinstance(other, _LOOPS) and not isinstance(one, _BLOCKS):
        for depth, loop in enumerate(_nested(other)):
            into = StatementList(loop, "body")
            at = sum(hasattr(each, "is_tick") for each in loop.body)
            body = [*loop.body[:at], one, *loop.body[at:]]
            yield Idea(
                1.7 + 0.2 * depth, "moved", (block.of(block.without(i)), into.of(body)), "in, first"
            )
    if isinstance(one, _LOOPS) and not isinstance(other, _BLOCKS):
        for depth, loop in enumerate(_nested(one)):
            into = StatementList(loop, "body")
            changes = (block.of(block.without(i + 1)), into.of([*loop.body, other]))
            yield Idea(1.9 + 0.2 * depth, "moved", changes, "in, last")
    swapped = [*block.body[:i], other, one, *block.body[i + 2 :]]
    yield Idea(2.6, "moved", (block.of(swapped),), "swapped")


def _nested(loop: Any) -> Iterator[Any]:
    yield loop
    for each in loop.body:
        if isinstance(each, _LOOPS):
            yield from _nested(each)


def _hoisted(block: StatementList, i: int) -> Iterator[Idea]:
    """`total += a * b + bias` in a loop, where the bias is to be added once, behind it."""
    statement = block.body[i]
    assert isinstance(statement, ast.AugAssign)
    value = statement.value
    if not isinstance(value, ast.BinOp) or not isinstance(value.op, ast.Add):
        return
    for rest, once in ((value.left, value.right), (value.right, value.left)):
        if isinstance(once, (ast.Name, ast.Subscript)):
            after = placed(ast.AugAssign(statement.target, ast.Add(), once), statement)
            kept = placed(ast.AugAssign(statement.target, ast.Add(), rest), statement)
            yield Idea(1.8, "once", (block.of(_put(block.body, i, kept, after)),), "beside")


def conversions(scope: Scope) -> Iterator[tuple[ast.AST, Idea]]:
    """Arguments that are converted first."""
    np = scope.numpy
    forms = []
    if np:
        arrays = [each for each in scope.parameters if scope.trace.sorts.get(each) == ARRAY]
        forms += [(arrays, f"{np}.array({{0}}, dtype=float)", 2.6)]
    numbers = [each for each in scope.parameters if scope.trace.sorts.get(each) == NUMBER]
    forms += [(numbers, "int({0})", 2.6)]
    forms += [(numbers, "{0} if isinstance({0}, (tuple, list)) else ({0}, {0})", 2.8)]
    for names, text, cost in forms:
        groups = [[name] for name in names] + ([names] if len(names) > 1 else [])
        for group in groups:
            at = _first_use(group[0], scope)
            new = [_assignment(name, text.format(name), at) for name in group]
            body = [*new, *scope.node.body]
            extra = 0.2 * (len(group) - 1)
            yield at, Idea(cost + extra, "converted", (Change(scope.node, "body", body),), text)


def _assignment(name: str, text: str, at: Any) -> ast.stmt:
    new = ast.Assign([ast.Name(name, ast.Store())], fresh(text))
    made: ast.stmt = placed(new, at)
    return made


def _first_use(name: str, scope: Scope) -> ast.AST:
    uses = [
        slot.node
        for slot in scope.places.values()
        if isinstance(slot.node, ast.Name)
        and slot.node.id == name
        and id(slot.node) not in scope.guards
        and not isinstance(slot.parent, ast.Attribute)
    ]
    return min(uses, key=lambda node: (node.lineno, node.col_offset), default=scope.node)


def additions(scope: Scope) -> Iterator[tuple[ast.AST, Idea]]:
    """The bias that is added in no place: at the end of what a loop has added up."""
    for block in blocks(scope.node):
        for i, statement in enumerate(block.body):
            if isinstance(statement, _LOOPS):
                for name in _summed(statement):
                    for extra in scope.idle:
                        if extra in scope.parameters:
                            new = ast.AugAssign(
                                ast.Name(name, ast.Store()), ast.Add(), ast.Name(extra, ast.Load())
                            )
                            after = placed(new, statement)
                            body = [*block.body[: i + 1], after, *block.body[i + 1 :]]
                            yield (
                                statement,
                                Idea(1.6, "missing", (block.of(body),), "after", (extra,)),
                            )


def returns(scope: Scope) -> Iterator[tuple[ast.AST, Idea]]:
    """A result that is not returned."""
    last = scope.node.body[-1]
    if isinstance(last, ast.Return):
        return
    block = StatementList(scope.node, "body")
    for name in scope.trace.sorts:
        if name not in scope.parameters and name not in scope.loops:
            returned = placed(ast.Return(ast.Name(name, ast.Load())), last)
            yield (
                last,
                Idea(1.4, "missing", (block.of([*block.body, returned]),), "return", (name,)),
            )


def _summed(loop: ast.stmt) -> list[str]:
    names = [
        part.target.id
        for part in ast.walk(loop)
        if isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name)
    ]
    return list(dict.fromkeys(names))
