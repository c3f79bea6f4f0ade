"""What a model computes, as a TensorFlow graph: data, which another worker can run.

A graph has operations and no Python. So it is run where nothing of the submission ever ran, and
whatever a model's class does besides stays behind.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import keras
import numpy as np
import tensorflow as tf

Graph = tuple[np.ndarray, list[str], list[str]]


def traced(model: Any, shape: Sequence[int], weights: Sequence[Any]) -> Graph:
    """The graph of a model for pictures of a shape, as (bytes in uint8, inputs, outputs).

    Its inputs are the pictures, float32 of shape (N, *shape), then values for these weights.
    """
    known = {id(variable) for variable in weights}
    fixed = [(each, each.numpy()) for each in model.variables if id(each) not in known]

    def call(pictures: Any, *values: Any) -> Any:
        state = [*zip(weights, values, strict=True)]
        state += [(variable, tf.constant(value)) for variable, value in fixed]
        with keras.StatelessScope(state_mapping=state):
            return model(pictures, training=False)

    specs = [tf.TensorSpec(each.shape, each.dtype) for each in weights]
    function = tf.function(call).get_concrete_function(
        tf.TensorSpec([None, *shape], tf.float32), *specs
    )
    data = function.graph.as_graph_def().SerializeToString()
    names = [each.name for each in function.inputs], [each.name for each in function.outputs]
    return np.frombuffer(data, np.uint8), *names


def run_graph(graph: Graph, values: Sequence[np.ndarray]) -> np.ndarray:
    """What a graph computes of its inputs, in float64."""
    data, inputs, outputs = graph
    function = _imported(data.tobytes(), tuple(inputs), tuple(outputs))
    (computed,) = function(*(tf.constant(each, tf.float32) for each in values))
    return np.asarray(computed, "float64")


@lru_cache(maxsize=8)
def _imported(data: bytes, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> Any:
    """The function behind a graph; the same graph is run several times."""
    definition = tf.compat.v1.GraphDef()
    definition.ParseFromString(data)
    return tf.compat.v1.wrap_function(
        lambda: tf.graph_util.import_graph_def(definition, name=""), []
    ).prune(list(inputs), list(outputs))
