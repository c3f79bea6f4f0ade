"""What a scene is written with. See `tests/scenes` for how it reads."""

from grader.records.scene import Curve, Numbers, Panel, Pixels, Scene, Stamps
from grader.show.fits import Unfit, array, entries, integers, model, real, whole
from grader.show.panels import chart, join, numbers, picture
from grader.show.stage import Missing, Stage

__all__ = [
    "Curve",
    "Missing",
    "Numbers",
    "Panel",
    "Pixels",
    "Scene",
    "Stage",
    "Stamps",
    "Unfit",
    "array",
    "chart",
    "entries",
    "integers",
    "join",
    "model",
    "numbers",
    "picture",
    "real",
    "whole",
]
