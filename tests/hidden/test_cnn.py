"""Checks of cnn.py that only the instructor has."""

from functools import partial

import numpy as np
import pytest

from grader.checks import ModelData, require, same
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


agrees = partial(same, rtol=1e-5, atol=1e-5)  # what float32 allows


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
    """Takes any kind of number, gives an array of one axis."""
    weights = network(rng, (4, 4, 1), (3, 3), 4, 3)[1]
    weights = [weights[0] / 100, *weights[1:]]
    pixels = rng.integers(100, 256, size=(4, 4, 1)).astype(np.uint8)
    whole = [np.sign(array).astype(np.int8) for array in weights]
    agrees(student.forward(pixels, weights), reference.forward(pixels, weights), exact=True)
    expected = reference.forward(pixels // 100, whole)
    agrees(student.forward(pixels // 100, whole), expected, exact=True)


SHAPE, CLASSES = (6, 8, 1), 4


@pytest.mark.check(
    "build_model", points=0.75, hint="28, 28, 1 is only the default of input_shape.", **KERAS
)
def test_takes_other_shapes(built, takes_pictures_of):
    """Takes other picture shapes."""
    takes_pictures_of(built(SHAPE, classes=CLASSES), SHAPE)


@pytest.mark.check("build_model", points=0.75, hint="10 is only the default of classes.", **KERAS)
def test_takes_other_numbers_of_classes(built, tells_apart):
    """Takes other numbers of classes."""
    tells_apart(built(SHAPE, classes=CLASSES), CLASSES, SHAPE)


@pytest.fixture
def kept_back(trained):
    """The training that the hidden checks judge."""
    return trained("kept back", 384, 2)


@pytest.mark.check(
    "train",
    points=1,
    hint="Fit on pictures and labels as they belong together; give it time to learn.",
    **KERAS,
)
def test_learns_from_other_pictures(kept_back):
    """Learns: the loss on new pictures falls."""
    old, new = kept_back.losses
    text = _("the loss on new pictures went from {old:.3f} to {new:.3f}: it has not learned")
    require(new < 0.9 * old, kept_back.answer, text.format(old=old, new=new))


@pytest.mark.check(
    "train", points=0.25, hint="fit returns a record of the training. What is asked for?", **KERAS
)
def test_always_gives_the_model_back(kept_back):
    """Gives the trained model back."""
    text = _("the result must be the trained model; fit returns only a record of the training")
    require(isinstance(kept_back.answer.value, ModelData), kept_back.answer, text)


@pytest.mark.check("train", points=0.75, hint="Pixels go from 0 to 255.", **KERAS)
def test_scales_any_pixels(kept_back, fits_from_0_to_1):
    """Feeds pixels from 0 to 1."""
    fits_from_0_to_1(kept_back)


@pytest.mark.check(
    "train", points=0.5, hint="epochs is handed on to the training; 5 is only its default.", **KERAS
)
def test_trains_as_many_epochs_as_told(kept_back, trained, trains_as_told):
    """Trains for as many epochs as told, 5 by default."""
    trains_as_told({2: kept_back, 3: trained("kept back, three epochs", 320, epochs=np.int64(3))})
