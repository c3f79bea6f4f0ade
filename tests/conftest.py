"""What the suites of an exercise share."""

import pytest


def layer(kind, **config):
    """A Keras layer as data."""
    return {"class_name": kind, "module": "keras.layers", "config": config}


def seeded(seed):
    """Initial weights that are the same every time."""
    start = {"class_name": "GlorotUniform", "module": "keras.initializers"}
    return {"kernel_initializer": {**start, "config": {"seed": seed}}}


SMALL_NETWORK = [
    layer("InputLayer", batch_shape=[None, 28, 28, 1]),
    layer("Conv2D", filters=12, kernel_size=3, padding="same", activation="relu", **seeded(1)),
    layer("MaxPooling2D", pool_size=2),
    layer("Flatten"),
    layer("Dense", units=10, activation="softmax", **seeded(2)),
]
COMPILE = {
    "optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.002}},
    "loss": "sparse_categorical_crossentropy",
    "metrics": ["accuracy"],
}


@pytest.fixture
def small_network(models):
    """A network of the kit's own for grey pictures (28, 28, 1), compiled and not yet trained."""
    return models.make(SMALL_NETWORK, COMPILE)
