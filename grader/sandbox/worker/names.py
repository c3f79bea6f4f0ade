"""What a statement does with names outside of all functions, read off its compiled code."""

import ast
import dis
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

_LOADS = frozenset({"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"})
_BINDS = frozenset({"STORE_NAME", "DELETE_NAME"})
_BINDS_ANYWHERE = frozenset({"STORE_GLOBAL", "DELETE_GLOBAL"})

_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)
_NOTHING: frozenset[str] = frozenset()
_ASSIGNS = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)
_FIXED = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare, ast.Tuple, ast.JoinedStr)
_NOT_FIXED = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.Call)


@dataclass(frozen=True, eq=False)
class Statement:
    """A top-level statement, ready to run.

    `binds` are names that it gives a meaning or takes it from, `loads` those that it or a function
    in it needs, `changes` those whose elements or attributes it sets. `mentions` are names that it
    may change by a call, and `values` those for which that is possible: lists, arrays and the like,
    and functions that set something outside of themselves.
    """

    code: CodeType
    binds: frozenset[str]
    loads: frozenset[str]
    changes: frozenset[str]
    mentions: frozenset[str]
    values: frozenset[str]
    star: bool


def statement(node: ast.stmt, file: str, flags: int) -> Statement:
    """Compiles a statement with these future flags. Raises what `compile` raises."""
    code = compile(ast.Module([node], []), file, "exec", flags, dont_inherit=True)
    binds, loads = _names(code)
    star = any(isinstance(each, ast.alias) and each.name == "*" for each in ast.walk(node))
    if isinstance(node, _DEFINES):
        own = frozenset({node.name})
        sets = (binds - own) | (_changed(node) & loads)
        setter = own if sets else _NOTHING
        return Statement(code, own, loads | setter, sets, _NOTHING, setter, star)
    if isinstance(node, _IMPORTS):
        return Statement(code, binds, loads, _NOTHING, _NOTHING, _NOTHING, star)
    mentions = _NOTHING if isinstance(node, (*_ASSIGNS, ast.Delete)) else loads
    return Statement(code, binds, loads, _changed(node), mentions, _values(node), star)


def _names(code: CodeType) -> tuple[frozenset[str], frozenset[str]]:
    """The global names that code binds and loads."""
    binds, loads = set(), set()
    for inside, part in _parts(code):
        for instruction in dis.get_instructions(part):
            if instruction.opname in _LOADS:
                loads.add(instruction.argval)
            elif instruction.opname in (_BINDS_ANYWHERE if inside else _BINDS | _BINDS_ANYWHERE):
                binds.add(instruction.argval)
    return frozenset(binds), frozenset(loads)


def _parts(code: CodeType) -> Iterator[tuple[bool, CodeType]]:
    """The code itself, then that of all functions and classes inside of it."""
    parts = [code]
    for part in parts:
        yield part is not code, part
        parts += [each for each in part.co_consts if isinstance(each, CodeType)]


def _changed(node: ast.stmt) -> frozenset[str]:
    """The names before the dots and brackets of what is assigned to or deleted."""
    return frozenset(
        _base(part)
        for part in ast.walk(node)
        if isinstance(part, ast.Subscript | ast.Attribute) and not isinstance(part.ctx, ast.Load)
    )


def _base(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _values(node: ast.stmt) -> frozenset[str]:
    """The names that are bound to more than a number, a text or a function."""
    parts = list(ast.walk(node))
    fixed = {
        id(name)
        for part in parts
        if isinstance(part, _ASSIGNS) and _is_fixed(part.value)
        for name in ast.walk(part)
    }
    names = (part for part in parts if isinstance(part, ast.Name) and id(part) not in fixed)
    return frozenset(name.id for name in names if isinstance(name.ctx, ast.Store))


def _is_fixed(value: ast.expr | None) -> bool:
    if value is None or isinstance(value, ast.Lambda):
        return True
    return isinstance(value, _FIXED) and not any(
        isinstance(part, _NOT_FIXED) for part in ast.walk(value)
    )
