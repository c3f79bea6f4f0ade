"""The names that a scene of `tests/feedback` is written with."""

from grader.pictures.fits import Unfit, array, entries, integers, model, real, whole
from grader.pictures.panel_makers import chart, join, numbers, picture
from grader.pictures.stage import Missing, Stage
from grader.records.scene import Curve, Numbers, Panel, Pixels, Scene, Stamps

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
