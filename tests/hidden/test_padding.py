"""Checks of padding.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import accepted, refused, same


@pytest.mark.check("same_padding", points=1.5, hint="Solve n + 2p - f + 1 = n for p.")
def test_solves_for_any_padding(student):
    """Gives the padding that keeps the size."""
    for kernel_size, padding in [(9, 4), (11, 5), (101, 50), (257, 128)]:
        same(student.same_padding(kernel_size), padding)


@pytest.mark.check("same_padding", points=0.25, hint="3 / 2 is a float in Python. And 3 // 2?")
def test_always_gives_a_whole_number(student):
    """Gives a whole number."""
    for kernel_size, padding in [(1, 0), (7, 3), (11, 5)]:
        same(student.same_padding(kernel_size), padding, exact=True)


@pytest.mark.check("same_padding", points=0.25, hint="For which sizes is (f - 1) / 2 whole?")
def test_refuses_any_even_size(student):
    """Refuses even sizes."""
    accepted(student.same_padding(3))
    for size in [4, 8, 10, 100]:
        refused(student.same_padding(size))


@pytest.mark.check(
    "zero_pad", points=2.5, hint="The picture lies in the middle of a larger array of zeros."
)
def test_frames_any_square(student, reference, rng):
    """Puts a frame of zeros around the picture."""
    for size, padding in [(3, 1), (2, 3), (5, 2), (4, 0)]:
        image = rng.normal(size=(size, size))
        same(student.zero_pad(image, padding), reference.zero_pad(image, padding))


@pytest.mark.check(
    "zero_pad", points=0.25, hint="A pair is (rows above and below, columns left and right)."
)
def test_takes_any_pair(student, reference, rng):
    """Takes a pair: vertical first, then horizontal."""
    for padding in [(2, 1), (0, 3), (4, 0), (1, 1)]:
        image = rng.normal(size=(3, 3))
        same(student.zero_pad(image, padding), reference.zero_pad(image, padding))


@pytest.mark.check("zero_pad", points=0.5, hint="Each channel gets its frame; C stays C.")
def test_keeps_the_channels(student, reference, rng):
    """Gives each channel its frame and adds no channel."""
    for shape, padding in [((3, 3, 3), 1), ((2, 2, 1), 2), ((3, 3, 5), 1), ((4, 4, 2), 0)]:
        image = rng.normal(size=shape)
        same(student.zero_pad(image, padding), reference.zero_pad(image, padding))


@pytest.mark.check("zero_pad", points=0.25, hint="The dtype of the result is that of the picture.")
def test_keeps_any_dtype(student, reference, rng):
    """Keeps the dtype."""
    for dtype in [np.uint8, np.float32, np.int64, np.float64]:
        image = rng.integers(1, 256, size=(3, 3)).astype(dtype)
        same(student.zero_pad(image, 1), reference.zero_pad(image, 1), exact=True)
    image = np.asfortranarray(rng.normal(size=(3, 3)))
    same(student.zero_pad(image, 1), reference.zero_pad(image, 1), exact=True)


@pytest.mark.check(
    "stamp_counts", points=1.5, hint="Move the kernel over the picture and count up what it covers."
)
def test_counts_on_any_square(student, reference):
    """Counts how many stamps cover each pixel."""
    for size, kernel_size in [(5, 3), (6, 2), (7, 5), (4, 4), (3, 1)]:
        expected = reference.stamp_counts((size, size), kernel_size)
        same(student.stamp_counts((size, size), kernel_size), expected)


@pytest.mark.check(
    "stamp_counts", points=0.5, hint="A frame lets stamps start outside the picture."
)
def test_counts_with_any_frame(student, reference):
    """Counts stamps that reach into the padding."""
    for size, kernel_size, padding in [(5, 3, 2), (4, 5, 1), (3, 2, 3), (6, 4, 1)]:
        expected = reference.stamp_counts((size, size), kernel_size, padding)
        same(student.stamp_counts((size, size), kernel_size, padding), expected)


@pytest.mark.check("stamp_counts", points=0.25, hint="Rows and columns each have their own n.")
def test_counts_on_any_shape(student, reference):
    """Takes pictures that are not square."""
    for shape, kernel_size, padding in [((5, 8), 3, 0), ((6, 4), 2, 1), ((3, 9), 3, 2)]:
        expected = reference.stamp_counts(shape, kernel_size, padding)
        same(student.stamp_counts(shape, kernel_size, padding), expected)


@pytest.mark.check(
    "stamp_counts", points=0.25, hint="Rows and columns each have their own n, f and p."
)
def test_counts_with_any_pairs(student, reference):
    """Takes a pair: vertical first, then horizontal."""
    for kernel_size, padding in [((3, 2), 0), ((2, 3), (0, 2)), ((4, 1), (1, 0)), (3, (2, 1))]:
        expected = reference.stamp_counts((5, 5), kernel_size, padding)
        same(student.stamp_counts((5, 5), kernel_size, padding), expected)


@pytest.mark.check(
    "stamp_counts",
    points=0.25,
    hint="np.zeros makes floats unless it is told a dtype; uint8 ends at 255.",
)
def test_counts_high_in_int64(student, reference):
    """Gives int64, also for counts above 255."""
    for size, kernel_size, padding in [(5, 3, 0), (24, 17, 16)]:
        expected = reference.stamp_counts((size, size), kernel_size, padding)
        same(student.stamp_counts((size, size), kernel_size, padding), expected, exact=True)
