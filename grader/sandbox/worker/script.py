"""Runs a script of a submission. As in a notebook, a line that fails costs what it would have made.

An experiment below the functions, a plot or an import that is not there must not cost the functions
their points: the line is told of, and what stands below it runs.
"""

import ast
import importlib.util
import linecache
from functools import cached_property, reduce
from operator import or_
from types import ModuleType

from grader.sandbox.worker.cells import future_flags
from grader.sandbox.worker.ipython import parse
from grader.sandbox.worker.names import statement

MAX_STATEMENTS = 10_000  # below the one that failed
_ENDS = (SystemExit, KeyboardInterrupt)


class Script:
    """The file of one exercise.

    After `run`, `failed` is the first thing that a line raised, `left_out` are the lines that are
    for IPython, as in a script that was saved from a notebook, and `nodes` its statements.
    """

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        self.content = content
        self.failed: BaseException | None = None
        self.left_out: list[tuple[int, int]] = []
        self._failures: dict[str, BaseException] = {}

    def run(self, module: ModuleType) -> None:
        """Runs the file. Raises `SyntaxError` and its like where nothing of it can run."""
        source = self._decoded()
        # Lets `traceback` and `inspect` show lines of a file that is not on disk.
        lines = source.splitlines(keepends=True)
        linecache.cache[self.file] = (len(source), None, lines, self.file)
        try:
            code = compile(source, self.file, "exec")
        except SyntaxError:
            nodes, left_out = parse(source, self.file)
            self.left_out = [(0, line) for line in left_out]
            code = compile(ast.Module(nodes, []), self.file, "exec")
        try:
            exec(code, vars(module))
        except BaseException as error:
            self._go_on(error, module)

    @cached_property
    def nodes(self) -> list[ast.stmt]:
        """The statements. Most submissions need none: to parse one takes as long as to load it."""
        return parse(self._decoded(), self.file)[0]

    def cause(self, name: str) -> BaseException | None:
        """Why a name has no value: what was raised in the line that would have given it one."""
        return self._failures.get(name)

    def _go_on(self, error: BaseException, module: ModuleType) -> None:
        """Runs what stands below the statement that raised."""
        self.failed = error
        nodes = self.nodes
        line = self._line_in_module(error)
        flags = reduce(or_, map(future_flags, nodes), 0)
        self._note([node for node in nodes if _covers(node, line)], error, flags)
        for number, node in enumerate(node for node in nodes if _first_line(node) > line):
            if isinstance(error, _ENDS) or number > MAX_STATEMENTS:
                self._note([node], error, flags)
                continue
            try:
                part = ast.Module([node], [])
                exec(compile(part, self.file, "exec", flags, dont_inherit=True), vars(module))
            except BaseException as raised:
                error = raised
                self._note([node], raised, flags)

    def _line_in_module(self, error: BaseException) -> int:
        """The line of the file itself, outside of all functions, that raised."""
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename == self.file and code.co_name == "<module>":
                return trace.tb_lineno
            trace = trace.tb_next
        return 0

    def _note(self, nodes: list[ast.stmt], error: BaseException, flags: int) -> None:
        for node in nodes:
            self._failures |= dict.fromkeys(statement(node, self.file, flags).binds, error)

    def _decoded(self) -> str:
        try:
            return importlib.util.decode_source(self.content)
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            place = (self.file, line, None, None)
            raise SyntaxError("the file is not saved as UTF-8", place) from error


def _first_line(node: ast.stmt) -> int:
    lines = [node.lineno]
    lines += (each.lineno for each in getattr(node, "decorator_list", []))
    return min(lines)


def _covers(node: ast.stmt, line: int) -> bool:
    return _first_line(node) <= line <= (node.end_lineno or node.lineno)
