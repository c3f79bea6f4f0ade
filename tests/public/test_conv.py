"""Checks of conv.py that a student also gets."""

from itertools import permutations

import numpy as np
import pytest

from grader.checks import accepted, judge, refused, require, same, unchanged
from grader.language import _

SIDES = ("top", "left", "bottom", "right")
FLOATS = "uint8 ends at 255: calculate with float64 from the start, on copies."
COPIES = "The arguments belong to the caller. Does a line of yours write into one of them?"

SQUARE = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [4.0, 0.0, 5.0]])
KERNEL = np.array([[2.0, 1.0], [0.0, -1.0]])


@pytest.mark.check("stamp", points=0.25, hint="Multiply cell by cell, then add everything up.")
def test_adds_up_the_elementwise_product(student):
    """Adds up the elementwise product."""
    patch = np.array([[1.0, 2.0], [3.0, 4.0]])
    same(student.stamp(patch, KERNEL.T), 1.0)
    same(student.stamp(patch, np.array([[0.0, 1.0], [-1.0, 2.0]])), 7.0)
    same(student.stamp(SQUARE, SQUARE.T), 27.0)


@pytest.mark.check("stamp", points=0.25, hint="The bias is added to the sum, a single time.")
def test_adds_the_bias_once(student):
    """Adds the bias once."""
    patch, kernel = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 1.0], [-1.0, 2.0]])
    same(student.stamp(patch, kernel, 0.5), 7.5)
    same(student.stamp(patch, kernel, bias=-10.0), -3.0)


@pytest.mark.check("stamp", points=0.25, hint="Patch and kernel may be wider than high.")
def test_stamps_oblong_patches(student):
    """Takes a patch and a kernel that are not square."""
    patch = np.array([[1.0, 2.0, 0.0], [4.0, 5.0, 6.0]])
    kernel = np.array([[2.0, 0.0, 7.0], [-1.0, 1.0, 3.0]])
    same(student.stamp(patch, kernel), 21.0)
    same(student.stamp(patch.T, kernel.T), 21.0)


@pytest.mark.check("stamp", points=0.25, hint=FLOATS)
def test_stamps_pixels(student):
    """Takes any kind of number, gives a float."""
    pixels = np.array([[200, 100], [50, 250]], dtype=np.uint8)
    same(student.stamp(pixels, np.full((2, 2), 2, dtype=np.uint8)), 1200.0, exact=True)
    same(student.stamp(np.full((2, 2), 3), np.full((2, 2), -1)), -12.0, exact=True)


@pytest.mark.check("stamp", points=0.25, hint=COPIES)
def test_stamp_keeps_its_arguments(student, reference):
    """Keeps its arguments as they are."""
    right = reference.stamp(SQUARE, SQUARE - 2, 0.5)
    answer = student.stamp(SQUARE, SQUARE - 2, 0.5)
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check("stamp", points=0.25, hint="Which shapes of patch and kernel belong together?")
def test_refuses_a_kernel_of_another_shape(student):
    """Refuses a patch and a kernel of different shapes."""
    accepted(student.stamp(np.ones((2, 2)), np.ones((2, 2))))
    refused(student.stamp(np.ones((2, 2)), np.ones((3, 3))))
    refused(student.stamp(np.ones((2, 2)), np.ones((1, 2))))
    refused(student.stamp(np.ones((2, 3)), np.ones((3, 2))))
    refused(student.stamp(np.ones((2, 2)), np.ones((1, 2, 2))))


@pytest.mark.check("relu", points=0.5, hint="What should become of -2, of 0 and of 3?")
def test_turns_negative_numbers_into_zero(student):
    """Turns negative numbers into 0 and keeps the others."""
    x = np.array([[-2.0, 0.0, 3.5], [0.25, -0.25, 9.0]])
    same(student.relu(x), np.array([[0.0, 0.0, 3.5], [0.25, 0.0, 9.0]]))


@pytest.mark.check(
    "relu", points=0.25, hint="It works on each number, so the shape does not matter."
)
def test_takes_a_row_and_a_stack(student):
    """Takes any number of dimensions."""
    same(student.relu(np.array([-2, 0, 3.5])), np.array([0.0, 0.0, 3.5]))
    stack = np.array([[[-1.0, 2.0], [3.0, -4.0]], [[5.0, -6.0], [-7.0, 8.0]]])
    same(student.relu(stack), np.array([[[0.0, 2.0], [3.0, 0.0]], [[5.0, 0.0], [0.0, 8.0]]]))


@pytest.mark.check(
    "relu", points=0.25, hint="NaN is neither positive nor negative. What must stay?"
)
def test_keeps_one_nan(student):
    """Keeps NaN."""
    same(student.relu(np.array([3.0, np.nan, -3.0])), np.array([3.0, np.nan, 0.0]))


@pytest.mark.check("relu", points=0.25, hint="Infinity times 0 is NaN. Compare instead.")
def test_knows_infinity(student):
    """Keeps infinity and turns minus infinity into 0."""
    same(student.relu(np.array([np.inf, -np.inf, 1.0])), np.array([np.inf, 0.0, 1.0]))


@pytest.mark.check("relu", points=0.25, hint="Whatever comes in, the result is float64.")
def test_relu_takes_pixels(student):
    """Takes any kind of number, gives float64."""
    pixels = np.array([[-100, 0], [120, -1]], dtype=np.int8)
    same(student.relu(pixels), np.array([[0.0, 0.0], [120.0, 0.0]]), exact=True)
    single = np.array([[0.5, -0.5]], dtype=np.float32)
    same(student.relu(single), np.array([[0.5, 0.0]]), exact=True)


@pytest.mark.check("relu", points=0.25, hint=COPIES)
def test_relu_keeps_its_argument(student, reference):
    """Keeps its arguments as they are."""
    right = reference.relu(np.array([[-2.0, 1.0], [3.0, -4.0]]))
    answer = student.relu(np.array([[-2.0, 1.0], [3.0, -4.0]]))
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check(
    "conv2d",
    points=0.75,
    hint="Lay the kernel on the top left corner as it is, then move it one pixel at a time.",
)
def test_stamps_every_place(student):
    """Stamps the kernel on every place where it fits."""
    same(student.conv2d(SQUARE, KERNEL), np.array([[3.0, 1.0], [1.0, 0.0]]))
    image = np.arange(1.0, 17.0).reshape(4, 4)
    expected = np.array([[-2.0, 0.0, 2.0], [6.0, 8.0, 10.0], [14.0, 16.0, 18.0]])
    same(student.conv2d(image, KERNEL), expected)
    same(student.conv2d(SQUARE, SQUARE), np.array([[56.0]]))


@pytest.mark.check(
    "conv2d", points=0.5, hint="Each answer gets the bias once; without a bias nothing is added."
)
def test_adds_the_bias_once_per_stamp(student):
    """Adds the bias once to every answer."""
    same(student.conv2d(SQUARE, KERNEL, 0.5), np.array([[3.5, 1.5], [1.5, 0.5]]))
    same(student.conv2d(SQUARE, KERNEL, bias=-10.0), np.array([[-7.0, -9.0], [-9.0, -10.0]]))


@pytest.mark.check(
    "conv2d",
    points=0.25,
    hint="Try a kernel that is wider than high, on a picture that is not square.",
)
def test_stamps_oblong_kernels(student):
    """Takes pictures and kernels that are not square."""
    image = np.arange(1.0, 13.0).reshape(3, 4)
    one_row = np.array([[1.0, 0.0, -2.0]])
    same(student.conv2d(image, one_row), np.array([[-5.0, -6.0], [-9.0, -10.0], [-13.0, -14.0]]))
    one_column = np.array([[1.0], [-1.0], [2.0]])
    same(student.conv2d(image, one_column), np.array([[14.0, 16.0, 18.0, 20.0]]))
    picture = np.array([[1, 2, 0, 3], [0, 1, 4, 1], [2, 0, 1, 0]])
    expected = np.array([[4.0, 7.0, 1.0], [-1.0, 6.0, 0.0]])
    same(student.conv2d(picture, np.array([[0, 1], [-1, 2]])), expected)


@pytest.mark.check("conv2d", points=0.25, hint=FLOATS)
def test_convolves_pixels(student):
    """Takes any kind of number, gives float64."""
    pixels = np.array([[200, 100, 0], [50, 250, 255], [1, 2, 3]], dtype=np.uint8)
    expected = np.array([[1800.0, 1815.0], [909.0, 1530.0]])
    same(student.conv2d(pixels, np.full((2, 2), 3, dtype=np.uint8)), expected, exact=True)
    same(student.conv2d(pixels, np.full((3, 3), 1)), np.array([[861.0]]), exact=True)


@pytest.mark.check("conv2d", points=0.25, hint=COPIES)
def test_conv2d_keeps_its_arguments(student, reference):
    """Keeps its arguments as they are."""
    right = reference.conv2d(SQUARE - 2, KERNEL, 1.0)
    answer = student.conv2d(SQUARE - 2, KERNEL, 1.0)
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check("conv2d", points=0.25, hint="Compare the kernel with the image, axis by axis.")
def test_refuses_a_kernel_that_does_not_fit(student):
    """Refuses a kernel larger than the image."""
    accepted(student.conv2d(SQUARE, KERNEL))
    refused(student.conv2d(SQUARE, np.ones((4, 4))))
    refused(student.conv2d(SQUARE, np.ones((2, 4))))


@pytest.mark.check(
    "conv2d", points=0.25, hint="Both arguments are 2-D and hold at least one number."
)
def test_refuses_rows_and_nothing(student):
    """Refuses empty input and anything but two dimensions."""
    accepted(student.conv2d(SQUARE, KERNEL))
    refused(student.conv2d(np.ones(6), np.ones(2)))
    refused(student.conv2d(np.ones((3, 3, 2)), KERNEL))
    refused(student.conv2d(SQUARE, np.ones((2, 2, 2))))
    refused(student.conv2d(SQUARE, np.ones((0, 0))))
    refused(student.conv2d(np.ones((0, 0)), KERNEL))


@pytest.mark.check(
    "feature_maps", points=0.5, hint="Map k comes from kernels[:, :, k]; ReLU is the last step."
)
def test_makes_one_map_per_kernel(student):
    """Makes one map per kernel, with ReLU."""
    kernels = np.stack([KERNEL, -KERNEL, KERNEL.T], axis=-1)
    expected = [[[3, 0, 1], [1, 0, 2]], [[1, 0, 4], [0, 0, 0]]]
    image = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [4.0, 0.0, 5.0]])
    same(student.feature_maps(image, kernels), np.array(expected, dtype=float))


@pytest.mark.check(
    "feature_maps", points=0.25, hint="Each kernel has its own bias; it comes before ReLU."
)
def test_adds_each_kernels_bias(student):
    """Adds each kernel's bias before ReLU."""
    kernels = np.stack([KERNEL, -KERNEL], axis=-1)
    expected = [[[1, 0], [0, 2]], [[0, 2], [0, 3]]]
    maps = student.feature_maps(SQUARE, kernels, np.array([-2.0, 3.0]))
    same(maps, np.array(expected, dtype=float))
    same(
        student.feature_maps(SQUARE, kernels[..., :1], None),
        np.array([[[3.0], [1.0]], [[1.0], [0.0]]]),
    )


@pytest.mark.check(
    "feature_maps",
    points=0.25,
    hint="No size is fixed: not the picture's, not K, not the kernels'.",
)
def test_takes_rows_as_kernels(student):
    """Takes any number of kernels of any size."""
    image = np.array([[0.0, 0.0, 9.0, 9.0], [0.0, 9.0, 9.0, 0.0]])
    rising, falling = np.array([[-1.0, 1.0]]), np.array([[1.0, -1.0]])
    kernels = np.stack([rising, falling, 2 * rising, 3 * falling], axis=-1)
    expected = [
        [[0, 0, 0, 0], [9, 0, 18, 0], [0, 0, 0, 0]],
        [[9, 0, 18, 0], [0, 0, 0, 0], [0, 9, 0, 27]],
    ]
    same(student.feature_maps(image, kernels), np.array(expected, dtype=float))
    row = np.array([[0, 0, 9, 9, 0]])
    kernels = np.stack([rising, falling], axis=-1)
    expected = [[[0, 0], [9, 0], [0, 0], [0, 5]]]
    same(student.feature_maps(row, kernels, np.array([0, -4])), np.array(expected, dtype=float))


@pytest.mark.check("feature_maps", points=0.25, hint=FLOATS)
def test_makes_maps_of_pixels(student):
    """Takes any kind of number, gives float64."""
    pixels = np.array([[200, 100], [50, 250]], dtype=np.uint8)
    kernels = np.full((2, 2, 2), 2, dtype=np.uint8)
    same(student.feature_maps(pixels, kernels), np.array([[[1200.0, 1200.0]]]), exact=True)


@pytest.mark.check("feature_maps", points=0.25, hint=COPIES)
def test_feature_maps_keeps_its_arguments(student, reference):
    """Keeps its arguments as they are."""
    kernels = np.stack([KERNEL, -KERNEL], axis=-1)
    right = reference.feature_maps(SQUARE - 2, kernels, np.array([1.0, -1.0]))
    answer = student.feature_maps(SQUARE - 2, kernels, np.array([1.0, -1.0]))
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check(
    "feature_maps",
    points=0.25,
    hint="Compare the kernels with the image: the sizes, the dimensions.",
)
def test_refuses_kernels_that_do_not_fit(student):
    """Refuses kernels that do not fit the image."""
    accepted(student.feature_maps(SQUARE, np.ones((2, 2, 2))))
    refused(student.feature_maps(SQUARE, np.ones((4, 4, 2))))
    refused(student.feature_maps(SQUARE, np.ones((2, 4, 2))))
    refused(student.feature_maps(np.ones((3, 4)), np.ones((4, 1, 1))))
    refused(student.feature_maps(SQUARE, np.ones((2, 2, 2, 1))))


def kernels_of(answer, sides=SIDES):
    """The kernels by side. Ends the check unless there are nine real numbers for each side."""
    kernels = answer.value
    require(isinstance(kernels, dict), answer, _("the result must be a dict"))
    found = {}
    for side in sides:
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


@pytest.mark.check(
    "edge_kernels", points=0.25, hint="A dict with these keys: top, left, bottom, right."
)
def test_gives_four_arrays(student):
    """Gives a dict of four (3, 3) arrays."""
    judge(student.edge_kernels(), are_four_arrays)


def are_four_arrays(answer):
    """Ends the check unless there are four arrays and nothing else."""
    kernels_of(answer)
    text = _("the keys must be {keys}").format(keys=", ".join(SIDES))
    require(set(answer.value) == set(SIDES), answer, text)
    for side, kernel in answer.value.items():
        text = _("the kernel {side} must be a (3, 3) array").format(side=side)
        require(isinstance(kernel, np.ndarray), answer, text)


@pytest.mark.check("edge_kernels", points=0.5, hint="How much is +1, +1, +1, -1, -1, -1?")
def test_answers_nothing_on_an_even_area(student):
    """Sums to zero, so that an even area gives 0."""
    judge(student.edge_kernels(), sum_to_zero)


def sum_to_zero(answer):
    """Ends the check unless each kernel does."""
    for side, kernel in kernels_of(answer).items():
        total = float(kernel.sum())
        text = _("the kernel {side} sums to {total:g}, not to 0")
        require(abs(total) <= 1e-9, answer, text.format(side=side, total=total))


def straddling(kernel, side):
    """What a kernel answers, after ReLU, on the two places that straddle a straight edge."""
    bright_rows = [np.repeat(np.array([[0.0], [0.0], [1.0]]), 3, axis=1)]
    bright_rows.append(np.repeat(np.array([[0.0], [1.0], [1.0]]), 3, axis=1))
    patches = [np.rot90(patch, SIDES.index(side)) for patch in bright_rows]
    return [max(0.0, float(np.sum(patch * kernel))) for patch in patches]


@pytest.mark.check(
    "edge_kernels",
    points=0.5,
    hint="Negative weights where it should be dark, positive ones where it should be bright.",
)
def test_sees_its_own_edge_best(student):
    """Gives four kernels, each of which sees its own edge best."""
    judge(student.edge_kernels(), each_sees_its_own_edge_best)


def each_sees_its_own_edge_best(answer):
    """Ends the check unless the four kernels do."""
    kernels = kernels_of(answer)
    for side, other in permutations(SIDES, 2):
        own, rival = straddling(kernels[side], side), straddling(kernels[other], side)
        stronger = max(own) > max(rival) + 1e-9 or sum(own) > sum(rival) + 1e-9
        text = _("along its own edge, the kernel {side} must answer more than {other}")
        require(stronger, answer, text.format(side=side, other=other))


@pytest.mark.check(
    "edge_kernels", points=0.5, hint="Turn the picture upside down: what does the kernel say then?"
)
def test_top_does_not_see_a_bottom_edge(student):
    """Gives 0 along the opposite edge."""
    judge(student.edge_kernels(), top_and_bottom_are_silent)


def top_and_bottom_are_silent(answer):
    """Ends the check unless `top` and `bottom` are silent along each other's edge."""
    for side, kernel in kernels_of(answer, ("top", "bottom")).items():
        opposite = "bottom" if side == "top" else "top"
        loudest = max(straddling(kernel, opposite))
        text = _("the kernel {side} answers {loudest:g} along the opposite edge, not 0")
        require(loudest <= 1e-9, answer, text.format(side=side, loudest=loudest))
