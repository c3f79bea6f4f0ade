"""What the suites of an exercise share."""

import numpy as np
import pytest

from grader.suite import ModelData, require


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


@pytest.fixture
def computes_forward(models, reference, rng):
    """Ends a check unless a model computes what the reference's `forward` computes.

    Only that is certain: what a worker tells of its own model may be as false as any answer.
    """

    def judge(answer, shape=(28, 28, 1), classes=10):
        model = answer.value
        require(isinstance(model, ModelData), answer, "the result must be a Keras model")
        chain = " -> ".join(model.layers)
        shapes = [array.shape for array in model.weights]
        text = f"kernels, biases, dense kernel, dense biases; there are {len(shapes)} arrays"
        fits = len(shapes) == 4 and len(shapes[0]) == 4
        require(fits, answer, f"the weights must be {text}: {chain}")
        height, width, channels = shape
        filters = shapes[0][3]
        inputs = (height // 2) * (width // 2) * filters
        expected = [(3, 3, channels, filters), (filters,), (inputs, classes), (classes,)]
        text = f"the weights must have the shapes {expected}, not {shapes}: {chain}"
        require(shapes == expected, answer, text)
        weights = [rng.normal(size=each) / np.sqrt(np.prod(each[:-1])) for each in shapes]
        pictures = rng.uniform(size=(3, *shape))
        wanted = np.array([reference.forward(picture, weights) for picture in pictures])
        given = models.predict(answer, pictures, weights).value
        fits = isinstance(given, np.ndarray) and given.shape == wanted.shape
        require(fits, answer, f"three pictures must give {wanted.shape} probabilities: {chain}")
        sums = given.sum(axis=1)
        require(np.allclose(sums, 1, atol=1e-4), answer, f"probabilities must add up to 1: {chain}")
        text = f"with the same weights it gives other probabilities than forward: {chain}"
        require(np.allclose(given, wanted, rtol=0, atol=1e-5), answer, text)

    return judge
