"""Loads a notebook by a slice: of all its cells, only what the wanted functions need runs.

Plots, checks, experiments and trainings in other cells never run. What runs, runs statement by
statement in the order of the notebook, and as with the cells of a kernel, one that raises does not
stop the others. The slice is found by reading; names that are made by `exec`, `globals()` or a
magic are not seen.
"""

import __future__

import ast
import linecache
import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from types import ModuleType
from typing import Any

from grader.sandbox.worker.ipython import parse
from grader.sandbox.worker.names import Statement, statement

# What a kernel has besides Python; there is no screen here, and no shell behind it.
_OF_THE_KERNEL = {"display": lambda *_things, **_how: None, "get_ipython": lambda: None}

_NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)


class SlicedNotebook:
    """The code cells of one exercise.

    `places` are the file names that code of cells runs under, each with the notebook and the
    number of the cell. After `run`, `left_out` are the cells and lines that are not Python; line 0
    is a whole cell.
    """

    def __init__(self, file: str, cells: tuple[bytes, ...], wanted: tuple[str, ...]) -> None:
        self.file = file
        self.wanted = wanted
        self.places = {f"{file}, cell {i}": (file, i) for i in range(1, len(cells) + 1)}
        self.left_out: list[tuple[int, int]] = []
        self.nodes: list[ast.stmt] = []
        self.homes: list[str] = []  # the name in `places` of each node's cell
        self._cells = cells
        self._waiting: list[Statement] = []
        self._values: frozenset[str] = frozenset()
        self._failures: dict[str, BaseException] = {}
        self._broken: list[tuple[str, SyntaxError]] = []

    def run(self, module: ModuleType) -> None:
        """Runs what the wanted functions need. Others of its names run when they are asked for."""
        self._waiting = list(self._statements())
        values = {name for each in self._waiting for name in each.values}
        self._values = frozenset(values.difference(self.wanted))
        vars(module).update(_OF_THE_KERNEL)
        self._run(self.wanted, module)
        vars(module)["__getattr__"] = lambda name: self._later(name, module)

    def cause(self, name: str) -> BaseException | None:
        """Why a name has no value: what its statement raised, or the cell that is no Python."""
        if name in self._failures:
            return self._failures[name]
        word = re.escape(name)
        forms = rf"^\s*(?:def|class)\s+{word}\b", rf"^\s*{word}\s*=", rf"\bimport\b.*\b{word}\b"
        binding = re.compile("|".join(forms), re.MULTILINE)
        return next((error for text, error in self._broken if binding.search(text)), None)

    def _statements(self) -> Iterator[Statement]:
        flags = 0
        for (file, (_notebook, cell)), content in zip(
            self.places.items(), self._cells, strict=True
        ):
            text = _decoded(content)
            linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
            for node in self._parsed(text, file, cell):
                flags |= future_flags(node)
                try:
                    yield statement(node, file, flags)
                except _NO_PYTHON as error:
                    self._leave_out(text, file, cell, node.lineno, error)
                else:
                    self.nodes.append(node)
                    self.homes.append(file)

    def _parsed(self, text: str, file: str, cell: int) -> list[ast.stmt]:
        try:
            nodes, lines = parse(text, file)
        except _NO_PYTHON as error:
            self._leave_out(text, file, cell, 0, error)
            return []
        self.left_out += [(cell, line) for line in lines]
        return nodes

    def _leave_out(self, text: str, file: str, cell: int, line: int, error: Exception) -> None:
        if not isinstance(error, SyntaxError) or not error.lineno:
            reason = str(error) or "the code is nested too deeply"
            error = SyntaxError(reason, (file, line or 1, None, None))
        self.left_out.append((cell, line))
        self._broken.append((text, error))

    def _run(self, names: Iterable[str], module: ModuleType) -> None:
        needed = _slice(self._waiting, names, self._values)
        now = [each for each in self._waiting if each in needed]
        self._waiting = [each for each in self._waiting if each not in needed]
        for each in now:
            try:
                exec(each.code, vars(module))
            except BaseException as error:
                self._failures |= dict.fromkeys(each.binds, self._first(error))

    def _first(self, error: BaseException) -> BaseException:
        """The earlier failure that this one comes from, if there is one."""
        name = error.name if type(error) is NameError else None
        return (self.cause(name) if isinstance(name, str) else None) or error

    def _later(self, name: str, module: ModuleType) -> Any:
        """For another file that imports more from here than the wanted functions."""
        self._run([name], module)
        if name in vars(module):
            return vars(module)[name]
        raise self.cause(name) or AttributeError(f"{self.file} has no {name}")


def _slice(
    statements: list[Statement], names: Iterable[str], values: frozenset[str]
) -> set[Statement]:
    """The statements that these names need, and in turn the names that those load."""
    touching: dict[str, list[Statement]] = {}
    for each in statements:
        for name in each.binds | each.changes | (each.mentions & values):
            touching.setdefault(name, []).append(each)
    needed = {each for each in statements if each.star}
    seen = {*names, *(name for each in needed for name in each.loads)}
    reached = sorted(seen)
    for name in reached:
        for each in touching.get(name, ()):
            needed.add(each)
            reached += sorted(each.loads - seen)
            seen |= each.loads
    return needed


def _decoded(content: bytes) -> str:
    return content.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def future_flags(node: ast.stmt) -> int:
    """The compiler flags of `from __future__ import ...`, which hold for all cells below."""
    if not isinstance(node, ast.ImportFrom) or node.module != "__future__":
        return 0
    features = (getattr(__future__, each.name, None) for each in node.names)
    known = (each.compiler_flag for each in features if isinstance(each, __future__._Feature))
    return reduce(or_, known, 0)
