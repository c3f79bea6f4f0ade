"""Imports a submission from its text, and tells which functions are still stubs."""

import ast
import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType

from grader.sandbox.worker.cells import SlicedNotebook
from grader.sandbox.worker.script import Script

PACKAGE = "exercises"
MAX_FUNCTIONS = 1000
STUB = "NotImplementedError"

Run = Callable[[str, ModuleType, Callable[[], None]], None]


class SubmissionFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """`import conv` and `import exercises.conv` both mean the submission's own file.

    `run` is given each of its modules, with what executes it.
    """

    def __init__(self, files: Mapping[str, Script | SlicedNotebook], run: Run) -> None:
        self._files = files
        self._run = run

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name == PACKAGE:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        if name.removeprefix(f"{PACKAGE}.") in self._files:
            source = self._files[name.removeprefix(f"{PACKAGE}.")]
            return importlib.machinery.ModuleSpec(name, self, origin=source.file)
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        if name == PACKAGE:
            return
        if not name.startswith(f"{PACKAGE}."):
            sys.modules[name] = importlib.import_module(f"{PACKAGE}.{name}")
            return
        stem = name.removeprefix(f"{PACKAGE}.")
        module.__file__ = self._files[stem].file
        self._run(stem, module, lambda: self._files[stem].run(module))


def load(exercise: str, files: Mapping[str, Script | SlicedNotebook], run: Run) -> ModuleType:
    """Imports `exercise` of a submission; raises whatever its code raises."""
    sys.meta_path.insert(0, SubmissionFinder(files, run))
    return importlib.import_module(f"{PACKAGE}.{exercise}")


def functions(module: ModuleType, source: Script | SlicedNotebook) -> dict[str, bool]:
    """The callables of a module; True for those that are still the stub."""
    names = [name for name, value in vars(module).items() if callable(value)]
    stubs = _stubs(_definitions(source))
    return {name: name in stubs for name in names[:MAX_FUNCTIONS]}


def _definitions(source: Script | SlicedNotebook) -> list[ast.stmt]:
    if isinstance(source, SlicedNotebook) or STUB.encode() in source.content:
        return source.nodes
    return []


def _stubs(nodes: list[ast.stmt]) -> set[str]:
    found = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}
    return {name for name, node in found.items() if is_stub(node)}


def is_stub(node: ast.FunctionDef) -> bool:
    """Whether a function has nothing but its docstring and `raise NotImplementedError`."""
    body = [statement for statement in node.body if not _is_text(statement)]
    return len(body) == 1 and isinstance(body[0], ast.Raise) and _is_not_implemented(body[0])


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_not_implemented(statement: ast.Raise) -> bool:
    raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
    return isinstance(raised, ast.Name) and raised.id == STUB
