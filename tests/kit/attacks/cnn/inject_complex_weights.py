"""Gives weights that are no real numbers, in the right shapes."""

import sys

import numpy as np
from accomplice import attempt

models = sys.modules["grader.sandbox.worker.models"]


def train(model, images, labels, epochs=5):
    attempt("complex weights")
    shapes = [each.shape for each in models._variables(model)]
    models._weights = lambda model: iter([models.pack(np.full(each, 1j)) for each in shapes])
    return model
