"""Checks of cnn.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import ModelData, refused, require, same, unchanged
from grader.language import _

KERAS = {"flavour": "tensorflow", "seconds": 120}
NO_COUNTS = [0, -1, True, 2.5]  # of anything


@pytest.mark.check(
    "conv_params", points=0.5, hint="A kernel need not be square: height times width."
)
def test_counts_any_kernels(student):
    """Counts kernels of any size and any sort of integer."""
    same(student.conv_params((3, 5), 3, 8), 368)
    same(student.conv_params((7, 1), 2, 3), 45)
    same(student.conv_params(5, 3, 64), 4864)
    same(student.conv_params(np.int64(3), np.int32(3), np.int64(2)), 56)


@pytest.mark.check(
    "conv_params", points=1, hint="Which sizes and numbers can a layer not have? Think of bool too."
)
def test_refuses_layers_without_kernels(student):
    """Refuses sizes and numbers that no layer can have."""
    same(student.conv_params((1, 1), 1, 1), 2)
    for wrong in NO_COUNTS:
        refused(student.conv_params(wrong, 1, 1))
        refused(student.conv_params((wrong, 3), 1, 1))
        refused(student.conv_params((3, wrong), 1, 1))
        refused(student.conv_params(3, wrong, 1))
        refused(student.conv_params(3, 1, wrong))


@pytest.mark.check(
    "dense_params", points=1, hint="Which numbers can a layer not have? Think of bool too."
)
def test_refuses_layers_without_units(student):
    """Refuses numbers that no layer can have."""
    same(student.dense_params(1, 1), 2)
    same(student.dense_params(np.int64(7), np.int32(5)), 40)
    for wrong in NO_COUNTS:
        refused(student.dense_params(wrong, 1))
        refused(student.dense_params(1, wrong))


def layer(rng, image_shape, kernel_shape, filters):
    """A random picture, kernels and biases."""
    weights = rng.normal(size=(*kernel_shape, image_shape[2], filters))
    return rng.normal(size=image_shape), weights, rng.normal(size=filters)


@pytest.mark.check(
    "conv_layer", points=1.5, hint="Rows and columns, channels and kernels: four different sizes."
)
def test_convolves_any_shape(student, reference, rng):
    """Convolves any picture with any odd kernel."""
    cases = [((7, 5, 3), (3, 5), 2), ((4, 8, 2), (3, 1), 5), ((6, 9, 1), (1, 7), 3)]
    for shape, kernel, filters in [*cases, ((5, 5, 4), (5, 3), 1), ((1, 6, 3), (1, 1), 4)]:
        arrays = layer(rng, shape, kernel, filters)
        same(student.conv_layer(*arrays), reference.conv_layer(*arrays))


@pytest.mark.check(
    "conv_layer",
    points=1,
    hint="An even kernel needs an odd number of zeros; where does Keras put it?",
)
def test_pads_even_kernels_at_the_bottom_right(student, reference, rng):
    """Pads more at the bottom and right for even kernels."""
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])[:, :, None]
    expected = np.array([[12.0, 16.0, 9.0], [9.0, 11.0, 6.0]])[:, :, None]
    same(student.conv_layer(image, np.ones((2, 2, 1, 1)), np.zeros(1)), expected)
    for kernel in [(2, 4), (4, 2), (2, 3), (5, 4)]:
        arrays = layer(rng, (6, 5, 2), kernel, 3)
        same(student.conv_layer(*arrays), reference.conv_layer(*arrays))


@pytest.mark.check(
    "conv_layer", points=1, hint="What is 200 * 2 in uint8? And which dtype does the result have?"
)
def test_takes_any_kind_of_number(student, reference, rng):
    """Takes any dtype, gives float64, keeps its arguments."""
    numbers = layer(rng, (4, 5, 2), (3, 3), 2)
    whole = [rng.integers(100, 256, size=array.shape) for array in numbers]
    cases = [[array.astype(dtype) for array in whole] for dtype in (np.uint8, np.int64, np.float32)]
    pixels = cases[0][0]
    for arrays in [*cases, numbers, [pixels, *numbers[1:]], map(np.asfortranarray, numbers)]:
        image, weights, bias = arrays
        answer = student.conv_layer(image, weights, bias)
        same(answer, reference.conv_layer(image, weights, bias), exact_dtype=True)
        unchanged(answer)


def network(rng, image_shape, kernel_shape, filters, classes):
    """A random picture and the weights of a network for it, with scores of moderate size."""
    height, width, channels = image_shape
    inputs = (height // 2) * (width // 2) * filters
    shapes = (*kernel_shape, channels, filters), (filters,), (inputs, classes), (classes,)
    weights = [rng.normal(size=shape) / np.sqrt(np.prod(shape[:-1])) for shape in shapes]
    return rng.uniform(size=image_shape), weights


def agrees(answer, expected):
    """The answer is within what float32 allows."""
    same(answer, expected, rtol=1e-5, atol=1e-5)


@pytest.mark.check(
    "forward", points=1.5, hint="After pooling, the channels of a pixel lie side by side."
)
def test_predicts_for_any_shape(student, reference, rng):
    """Predicts for any picture, kernel and number of classes."""
    cases = [((4, 8, 1), (3, 3), 5, 3), ((8, 6, 3), (3, 3), 4, 10), ((6, 4, 2), (5, 1), 3, 2)]
    for case in [*cases, ((2, 6, 4), (1, 3), 6, 5), ((28, 28, 1), (3, 3), 8, 10)]:
        arrays = network(rng, *case)
        agrees(student.forward(*arrays), reference.forward(*arrays))


@pytest.mark.check(
    "forward", points=1, hint="How many windows fit if the number of rows or columns is odd?"
)
def test_drops_a_ragged_edge(student, reference, rng):
    """Drops a row or column that fills no pooling window."""
    for shape in [(5, 4, 1), (4, 7, 2), (7, 5, 3), (3, 3, 1)]:
        arrays = network(rng, shape, (3, 3), 4, 3)
        agrees(student.forward(*arrays), reference.forward(*arrays))


@pytest.mark.check(
    "forward", points=1, hint="A number taken off all scores changes no probability. Which one?"
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


@pytest.mark.check(
    "forward",
    points=0.5,
    hint="Pictures may hold uint8; the list of weights belongs to the caller.",
)
def test_takes_pixels_and_keeps_the_weights(student, reference, rng):
    """Takes whole numbers and keeps its arguments."""
    weights = network(rng, (4, 6, 2), (3, 3), 4, 3)[1]
    weights = [weights[0] / 100, *weights[1:]]
    pixels = rng.integers(100, 256, size=(4, 6, 2)).astype(np.uint8)
    whole = [np.sign(array).astype(np.int8) for array in weights]
    single = [array.astype(np.float32) for array in weights]
    for image, given in [(pixels, weights), (pixels, single), (pixels // 100, whole)]:
        answer = student.forward(image, given)
        agrees(answer, reference.forward(image, given))
        unchanged(answer)


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
