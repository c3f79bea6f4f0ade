"""The functions of other exercises that a solution builds on. A notebook cannot import them."""

import ast
from collections.abc import Mapping

from grader.course.solution_code import without_markers


def imports(source: str, exercises: Mapping[str, str]) -> dict[str, str]:
    """Returns the exercise that each name is imported from by the top level of a source."""
    return {
        alias.name: node.module
        for node in ast.parse(source).body
        if isinstance(node, ast.ImportFrom) and node.module and node.module in exercises
        for alias in node.names
    }


def brought(source: str, exercises: Mapping[str, str]) -> str:
    """Returns the code of all that a source imports from solutions, by exercise, and of what that
    builds on, each definition once."""
    found: dict[tuple[str, str], str] = {}
    for name, exercise in imports(source, exercises).items():
        _add(found, exercise, name, exercises)
    return "\n\n\n".join(without_markers(code).strip() for code in found.values())


def _add(
    found: dict[tuple[str, str], str], exercise: str, name: str, exercises: Mapping[str, str]
) -> None:
    """Adds a definition of an exercise, after those that it names."""
    source = exercises[exercise]
    elsewhere, here = imports(source, exercises), _definitions(source)
    if (exercise, name) in found or name not in here:
        return
    found[exercise, name] = ""  # it may name itself
    for used in sorted(_names(here[name])):
        if used in elsewhere:
            _add(found, elsewhere[used], used, exercises)
        else:
            _add(found, exercise, used, exercises)
    del found[exercise, name]
    found[exercise, name] = ast.get_source_segment(source, here[name]) or ""


def _definitions(source: str) -> dict[str, ast.stmt]:
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node
    return found


def _names(node: ast.stmt) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
