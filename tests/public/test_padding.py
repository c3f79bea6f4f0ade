"""Checks of padding.py that a student also gets."""

import numpy as np
import pytest

from grader.checks import same


@pytest.mark.check(
    "same_padding", points=1.5, hint="Solve n + 2p - f + 1 = n for p, and give a whole number."
)
def test_solves_for_the_padding(student):
    """Gives the padding that keeps the size."""
    for kernel_size, padding in [(1, 0), (3, 1), (5, 2), (7, 3)]:
        same(student.same_padding(kernel_size), padding)


@pytest.mark.check(
    "zero_pad", points=1.5, hint="The picture lies in the middle of a larger array of zeros."
)
def test_puts_a_frame_of_zeros_around(student):
    """Puts a frame of zeros around the picture."""
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    framed = [[0, 0, 0, 0, 0], [0, 1, 2, 3, 0], [0, 4, 5, 6, 0], [0, 0, 0, 0, 0]]
    same(student.zero_pad(image, 1), np.array(framed, dtype=float))
    expected = np.zeros((5, 5))
    expected[2, 2] = 8.0
    same(student.zero_pad(np.array([[8.0]]), 2), expected)


@pytest.mark.check(
    "zero_pad", points=1, hint="A pair is (rows above and below, columns left and right)."
)
def test_takes_a_pair(student):
    """Takes a pair: vertical first, then horizontal."""
    image = np.array([[1.0, 2.0], [3.0, 4.0]])
    framed = [[0, 0, 1, 2, 0, 0], [0, 0, 3, 4, 0, 0]]
    same(student.zero_pad(image, (0, 2)), np.array(framed, dtype=float))
    framed = [[0, 0], [1, 2], [3, 4], [0, 0]]
    same(student.zero_pad(image, (1, 0)), np.array(framed, dtype=float))


@pytest.mark.check(
    "stamp_counts", points=2, hint="Move the kernel over the picture and count up what it covers."
)
def test_counts_the_stamps_on_each_pixel(student):
    """Counts how many stamps cover each pixel."""
    counts = [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]]
    same(student.stamp_counts((4, 4), 3), np.array(counts))
    counts = [[1, 2, 2, 1], [2, 4, 4, 2], [1, 2, 2, 1]]
    same(student.stamp_counts((3, 4), 2), np.array(counts))
    counts = [[4, 6, 4], [6, 9, 6], [4, 6, 4]]
    same(student.stamp_counts((3, 3), 3, 1), np.array(counts))
