"""Checks of conv.py that a student also gets."""

from itertools import permutations

import numpy as np
import pytest

from grader.checks import judge, require, same
from grader.language import _

SIDES = ("top", "left", "bottom", "right")


@pytest.mark.check(
    "stamp", points=1.5, hint="Multiply cell by cell, add everything up, and add the bias once."
)
def test_adds_up_the_elementwise_product(student):
    """Adds up the elementwise product, then the bias."""
    patch = np.array([[1.0, 2.0, 0.0], [4.0, 5.0, 6.0]])
    kernel = np.array([[2.0, 0.0, 7.0], [-1.0, 1.0, 3.0]])
    same(student.stamp(patch, kernel), 21.0)
    same(student.stamp(patch, kernel, 0.5), 21.5)
    same(student.stamp(patch, -kernel), -21.0)


@pytest.mark.check(
    "relu", points=1.5, hint="What should become of -2, of 0 and of 3? The shape stays."
)
def test_turns_negative_numbers_into_zero(student):
    """Turns negative numbers into 0 and keeps the others."""
    same(
        student.relu(np.array([[-2.0, 0.0, 3.5], [0.25, -0.25, 9.0]])),
        np.array([[0.0, 0.0, 3.5], [0.25, 0.0, 9.0]]),
    )
    same(student.relu(np.array([1.5, -4.0])), np.array([1.5, 0.0]))


@pytest.mark.check(
    "conv2d",
    points=2,
    hint="Lay the kernel on the top left corner as it is, then move it one pixel at a time.",
)
def test_stamps_every_place(student):
    """Stamps the kernel on every place where it fits."""
    image = np.arange(1.0, 13.0).reshape(3, 4)
    kernel = np.array([[2.0, 1.0], [0.0, -1.0]])
    same(student.conv2d(image, kernel), np.array([[-2.0, 0.0, 2.0], [6.0, 8.0, 10.0]]))
    one_row = np.array([[1.0, 0.0, -2.0]])
    same(student.conv2d(image, one_row), np.array([[-5.0, -6.0], [-9.0, -10.0], [-13.0, -14.0]]))


@pytest.mark.check(
    "conv2d", points=1.5, hint="Each answer gets the bias once; without a bias nothing is added."
)
def test_adds_the_bias_once_per_stamp(student):
    """Adds the bias once to every answer."""
    image = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0], [4.0, 0.0, 5.0]])
    kernel = np.ones((2, 2))
    same(student.conv2d(image, kernel, 0.5), np.array([[4.5, 5.5], [7.5, 8.5]]))
    same(student.conv2d(image, kernel, bias=-10.0), np.array([[-6.0, -5.0], [-3.0, -2.0]]))
    same(student.conv2d(image, kernel), np.array([[4.0, 5.0], [7.0, 8.0]]))


@pytest.mark.check(
    "feature_maps",
    points=2,
    hint="Map k comes from kernels[:, :, k] and biases[k]; ReLU is the last step.",
)
def test_makes_one_map_per_kernel(student):
    """Makes one map per kernel, with its bias and ReLU."""
    image = np.array([[0.0, 0.0, 9.0, 9.0], [0.0, 9.0, 9.0, 0.0]])
    rising, falling = np.array([[-1.0, 1.0]]), np.array([[1.0, -1.0]])
    kernels = np.stack([rising, falling, 2 * rising], axis=-1)
    plain = [[[0, 0, 0], [9, 0, 18], [0, 0, 0]], [[9, 0, 18], [0, 0, 0], [0, 9, 0]]]
    same(student.feature_maps(image, kernels), np.array(plain, dtype=float))
    raised = [[[0, 3, 0], [5, 0, 17], [0, 3, 0]], [[5, 0, 17], [0, 3, 0], [0, 12, 0]]]
    biases = np.array([-4.0, 3.0, -1.0])
    same(student.feature_maps(image, kernels, biases), np.array(raised, dtype=float))


def straddling(kernel, side):
    """What a kernel answers, after ReLU, on the two places that straddle a straight edge."""
    bright_rows = [np.repeat(np.array([[0.0], [0.0], [1.0]]), 3, axis=1)]
    bright_rows.append(np.repeat(np.array([[0.0], [1.0], [1.0]]), 3, axis=1))
    patches = [np.rot90(patch, SIDES.index(side)) for patch in bright_rows]
    return [max(0.0, float(np.sum(patch * kernel))) for patch in patches]


@pytest.mark.check(
    "edge_kernels",
    points=1.5,
    hint="Negative weights where it should be dark, positive ones where it should be bright.",
)
def test_sees_its_own_edge_best(student):
    """Gives four kernels, each of which sees its own edge best."""
    judge(student.edge_kernels(), each_sees_its_own_edge_best)


def each_sees_its_own_edge_best(answer):
    """Ends the check unless the four kernels do."""
    kernels = answer.value
    require(isinstance(kernels, dict), answer, _("the result must be a dict"))
    text = _("the keys must be {keys}").format(keys=", ".join(SIDES))
    require(set(kernels) == set(SIDES), answer, text)
    for side, kernel in kernels.items():
        array = isinstance(kernel, np.ndarray) and kernel.shape == (3, 3)
        text = _("the kernel {side} must be a (3, 3) array")
        require(array, answer, text.format(side=side))
        real = kernel.dtype.kind in "iuf" and bool(np.isfinite(kernel).all())
        text = _("the kernel {side} must hold ordinary real numbers")
        require(real, answer, text.format(side=side))
        total = float(kernel.astype(np.float64).sum())
        text = _("the kernel {side} sums to {total:g}, not to 0")
        require(abs(total) <= 1e-9, answer, text.format(side=side, total=total))
    for side, other in permutations(SIDES, 2):
        own, rival = straddling(kernels[side], side), straddling(kernels[other], side)
        stronger = max(own) > max(rival) + 1e-9 or sum(own) > sum(rival) + 1e-9
        text = _("along its own edge, the kernel {side} must answer more than {other}")
        require(stronger, answer, text.format(side=side, other=other))
