"""Keras models inside a worker: kept under a handle, described as data, used on request."""

import json
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import keras
import numpy as np

from grader.sandbox.wire.packed import Array, Model
from grader.sandbox.wire.values import pack
from grader.sandbox.worker.graphs import Graph, run_graph, traced

MAX_LAYERS = 50
KERAS_LAYERS = frozenset(each for each in vars(keras.layers).values() if isinstance(each, type))


class Recorder(keras.layers.Layer):  # type: ignore[misc]
    """Passes its input on and remembers what a training fed it with."""

    EMPTY: ClassVar = {"low": np.inf, "high": -np.inf, "samples": 0.0, "total": 0.0}

    def __init__(self) -> None:
        super().__init__(name="recorder")
        for name, value in self.EMPTY.items():
            setattr(self, name, self._scalar(value))

    def _scalar(self, value: float) -> Any:
        start = keras.initializers.Constant(value)
        return self.add_weight(shape=(), initializer=start, trainable=False)

    def call(self, inputs: Any, training: bool = False) -> Any:
        if training:
            self.low.assign(keras.ops.minimum(self.low, keras.ops.min(inputs)))
            self.high.assign(keras.ops.maximum(self.high, keras.ops.max(inputs)))
            count = keras.ops.cast(keras.ops.shape(inputs)[0], "float32")
            self.samples.assign(self.samples + count)
            mean = keras.ops.mean(keras.ops.cast(inputs, "float32"))
            self.total.assign(self.total + count * mean)
        return inputs


class ModelRegistry:
    """The models of one worker. A handle is the index of a model in the list."""

    def __init__(self) -> None:
        self._kept: list[Any] = []

    def seed(self, seed: int) -> None:
        """Seeds Python's, NumPy's and TensorFlow's generators."""
        keras.utils.set_random_seed(seed)

    def kept(self, handle: int) -> Any:
        return self._kept[handle]

    def make(self, layers: str, compile: str) -> Any:
        """A compiled `Sequential` from layer configurations, with a recorder at its entrance."""
        built = [_deserialize("layers", config) for config in json.loads(layers)]
        model = keras.Sequential([built[0], Recorder(), *built[1:]])
        options = json.loads(compile)
        options["optimizer"] = _deserialize("optimizers", options["optimizer"])
        model.compile(**options)
        return model

    def use(self, action: str, args: list[Any]) -> Any:
        model, *rest = args
        actions: dict[str, Callable[..., Any]] = {
            "graph": self._graph,
            "evaluate": self._evaluate,
            "fed": self._fed,
            "look": lambda model: model,
            "reset": self._reset,
        }
        return actions[action](model, *rest)

    def run(self, graph: Any, values: list[np.ndarray]) -> np.ndarray:
        """What a graph computes of pictures and weights, float64."""
        return run_graph(graph, values)

    def describe(self, value: Any) -> Model | None:
        """A Keras model as data; None for anything else."""
        if not isinstance(value, keras.Model):
            return None
        if not any(value is model for model in self._kept):
            self._kept.append(value)
        handle = next(i for i, model in enumerate(self._kept) if model is value)
        return Model(
            handle,
            tuple(_summary(layer) for layer in _layers(value))[:MAX_LAYERS],
            tuple(_weights(value)),
            _shape(value, "input_shape"),
            _shape(value, "output_shape"),
            bool(getattr(value, "compiled", False)),
            bool(getattr(getattr(value, "loss", None), "from_logits", False)),
        )

    def _graph(self, model: Any, shape: list[int]) -> Graph:
        return traced(model, shape, _variables(model))

    def _evaluate(self, model: Any, images: np.ndarray, labels: np.ndarray) -> dict[str, float]:
        model.run_eagerly = True  # tracing a graph takes longer than these few pictures
        model.reset_metrics()
        scores = model.test_on_batch(images, labels, return_dict=True)
        return {str(name): float(score) for name, score in scores.items()}

    def _fed(self, model: Any) -> dict[str, float] | None:
        recorder = _recorder(model)
        if recorder is None:
            return None
        names = ("low", "high", "samples", "total")
        return {name: float(getattr(recorder, name).numpy()) for name in names}

    def _reset(self, model: Any, *weights: np.ndarray) -> None:
        for variable, values in zip(_variables(model), weights, strict=True):
            variable.assign(values)
        recorder = _recorder(model)
        for name, value in Recorder.EMPTY.items():
            getattr(recorder, name).assign(value)


def _deserialize(module: str, config: dict[str, Any]) -> Any:
    named = {"module": f"keras.{module}", "registered_name": None, **config}
    return keras.saving.deserialize_keras_object(named)


def _recorder(model: Any) -> Any:
    return next((layer for layer in model.layers if isinstance(layer, Recorder)), None)


def _layers(model: Any) -> Iterator[Any]:
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from _layers(layer)
        elif not isinstance(layer, (Recorder, keras.layers.InputLayer)):
            yield layer


def _variables(model: Any) -> list[Any]:
    """The weights of Keras' own layers: what a class of a student's keeps besides is none."""
    kept = {
        id(variable)
        for layer in _layers(model)
        if type(layer) in KERAS_LAYERS
        for variable in layer.weights
    }
    return [variable for variable in model.weights if id(variable) in kept]


def _weights(model: Any) -> Iterator[Array]:
    for variable in _variables(model):
        packed = pack(variable.numpy())
        if isinstance(packed, Array):
            yield packed


def _shape(model: Any, name: str) -> tuple[int | None, ...]:
    """A model's input or output shape; empty where it has none or several."""
    try:
        shape = tuple(getattr(model, name))
    except Exception:
        return ()
    return shape if all(size is None or isinstance(size, int) for size in shape) else ()


def _summary(layer: Any) -> str:
    """One layer in the words of a textbook, such as `Conv2D(8, 3x3, same, relu)`."""
    config = layer.get_config()
    parts = [str(config[key]) for key in ("filters", "units") if key in config]
    parts += [
        "x".join(str(size) for size in config[key])
        for key in ("kernel_size", "pool_size")
        if isinstance(config.get(key), (list, tuple))
    ]
    parts += [str(config[key]) for key in ("padding",) if "filters" in config]
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    parts += [activation] if activation != "linear" else []
    name = type(layer).__name__
    return f"{name}({', '.join(parts)})"[:100] if parts else name[:100]
