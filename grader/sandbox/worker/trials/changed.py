"""Runs a function with small changes in it. What is right is judged elsewhere."""

import ast
import sys
import time
import traceback
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import msgspec
import numpy as np

from grader.sandbox.wire.messages import (
    Located,
    Path,
    Place,
    Probed,
    Raised,
    Returned,
    TryOut,
)
from grader.sandbox.wire.values import pack, unpack
from grader.sandbox.worker.trials.edit import Edit, made, placed
from grader.sandbox.worker.trials.edits import edits
from grader.sandbox.worker.trials.scope import Scope, Trace, scope, sort_of
from grader.sandbox.worker.trials.variants import PICK, Variant, variants

MOST_TICKS = 200_000
LEAST_TICKS = 500
MAX_BYTES = 2**21
MAX_ANSWERS = 400
MAX_TEXT = 80
TICK = "__tick__"

_NOTHING = compile("", "nothing", "exec")
_NO_CODE = (SyntaxError, ValueError, TypeError, RecursionError, MemoryError)


class Endless(BaseException):
    """A loop has gone round too often."""


class Definition(NamedTuple):
    """A top-level function of a submission: the name that its code runs under, and its file."""

    node: ast.FunctionDef
    name: str
    file: str
    cell: int
    lines: Sequence[str]


class Ticks:
    """Counts how often loops go round, and ends those that go round too often."""

    def __init__(self) -> None:
        self.count = 0
        self.most = MOST_TICKS

    def tick(self) -> None:
        self.count += 1
        if self.count > self.most:
            raise Endless


class ChangedFunctions:
    """The functions that may be changed, and the calls on which the changes are tried."""

    def __init__(
        self, module: ModuleType, definitions: Mapping[str, Definition], order: TryOut
    ) -> None:
        self._module = module
        self._function = order.function
        self._calls = order.calls
        self._ticks = Ticks()
        self._definitions = _reached(definitions, order.function, order.spared)
        self._nodes = [each.node for each in self._definitions]
        self._numpy = _alias_of_numpy(module)
        self._edits: dict[tuple[Path, int], list[Variant]] = {}
        self._limits: dict[int, int] = {}
        vars(module)[TICK] = self._ticks.tick
        for node in self._nodes:
            _prepare(node)
        self._use(range(len(self._nodes)))

    # --- what is asked

    def answers(self, path: Path, calls: Sequence[int]) -> list[Returned | Raised]:
        """What the function answers with these edits in it, one made after another."""
        with self._changed(path), _quiet():
            return [self._answer(number, changed=bool(path)) for number in calls]

    def probe(self, path: Path, call: int, first: int, seconds: float) -> Probed:
        """The answers to one call with each edit on top of others, from number `first` on."""
        began = time.process_time()
        found = self._found(path, call)
        distinct: dict[bytes, int] = {}
        answers: list[Returned | Raised] = []
        of: list[int] = []
        size, until = 0, began + seconds
        with self._changed(path), _quiet():
            for number in range(first, len(found)):
                over = time.process_time() > until and of
                if over or size > MAX_BYTES or len(answers) >= MAX_ANSWERS:
                    break
                answer = self._with(found[number], call)
                if answer is None:
                    of.append(-1)
                    continue
                encoded = msgspec.msgpack.encode(answer)
                if encoded not in distinct:
                    distinct[encoded] = len(answers)
                    answers.append(answer)
                    size += len(encoded)
                of.append(distinct[encoded])
        return Probed(answers, of, first + len(of) < len(found), time.process_time() - began)

    def located(self, path: Path) -> Located:
        """Where the last of these edits is, and what it does."""
        before, edit = path[:-1], self._edit(path)
        definition = self._definitions[edit.function]
        with self._changed(before):
            nodes = [each for each in edit.at if hasattr(each, "lineno")] or [definition.node]
            statement = _statement_of(definition.node, nodes[0])
            old = _head(statement)
            text = _shown(definition, nodes[0])
            whole = ast.unparse(definition.node)
            with made(edit.changes):
                new = _head(statement)
                changed = ast.unparse(definition.node)
        if new == old:
            old, new = _difference(whole, changed)
        line = min(nodes[0].lineno, len(definition.lines) or nodes[0].lineno)
        place = Place(definition.file, line, self._nodes[edit.function].name, definition.cell)
        return Located(place, text, edit.kind, old[:500], new[:500])

    # --- edits

    def _found(self, path: Path, call: int) -> list[Variant]:
        key = (path, call)
        if key not in self._edits:
            with self._changed(path):
                self._edits[key] = variants(edits(self._scopes(call)))
        return self._edits[key]

    def _scopes(self, call: int) -> Iterator[Scope]:
        traces = self._traced(call)
        for number, node in enumerate(self._nodes):
            trace = traces.get(node.name)
            if trace is not None:
                yield scope(number, node, trace, self._numpy)

    def _edit(self, path: Path) -> Edit:
        call, number = path[-1]
        return self._found(path[:-1], call)[number].edit

    @contextmanager
    def _changed(self, path: Path) -> Iterator[None]:
        """The functions have these edits inside."""
        done = [self._edit(path[: i + 1]) for i in range(len(path))]
        with ExitStack() as stack:
            for edit in done:
                stack.enter_context(made(edit.changes))
            touched = {edit.function for edit in done}
            self._use(touched)
            yield
        self._use(touched)

    def _use(self, numbers: Any) -> None:
        for number in numbers:
            code = self._compiled(number)
            self._put(number, code)

    def _compiled(self, number: int) -> CodeType:
        module = ast.Module([self._nodes[number]], [])
        return compile(module, self._definitions[number].name, "exec", dont_inherit=True)

    def _put(self, number: int, code: CodeType) -> None:
        own: dict[str, Any] = {}
        exec(code, vars(self._module), own)
        name = self._nodes[number].name
        vars(self._module)[name] = own[name]

    def _with(self, variant: Variant, call: int) -> Returned | Raised | None:
        """The answer with one more edit; None where it makes no code."""
        number = variant.edit.function
        code = variant.group.code
        if code is None:
            try:
                with made(variant.group.changes()):
                    code = variant.group.code = self._compiled(number)
            except _NO_CODE:
                variant.group.code = code = _NOTHING
        if code is _NOTHING:
            return None
        name = self._nodes[number].name
        before = vars(self._module).get(name)
        vars(self._module)[PICK] = variant.number
        try:
            self._put(number, code)
            return self._answer(call, changed=True)
        except Exception:  # a default value that cannot be calculated
            return None
        finally:
            vars(self._module)[name] = before

    # --- calls

    def _answer(self, number: int, changed: bool) -> Returned | Raised:
        call = self._calls[number]
        arguments = [unpack(value) for value in call.args]
        kwargs = {name: unpack(value) for name, value in call.kwargs.items()}
        self._ticks.count = 0
        if changed:
            self._ticks.most = self._limits.get(number, LEAST_TICKS)
        else:
            self._ticks.most = MOST_TICKS
        try:
            value = vars(self._module)[call.function](*arguments, **kwargs)
            return Returned(pack(value), [pack(each) for each in arguments], "")
        except Endless as error:
            return self._endless(error, changed)
        except BaseException as error:
            return Raised(
                [str(kind.__name__)[:100] for kind in type(error).__mro__[:20]], "", [], ""
            )
        finally:
            if not changed:
                ended = self._ticks.count > MOST_TICKS
                self._limits[number] = max(LEAST_TICKS, 0 if ended else 4 * self._ticks.count)

    def _endless(self, error: Endless, changed: bool) -> Raised:
        """Of the code as it is: the loop that did not end, the innermost where it is in others."""
        names = {each.name: each for each in self._definitions}
        frames = traceback.walk_tb(None if changed else error.__traceback__)
        inside = [
            (names[frame.f_code.co_filename], frame.f_code.co_name, line)
            for frame, line in frames
            if frame.f_code.co_filename in names
        ]
        if not inside:
            return Raised([Endless.__name__], "", [], "")
        home, function, line = inside[-1]
        text = home.lines[line - 1].strip() if line <= len(home.lines) else ""
        place = Place(home.file, line, function, home.cell)
        return Raised([Endless.__name__], text[:MAX_TEXT], [place], "")

    def _traced(self, call: int) -> dict[str, Trace]:
        """What the call does in each of the functions, as they are now."""
        lines: dict[str, set[int]] = {}
        sorts: dict[str, dict[str, str]] = {}
        codes = {
            function.__code__: node.name
            for node in self._nodes
            if isinstance(function := vars(self._module).get(node.name), FunctionType)
        }

        def within(frame: FrameType, event: str, _argument: Any) -> Any:
            name = codes[frame.f_code]
            lines[name].add(frame.f_lineno)
            if event == "return" or len(sorts[name]) < frame.f_code.co_nlocals:
                for each, value in frame.f_locals.items():
                    sorts[name].setdefault(each, sort_of(value))
            return within

        def entered(frame: FrameType, event: str, _argument: Any) -> Any:
            if frame.f_code not in codes:
                return None
            name = codes[frame.f_code]
            lines.setdefault(name, {frame.f_lineno})
            sorts.setdefault(name, {})
            return within(frame, event, None)

        before = sys.gettrace()
        sys.settrace(entered)
        try:
            with _quiet():
                self._answer(call, changed=call in self._limits)
        finally:
            sys.settrace(before)
        return {name: Trace(frozenset(those), sorts[name]) for name, those in lines.items()}


def _prepare(node: ast.FunctionDef) -> None:
    """Leaves out what has no effect, and has every loop counted."""
    node.decorator_list = []
    node.returns = None
    for argument in ast.walk(node.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    if len(node.body) > 1 and ast.get_docstring(node, clean=False) is not None:
        node.body = node.body[1:]
    for part in list(ast.walk(node)):
        if isinstance(part, (ast.For, ast.While)):
            part.body = [_tick(part), *part.body]


def _tick(loop: ast.stmt) -> ast.stmt:
    call = ast.Expr(ast.Call(ast.Name(TICK, ast.Load()), [], []))
    tick: ast.stmt = placed(call, loop)
    tick.is_tick = True  # type: ignore[attr-defined]
    return tick


def _reached(
    definitions: Mapping[str, Definition], function: str, spared: Sequence[str]
) -> list[Definition]:
    """A function and the helpers that it names, and those that they name."""
    names = [function]
    for name in names:
        if name in definitions:
            words = {
                part.id for part in ast.walk(definitions[name].node) if isinstance(part, ast.Name)
            }
            names += sorted((words & definitions.keys()) - {*names, *spared})
    return [definitions[name] for name in names if name in definitions]


def _alias_of_numpy(module: ModuleType) -> str:
    return next((name for name, value in vars(module).items() if value is np), "")


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


# --- in words


def _statement_of(function: ast.FunctionDef, node: Any) -> ast.AST:
    """The innermost statement that holds a node."""
    best: ast.AST = function
    for part in ast.walk(function):
        if isinstance(part, ast.stmt) and any(each is node for each in ast.walk(part)):
            best = part
    return best


def _head(statement: ast.AST) -> str:
    """A statement without what stands in its block."""
    try:
        lines = ast.unparse(statement).splitlines()
    except (ValueError, RecursionError, AttributeError):
        return ""
    return lines[0] if lines else ""


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines that differ."""
    old = [line for line in before.splitlines() if TICK not in line]
    new = [line for line in after.splitlines() if TICK not in line]
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return "\n".join(old), "\n".join(new)


def _shown(definition: Definition, node: Any) -> str:
    """The code to look at: the node with as much around it as says something."""
    chosen = node
    for part in _above(definition.node, node):
        if isinstance(part, ast.stmt) and not isinstance(
            part, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)
        ):
            break
        text = _text(definition, part)
        if not text or "\n" in text or len(text) > MAX_TEXT // 2:
            break
        chosen = part
    text = _text(definition, chosen) or _head(chosen)
    return text.splitlines()[0].strip()[:MAX_TEXT] if text else ""


def _above(function: ast.AST, node: Any) -> list[ast.AST]:
    """What holds a node, from the inside out."""
    holding = [part for part in ast.walk(function) if any(each is node for each in ast.walk(part))]
    return list(reversed(holding))[0:]


def _text(definition: Definition, node: Any) -> str:
    source = "".join(definition.lines)
    with suppress(Exception):
        return ast.get_source_segment(source, node) or ""
    return ""
