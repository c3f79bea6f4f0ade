"""Checks of conv.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import accepted, judge, refused, require, same
from grader.language import _

SIDES = ("top", "left", "bottom", "right")
FLOATS = "uint8 ends at 255: calculate with float64 from the start, on copies."


def arrays(rng, *shapes):
    """Random numbers in each of the shapes."""
    return [rng.normal(size=shape) for shape in shapes]


@pytest.mark.check("stamp", points=1.5, hint="Multiply cell by cell, then add everything up.")
def test_stamps_squares(student, reference, rng):
    """Adds up the elementwise product."""
    for size in (1, 2, 3, 5):
        patch, kernel = arrays(rng, (size, size), (size, size))
        same(student.stamp(patch, kernel), reference.stamp(patch, kernel))
    same(student.stamp(np.full((2, 2), 1000.0), np.array([[1.0001, -1.0], [0.0, 0.0]])), 0.1)


@pytest.mark.check("stamp", points=0.5, hint="The bias is added to the sum, a single time.")
def test_adds_any_bias(student, reference, rng):
    """Adds the bias once."""
    patch, kernel = arrays(rng, (3, 3), (3, 3))
    for bias in (0.75, -6.0):
        same(student.stamp(patch, kernel, bias), reference.stamp(patch, kernel, bias))


@pytest.mark.check("stamp", points=0.25, hint="Patch and kernel may be wider than high.")
def test_stamps_any_shape(student, reference, rng):
    """Takes a patch and a kernel that are not square."""
    for shape in [(4, 3), (1, 5), (2, 7), (6, 1)]:
        patch, kernel = arrays(rng, shape, shape)
        same(student.stamp(patch, kernel, 0.5), reference.stamp(patch, kernel, 0.5))


@pytest.mark.check("stamp", points=0.25, hint=FLOATS)
def test_stamps_any_kind_of_number(student):
    """Takes any kind of number, gives a float."""
    pixels = np.array([[200, 250], [255, 201]], dtype=np.uint8)
    same(student.stamp(pixels, np.full((2, 2), 3, dtype=np.uint8), 0.5), 2718.5, exact=True)
    same(student.stamp(pixels, np.full((2, 2), -100, dtype=np.int8)), -90600.0, exact=True)
    half = np.full((2, 2), 0.5, dtype=np.float32)
    same(student.stamp(half, 5 * half, 0.25), 5.25, exact=True)


@pytest.mark.check("relu", points=1.5, hint="What should become of -2, of 0 and of 3?")
def test_rectifies_any_numbers(student, reference, rng):
    """Turns negative numbers into 0 and keeps the others."""
    for scale in (0.01, 1.0, 1e6):
        x = scale * rng.normal(size=(5, 4))
        same(student.relu(x), reference.relu(x))
    same(student.relu(-np.ones((2, 2))), np.zeros((2, 2)))


@pytest.mark.check(
    "relu", points=0.25, hint="It works on each number, so the shape does not matter."
)
def test_takes_any_number_of_dimensions(student, reference, rng):
    """Takes any number of dimensions."""
    for shape in [(7,), (4, 3, 2), (2, 3, 1, 4)]:
        x = rng.normal(size=shape)
        same(student.relu(x), reference.relu(x))


@pytest.mark.check(
    "relu", points=0.25, hint="NaN is neither positive nor negative. What must stay?"
)
def test_keeps_nan(student):
    """Keeps NaN."""
    x = np.array([[np.nan, -1.0, 2.0], [0.5, np.nan, np.nan]])
    same(student.relu(x), np.array([[np.nan, 0.0, 2.0], [0.5, np.nan, np.nan]]))


@pytest.mark.check("relu", points=0.25, hint="Whatever comes in, the result is float64.")
def test_takes_any_kind_of_number(student, reference, rng):
    """Takes any kind of number, gives float64."""
    for x in [
        np.array([[0, 200], [255, 128]], dtype=np.uint8),
        np.array([[-128, 127], [-1, 100]], dtype=np.int8),
        np.array([[-3, 0], [70000, 1]]),
        np.array([[-0.5, 2.0], [1.25, 0.0]], dtype=np.float32),
        np.asfortranarray(rng.normal(size=(3, 5))),
    ]:
        same(student.relu(x), reference.relu(x), exact=True)


@pytest.mark.check(
    "conv2d",
    points=2.5,
    hint="Lay the kernel on the top left corner as it is, then move it one pixel at a time.",
)
def test_stamps_every_place_of_a_square(student, reference, rng):
    """Stamps the kernel on every place where it fits."""
    for size, kernel_size in [(6, 3), (7, 2), (5, 5), (4, 1), (8, 4)]:
        image, kernel = arrays(rng, (size, size), (kernel_size, kernel_size))
        same(student.conv2d(image, kernel), reference.conv2d(image, kernel))


@pytest.mark.check(
    "conv2d", points=1.5, hint="Each answer gets the bias once; without a bias nothing is added."
)
def test_adds_any_bias_once_per_stamp(student, reference, rng):
    """Adds the bias once to every answer."""
    image, kernel = arrays(rng, (5, 5), (3, 3))
    for bias in (0.75, -3.0):
        same(student.conv2d(image, kernel, bias), reference.conv2d(image, kernel, bias))


@pytest.mark.check(
    "conv2d",
    points=1.5,
    hint="Try a kernel that is wider than high, on a picture that is not square.",
)
def test_takes_any_size(student, reference, rng):
    """Takes pictures and kernels that are not square."""
    for shapes in [((5, 8), (2, 3)), ((9, 6), (4, 2)), ((6, 6), (5, 1)), ((3, 7), (3, 3))]:
        image, kernel = arrays(rng, *shapes)
        same(student.conv2d(image, kernel), reference.conv2d(image, kernel))


@pytest.mark.check("conv2d", points=0.5, hint=FLOATS)
def test_convolves_any_kind_of_number(student, reference, rng):
    """Takes any kind of number, gives float64."""
    pixels = rng.integers(180, 256, size=(5, 5)).astype(np.uint8)
    for image, kernel in [
        (pixels, np.full((2, 2), 7, dtype=np.uint8)),
        (pixels, np.full((3, 3), -100, dtype=np.int8)),
        (pixels.astype(np.int64), np.ones((2, 2), dtype=np.int64)),
        (pixels.astype(np.float32), np.ones((2, 2), dtype=np.float32)),
        (pixels, np.full((2, 2), 0.25)),
        (pixels / 4, np.full((2, 2), 1)),
        [np.asfortranarray(each) for each in arrays(rng, (5, 5), (3, 3))],
    ]:
        same(student.conv2d(image, kernel), reference.conv2d(image, kernel), exact=True)
    same(
        student.conv2d(pixels, np.full((2, 2), 1), 0.5),
        reference.conv2d(pixels, np.ones((2, 2)), 0.5),
        exact=True,
    )


@pytest.mark.check("conv2d", points=0.25, hint="Compare the kernel with the image, axis by axis.")
def test_refuses_a_kernel_larger_than_the_image(student):
    """Refuses a kernel larger than the image."""
    image = np.ones((3, 4))
    for shape in [(4, 4), (3, 5), (4, 1), (1, 5), (9, 9)]:
        refused(student.conv2d(image, np.ones(shape)))

    accepted(student.conv2d(image, image))


@pytest.mark.check(
    "conv2d", points=0.25, hint="Both arguments are 2-D and hold at least one number."
)
def test_refuses_empty_input_and_other_dimensions(student):
    """Refuses empty input and anything but two dimensions."""
    image, kernel = np.ones((3, 4)), np.ones((2, 2))
    for shape in [(0, 2), (2, 0), (2,), (2, 2, 1)]:
        refused(student.conv2d(image, np.ones(shape)))
    for shape in [(0, 4), (3, 0), (4,), (3, 4, 1), (3, 4, 3)]:
        refused(student.conv2d(np.ones(shape), kernel))
    refused(student.conv2d(np.ones((3, 4, 2)), np.ones((2, 2, 2))))

    accepted(student.conv2d(image, kernel))


@pytest.mark.check(
    "feature_maps", points=1.5, hint="Map k comes from kernels[:, :, k]; ReLU is the last step."
)
def test_stacks_maps_along_the_last_axis(student, reference, rng):
    """Makes one map per kernel, with ReLU."""
    for shapes in [((6, 6), (3, 3, 4)), ((5, 5), (2, 2, 2)), ((4, 4), (2, 2, 5))]:
        image, kernels = arrays(rng, *shapes)
        same(student.feature_maps(image, kernels), reference.feature_maps(image, kernels))


@pytest.mark.check(
    "feature_maps", points=0.75, hint="Each kernel has its own bias; it comes before ReLU."
)
def test_adds_any_biases(student, reference, rng):
    """Adds each kernel's bias before ReLU."""
    for count in (2, 3, 5):
        image, kernels, biases = arrays(rng, (5, 5), (3, 3, count), (count,))
        expected = reference.feature_maps(image, kernels, biases)
        same(student.feature_maps(image, kernels, biases=biases), expected)
    expected = reference.feature_maps(image, kernels)
    same(student.feature_maps(image, kernels, None), expected)


@pytest.mark.check(
    "feature_maps",
    points=0.75,
    hint="No size is fixed: not the picture's, not K, not the kernels'.",
)
def test_stacks_maps_of_any_number(student, reference, rng):
    """Takes any number of kernels of any size."""
    for shapes in [
        ((6, 7), (3, 2, 4)),
        ((4, 6), (1, 3, 2)),
        ((5, 3), (2, 2, 1)),
        ((3, 8), (3, 2, 7)),
    ]:
        image, kernels = arrays(rng, *shapes)
        same(student.feature_maps(image, kernels), reference.feature_maps(image, kernels))


@pytest.mark.check("feature_maps", points=0.25, hint=FLOATS)
def test_makes_maps_of_any_kind_of_number(student, reference, rng):
    """Takes any kind of number, gives float64."""
    pixels = rng.integers(180, 256, size=(4, 4)).astype(np.uint8)
    for image in [pixels, pixels.astype(np.float32), pixels.astype(np.int64)]:
        kernels = np.full((2, 2, 2), 7, dtype=image.dtype)
        expected = reference.feature_maps(image, kernels)
        same(student.feature_maps(image, kernels), expected, exact=True)
    image, kernels = map(np.asfortranarray, arrays(rng, (5, 5), (2, 2, 3)))
    same(student.feature_maps(image, kernels), reference.feature_maps(image, kernels), exact=True)


def kernels_of(answer):
    """The kernels by side; what a public check finds wrong with them is left to it."""
    kernels = answer.value
    require(isinstance(kernels, dict), answer, _("the result must be a dict"))
    found = {}
    for side in SIDES:
        text = _("there is no kernel {side}").format(side=side)
        require(side in kernels, answer, text)
        numbers = kernels[side]
        kernel = np.array(numbers) if isinstance(numbers, list) else numbers
        nine = isinstance(kernel, np.ndarray) and kernel.shape == (3, 3)
        nine = nine and kernel.dtype.kind in "iuf" and bool(np.isfinite(kernel).all())
        text = _("the kernel {side} must hold 3 times 3 ordinary real numbers")
        require(nine, answer, text.format(side=side))
        found[side] = kernel.astype(np.float64)
    return found


def answers(kernel, picture):
    """What a kernel answers, after ReLU, on every place of a picture."""
    height, width = picture.shape
    return [
        max(0.0, float(np.sum(picture[row : row + 3, column : column + 3] * kernel)))
        for row in range(height - 2)
        for column in range(width - 2)
    ]


@pytest.mark.check(
    "edge_kernels",
    points=0.75,
    hint="Negative weights where it should be dark, positive ones where it should be bright.",
)
def test_sees_the_outline_of_a_square(student):
    """Gives four kernels, each of which sees its own edge best."""
    judge(student.edge_kernels(), each_answers_its_own_edge)


def each_answers_its_own_edge(answer):
    """Ends the check unless each kernel answers its edge of a bright area most of the four."""
    kernels = kernels_of(answer)
    for turns, side in enumerate(SIDES):
        bright = np.zeros((6, 6))
        bright[3:] = 200.0
        seen = {name: answers(each, np.rot90(bright, turns)) for name, each in kernels.items()}
        own = seen.pop(side)
        text = _("the kernel {side} must answer its own edge")
        require(max(own) > 1e-9, answer, text.format(side=side))
        for other, rival in seen.items():
            stronger = max(own) > max(rival) + 1e-7 or sum(own) > sum(rival) + 1e-7
            text = _("along its own edge, the kernel {side} must answer more than {other}")
            require(stronger, answer, text.format(side=side, other=other))


@pytest.mark.check(
    "edge_kernels", points=0.5, hint="Turn the picture upside down: what does the kernel say then?"
)
def test_is_silent_along_the_opposite_edge(student):
    """Gives 0 along the opposite edge."""
    judge(student.edge_kernels(), each_is_silent_along_the_opposite_edge)


def each_is_silent_along_the_opposite_edge(answer):
    """Ends the check unless the four kernels are."""
    for turns, (side, kernel) in enumerate(kernels_of(answer).items()):
        bright = np.zeros((6, 6))
        bright[3:] = 1.0
        loudest = max(answers(kernel, np.rot90(bright, turns + 2)))
        text = _("the kernel {side} answers {loudest:g} along the opposite edge, not 0")
        require(loudest <= 1e-9, answer, text.format(side=side, loudest=loudest))
