"""Answers the requests of the trusted side, one after another, until the channel closes."""

import random
from types import ModuleType
from typing import Any

import numpy as np

from grader.protocol.channel import Channel, ChannelClosed
from grader.protocol.messages import (
    Call,
    Load,
    Loaded,
    MakeModel,
    Raised,
    Reply,
    Request,
    Returned,
    UseModel,
)
from grader.protocol.packed import Model, Packed
from grader.protocol.values import opaque, pack, unpack
from grader.worker import failure, loader
from grader.worker.placeholders import Placeholders
from grader.worker.stand_ins import StandIns
from grader.worker.streams import Capture, flush_output

# What a student's code may throw at us: everything, `SystemExit` and `KeyboardInterrupt` included.
_ANYTHING = BaseException


class Server:
    """Holds one loaded exercise and runs its functions."""

    def __init__(self, flavour: str, capture: Capture, channel: Channel[Reply, Request]) -> None:
        self._channel = channel
        self._capture = capture
        self._stand_ins = StandIns(channel)
        self._module = ModuleType("nothing_loaded")
        self._files: frozenset[str] = frozenset()
        self._placeholders = Placeholders()
        self._models: Any = None
        self._placeholders.install(instead=flavour == "numpy")
        if flavour == "tensorflow":
            from grader.worker.models import Models

            self._models = Models()

    def serve(self) -> None:
        """Answers until the other side hangs up."""
        while True:
            try:
                self._channel.send(self.answer(self._channel.receive()))
            except ChannelClosed:
                return

    def answer(self, request: Request) -> Reply:
        try:
            match request:
                case Load():
                    return self._load(request)
                case Call():
                    return self._call(request)
                case MakeModel():
                    self._seed(request.seed)
                    return self._returned(self._models.make(request.layers, request.compile))
                case UseModel():
                    return self._returned(self._models.use(request.action, self._args(request)))
                case _:
                    raise RuntimeError("an answer came without a question")
        except _ANYTHING as error:
            return self._raised(error)

    def _load(self, request: Load) -> Loaded:
        self._files = frozenset(f"{name}.py" for name in request.files)
        for exercise, names in request.stand_ins.items():
            self._stand_ins.offer(exercise, names)
        self._module = loader.load(request.exercise, request.files, self._stand_ins.replace)
        self._placeholders.loading = False
        return Loaded(loader.functions(self._module, request.files[request.exercise]))

    def _call(self, request: Call) -> Returned:
        arguments = self._args(request)
        kwargs = {name: unpack(value) for name, value in request.kwargs.items()}
        self._seed(request.seed)
        with self._stand_ins.during(self._module, request.stand_ins):
            value = getattr(self._module, request.function)(*arguments, **kwargs)
        return self._returned(value, arguments)

    def _args(self, request: Call | UseModel) -> list[Any]:
        return [unpack(value, self._model) for value in request.args]

    def _returned(self, value: Any, arguments: list[Any] | None = None) -> Returned:
        packed = pack(value, self._pack_model)
        after = [pack(argument, opaque) for argument in arguments or []]
        return Returned(packed, after, self._printed())

    def _raised(self, error: BaseException) -> Raised:
        return failure.describe(error, self._printed(), self._files)

    def _printed(self) -> str:
        flush_output()
        return self._capture.take()

    def _model(self, model: Model) -> Any:
        return self._models.kept(model.handle)

    def _pack_model(self, value: Any) -> Packed:
        described: Packed = self._models.describe(value) if self._models else None
        return described or opaque(value)

    def _seed(self, seed: int) -> None:
        random.seed(seed)
        np.random.seed(seed % 2**32)
        if self._models:
            self._models.seed(seed % 2**32)
