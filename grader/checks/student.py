"""The student's functions as a suite sees them: calls that cross to a worker, answers as data."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from msgspec.structs import replace

from grader.checks.answer import Answer
from grader.checks.dialogue import Dialogue
from grader.checks.plan import Planned
from grader.checks.show import describe
from grader.checks.verdict import Verdict
from grader.errors import CannotGrade
from grader.language import _
from grader.records.report import Status
from grader.sandbox.wire.messages import MakeModel, RunGraph, UseModel
from grader.sandbox.wire.packed import Packed
from grader.sandbox.wire.values import ModelData, model_handle, pack


class Asks(Protocol):
    """What a call is made with: a `Plan`, or a `Dialogue`."""

    def ask(
        self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Answer | Planned: ...


class StudentFunctions:
    """`student.conv2d(image, kernel)` calls that function of the submission."""

    def __init__(self, asks: Asks) -> None:
        self.__asks = asks

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function.startswith("_"):
            raise AttributeError(function)
        asks = self.__asks
        return lambda *args, **kwargs: asks.ask(function, args, kwargs)


class Models:
    """The Keras models that a worker keeps, the student's and those of the kit."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue

    def make(self, layers: list[dict[str, Any]], compile: dict[str, Any]) -> ModelData:
        """A compiled model of the kit's own, from Keras layer configurations.

        It is made in the submission's worker, and once more in a neutral one, which is believed.
        """
        self._dialogue.require_function()
        request = MakeModel(json.dumps(layers), json.dumps(compile), self._dialogue.seed)
        made = self._dialogue.request_neutral(request, "make", ()).returned
        if not isinstance(made, ModelData):
            raise CannotGrade(f"the kit's own model could not be made: {describe(made)}")
        theirs = self._dialogue.request(request, "make", ()).returned
        if not isinstance(theirs, ModelData):
            text = _("The worker was asked for a model of the kit's own and gave {value}.")
            raise Verdict(Status.CRASHED, text.format(value=describe(theirs)))
        return replace(made, handle=theirs.handle)

    def predict(
        self,
        model: Answer | ModelData,
        images: np.ndarray,
        weights: list[np.ndarray] | None = None,
    ) -> Answer:
        """`(N, classes)` float64 predictions, with these weights or else its own.

        What the model computes leaves the submission's worker as a graph, which a neutral worker
        runs.
        """
        data = self._data(model)
        shape = list(images.shape[1:])
        name = f"graph of model {data.handle} for {shape}"
        graph: Answer = self._dialogue.once(name, lambda: self._use("graph", data, shape))
        if graph.raised is not None:
            return graph
        values = [images, *(data.weights if weights is None else weights)]
        request = RunGraph(pack(graph.returned), [pack(each) for each in values])
        args = (data, images)
        return self._dialogue.request_neutral(request, self._dialogue.function, args)

    def evaluate(self, model: Answer | ModelData, images: np.ndarray, labels: np.ndarray) -> Answer:
        """A dict of the loss and the metrics that the model was compiled with."""
        return self._use("evaluate", model, images, labels)

    def fed(self, model: Answer | ModelData) -> Answer:
        """What a kit's model was trained with: `low`, `high`, `samples`, `total`; else None.

        `total` adds up the mean of each sample.
        """
        return self._use("fed", model)

    def look(self, model: ModelData) -> Answer:
        """The model as it is now."""
        return self._use("look", model)

    def reset(self, model: ModelData) -> None:
        """Gives a kit's model the weights back that it was made with, and an empty record."""
        self._use("reset", model, *model.weights)

    def compute(
        self,
        layers: list[dict[str, Any]],
        compile: dict[str, Any],
        images: np.ndarray,
        *weights: Sequence[np.ndarray],
    ) -> list[np.ndarray]:
        """`(N, classes)` of a model of the kit's own, for each of several weights.

        The submission's worker has no part in it.
        """
        function, shape = self._dialogue.function, list(images.shape[1:])

        def graph() -> Packed:
            make = MakeModel(json.dumps(layers), json.dumps(compile), self._dialogue.seed)
            made = self._dialogue.request_neutral(make, function, ()).value
            use = UseModel("graph", [pack(each, model_handle) for each in (made, shape)])
            return pack(self._dialogue.request_neutral(use, function, ()).value)

        kept = self._dialogue.once(f"graph of {layers} for {shape}", graph)
        runs = (RunGraph(kept, [pack(each) for each in (images, *few)]) for few in weights)
        return [self._dialogue.request_neutral(run, function, ()).value for run in runs]

    def _data(self, model: Answer | ModelData) -> ModelData:
        data = model.value if isinstance(model, Answer) else model
        if not isinstance(data, ModelData):
            text = _("Expected a Keras model, got {value}.").format(value=describe(data))
            raise Verdict(Status.FAILED, text)
        return data

    def _use(self, action: Any, model: Answer | ModelData, *args: Any) -> Answer:
        data = self._data(model)
        request = UseModel(action, [pack(arg, model_handle) for arg in (data, *args)])
        return self._dialogue.request(request, self._dialogue.function, (data, *args))
