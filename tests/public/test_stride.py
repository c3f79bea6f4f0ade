"""Checks of stride.py that a student also gets."""

import numpy as np
import pytest

from grader.checks import same


@pytest.mark.check(
    "output_size", points=2, hint="Count the steps that fit, round down, and add the first stamp."
)
def test_counts_the_stamps_along_an_axis(student):
    """Counts the stamps that fit along an axis."""
    same(student.output_size(7, 3), 5)
    same(student.output_size(7, 3, 1), 7)
    same(student.output_size(8, 3, 0, 2), 3)
    same(student.output_size(10, 3, 2, 4), 3)
    same(student.output_size(5, 5), 1)


@pytest.mark.check(
    "stamp_positions", points=2, hint="Where is the last place at which the stamp still fits?"
)
def test_lists_the_places_going_up_and_down(student):
    """Lists the places, going up and going down."""
    same(student.stamp_positions(5, 3), [0, 1, 2])
    same(student.stamp_positions(7, 3, 2), [0, 2, 4])
    same(student.stamp_positions(8, 3, 2), [0, 2, 4])
    same(student.stamp_positions(7, 3, -2), [4, 2, 0])
    same(student.stamp_positions(8, 3, -2), [5, 3, 1])


@pytest.mark.check(
    "conv2d_strided",
    points=2,
    hint="Rows move by the first number of a pair, columns by the second.",
)
def test_moves_by_the_stride(student):
    """Moves the kernel by the stride."""
    image = np.arange(1.0, 21.0).reshape(4, 5)
    kernel = np.array([[2.0, 1.0], [0.0, -1.0]])
    same(student.conv2d_strided(image, kernel, stride=2), np.array([[-3.0, 1.0], [17.0, 21.0]]))
    expected = np.array([[-3.0, 3.0], [7.0, 13.0], [17.0, 23.0]])
    same(student.conv2d_strided(image, kernel, 0.0, (1, 3)), expected)
    one = np.array([[1.0]])
    same(student.conv2d_strided(image[:2, :2], one, 0.5), np.array([[1.5, 2.5], [6.5, 7.5]]))


@pytest.mark.check(
    "conv2d_strided",
    points=2,
    hint="Put the zeros around first; 'same' with an even kernel needs more of them at one end.",
)
def test_pads_with_zeros(student):
    """Pads by a number or by the word "same"."""
    image, kernel = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[2.0, 1.0], [0.0, -1.0]])
    expected = np.array([[-1.0, -2.0, 0.0], [-2.0, 0.0, 4.0], [3.0, 10.0, 8.0]])
    same(student.conv2d_strided(image, kernel, padding=1), expected)
    expected = np.array([[0.0, 4.0], [10.0, 8.0]])
    same(student.conv2d_strided(image, kernel, padding="same"), expected)
    expected = np.array([[4.0, 6.0, 4.0], [6.0, 9.0, 6.0], [4.0, 6.0, 4.0]])
    same(student.conv2d_strided(np.ones((3, 3)), np.ones((3, 3)), padding="same"), expected)
    same(student.conv2d_strided(image, kernel, padding="valid"), np.array([[0.0]]))
