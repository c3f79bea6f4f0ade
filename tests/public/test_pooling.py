"""Checks of pooling.py that a student also gets."""

import numpy as np
import pytest

from grader.checks import same


@pytest.mark.check(
    "max_pool2d",
    points=1.5,
    hint="Cut the map into windows of 2 by 2; what is left over is dropped.",
)
def test_keeps_the_largest_of_each_window(student):
    """Keeps the largest number of each window."""
    example = np.array(
        [
            [1.0, 3.0, 0.0, 2.0, 9.0],
            [5.0, 2.0, 1.0, 0.0, 9.0],
            [0.0, 1.0, -4.0, -2.0, 9.0],
            [2.0, 0.0, -1.0, -3.0, 9.0],
        ]
    )
    same(student.max_pool2d(example), np.array([[5.0, 2.0], [2.0, -1.0]]))
    same(student.max_pool2d(-example), np.array([[-1.0, 0.0], [0.0, 4.0]]))


@pytest.mark.check(
    "max_pool2d", points=1, hint="Size and stride are separate; each is a number or a pair."
)
def test_takes_other_windows_and_strides(student):
    """Takes other windows and strides."""
    example = np.array([[1.0, 3.0, 0.0, 2.0], [5.0, 2.0, 1.0, 0.0], [0.0, 1.0, 8.0, 4.0]])
    same(student.max_pool2d(example, 2, 1), np.array([[5.0, 3.0, 2.0], [5.0, 8.0, 8.0]]))
    same(student.max_pool2d(example, (1, 2)), np.array([[3.0, 2.0], [5.0, 1.0], [1.0, 8.0]]))
    same(student.max_pool2d(example, 1, (2, 3)), np.array([[1.0, 2.0], [0.0, 4.0]]))


@pytest.mark.check(
    "avg_pool2d", points=2, hint="Add up a window, then divide by the number of its cells."
)
def test_keeps_the_mean_of_each_window(student):
    """Keeps the mean of each window."""
    example = np.array([[1.0, 3.0, 0.0, 2.0, 9.0], [5.0, 2.0, 1.0, 0.0, 9.0], [-4.0] * 5])
    same(student.avg_pool2d(example), np.array([[2.75, 0.75]]))
    same(student.avg_pool2d(example, (3, 1), 2), np.array([[2 / 3, -1.0, 14 / 3]]))
    channels = np.stack([example[:2, :2], 10 * example[:2, 1:3]], axis=-1)
    same(student.avg_pool2d(channels), np.array([[[2.75, 15.0]]]))


@pytest.mark.check(
    "flatten", points=1.5, hint="The last axis runs fastest: first all channels of the first pixel."
)
def test_lines_up_pixel_by_pixel(student):
    """Lines up the numbers pixel by pixel."""
    maps = np.array(
        [[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], [[4.0, 40.0], [5.0, 50.0], [6.0, 60.0]]]
    )
    expected = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60]
    same(student.flatten(maps), np.array(expected, dtype=float))
    same(student.flatten(maps[:1, :1]), np.array([1.0, 10.0]))
