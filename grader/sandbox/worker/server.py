"""Answers the requests of the trusted side, one after another, until the channel closes."""

import random
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.machinery import PathFinder
from traceback import clear_frames
from types import ModuleType
from typing import Any, TypeVar

import numpy as np
from msgspec.msgpack import Decoder

from grader.sandbox.wire.channel import Channel, ChannelClosed
from grader.sandbox.wire.messages import (
    Answers,
    Call,
    Calls,
    Load,
    Loaded,
    Locate,
    Located,
    MakeModel,
    Position,
    Probe,
    Probed,
    Raised,
    Reply,
    Request,
    Retry,
    Returned,
    RunGraph,
    TryOut,
    UseModel,
)
from grader.sandbox.wire.packed import Model, Packed
from grader.sandbox.wire.values import opaque, pack, unpack
from grader.sandbox.worker import failure, loader
from grader.sandbox.worker.asking import AskingFunctions
from grader.sandbox.worker.cells import SlicedNotebook
from grader.sandbox.worker.optional import OutOfReach
from grader.sandbox.worker.placeholders import Placeholders
from grader.sandbox.worker.script import Script
from grader.sandbox.worker.streams import Capture, flush_output
from grader.sandbox.worker.trials.bench import Bench

REQUESTS: Decoder[Request] = Decoder(Request)

# What a student's code may throw at us: everything, `SystemExit` and `KeyboardInterrupt` included.
_ANYTHING = BaseException

MAX_LEFT_OUT = 100

In = TypeVar("In")
Out = TypeVar("Out")


class Server:
    """Holds one loaded exercise and runs its functions."""

    def __init__(self, flavour: str, capture: Capture, channel: Channel[Reply, Request]) -> None:
        self._channel = channel
        self._capture = capture
        self._asking = AskingFunctions(channel)
        self._module = ModuleType("nothing_loaded")
        self._files: failure.OwnFiles = {}
        self._sources: tuple[Script | SlicedNotebook, ...] = ()
        self._placeholders = Placeholders()
        self._bench = Bench(self._asking)
        self._models: Any = None
        sys.meta_path.insert(sys.meta_path.index(PathFinder), OutOfReach())
        self._placeholders.install(instead=flavour == "numpy")
        if flavour == "tensorflow":
            from grader.sandbox.worker.models import ModelRegistry

            self._models = ModelRegistry()

    def serve(self) -> None:
        """Answers until the other side hangs up."""
        with suppress(ChannelClosed):
            while True:
                self.serve_one()

    def serve_one(self) -> None:
        """Answers the next request."""
        self._channel.send(self.answer(self._channel.receive()))

    def answer(self, request: Request) -> Reply:
        if isinstance(request, Calls):
            return Answers([self._tried(self._call, call) for call in request.calls])
        return self._tried(self._done, request)

    def _tried(self, act: Callable[[In], Out], request: In) -> Out | Raised:
        try:
            return act(request)
        except _ANYTHING as error:
            clear_frames(error.__traceback__)  # what filled the memory may be a variable of theirs
            return self._raised(error)

    def _done(self, request: Request) -> Loaded | Returned | Answers | Probed | Located:
        match request:
            case Load():
                return self._load(request)
            case Call():
                return self._call(request)
            case TryOut() | Probe() | Retry() | Locate():
                reply = self._bench.answer(request)
                self._printed()
                return reply
            case MakeModel():
                self._seed(request.seed)
                return self._returned(self._models.make(request.layers, request.compile))
            case UseModel():
                return self._returned(self._models.use(request.action, self._args(request)))
            case RunGraph():
                values = [unpack(value) for value in request.values]
                return self._returned(self._models.run(unpack(request.graph), values))
            case _:
                raise RuntimeError("an answer came without a question")

    def _load(self, request: Load) -> Loaded:
        sources = {name: _source(request, name) for name in request.files}
        self._sources = tuple(sources.values())
        self._files = {f"{name}.py": (f"{name}.py", 0) for name in sources}
        for source in self._sources:
            if isinstance(source, SlicedNotebook):
                self._files |= source.places
        for exercise, names in request.stand_ins.items():
            self._asking.offer(exercise, names)
        self._module = loader.load(request.exercise, sources, self._asking.replace)
        self._placeholders.loading = False
        self._bench.take(self._module, sources[request.exercise])
        return self._loaded(sources[request.exercise])

    def _loaded(self, source: Script | SlicedNotebook) -> Loaded:
        functions = loader.functions(self._module, source)
        left_out = tuple(Position(*each) for each in sorted(source.left_out)[:MAX_LEFT_OUT])
        if isinstance(source, Script):
            failed = None if source.failed is None else self._raised(source.failed)
            return Loaded(functions, left_out=left_out, failed=failed)
        missing = {name: source.cause(name) for name in source.wanted if name not in functions}
        failures = {name: self._raised(cause) for name, cause in missing.items() if cause}
        return Loaded(functions, failures, left_out)

    def _call(self, request: Call) -> Returned:
        arguments = self._args(request)
        kwargs = {name: unpack(value) for name, value in request.kwargs.items()}
        self._seed(request.seed)
        with self._asking.during(self._module, request.stand_ins):
            value = getattr(self._module, request.function)(*arguments, **kwargs)
        return self._returned(value, arguments)

    def _args(self, request: Call | UseModel) -> list[Any]:
        return [unpack(value, self._model) for value in request.args]

    def _returned(self, value: Any, arguments: list[Any] | None = None) -> Returned:
        packed = pack(value, self._pack_model)
        after = [pack(argument, opaque) for argument in arguments or []]
        return Returned(packed, after, self._printed())

    def _raised(self, error: BaseException) -> Raised:
        cause = self._cause(error)
        described = None if cause is None else failure.describe(cause, "", self._files)
        return failure.describe(error, self._printed(), self._files, described)

    def _cause(self, error: BaseException) -> BaseException | None:
        """What an earlier line or cell raised, so that a name has no value now."""
        if type(error) is not NameError or not isinstance(error.name, str):
            return None
        causes = (source.cause(error.name) for source in self._sources)
        return next((cause for cause in causes if cause is not None), None)

    def _printed(self) -> str:
        flush_output()
        return self._capture.take()

    def _model(self, model: Model) -> Any:
        return self._models.kept(model.handle)

    def _pack_model(self, value: Any) -> Packed:
        described: Packed = self._models.describe(value) if self._models else None
        return described or opaque(value)

    def _seed(self, seed: int) -> None:
        if self._models:
            self._models.seed(seed % 2**32)
        else:
            random.seed(seed)
            np.random.seed(seed % 2**32)


def _source(request: Load, exercise: str) -> Script | SlicedNotebook:
    source = request.files[exercise]
    if isinstance(source, bytes):
        return Script(f"{exercise}.py", source)
    return SlicedNotebook(f"{exercise}.ipynb", source, request.wanted.get(exercise, ()))
