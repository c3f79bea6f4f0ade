"""What the suites of an exercise share."""

import numpy as np
import pytest

from grader.checks import ModelData, Recorded, require
from grader.language import _
from grader.pictures import draw_clothes


def layer(kind, **config):
    """A Keras layer as data."""
    return {"class_name": kind, "module": "keras.layers", "config": config}


# Strong kernels, the same every time, under a blank dense layer: of all beginnings that were tried,
# this one is the quickest to learn from few or small steps.
STRONG = {"class_name": "HeNormal", "module": "keras.initializers", "config": {"seed": 1}}
SMALL_NETWORK = [
    layer("InputLayer", batch_shape=[None, 28, 28, 1]),
    layer(
        "Conv2D",
        filters=12,
        kernel_size=3,
        padding="same",
        activation="relu",
        kernel_initializer=STRONG,
    ),
    layer("MaxPooling2D", pool_size=2),
    layer("Flatten"),
    layer("Dense", units=10, activation="softmax", kernel_initializer="zeros"),
]
COMPILE = {
    "optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.002}},
    "loss": "sparse_categorical_crossentropy",
    "metrics": ["accuracy"],
}


@pytest.fixture
def clothes(rng):
    """Draws so many pictures of clothes and their labels, other ones with each seed.

    Which label stands for which garment is drawn, too, once for each check: weights that were
    trained elsewhere are worth nothing.
    """
    label_of = rng.permutation(10)

    def draw(count):
        pictures, garments = draw_clothes(count, seed=int(rng.integers(2**31)))
        return pictures, label_of[garments].astype(garments.dtype)

    return draw


@pytest.fixture
def small_network(models):
    """A network of the kit's own for grey pictures (28, 28, 1), compiled and not yet trained."""
    return models.make(SMALL_NETWORK, COMPILE)


WIDEST = 4  # of the networks whose probabilities the reference computes


def network(rng, shape, kernels, classes):
    """Random weights for pictures of a shape: kernels, biases, dense kernel, dense biases."""
    height, width, channels = shape
    inputs = (height // 2) * (width // 2) * kernels
    shapes = [(3, 3, channels, kernels), (kernels,), (inputs, classes), (classes,)]
    return [rng.normal(size=each) / np.sqrt(np.prod(each[:-1])) for each in shapes]


def widened(weights, filters):
    """A network of more kernels that computes the same: they are repeated and share their part."""
    kernels, biases, dense, scores = weights
    places = np.arange(filters) % len(biases)
    by_kernel = dense.reshape(-1, len(biases), len(scores))
    shares = (by_kernel / np.bincount(places)[:, None])[:, places]
    return [kernels[..., places], biases[places], shares.reshape(-1, len(scores)), scores]


@pytest.fixture
def computes_forward(models, reference, rng):
    """Ends a check unless a model computes what the reference's `forward` computes.

    Only that is certain: what a worker tells of its own model may be as false as any answer.
    """

    def judge(answer, shape=(28, 28, 1), classes=10):
        model = answer.value
        require(isinstance(model, ModelData), answer, _("the result must be a Keras model"))
        chain = " -> ".join(model.layers)
        told = model.input_shape[1:]
        text = _("it takes pictures of the shape {told}, not {shape}: {layers}")
        text = text.format(told=told, shape=shape, layers=chain)
        turned = told == (shape[1], shape[0], *shape[2:])
        mistake = "rows-and-columns-swapped" if turned else "shape-ignored"
        require(told in (shape, ()), answer, text, mistake)
        shapes = [array.shape for array in model.weights]
        mistake = mistake_in_units(shapes, classes)
        text = _(
            "the weights must be kernels, biases, dense kernel, dense biases; "
            "there are {count} arrays: {layers}"
        )
        fits = len(shapes) == 4 and len(shapes[0]) == 4
        require(fits, answer, text.format(count=len(shapes), layers=chain), mistake)
        height, width, channels = shape
        filters = max(1, shapes[0][3])
        inputs = (height // 2) * (width // 2) * filters
        expected = [(3, 3, channels, filters), (filters,), (inputs, classes), (classes,)]
        text = _("the weights must have the shapes {expected}, not {shapes}: {layers}")
        text = text.format(expected=expected, shapes=shapes, layers=chain)
        require(shapes == expected, answer, text, mistake)
        pictures = rng.uniform(size=(3, *shape))
        # Every width is asked for, whatever the model's, for the answers may be recorded ones.
        drawn = [network(rng, shape, kernels, classes) for kernels in range(1, WIDEST + 1)]
        probabilities = [[reference.forward(each, few) for each in pictures] for few in drawn]
        narrow = min(filters, WIDEST) - 1
        wanted = np.array(probabilities[narrow])
        given = models.predict(answer, pictures, widened(drawn[narrow], filters)).value
        fits = isinstance(given, np.ndarray) and given.shape == wanted.shape
        text = _("three pictures must give {shape} probabilities: {layers}")
        require(fits, answer, text.format(shape=wanted.shape, layers=chain))
        sums = given.sum(axis=1)
        text = _("probabilities must add up to 1: {layers}").format(layers=chain)
        require(np.allclose(sums, 1, atol=1e-4), answer, text)
        text = _("with the same weights it gives other probabilities than forward: {layers}")
        right = np.allclose(given, wanted, rtol=0, atol=1e-5)
        require(right, answer, text.format(layers=chain))

    return judge


def mistake_in_units(shapes, classes):
    """The id of the mistake if the last dense layer, by its weights, has not a unit per class."""
    dense = [len(shape) for shape in shapes[-2:]] == [2, 1]
    if not dense or shapes[-1] == (classes,):
        return ""
    return "classes-ignored" if shapes[-1] == (10,) else "units-not-classes"


@pytest.fixture
def likelihoods(models, reference):
    """Tells how likely a trained network of the kit's finds each class, (N, classes).

    The reference computes it, for a worker may say anything of its own network. In a copy of the
    kit without the reference the worker is believed: such a copy grades for its owner only.
    """

    def tell(answer, pictures):
        if isinstance(reference, Recorded):
            return models.predict(answer, pictures).value
        weights = list(answer.value.weights)
        return np.array([reference.forward(picture, weights) for picture in pictures])

    return tell


@pytest.fixture
def fed(models, small_network):
    """Tells what the kit's network was trained with so far; nothing if that was not recorded.

    A loop that calls the network without `training=True` leaves no record, only better weights.
    """

    def tell():
        record = models.fed(small_network).value
        complete = isinstance(record, dict) and all(
            isinstance(record.get(name), float) for name in ("low", "high", "samples")
        )
        return record if complete and record["samples"] > 0 else {}

    return tell


@pytest.fixture
def mistake_in_training(fed, small_network):
    """Tells the id of the mistake behind a network that learned little, if it can be seen."""

    def tell(answer):
        pairs = zip(answer.value.weights, small_network.weights, strict=True)
        if answer.value.handle != small_network.handle:
            return "another-model"
        if all(np.array_equal(after, before) for after, before in pairs):
            return "not-trained"
        record = fed()
        return mistake_in_pixels(record["low"], record["high"]) if record else ""

    return tell


def mistake_in_pixels(low, high):
    """The id of the mistake that makes numbers from `low` to `high` of pixels, if it is known."""
    if low < 0 and high >= 0.9:
        return "centred-pixels"
    if low < 0:
        return ""
    return "image-not-scaled" if high > 200 else "scaled-twice" if high < 0.01 else ""
