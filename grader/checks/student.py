"""The student's functions as a suite sees them: calls that cross to a worker, answers as data."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.checks.answer import Answer
from grader.checks.interview import answer_of, asking
from grader.checks.questions import Asked, Questions
from grader.checks.show import describe
from grader.checks.verdict import Verdict
from grader.language import _
from grader.records.report import Status
from grader.sandbox.wire.messages import MakeModel, Request, UseModel
from grader.sandbox.wire.values import ModelData, model_handle, pack


class Student:
    """`student.conv2d(image, kernel)` calls that function of the submission."""

    def __init__(self, questions: Questions) -> None:
        self.__questions = questions

    def __getattr__(self, function: str) -> Callable[..., Asked]:
        if function.startswith("_"):
            raise AttributeError(function)
        questions = self.__questions

        def call(*args: Any, **kwargs: Any) -> Asked:
            return questions.add(asking(questions.line, function, args, kwargs))

        return call


class Models:
    """The Keras models that a worker keeps, the student's and those of the kit."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._line = questions.line

    def make(self, layers: list[dict[str, Any]], compile: dict[str, Any]) -> ModelData:
        """A compiled model of the kit's own, from Keras layer configurations."""
        self._line.require_function(self._line.function)
        request = MakeModel(json.dumps(layers), json.dumps(compile), self._line.seed)
        made = self._asked(request, "make", ())
        if not isinstance(made.returned, ModelData):
            raise RuntimeError(f"the kit's own model could not be made: {made.raised}")
        return made.returned

    def predict(
        self,
        model: Answer | Asked | ModelData,
        images: np.ndarray,
        weights: list[np.ndarray] | None = None,
    ) -> Answer:
        """`(N, classes)` float64 predictions, with these weights if they are given."""
        return self._use("predict", model, images, weights)

    def evaluate(
        self, model: Answer | Asked | ModelData, images: np.ndarray, labels: np.ndarray
    ) -> Answer:
        """A dict of the loss and the metrics that the model was compiled with."""
        return self._use("evaluate", model, images, labels)

    def fed(self, model: Answer | Asked | ModelData) -> Answer:
        """`low`, `high` and `samples` of what a kit's model was trained with; else None."""
        return self._use("fed", model)

    def _use(self, action: Any, model: Answer | Asked | ModelData, *args: Any) -> Answer:
        data = model.value if isinstance(model, (Answer, Asked)) else model
        if not isinstance(data, ModelData):
            text = _("Expected a Keras model, got {value}.").format(value=describe(data))
            raise Verdict(Status.FAILED, text)
        request = UseModel(action, [pack(arg, model_handle) for arg in (data, *args)])
        return self._asked(request, self._line.function, (data, *args))

    def _asked(self, request: Request, function: str, args: tuple[Any, ...]) -> Answer:
        """The answer at once, after those to all that was asked before."""
        self._questions.settle()
        return answer_of(self._line.ask(request), self._line.exercise, function, args, {})
