"""Gives a scene its picture, a set of clothes, and the student's functions to call."""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from msgspec import Struct

from grader.checks import Answer, ModelData, Models
from grader.checks.dialogue import Dialogue
from grader.checks.show import describe
from grader.checks.verdict import Verdict
from grader.grading.pool import NothingToCall
from grader.language import _
from grader.pictures.clothes import Clothes
from grader.pictures.fits import Fit, Unfit
from grader.pictures.scene_calls import SceneCalls
from grader.records.report import Status
from grader.text import shortened

T = TypeVar("T")

MAX_WHY = 200
_LOST = (Status.TIMEOUT, Status.CRASHED, Status.MEMORY)


class Missing(Struct, frozen=True):
    """In place of a value that a function did not give: which function, and why, in a sentence.

    Whatever is asked of it or with it is missing for the same reason.
    """

    function: str
    why: str

    def __getitem__(self, key: Any) -> "Missing":
        return self


class Stage:
    """`picture` is (H, W) uint8, bright on dark; `clothes` are there to train a network with."""

    def __init__(self, line: SceneCalls, picture: np.ndarray, clothes: Clothes) -> None:
        self.picture = picture
        self.clothes = clothes
        self._line = line
        self._lost: dict[str, Missing] = {}

    def ask(self, fit: Fit[T], function: str, *args: Any) -> T | Missing:
        """Calls the student's function and returns what `fit` makes of its answer.

        Where an argument is missing, the answer is missing too, and nothing is called. A function
        that was lost (it hung, it crashed) is not called again.
        """
        for arg in args:
            if isinstance(arg, Missing):
                return arg
        if function in self._lost:
            return self._lost[function]
        return self._drawable(fit, function, lambda: self._call(function, args))

    def score(
        self, trained: ModelData | Missing, pictures: np.ndarray, labels: np.ndarray
    ) -> dict[str, float] | Missing:
        """The loss and the metrics that a model was compiled with, for pictures (N, H, W) uint8."""
        if isinstance(trained, Missing):
            return trained
        scaled = (pictures[..., np.newaxis] / 255).astype(np.float32)
        evaluate = Models(Dialogue(self._line)).evaluate
        function = self._line.function
        return self._drawable(_scores, function, lambda: evaluate(trained, scaled, labels))

    def _call(self, function: str, args: tuple[Any, ...]) -> Answer:
        return Dialogue(self._line).ask(function, args, {})

    def _drawable(self, fit: Fit[T], function: str, call: Callable[[], Answer]) -> T | Missing:
        try:
            answer = call()
            return fit(answer.value)
        except Unfit as unfit:
            text = _("{function} gave {what}, expected {expected}")
            why = text.format(function=function, what=describe(answer.value), expected=unfit)
        except NothingToCall as verdict:
            why = verdict.message
        except Verdict as verdict:
            why = f"{function}: {verdict.message}"
            if verdict.status in _LOST:
                self._lost[function] = Missing(function, shortened(why, MAX_WHY))
        return Missing(function, shortened(why, MAX_WHY))


def _scores(value: Any) -> dict[str, float]:
    if not isinstance(value, dict) or not all(isinstance(one, float) for one in value.values()):
        raise Unfit(_("a model that can be evaluated"))
    return {str(name): score for name, score in value.items()}
