"""Checks of padding.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import refused, same, unchanged


@pytest.mark.check("same_padding", points=1.5, hint="For which sizes is (f - 1) / 2 whole?")
def test_refuses_even_sizes_and_sizes_below_1(student):
    """Refuses even sizes and sizes below 1."""
    same(student.same_padding(11), 5)
    for size in [2, 4, 10, 0, -1, -2, -3]:
        refused(student.same_padding(size))


@pytest.mark.check(
    "same_padding", points=1, hint="A NumPy integer is a whole number; True and 2.5 are not."
)
def test_wants_a_whole_size(student):
    """Takes NumPy integers, refuses True and 2.5."""
    same(student.same_padding(np.int64(9)), 4)
    same(student.same_padding(np.int32(101)), 50)
    for size in [True, False, 2.5, 3.5, 1.2]:
        refused(student.same_padding(size))


@pytest.mark.check(
    "zero_pad", points=2, hint="The dtype of the result is that of the picture; C stays C."
)
def test_keeps_dtype_and_channels(student, reference, rng):
    """Keeps the dtype and the channels."""
    for shape, padding in [((3, 5), (2, 1)), ((2, 4, 3), (1, 2)), ((4, 2, 1), 1), ((3, 3, 2), 0)]:
        image = rng.normal(size=shape)
        answer = student.zero_pad(image, padding)
        same(answer, reference.zero_pad(image, padding))
        unchanged(answer)
    for _ in range(2):
        image = np.asfortranarray(rng.normal(size=(3, 2, 4)))
        same(student.zero_pad(image, (0, 1)), reference.zero_pad(image, (0, 1)))
    for dtype in [np.uint8, np.float32, np.int64]:
        image = rng.integers(1, 256, size=(2, 3)).astype(dtype)
        same(student.zero_pad(image, 1), reference.zero_pad(image, 1), exact_dtype=True)
    pixels = rng.integers(1, 256, size=(2, 2, 3)).astype(np.uint8)
    expected = reference.zero_pad(pixels, (1, 3))
    same(student.zero_pad(pixels, (1, 3)), expected, exact_dtype=True)


@pytest.mark.check("zero_pad", points=1.5, hint="What may a width of the frame be, and what not?")
def test_refuses_a_frame_that_cannot_be(student):
    """Refuses negative and partial frames."""
    image = np.ones((3, 3))
    same(student.zero_pad(image, 0), np.ones((3, 3)))
    framed = np.zeros((5, 5))
    framed[1:4, 1:4] = 1.0
    same(student.zero_pad(image, np.int64(1)), framed)
    same(student.zero_pad(image, (np.int64(1), np.int32(1))), framed)
    for padding in [-1, (-1, 1), (1, -1), True, 2.5, (True, 1), (1, True), (1, 2.5), (0.5, 1)]:
        refused(student.zero_pad(image, padding))


@pytest.mark.check(
    "stamp_counts", points=2, hint="Rows and columns each have their own n, f and p."
)
def test_counts_on_any_shape(student, reference):
    """Counts on any shape, with any kernel and padding."""
    for shape, kernel, padding in [
        ((5, 8), (3, 2), 0),
        ((6, 4), (2, 3), (0, 2)),
        ((4, 6), (4, 1), (1, 0)),
        ((5, 3), 5, (2, 1)),
        ((3, 4), (2, 3), (3, 2)),
        ((1, 7), (1, 3), 0),
    ]:
        expected = reference.stamp_counts(shape, kernel, padding)
        same(student.stamp_counts(shape, kernel, padding), expected)
    expected = reference.stamp_counts((7, 5), (3, 4), 1)
    same(student.stamp_counts((7, 5), (3, 4), padding=1), expected, exact_dtype=True)
    shape, kernel, padding = (np.int64(7), np.int64(5)), np.int64(4), np.int32(2)
    same(student.stamp_counts(shape, kernel, padding), reference.stamp_counts((7, 5), 4, 2))


@pytest.mark.check(
    "stamp_counts", points=1, hint="Look at what the sizes of a kernel and of a frame may be."
)
def test_refuses_sizes_that_cannot_be(student):
    """Refuses sizes that no kernel or frame can have."""
    same(student.stamp_counts((4, 5), (1, 1), (0, 0)), np.ones((4, 5), dtype=np.int64))
    same(student.stamp_counts((2, 3), (2, 3)), np.ones((2, 3), dtype=np.int64))
    for kernel_size in [0, -1, (0, 2), (2, -1), True, 2.5, (2, True), (1.5, 2)]:
        refused(student.stamp_counts((4, 5), kernel_size))
    for padding in [-1, (-1, 0), (0, -1), True, 0.5, (1, True), (0.5, 0)]:
        refused(student.stamp_counts((4, 5), 3, padding))
    for shape in [(4,), (4, 5, 1)]:
        refused(student.stamp_counts(shape, 1, 3))
