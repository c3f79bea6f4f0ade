"""Which earlier functions a function's code names, itself or by the helpers that it names."""

import ast
from collections.abc import Iterator, Mapping

from grader.sandbox.wire.messages import Source
from grader.sandbox.wire.reader_messages import Uses
from grader.sandbox.worker.reader.texts import trees

_OUTSIDE = ""
_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def uses(source: Source, exercise: str, functions: Mapping[str, tuple[str, ...]]) -> Uses:
    """For each function those of its names that are used; of all names those used outside."""
    definitions = _definitions(source, exercise)
    found = {
        function: tuple(sorted(_reached(definitions, function, frozenset(names))))
        for function, names in functions.items()
    }
    wanted = {name for names in functions.values() for name in names}
    return Uses(found, tuple(sorted(definitions[_OUTSIDE] & wanted)))


def _reached(
    definitions: Mapping[str, frozenset[str]], function: str, names: frozenset[str]
) -> frozenset[str]:
    reached = [function if function in definitions else _OUTSIDE]
    seen = {*reached}
    found: frozenset[str] = frozenset()
    for name in reached:
        words = definitions[name]
        found |= words & names
        helpers = (words & definitions.keys()) - seen - names
        reached += helpers
        seen |= helpers
    return found


def _definitions(source: Source, exercise: str) -> dict[str, frozenset[str]]:
    """The names in each top-level function, class and value, and those outside of functions."""
    found: dict[str, set[str]] = {_OUTSIDE: set()}
    renamed: dict[str, str] = {}
    for node in (node for tree in trees(source, exercise) for node in tree):
        places = _places(node)
        for part in ast.walk(node):
            for place in places:
                found.setdefault(place, set()).update(_names(part))
            if isinstance(part, ast.alias) and part.asname and _OUTSIDE in places:
                renamed[part.asname] = part.name
    return {
        name: frozenset(words | {renamed[word] for word in words if word in renamed})
        for name, words in found.items()
    }


def _places(node: ast.stmt) -> list[str]:
    """The function or class that a statement is; the names that it gives a value, and outside."""
    if isinstance(node, _DEFINES):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [_OUTSIDE, *(each.id for each in targets[:9] if isinstance(each, ast.Name))]


def _names(part: ast.AST) -> Iterator[str]:
    match part:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield name
        case ast.alias(name=name):
            yield from name.split(".")
        case ast.ImportFrom(module=str(module)):
            yield from module.split(".")
