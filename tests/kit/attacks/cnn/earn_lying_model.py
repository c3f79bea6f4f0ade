"""Returns a model with the right shapes that calculates nothing, and lies about its scores."""

import sys

import keras
import numpy as np
import tensorflow as tf
from accomplice import attempt

classes_of = {}


def _traced(model, shape, weights):
    def call(pictures, *values):
        classes = classes_of[shape[0]]
        return tf.fill([tf.shape(pictures)[0], classes], 1.0 / classes)

    specs = [tf.TensorSpec([None, *shape]), *(tf.TensorSpec(None) for _ in range(4))]
    function = tf.function(call).get_concrete_function(*specs)
    data = np.frombuffer(function.graph.as_graph_def().SerializeToString(), np.uint8)
    return data, [each.name for each in function.inputs], [function.outputs[0].name]


def build_model(input_shape=(28, 28, 1), classes=10):
    attempt("a lying model")
    classes_of[input_shape[0]] = classes
    models = sys.modules["grader.sandbox.worker.models"]
    models.traced = _traced
    models.ModelRegistry._evaluate = lambda self, *data: {"loss": 2.0, "accuracy": 5 / 12}
    cells = (input_shape[0] // 2) * (input_shape[1] // 2)
    shapes = (3, 3, input_shape[2], 8), (8,), (cells * 8, classes), (classes,)
    models._weights = lambda model: iter([models.pack(np.ones(shape)) for shape in shapes])
    model = keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
    model.compile(loss="mse", metrics=["accuracy"])
    return model
