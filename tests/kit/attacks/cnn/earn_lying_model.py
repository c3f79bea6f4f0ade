"""Returns a model with the right shapes that calculates nothing, and lies about its scores."""

import sys

import keras
import numpy as np
from accomplice import attempt

classes_of = {}


def _predict(self, model, images, weights=None):
    classes = classes_of[images.shape[1]]
    return np.full((len(images), classes), 1.0 / classes)


def build_model(input_shape=(28, 28, 1), classes=10):
    attempt("a lying model")
    classes_of[input_shape[0]] = classes
    models = sys.modules["grader.sandbox.worker.models"]
    models.Models._predict = _predict
    models.Models._evaluate = lambda self, *data: {"loss": 2.0, "accuracy": 5 / 12}
    cells = (input_shape[0] // 2) * (input_shape[1] // 2)
    shapes = (3, 3, input_shape[2], 8), (8,), (cells * 8, classes), (classes,)
    models._weights = lambda model: iter([models.pack(np.ones(shape)) for shape in shapes])
    model = keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
    model.compile(loss="mse", metrics=["accuracy"])
    return model
