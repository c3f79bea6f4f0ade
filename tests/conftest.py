"""What the suites of an exercise share."""

from typing import NamedTuple

import numpy as np
import pytest

from grader.checks import Answer, ModelData, require, unchanged
from grader.checks.verdict import Verdict
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
def wardrobe(rng):
    """Opens a wardrobe, which draws so many pictures of clothes and their labels.

    The pictures are others with each seed, and in each wardrobe a label stands for another
    garment: weights that were trained elsewhere are worth nothing.
    """

    def open_one():
        label_of = rng.permutation(10)

        def draw(count):
            pictures, garments = draw_clothes(count, seed=int(rng.integers(2**31)))
            return pictures, label_of[garments].astype(garments.dtype)

        return draw

    return open_one


@pytest.fixture
def small_network(models, once):
    """Gives a network of the kit's own for grey pictures (28, 28, 1), compiled and untrained.

    It is made once for each loss: to prepare a training takes longer than the training.
    """

    def give(loss=COMPILE["loss"]):
        options = {**COMPILE, "loss": loss}
        made = once(f"network, {loss}", lambda: models.make(SMALL_NETWORK, options))
        models.reset(made)
        return made

    return give


WIDEST = 3  # of the networks whose probabilities the reference computes
CLASSES = 10


def network(rng, shape, kernels, classes):
    """Random weights for pictures of a shape: kernels, biases, dense kernel, dense biases."""
    height, width, channels = shape
    inputs = (height // 2) * (width // 2) * kernels
    shapes = [(3, 3, channels, kernels), (kernels,), (inputs, classes), (classes,)]
    return [random_weights(rng, each) for each in shapes]


def resized(weights, filters, classes):
    """A network of more kernels that computes the same for the first few classes.

    The kernels are repeated and share their part.
    """
    kernels, biases, dense, scores = weights
    places = np.arange(filters) % len(biases)
    by_kernel = dense.reshape(-1, len(biases), len(scores))
    shares = (by_kernel / np.bincount(places)[:, None])[:, places, :classes]
    return [kernels[..., places], biases[places], shares.reshape(-1, classes), scores[:classes]]


@pytest.fixture
def built(student, models, once, rng):
    """Calls `build_model`, once for the same arguments: many checks judge the same model.

    A model of which nothing was learned, or that gives the same answer to every picture, is none:
    what else its worker tells of it is not asked.
    """

    def build(shape=(28, 28, 1), *args, **kwargs):
        given = () if shape == (28, 28, 1) else (shape,)
        name = f"model {shape} {args} {kwargs}"
        answer = once(name, lambda: student.build_model(*given, *args, **kwargs))
        text = _("the result must be a Keras model")
        require(isinstance(answer.value, ModelData), answer, text)
        text = _("no layer of Keras in the model has weights: {layers}")
        layers = " -> ".join(answer.value.layers)
        require(bool(answer.value.weights), answer, text.format(layers=layers), "shape-never-told")
        once(f"answers of {name}", lambda: require_answers(answer, shape))
        return answer

    def require_answers(answer, shape):
        own = rng.spawn(1)[0]  # what it draws must not change what the reference is asked
        shape = [size or 1 for size in answer.value.input_shape[1:]] or shape
        weights = [
            np.abs(random_weights(own, array.shape))
            if array.ndim == 1
            else random_weights(own, array.shape)
            for array in answer.value.weights
        ]
        likely = models.predict(answer, own.normal(size=(2, *shape)), weights).value
        text = _("it gives the same answer to every picture: {layers}")
        text = text.format(layers=" -> ".join(answer.value.layers))
        one = likely.shape[-1] == 1
        mistake = "units-not-classes" if one else ""
        require(not np.allclose(likely[0], likely[1]), answer, text, mistake)

    return build


def random_weights(rng, shape):
    """Random weights of such a size that their sums are of moderate size."""
    return rng.normal(size=shape) / np.sqrt(max(1, np.prod(shape[:-1])))


@pytest.fixture
def computes_forward(models, reference, rng):
    """Ends a check unless a model for pictures (28, 28, 1) computes what `forward` computes.

    How many kernels and classes it has is for other checks. Only this is certain: what a worker
    tells of its own model may be as false as any answer.
    """

    def judge(answer):
        model = answer.value
        chain = " -> ".join(model.layers)
        shapes = [array.shape for array in model.weights]
        text = _(
            "the weights must be kernels, biases, dense kernel, dense biases; "
            "there are {count} arrays: {layers}"
        )
        fits = [len(shape) for shape in shapes] == [4, 1, 2, 1]
        require(fits, answer, text.format(count=len(shapes), layers=chain))
        filters, classes = max(1, shapes[0][3]), min(max(1, *shapes[3]), CLASSES)
        inputs = 14 * 14 * filters
        expected = [(3, 3, 1, filters), (filters,), (inputs, classes), (classes,)]
        text = _("the weights must have the shapes {expected}, not {shapes}: {layers}")
        text = text.format(expected=expected, shapes=shapes, layers=chain)
        require(shapes == expected, answer, text)
        pictures = rng.normal(size=(2, 28, 28, 1))
        # Every width is asked for, whatever the model's, for the answers may be recorded ones.
        widths = range(1, WIDEST + 1)
        drawn = [network(rng, (28, 28, 1), kernels, CLASSES) for kernels in widths]
        probabilities = [[reference.forward(each, few) for each in pictures] for few in drawn]
        narrow = min(filters, WIDEST) - 1
        wanted = np.array(probabilities[narrow])[:, :classes]
        wanted /= wanted.sum(axis=1, keepdims=True)
        given = models.predict(answer, pictures, resized(drawn[narrow], filters, classes)).value
        fits = isinstance(given, np.ndarray) and given.shape == wanted.shape
        text = _("two pictures must give {shape} probabilities: {layers}")
        require(fits, answer, text.format(shape=wanted.shape, layers=chain))
        sums = given.sum(axis=1)
        text = _("probabilities must add up to 1: {layers}").format(layers=chain)
        require(np.allclose(sums, 1, atol=1e-4), answer, text)
        text = _("with the same weights it gives other probabilities than forward: {layers}")
        right = np.allclose(given, wanted, rtol=0, atol=1e-5)
        require(right, answer, text.format(layers=chain))

    return judge


@pytest.fixture
def takes_pictures_of(models, rng):
    """Ends a check unless a model takes pictures of a shape."""

    def judge(answer, shape):
        told = answer.value.input_shape[1:]
        chain = " -> ".join(answer.value.layers)
        text = _("it takes pictures of the shape {told}, not {shape}: {layers}")
        text = text.format(told=told, shape=shape, layers=chain)
        turned = told == (shape[1], shape[0], *shape[2:])
        mistake = "rows-and-columns-swapped" if turned else "shape-ignored"
        require(told in (shape, ()), answer, text, mistake)
        given = models.predict(answer, rng.uniform(size=(1, *shape)))
        text = _("it takes no pictures of the shape {shape}: {error}")
        text = text.format(shape=shape, error=given.raised_text)
        require(given.raised is None, answer, text, "shape-ignored")

    return judge


@pytest.fixture
def tells_apart(models, rng):
    """Ends a check unless a model has one probability for each of so many classes."""

    def judge(answer, classes, shape):
        shape = [size or 1 for size in answer.value.input_shape[1:]] or shape
        given = models.predict(answer, rng.uniform(size=(1, *shape))).value
        count = given.shape[-1] if isinstance(given, np.ndarray) and given.ndim else 0
        text = _("it tells {count} classes apart, not {classes}: {layers}")
        chain = " -> ".join(answer.value.layers)
        text = text.format(count=count, classes=classes, layers=chain)
        mistake = "classes-ignored" if count == CLASSES else "units-not-classes"
        require(count == classes, answer, text, mistake)

    return judge


@pytest.fixture
def wants_rows(models, rng):
    """Whether a compiled model takes one-hot rows for labels, and no whole numbers."""

    def tell(answer):
        pictures, labels = rng.uniform(size=(2, 28, 28, 1)), np.array([1, 0])
        rows = np.eye(max(2, (answer.value.output_shape or (0,))[-1] or 0))[labels]
        plain = models.evaluate(answer, pictures, labels)
        return plain.raised is not None and models.evaluate(answer, pictures, rows).raised is None

    return tell


class Training(NamedTuple):
    """What came of `train`: its answer, and what the network does with new pictures.

    `record` says what it was fed with; nothing where a loop called it without `training=True`.
    `losses` are those before and after.
    """

    answer: Answer
    record: dict[str, float]
    pictures: np.ndarray
    accuracy: float
    losses: tuple[float, float]

    @property
    def rounds(self):
        """How often the network saw every picture."""
        return self.record["samples"] / len(self.pictures)


@pytest.fixture
def trained(student, models, once, wardrobe, small_network, built, wants_rows):
    """Calls `train` for so many pictures, once under each name: many checks judge one training.

    Whoever makes one-hot rows in `build_model` and in `train` gets a network with that loss.
    """

    def train(name, count, *args, **kwargs):
        return once(f"training, {name}", lambda: run(count, *args, **kwargs))

    def run(count, *args, **kwargs):
        draw = wardrobe()
        pictures, labels = draw(count)
        network = small_network()
        answer = student.train(network, pictures, labels, *args, **kwargs)
        if answer.raised is not None and has_one_hot_loss():
            network = small_network("categorical_crossentropy")
            answer = student.train(network, pictures, labels, *args, **kwargs)
        shapes = [each.shape for each in network.weights]
        # What was trained without being given back is judged all the same.
        result = next(
            (
                each
                for each in (answer.value, models.look(network).value)
                if is_network(each, shapes)
            ),
            None,
        )
        text = _("the result must be the model that was given, trained")
        require(result is not None, answer, text, "another-model")
        record = recorded(models, network)
        new, wanted = draw(200)
        weights = network.weights, [each.astype(np.float32) for each in result.weights]
        likely = models.compute(SMALL_NETWORK, COMPILE, as_fed(new, record), *weights)
        old, now = (-np.log(each[np.arange(200), wanted] + 1e-12).mean() for each in likely)
        own = isinstance(answer.value, ModelData) and answer.value.handle != network.handle
        text = _("the loss on new pictures went from {old:.3f} to {new:.3f}: it has not learned")
        # A worker may tell what it likes of a training. Whatever it is: something was learned.
        learned = bool(now < 0.99 * old)
        if not learned:
            unchanged(answer)
        mistake = "another-model" if own else mistake_in_training(record, len(pictures))
        require(learned, answer, text.format(old=old, new=now), mistake)
        accuracy = np.mean(np.argmax(likely[1], axis=1) == wanted)
        return Training(answer, record, pictures, float(accuracy), (old, now))

    def has_one_hot_loss():
        try:
            return wants_rows(built())
        except Verdict:  # that is another check's
            return False

    return train


def is_network(value, shapes):
    """Whether a value is a model with real weights of these shapes."""
    if not isinstance(value, ModelData):
        return False
    real = all(each.dtype.kind == "f" for each in value.weights)
    return real and [each.shape for each in value.weights] == shapes


def recorded(models, network):
    """What the kit's network was trained with so far; nothing if that was not recorded."""
    record = models.fed(network).value
    names = ("low", "high", "samples", "total")
    complete = isinstance(record, dict) and all(
        isinstance(record.get(name), float) and np.isfinite(record[name]) for name in names
    )
    return record if complete and record["samples"] > 0 else {}


def as_fed(pictures, record):
    """Pictures in the range in which the network was fed: how far that is right, others check."""
    low, high = (record["low"], record["high"]) if record else (0.0, 1.0)
    return low + (high - low) * pictures[..., None] / 255


def mistake_in_training(record, count):
    """The id of the mistake behind a network that learned nothing, if it can be seen."""
    if not record:
        return "not-trained"
    if record["samples"] < 0.5 * count:
        return "pictures-left-out"
    return mistake_in_pixels(record["low"], record["high"])


@pytest.fixture
def fits_from_0_to_1():
    """Ends a check unless the network was fed with pixels scaled to [0, 1]."""

    def judge(training):
        record, given = training.record, training.pictures.mean() / 255
        if not record:
            return
        low, high = record["low"], record["high"]
        text = _("pixels from 0 to 255 reached the model as numbers from {low:.4g} to {high:.4g}")
        text = text.format(low=low, high=high)
        fits = low >= 0 and 0.5 < high <= 1 + 1e-6
        require(fits, training.answer, text, mistake_in_pixels(low, high))
        mean = record["total"] / record["samples"]
        text = _("pixels with the mean {given:.3f}, if 255 is 1, reached the model with {mean:.3f}")
        text = text.format(given=given, mean=mean)
        require(abs(mean - given) <= 0.1 * given, training.answer, text)

    return judge


@pytest.fixture
def trains_as_told():
    """Ends a check unless the trainings took the epochs that they were told, by epochs."""

    def judge(trainings):
        if not all(training.record for training in trainings.values()):
            return
        rounds = [training.rounds for training in trainings.values()]
        mistake = mistake_in_epochs(list(trainings), rounds)
        for (epochs, training), each in zip(trainings.items(), rounds, strict=True):
            text = _("the model saw every picture {count:.3g} times, not {epochs} times")
            text = text.format(count=each, epochs=epochs)
            # Validation may keep some pictures back, and a last batch may be filled up.
            require(0.5 * epochs <= each <= 1.25 * epochs, training.answer, text, mistake)

    return judge


def mistake_in_epochs(asked, rounds):
    """The id of the mistake if so many epochs were so many rounds."""
    shares = [each / epochs for each, epochs in zip(rounds, asked, strict=True)]
    if max(rounds) <= 1.1 * min(rounds):
        return "epochs-ignored"
    if max(shares) < 0.5:
        return "pictures-left-out"
    return "default-epochs" if 0.5 <= shares[-1] <= 1.25 else ""


def mistake_in_pixels(low, high):
    """The id of the mistake that makes numbers from `low` to `high` of pixels, if it is known."""
    if low < 0 and high >= 0.9:
        return "centred-pixels"
    if low < 0:
        return ""
    return "image-not-scaled" if high > 200 else "scaled-twice" if high < 0.01 else ""
