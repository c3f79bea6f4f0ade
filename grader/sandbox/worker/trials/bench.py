"""Where trials are made: answers what the trusted side asks about a function with small changes."""

import ast
import linecache
import time
from itertools import chain
from types import FunctionType, ModuleType

from grader.sandbox.wire.messages import (
    Answers,
    Locate,
    Located,
    Probe,
    Probed,
    Retry,
    Trial,
    TryOut,
)
from grader.sandbox.worker.asking import AskingFunctions
from grader.sandbox.worker.cells import SlicedNotebook
from grader.sandbox.worker.script import Script
from grader.sandbox.worker.trials.changed import ChangedFunctions, Definition


class Bench:
    """Holds what is changed: the functions of one exercise as text."""

    def __init__(self, asking: AskingFunctions) -> None:
        self._asking = asking
        self._stand_ins: tuple[str, ...] = ()
        self._module = ModuleType("nothing_loaded")
        self._source: Script | SlicedNotebook = Script("", b"")
        self._trials: ChangedFunctions | None = None

    def take(self, module: ModuleType, source: Script | SlicedNotebook) -> None:
        """What is going to be changed, if anything is."""
        self._module, self._source = module, source

    def answer(self, request: Trial) -> Answers | Probed | Located:
        """Raises `RuntimeError` for a question before trials were begun, or of what is no edit."""
        if isinstance(request, TryOut):
            self._asking.remember()
            self._stand_ins = request.stand_ins
        with self._asking.during(self._module, self._stand_ins):
            return self._answer(request)

    def _answer(self, request: Trial) -> Answers | Probed | Located:
        began = time.process_time()
        if isinstance(request, TryOut):
            definitions = _definitions(self._module, self._source)
            self._trials = ChangedFunctions(self._module, definitions, request)
            replies = self._trials.answers((), range(len(request.calls)))
            return Answers(replies, time.process_time() - began)
        if self._trials is None:
            raise RuntimeError("trials were not begun")
        match request:
            case Probe():
                return self._trials.probe(
                    request.path, request.call, request.first, request.seconds
                )
            case Retry():
                each = [self._trials.answers(path, request.calls) for path in request.paths]
                return Answers(list(chain(*each)), time.process_time() - began)
            case Locate():
                return self._trials.located(request.path)


def _definitions(module: ModuleType, source: Script | SlicedNotebook) -> dict[str, Definition]:
    """The functions that are what their definition says; not those that were replaced later."""
    if isinstance(source, SlicedNotebook):
        homes = [
            (node, file, source.places[file][1])
            for node, file in zip(source.nodes, source.homes, strict=True)
        ]
    else:
        homes = [(node, source.file, 0) for node in source.nodes]
    found = {}
    for node, file, cell in homes:
        if isinstance(node, ast.FunctionDef) and _is_made_by(node, file, module):
            lines = linecache.getlines(file)
            found[node.name] = Definition(node, file, source.file, cell, lines)
    return found


def _is_made_by(node: ast.FunctionDef, file: str, module: ModuleType) -> bool:
    value = vars(module).get(node.name)
    if not isinstance(value, FunctionType):
        return False
    return (value.__code__.co_filename, value.__code__.co_name) == (file, node.name)
