"""The student's functions as a suite sees them: calls that cross to a worker, answers as data."""

import json
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from grader.language import _
from grader.protocol.messages import Call, MakeModel, Raised, Reply, Request, Returned, UseModel
from grader.protocol.packed import Opaque
from grader.protocol.values import ModelData, ValueRefused, model_handle, pack, unpack
from grader.report import Status
from grader.suite.answer import Answer
from grader.suite.show import describe
from grader.suite.verdict import Verdict


class Line(Protocol):
    """The way to the worker behind a `Student`; it ends the check where no answer comes.

    What is asked in a `trial` judges nothing: a worker that it costs is not held against the
    function.
    """

    exercise: str
    function: str
    seed: int

    def ask(self, request: Request, trial: bool = False) -> Reply: ...

    def require_function(self, name: str) -> None: ...

    def keep(self, answer: Answer) -> None: ...


class Student:
    """`student.conv2d(image, kernel)` calls that function of the submission."""

    def __init__(self, line: Line) -> None:
        self.__line = line

    def __getattr__(self, function: str) -> Callable[..., Answer]:
        if function.startswith("_"):
            raise AttributeError(function)
        line = self.__line

        def ask(args: tuple[Any, ...], kwargs: dict[str, Any], trial: bool) -> Answer:
            packed = {name: pack(value) for name, value in kwargs.items()}
            request = Call(function, [pack(arg, model_handle) for arg in args], packed, line.seed)
            return _answer(line, line.ask(request, trial), function, args, kwargs, again)

        def again(*args: Any) -> Answer:
            return ask(args, {}, trial=True)

        def call(*args: Any, **kwargs: Any) -> Answer:
            line.require_function(function)
            answer = ask(args, kwargs, trial=False)
            line.keep(answer)
            return answer

        return call


class Models:
    """The Keras models that a worker keeps, the student's and those of the kit."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def make(self, layers: list[dict[str, Any]], compile: dict[str, Any]) -> ModelData:
        """A compiled model of the kit's own, from Keras layer configurations."""
        self._line.require_function(self._line.function)
        request = MakeModel(json.dumps(layers), json.dumps(compile), self._line.seed)
        made = _answer(self._line, self._line.ask(request), "make", (), {})
        if not isinstance(made.returned, ModelData):
            raise RuntimeError(f"the kit's own model could not be made: {made.raised}")
        return made.returned

    def predict(
        self,
        model: Answer | ModelData,
        images: np.ndarray,
        weights: list[np.ndarray] | None = None,
    ) -> Answer:
        """`(N, classes)` float64 predictions, with these weights if they are given."""
        return self._use("predict", model, images, weights)

    def evaluate(self, model: Answer | ModelData, images: np.ndarray, labels: np.ndarray) -> Answer:
        """A dict of the loss and the metrics that the model was compiled with."""
        return self._use("evaluate", model, images, labels)

    def fed(self, model: Answer | ModelData) -> Answer:
        """`low`, `high` and `samples` of what a kit's model was trained with; else None."""
        return self._use("fed", model)

    def _use(self, action: Any, model: Answer | ModelData, *args: Any) -> Answer:
        data = model.value if isinstance(model, Answer) else model
        if not isinstance(data, ModelData):
            text = _("Expected a Keras model, got {value}.").format(value=describe(data))
            raise Verdict(Status.FAILED, text)
        request = UseModel(action, [pack(arg, model_handle) for arg in (data, *args)])
        reply = self._line.ask(request)
        return _answer(self._line, reply, self._line.function, (data, *args), {})


def _answer(
    line: Line,
    reply: Reply,
    function: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    again: Callable[..., Answer] | None = None,
) -> Answer:
    call = (line.exercise, function, args, kwargs)
    match reply:
        case Raised():
            return Answer(*call, None, (), reply, reply.printed, again)
        case Returned():
            value, after = _unpacked(reply)
            return Answer(*call, value, after, None, reply.printed, again)
        case _:
            raise Verdict(Status.CRASHED, _("The worker sent an answer that fits no question."))


def _unpacked(reply: Returned) -> tuple[Any, tuple[Any, ...]]:
    try:
        return unpack(reply.value), tuple(unpack(value) for value in reply.arguments)
    except (ValueRefused, RecursionError, MemoryError) as error:
        return Opaque(_("something unreadable"), str(error)), ()
