"""The changes that a person would make to an expression."""

import ast
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any, NamedTuple

from grader.sandbox.worker.trials.edit import Change, Slot, placed
from grader.sandbox.worker.trials.scope import ARRAY, NUMBER, Scope


class Idea(NamedTuple):
    """A change of one node; `words` are the names that it brings in."""

    cost: float
    kind: str
    changes: tuple[Change, ...]
    detail: str = ""
    words: tuple[str, ...] = ()


_BOUNDS = frozenset({"range", "arange"})
_SHAPES = frozenset({"zeros", "empty", "full", "ones", "reshape", "pad"})
_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.MatMult, ast.FloorDiv, ast.Add, ast.Div),
    ast.Div: (ast.FloorDiv, ast.Mult),
    ast.FloorDiv: (ast.Div, ast.Mult, ast.Mod),
    ast.Mod: (ast.FloorDiv,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
_ORDERS: dict[type[ast.cmpop], tuple[tuple[float, type[ast.cmpop]], ...]] = {
    ast.Lt: ((1.0, ast.LtE), (2.5, ast.Gt), (3.0, ast.GtE)),
    ast.LtE: ((1.0, ast.Lt), (2.5, ast.GtE), (3.0, ast.Gt)),
    ast.Gt: ((1.0, ast.GtE), (2.5, ast.Lt), (3.0, ast.LtE)),
    ast.GtE: ((1.0, ast.Gt), (2.5, ast.LtE), (3.0, ast.Lt)),
    ast.Eq: ((2.0, ast.NotEq), (3.0, ast.GtE), (3.0, ast.LtE)),
    ast.NotEq: ((2.0, ast.Eq), (3.0, ast.Gt), (3.0, ast.Lt)),
    ast.Is: ((2.0, ast.IsNot),),
    ast.IsNot: ((2.0, ast.Is),),
}
_NEIGHBOURS = {
    "sum": ("mean", "max"), "mean": ("sum", "max"), "average": ("sum",),
    "max": ("min", "mean", "sum"), "min": ("max",), "amax": ("amin", "mean"), "amin": ("amax",),
    "median": ("mean",),
    "maximum": ("minimum",), "minimum": ("maximum",), "argmax": ("max",), "argmin": ("min",),
    "ceil": ("floor",), "floor": ("ceil",), "round": ("floor", "ceil"), "prod": ("sum",),
    "dot": ("multiply",), "matmul": ("multiply",), "multiply": ("dot",), "ones": ("zeros",),
    "empty": ("zeros",), "zeros_like": ("ones_like",), "ones_like": ("zeros_like",),
    "vstack": ("hstack",), "hstack": ("vstack",), "any": ("all",), "all": ("any",),
    "nanmax": ("max",), "nansum": ("sum",), "nanmean": ("mean",), "insert": ("append",),
}  # fmt: skip
_OF_BOTH = frozenset({"sum", "max", "min", "abs", "round", "any", "all"})  # Python's and NumPy's
_REDUCTIONS = frozenset({"sum", "mean", "max", "min", "amax", "amin", "argmax"})


def ideas(slot: Slot, scope: Scope) -> Iterator[Idea]:
    """What could be changed at a node, whatever stands around it."""
    maker = _MAKERS.get(type(slot.node))
    extra = _far(slot, scope)
    if isinstance(slot.node, ast.expr) and isinstance(getattr(slot.node, "ctx", None), ast.Store):
        maker = _of_target if isinstance(slot.node, ast.Tuple) else None
    elif isinstance(slot.node, ast.expr):
        for idea in _off_by_one(slot, scope):
            yield idea._replace(cost=idea.cost + extra)
        for idea in _with_names(slot, scope):
            yield idea._replace(cost=idea.cost + extra)
    if maker is not None:
        for idea in maker(slot, scope):
            yield idea._replace(cost=idea.cost + extra)


def _far(slot: Slot, scope: Scope) -> float:
    """What stands in a guard, or in a text, is seldom why a value is wrong."""
    return 2.5 if id(slot.node) in scope.guards else 0.0


def fresh(text: str) -> ast.expr:
    """The expression in a text, without a place, so that it can take that of another."""
    node = ast.parse(text, mode="eval").body
    for part in ast.walk(node):
        for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            if hasattr(part, name):
                delattr(part, name)
    return node


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _plus(node: Any, number: int) -> ast.expr:
    return ast.BinOp(node, ast.Add() if number > 0 else ast.Sub(), ast.Constant(abs(number)))


def called(node: Any) -> str:
    """The last word of what a call calls."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def role(slot: Slot, scope: Scope) -> str:
    """What an expression is as a whole: `bound`, `index`, `size`, `value`, or a part of one."""
    parent = slot.parent
    if isinstance(parent, ast.Slice):
        return "bound"
    if isinstance(parent, ast.Subscript):
        return "index" if slot.key == "slice" else ""
    if isinstance(parent, ast.Call) and slot.owner is parent.args:
        word = called(parent)
        return "bound" if word in _BOUNDS else "size" if word in _SHAPES else "argument"
    if isinstance(parent, ast.Tuple):
        above = scope.places.get(id(parent))
        return role(above, scope) if above else ""
    if isinstance(parent, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.NamedExpr)):
        return "value"
    return "result" if isinstance(parent, ast.Return) else ""


_WHOLE = {"bound": 0.0, "index": 0.6, "size": 0.0, "value": 0.4, "result": 0.4, "argument": 1.0}


def _is_number(node: Any, scope: Scope) -> bool:
    """Whether an expression may be a whole number, as far as its form tells."""
    match node:
        case ast.Constant():
            return isinstance(node.value, int) and not isinstance(node.value, bool)
        case ast.Name():
            return scope.trace.sorts.get(node.id, NUMBER) == NUMBER
        case ast.BinOp():
            return _is_number(node.left, scope) and _is_number(node.right, scope)
        case ast.UnaryOp():
            return _is_number(node.operand, scope)
        case ast.Call():
            return called(node) in ("int", "len", "min", "max", "round", "ceil", "floor", "abs")
        case ast.Subscript():
            return isinstance(node.slice, ast.Constant)
    return False


def _off_by_one(slot: Slot, scope: Scope) -> Iterator[Idea]:
    node = slot.node
    whole = role(slot, scope)
    divided = isinstance(slot.parent, ast.BinOp) and isinstance(
        slot.parent.op, (ast.FloorDiv, ast.Mult, ast.Div)
    )
    if isinstance(node, ast.Constant) or not (whole in _WHOLE or divided):
        return
    if not _is_number(node, scope):
        return
    cost = _WHOLE.get(whole, 1.5)
    for number in (1, -1):
        yield Idea(1 + cost, "off-by-one", (slot.becomes(_plus(node, number)),), f"{number:+d}")


def _with_names(slot: Slot, scope: Scope) -> Iterator[Idea]:
    """A name that is missing: the stride in a place, the offset in a window, the bias."""
    node, whole = slot.node, role(slot, scope)
    if whole in ("bound", "index", "size", "value", "result") and _is_number(node, scope):
        yield from _numbers_in(slot, whole, scope)
    if whole in ("value", "result") and isinstance(node, (ast.BinOp, ast.Call, ast.Name)):
        for name in scope.idle:
            if name in scope.parameters:
                for op in (ast.Add, ast.Mult):
                    new = ast.BinOp(node, op(), _load(name))
                    cost = 1.2 if op is ast.Add else 2.2
                    yield Idea(cost, "missing", (slot.becomes(new),), op.__name__, (name,))


def _numbers_in(slot: Slot, whole: str, scope: Scope) -> Iterator[Idea]:
    node = slot.node
    own = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    inside = whole in ("bound", "index")
    for name in scope.named(NUMBER):
        idle, loop = name in scope.idle, name in scope.loops
        if name in own:
            continue
        if idle:
            tries = [(1.2, ast.Mult), (1.2, ast.Add), (1.8, ast.FloorDiv), (1.6, ast.Sub)]
        elif inside:
            tries = [(2.2, ast.Add)] if loop else [(2.4, ast.Mult), (2.7, ast.Add)]
        else:
            tries = [(2.8, ast.Sub), (2.9, ast.FloorDiv)] if name not in scope.loops else []
        for cost, op in tries:
            new = ast.BinOp(node, op(), _load(name))
            yield Idea(cost, "missing", (slot.becomes(new),), op.__name__, (name,))


def _of_constant(slot: Slot, scope: Scope) -> Iterator[Idea]:
    value = slot.node.value
    if isinstance(value, bool):
        yield Idea(1.5, "constant", (slot.becomes(ast.Constant(not value)),))
    elif isinstance(value, (int, float)):
        near = dict.fromkeys([value + 1, value - 1, 0, 1, 2, -value])
        for new in near:
            if new != value:
                cost = 1.2 if abs(new - value) == 1 else 2.0
                detail = f"{new - value:+g}"
                yield Idea(cost, "constant", (slot.becomes(ast.Constant(new)),), detail)
        if (
            isinstance(value, float)
            and not value
            and isinstance(slot.parent, (ast.Call, ast.Assign))
        ):
            low = fresh("-float('inf')")
            yield Idea(2.5, "constant", (slot.becomes(low),), "-inf")
        if isinstance(value, int) and not value and isinstance(slot.parent, ast.Assign):
            low = fresh("-float('inf')")
            yield Idea(2.7, "constant", (slot.becomes(low),), "-inf")
    elif value is None and isinstance(slot.parent, ast.arguments):
        for new in (0, 1):
            yield Idea(2.0, "constant", (slot.becomes(ast.Constant(new)),), str(new))
    elif isinstance(value, str) and value in ("same", "valid"):
        other = "same" if value == "valid" else "valid"
        yield Idea(1.5, "constant", (slot.becomes(ast.Constant(other)),))


def _of_name(slot: Slot, scope: Scope) -> Iterator[Idea]:
    name = slot.node.id
    partners = scope.partners.get(name, ())
    sort = scope.trace.sorts.get(name)
    for other, each in scope.trace.sorts.items():
        if other != name and each == sort:
            cost = 1.1 if other in partners else 1.7 if other in scope.idle else 2.2
            detail = "partner" if other in partners else ""
            yield Idea(cost, "name", (slot.becomes(_load(other)),), detail, (other,))
    if sort is None and not partners:
        for new in _NEIGHBOURS.get(name, ()):
            yield Idea(1.6, "function", (slot.becomes(_load(new)),), new)
        if scope.numpy and name in _OF_BOTH and slot.key == "func":
            yield Idea(1.5, "function", (slot.becomes(fresh(f"{scope.numpy}.{name}")),), "numpy")


def _of_operation(slot: Slot, scope: Scope) -> Iterator[Idea]:
    node = slot.node
    for number, op in enumerate(_OPERATORS.get(type(node.op), ())):
        new = ast.BinOp(node.left, op(), node.right)
        detail = f"{type(node.op).__name__} {op.__name__}"
        yield Idea(1.6 + 0.4 * number, "operator", (slot.becomes(new),), detail)
    yield Idea(2.0, "too-much", (slot.becomes(node.left),), "left")
    yield Idea(2.4, "too-much", (slot.becomes(node.right),), "right")
    if isinstance(node.op, (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult, ast.Mod)):
        new = ast.BinOp(node.right, node.op, node.left)
        yield Idea(1.5, "order", (slot.becomes(new),))
    if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Div)):
        yield from _rebracketed(slot)
    if scope.numpy and not isinstance(node.op, (ast.FloorDiv, ast.Mod)):
        for side in ("left", "right"):
            operand = getattr(node, side)
            base = operand.value if isinstance(operand, ast.Subscript) else operand
            if isinstance(base, ast.Name) and scope.trace.sorts.get(base.id) == ARRAY:
                new = _Put(operand).visit(fresh(f"{scope.numpy}.asarray(_value_, dtype=float)"))
                change = Change(node, side, placed(new, operand))
                yield Idea(1.9, "converted", (change,), side)
    if scope.numpy and isinstance(node.op, ast.Mult) and not _is_number(node, scope):
        summed = _Put(node).visit(fresh(f"{scope.numpy}.sum(_value_)"))
        yield Idea(2.0, "function", (slot.becomes(summed),), "sum")
    if isinstance(node.op, ast.FloorDiv):  # rounded up instead
        up = ast.UnaryOp(
            ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), node.left), node.op, node.right)
        )
        yield Idea(2.4, "rounding", (slot.becomes(up),))


def _rebracketed(slot: Slot) -> Iterator[Idea]:
    """`a - b // c` as `(a - b) // c`, and the other way round."""
    node = slot.node
    if isinstance(node.right, ast.BinOp) and type(node.right.op) is not type(node.op):
        inner = node.right
        new = ast.BinOp(ast.BinOp(node.left, node.op, inner.left), inner.op, inner.right)
        yield Idea(1.8, "brackets", (slot.becomes(new),), "left")
    if isinstance(node.left, ast.BinOp) and type(node.left.op) is not type(node.op):
        inner = node.left
        new = ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, node.op, node.right))
        yield Idea(1.8, "brackets", (slot.becomes(new),), "right")


def _of_comparison(slot: Slot, scope: Scope) -> Iterator[Idea]:
    node = slot.node
    for i, op in enumerate(node.ops):
        for cost, other in _ORDERS.get(type(op), ()):
            new = ast.Compare(
                node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators
            )
            yield Idea(cost + 0.2, "comparison", (slot.becomes(new),), other.__name__)


def _of_logic(slot: Slot, scope: Scope) -> Iterator[Idea]:
    node = slot.node
    op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    yield Idea(1.6, "condition", (Change(node, "op", op),))
    for each in node.values:
        yield Idea(2.6, "condition", (slot.becomes(each),))


def _of_sign(slot: Slot, scope: Scope) -> Iterator[Idea]:
    kind = "condition" if isinstance(slot.node.op, ast.Not) else "sign"
    yield Idea(1.8, kind, (slot.becomes(slot.node.operand),))


def _of_subscript(slot: Slot, scope: Scope) -> Iterator[Idea]:
    node = slot.node
    if isinstance(node.ctx, ast.Load):
        turned = any(
            isinstance(part, ast.Slice) and part.step is not None for part in ast.walk(node.slice)
        )
        yield Idea(1.4 if turned else 2.6, "too-much", (slot.becomes(node.value),), "subscript")
    if isinstance(node.slice, ast.Tuple):
        elements = node.slice.elts
        for order in permutations(range(len(elements))) if len(elements) in (2, 3) else ():
            if order != tuple(range(len(elements))):
                new = [elements[i] for i in order]
                cost = 1.2 if len(elements) == 2 else 2.0
                yield Idea(cost, "order", (Change(node.slice, "elts", new),), str(order))


def _of_slice(slot: Slot, scope: Scope) -> Iterator[Idea]:
    node = slot.node
    if node.lower is not None and node.upper is not None:
        own = ast.dump(node.lower) in ast.dump(node.upper)
        new = ast.BinOp(node.lower, ast.Add(), node.upper)
        change = Change(node, "upper", placed(new, node.upper))
        if not own:
            yield Idea(1.0, "missing", (change,), "offset")
    for part in ("lower", "upper", "step"):
        old = getattr(node, part)
        if old is not None:
            yield Idea(1.8, "too-much", (Change(node, part, None),), part)
            if isinstance(old, ast.expr) and part == "step":
                one = placed(ast.Constant(1), old)
                yield Idea(2.0, "constant", (Change(node, part, one),), part)


def _of_target(slot: Slot, scope: Scope) -> Iterator[Idea]:
    elements = slot.node.elts
    if len(elements) in (2, 3):
        for order in permutations(range(len(elements))):
            if order != tuple(range(len(elements))):
                new = [elements[i] for i in order]
                yield Idea(1.4, "order", (Change(slot.node, "elts", new),), "target")


def _of_tuple(slot: Slot, scope: Scope) -> Iterator[Idea]:
    elements = slot.node.elts
    if len(elements) in (2, 3, 4) and not isinstance(slot.parent, ast.Subscript):
        for order in permutations(range(len(elements))):
            if order != tuple(range(len(elements))):
                moved = sum(i != at for at, i in enumerate(order))
                new = [elements[i] for i in order]
                cost = 1.3 if len(elements) == 2 else 1.4 + 0.3 * moved
                yield Idea(cost, "order", (Change(slot.node, "elts", new),), str(order))
    if len(elements) == 2 and all(isinstance(each, ast.Tuple) for each in elements):
        return
    if len(elements) in (2, 3):
        for i in range(len(elements)):
            new = [each for at, each in enumerate(elements) if at != i]
            yield Idea(2.8, "too-much", (Change(slot.node, "elts", new),), "element")


def _of_attribute(slot: Slot, scope: Scope) -> Iterator[Idea]:
    node = slot.node
    if node.attr == "T":
        yield Idea(1.4, "too-much", (slot.becomes(node.value),), "T")
    for new in _NEIGHBOURS.get(node.attr, ()):
        yield Idea(1.5, "function", (Change(node, "attr", new),), new)


def _of_call(slot: Slot, scope: Scope) -> Iterator[Idea]:
    node, word = slot.node, called(slot.node)
    for i, argument in enumerate(node.args):
        if not isinstance(argument, ast.Starred):
            cost = 1.9 if len(node.args) == 1 else 2.6
            yield Idea(cost, "too-much", (slot.becomes(argument),), f"call {i}")
            fewer = [*node.args[:i], *node.args[i + 1 :]]
            yield Idea(2.3, "argument", (Change(node, "args", fewer),), f"without {i}")
    for i in range(len(node.args) - 1):
        swapped = list(node.args)
        swapped[i], swapped[i + 1] = swapped[i + 1], swapped[i]
        yield Idea(1.8, "order", (Change(node, "args", swapped),), "arguments")
    for i in range(len(node.keywords)):
        fewer = [*node.keywords[:i], *node.keywords[i + 1 :]]
        yield Idea(1.9, "argument", (Change(node, "keywords", fewer),), "keyword")
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value, scope):
        yield Idea(1.9, "too-much", (slot.becomes(node.func.value),), "method")
    if word in _REDUCTIONS and not any(each.arg == "axis" for each in node.keywords):
        for axis in ("(0, 1)", "0", "1", "-1"):
            more = [*node.keywords, placed(ast.keyword("axis", fresh(axis)), node)]
            yield Idea(2.3, "argument", (Change(node, "keywords", more),), f"axis {axis}")
    if word == "range" and len(node.args) == 1:
        for name in scope.named(NUMBER):
            args = [ast.Constant(0), node.args[0], _load(name)]
            cost = 1.5 if name in scope.idle else 2.9
            args = [placed(each, node) for each in args]
            yield Idea(cost, "missing", (Change(node, "args", args),), "step", (name,))


def _is_module(node: ast.expr, scope: Scope) -> bool:
    return isinstance(node, ast.Name) and node.id not in scope.trace.sorts


def wrapped(slot: Slot, scope: Scope) -> Iterator[Idea]:
    """What could be done to a value as a whole: where it is returned, or kept."""
    np = scope.numpy
    texts = [
        (2.4, "float({})"),
        (2.6, "int({})"),
        (2.8, "list({})"),
        (2.9, "abs({})"),
        (2.2, "-({})"),
    ]
    if np:
        texts += [
            (2.2, f"{np}.maximum({{}}, 0)"),
            (2.3, f"{np}.asarray({{}}, dtype=float)"),
            (2.6, f"{np}.asarray({{}})"),
            (2.3, "({}).T"),
            (2.8, "({}).copy()"),
            (2.9, "({}).reshape(-1)"),
            (2.8, f"{np}.round({{}}, 12)"),
        ]
    for cost, text in texts:
        new = _Put(slot.node).visit(fresh(text.format("_value_")))
        extra = 0.0 if isinstance(slot.parent, ast.Return) else 0.5
        yield Idea(cost + extra, "converted", (slot.becomes(new),), text)


class _Put(ast.NodeTransformer):
    def __init__(self, value: ast.expr) -> None:
        self._value = value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._value if node.id == "_value_" else node


_MAKERS: dict[type[ast.AST], Callable[[Slot, Scope], Iterator[Idea]]] = {
    ast.Constant: _of_constant,
    ast.Name: _of_name,
    ast.BinOp: _of_operation,
    ast.Compare: _of_comparison,
    ast.BoolOp: _of_logic,
    ast.UnaryOp: _of_sign,
    ast.Subscript: _of_subscript,
    ast.Slice: _of_slice,
    ast.Tuple: _of_tuple,
    ast.Attribute: _of_attribute,
    ast.Call: _of_call,
}
