"""Checks of cnn.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import ModelData, require, same, unchanged
from grader.language import _

KERAS = {"flavour": "tensorflow", "seconds": 120}
FLOATS = "uint8 ends at 255: calculate with float64 from the start, on copies."


@pytest.mark.check(
    "conv_params",
    points=1,
    hint="Count the numbers of one kernel, all channels of it, and its bias. How many kernels?",
)
def test_counts_any_kernels(student):
    """Counts the weights and biases of all kernels."""
    for args, count in [
        ((5, 3, 64), 4864),
        ((2, 1, 3), 15),
        ((7, 4, 5), 985),
        ((3, 64, 64), 36928),
    ]:
        same(student.conv_params(*args), count)


@pytest.mark.check(
    "conv_params", points=0.25, hint="A kernel need not be square: height times width."
)
def test_counts_kernels_of_any_shape(student):
    """Takes a pair: vertical first, then horizontal."""
    same(student.conv_params((3, 5), 3, 8), 368)
    same(student.conv_params((7, 1), 2, 3), 45)


@pytest.mark.check(
    "dense_params", points=1.25, hint="Each output has one weight for every input, and one bias."
)
def test_counts_any_dense_layer(student):
    """Counts the weights and biases of a dense layer."""
    for args, count in [((784, 128), 100480), ((1, 1), 2), ((10, 2), 22), ((2, 10), 30)]:
        same(student.dense_params(*args), count)


def layer(rng, image_shape, kernel_shape, filters):
    """A random picture, kernels and biases."""
    weights = rng.normal(size=(*kernel_shape, image_shape[2], filters))
    return rng.normal(size=image_shape), weights, rng.normal(size=filters)


@pytest.mark.check(
    "conv_layer",
    points=0.75,
    hint="Put a frame of zeros round the picture, then stamp every place.",
)
def test_stamps_any_grey_picture(student, reference, rng):
    """Stamps a grey picture, keeps its size, applies ReLU."""
    for size, kernel_size in [(6, 3), (5, 5), (4, 1), (3, 7)]:
        image, weights, _bias = layer(rng, (size, size, 1), (kernel_size, kernel_size), 1)
        expected = reference.conv_layer(image, weights, np.zeros(1))
        same(student.conv_layer(image, weights, np.zeros(1)), expected)


@pytest.mark.check("conv_layer", points=0.75, hint="One stamp adds up all channels to one number.")
def test_adds_up_any_channels(student, reference, rng):
    """Adds up the channels."""
    for channels in (2, 3, 5):
        image, weights, _bias = layer(rng, (5, 5, channels), (3, 3), 1)
        expected = reference.conv_layer(image, weights, np.zeros(1))
        same(student.conv_layer(image, weights, np.zeros(1)), expected)


@pytest.mark.check(
    "conv_layer", points=0.5, hint="Kernel k is weights[:, :, :, k]; it makes map k."
)
def test_makes_any_number_of_maps(student, reference, rng):
    """Makes one map per kernel."""
    for channels, filters in [(1, 4), (3, 2), (4, 4), (3, 3)]:
        image, weights, _bias = layer(rng, (5, 5, channels), (3, 3), filters)
        expected = reference.conv_layer(image, weights, np.zeros(filters))
        same(student.conv_layer(image, weights, np.zeros(filters)), expected)


@pytest.mark.check("conv_layer", points=0.5, hint="Each kernel has its own bias, before ReLU.")
def test_adds_any_bias(student, reference, rng):
    """Adds each kernel's bias before ReLU."""
    for filters in (1, 3, 4):
        arrays = layer(rng, (4, 4, 1), (3, 3), filters)
        same(student.conv_layer(*arrays), reference.conv_layer(*arrays))


@pytest.mark.check(
    "conv_layer", points=0.25, hint="Rows and columns, channels and kernels: four different sizes."
)
def test_convolves_any_shape(student, reference, rng):
    """Takes pictures and kernels that are not square."""
    cases = [((7, 5, 3), (3, 5), 2), ((4, 8, 2), (3, 1), 5), ((6, 9, 1), (1, 7), 3)]
    for shape, kernel, filters in [*cases, ((5, 5, 4), (5, 3), 1), ((1, 6, 3), (1, 1), 4)]:
        arrays = layer(rng, shape, kernel, filters)
        same(student.conv_layer(*arrays), reference.conv_layer(*arrays))


@pytest.mark.check(
    "conv_layer",
    points=0.25,
    hint="An even kernel needs an odd number of zeros; where does Keras put it?",
)
def test_pads_even_kernels_at_the_bottom_right(student, reference, rng):
    """Pads more at the bottom and right for even kernels."""
    for kernel in [(2, 2), (4, 4), (2, 4), (4, 2), (2, 3), (5, 4)]:
        arrays = layer(rng, (6, 6, 1), kernel, 1)
        same(student.conv_layer(*arrays), reference.conv_layer(*arrays))


@pytest.mark.check("conv_layer", points=0.25, hint=FLOATS)
def test_takes_any_kind_of_number(student, reference, rng):
    """Takes any kind of number, gives float64."""
    numbers = layer(rng, (4, 4, 2), (3, 3), 2)
    whole = [rng.integers(100, 256, size=array.shape) for array in numbers]
    cases = [[array.astype(dtype) for array in whole] for dtype in (np.uint8, np.int64, np.float32)]
    pixels = cases[0][0]
    for arrays in [*cases, [pixels, *numbers[1:]], [*map(np.asfortranarray, numbers)]]:
        same(student.conv_layer(*arrays), reference.conv_layer(*arrays), exact=True)


def network(rng, image_shape, kernel_shape, filters, classes):
    """A random picture and the weights of a network for it, with scores of moderate size."""
    height, width, channels = image_shape
    inputs = (height // 2) * (width // 2) * filters
    shapes = (*kernel_shape, channels, filters), (filters,), (inputs, classes), (classes,)
    weights = [rng.normal(size=shape) / np.sqrt(np.prod(shape[:-1])) for shape in shapes]
    return rng.uniform(size=image_shape), weights


def agrees(answer, expected, exact=False):
    """The answer is within what float32 allows."""
    same(answer, expected, rtol=1e-5, atol=1e-5, exact=exact)


@pytest.mark.check(
    "forward",
    points=1.25,
    hint="Write down the array after each step: convolution, pooling, flatten, dense, softmax.",
)
def test_carries_any_grey_square_through(student, reference, rng):
    """Carries a picture through a network of one kernel."""
    for size, classes in [(4, 3), (6, 2), (8, 5)]:
        arrays = network(rng, (size, size, 1), (3, 3), 1, classes)
        agrees(student.forward(*arrays), reference.forward(*arrays))


@pytest.mark.check(
    "forward", points=1.5, hint="After pooling, the channels of a pixel lie side by side."
)
def test_predicts_with_any_kernels(student, reference, rng):
    """Carries a picture through a network of several kernels."""
    for size, kernel, filters, classes in [(4, 3, 5, 3), (6, 5, 2, 10), (28, 3, 8, 10)]:
        arrays = network(rng, (size, size, 1), (kernel, kernel), filters, classes)
        agrees(student.forward(*arrays), reference.forward(*arrays))


@pytest.mark.check("forward", points=0.25, hint="Height and width are halved apart.")
def test_predicts_for_any_shape(student, reference, rng):
    """Takes pictures that are not square, and colours."""
    for shape in [(4, 8, 1), (8, 6, 3), (6, 4, 2), (2, 6, 4)]:
        arrays = network(rng, shape, (3, 3), 3, 4)
        agrees(student.forward(*arrays), reference.forward(*arrays))


@pytest.mark.check(
    "forward", points=0.25, hint="How many windows fit if the number of rows or columns is odd?"
)
def test_drops_a_ragged_edge(student, reference, rng):
    """Drops a row or column that fills no window."""
    for shape in [(7, 7, 1), (4, 7, 1), (7, 4, 1), (3, 3, 1)]:
        arrays = network(rng, shape, (3, 3), 2, 3)
        agrees(student.forward(*arrays), reference.forward(*arrays))


@pytest.mark.check(
    "forward", points=0.5, hint="A number taken off all scores changes no probability. Which one?"
)
def test_survives_huge_scores(student):
    """Gives probabilities for scores of any size."""
    image, kernel, bias = np.ones((2, 2, 1)), np.ones((1, 1, 1, 1)), np.zeros(1)
    powers = np.exp(np.array([0.0, 1.0, 2.0]))
    for offset in (0.0, 1024.0, -1024.0, 8192.0, -8192.0):
        weights = [kernel, bias, np.full((1, 3), offset), np.array([0.0, 1.0, 2.0])]
        agrees(student.forward(image, weights), powers / powers.sum())
    for scores, expected in [([1e4, -1e4, 0], [1, 0, 0]), ([-1e4, -2e4, -9e3], [0, 0, 1])]:
        weights = [kernel, bias, np.array([scores], dtype=float), np.zeros(3)]
        agrees(student.forward(image, weights), np.array(expected, dtype=float))


@pytest.mark.check("forward", points=0.25, hint="Pictures may hold uint8. The result has one axis.")
def test_predicts_for_any_kind_of_number(student, reference, rng):
    """Takes any kind of number, gives float64 of one axis."""
    weights = network(rng, (4, 4, 1), (3, 3), 4, 3)[1]
    weights = [weights[0] / 100, *weights[1:]]
    pixels = rng.integers(100, 256, size=(4, 4, 1)).astype(np.uint8)
    whole = [np.sign(array).astype(np.int8) for array in weights]
    agrees(student.forward(pixels, weights), reference.forward(pixels, weights), exact=True)
    expected = reference.forward(pixels // 100, whole)
    agrees(student.forward(pixels // 100, whole), expected, exact=True)


@pytest.mark.check("build_model", points=0.5, hint="How many filters may it have?", **KERAS)
def test_has_4_to_64_filters(student, computes_forward):
    """Has 4 to 64 filters."""
    answer = student.build_model()
    computes_forward(answer)
    filters = answer.value.weights[0].shape[3]
    text = _("it has {count} filters; 4 to 64 are asked").format(count=filters)
    require(4 <= filters <= 64, answer, text, "filters-out-of-range")


@pytest.mark.check(
    "build_model",
    points=1.5,
    hint="Both arguments must reach the layers; 28, 1 and 10 are only their defaults.",
    **KERAS,
)
def test_takes_other_shapes_and_classes(student, computes_forward):
    """Takes other picture shapes and numbers of classes."""
    computes_forward(student.build_model((12, 10, 3), 7), (12, 10, 3), 7)
    computes_forward(student.build_model(classes=4, input_shape=(6, 8, 1)), (6, 8, 1), 4)


@pytest.mark.check(
    "build_model",
    points=0.5,
    hint="How does your forward treat an odd number of rows, and how does this layer?",
    **KERAS,
)
def test_pools_no_ragged_edge(student, computes_forward):
    """Drops a row or column that fills no pooling window."""
    computes_forward(student.build_model((7, 5, 1)), (7, 5, 1))


@pytest.fixture
def require_learning(reference, small_network, mistake_in_training, clothes):
    """Ends a check unless the weights that came back name new pictures better than before."""

    def judge(answer):
        fits = isinstance(answer.value, ModelData)
        require(fits, answer, _("the result must be the trained model"))
        after = answer.value.weights
        same_shapes = [a.shape for a in after] == [a.shape for a in small_network.weights]
        text = _("the result must be the model that was given, trained")
        require(same_shapes, answer, text, "another-model")
        pictures, labels = clothes(100)
        before, now = (
            np.mean(
                [
                    -np.log(reference.forward(p[:, :, None] / 255, list(weights))[label] + 1e-12)
                    for p, label in zip(pictures, labels, strict=True)
                ]
            )
            for weights in (small_network.weights, after)
        )
        text = _("the loss on new pictures went from {old:.3f} to {new:.3f}: it has not learned")
        text = text.format(old=before, new=now)
        learned = bool(now < 0.99 * before)
        require(learned, answer, text, "" if learned else mistake_in_training(answer))

    return judge


@pytest.mark.check(
    "train",
    points=1.5,
    hint="Pixels go from 0 to 255. The pictures that were passed in belong to the caller.",
    **KERAS,
)
def test_feeds_pixels_from_0_to_1(
    student, small_network, require_learning, fed, mistake_in_training, clothes
):
    """Feeds pixels from 0 to 1 and keeps the pictures."""
    answer = student.train(small_network, *clothes(512), 2)
    unchanged(answer)
    require_learning(answer)
    if record := fed():
        low, high = record["low"], record["high"]
        text = _("pixels from 0 to 255 reached the model as numbers from {low:.4g} to {high:.4g}")
        text = text.format(low=low, high=high)
        fits = low >= 0 and 0.5 < high <= 1 + 1e-6
        require(fits, answer, text, "" if fits else mistake_in_training(answer))


def mistake_in_epochs(asked, rounds):
    """The id of the mistake if so many epochs, 5 of them by default, were so many rounds."""
    shares = [each / epochs for each, epochs in zip(rounds, asked, strict=True)]
    if max(rounds) <= 1.1 * min(rounds):
        return "epochs-ignored"
    if max(shares) < 0.5 and max(shares) <= 1.1 * min(shares):
        return "pictures-left-out"
    return "default-epochs" if all(0.5 <= share <= 1.25 for share in shares[1:]) else ""


@pytest.mark.check(
    "train", points=1, hint="epochs is handed on to the training; 5 is only its default.", **KERAS
)
def test_trains_as_many_epochs_as_told(student, small_network, require_learning, fed, clothes):
    """Trains for as many epochs as told, 5 by default."""
    pictures, labels = clothes(256)
    answers, rounds, asked = [], [], [5, 2, 1]
    for args, kwargs in [((), {}), ((2,), {}), ((), {"epochs": np.int64(1)})]:
        before = fed().get("samples", 0.0)
        answers.append(student.train(small_network, pictures, labels, *args, **kwargs))
        rounds.append((fed().get("samples", 0.0) - before) / len(pictures))
        fits = isinstance(answers[-1].value, ModelData)
        require(fits, answers[-1], _("the result must be the trained model"))
    for answer, each, epochs in zip(answers, rounds, asked, strict=True):
        text = _("the model saw every picture {count:.3g} times, not {epochs} times")
        text = text.format(count=each, epochs=epochs)
        # Validation may keep some pictures back, and a last batch may be filled up.
        fits = 0.5 * epochs <= each <= 1.25 * epochs or not fed()
        require(fits, answer, text, mistake_in_epochs(asked, rounds))
        require_learning(answer)
