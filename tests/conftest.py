"""What the suites of an exercise share."""

import pytest

LAYERS = [
    {"class_name": "InputLayer", "config": {"batch_shape": [None, 28, 28, 1]}},
    {
        "class_name": "Conv2D",
        "config": {
            "filters": 12,
            "kernel_size": [3, 3],
            "padding": "same",
            "activation": "relu",
            "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": 1}},
        },
    },
    {"class_name": "MaxPooling2D", "config": {"pool_size": [2, 2]}},
    {"class_name": "Flatten", "config": {}},
    {
        "class_name": "Dense",
        "config": {
            "units": 10,
            "activation": "softmax",
            "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": 2}},
        },
    },
]
COMPILE = {
    "optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.002}},
    "loss": "sparse_categorical_crossentropy",
    "metrics": ["accuracy"],
}


@pytest.fixture
def small_network(models):
    """A network of the kit's own, compiled and untrained, for grey pictures (28, 28, 1)."""
    return models.make(LAYERS, COMPILE)
