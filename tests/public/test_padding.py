"""Checks of padding.py that a student also gets."""

import numpy as np
import pytest

from grader.checks import accepted, refused, same, unchanged

WHOLE = "A NumPy integer is a whole number, too; it can be as small as uint8."
NO_WHOLE = "True and 2.5 are no sizes."
COPIES = "The arguments belong to the caller. Does a line of yours write into one of them?"

PICTURE = np.array([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.check("same_padding", points=0.75, hint="Solve n + 2p - f + 1 = n for p.")
def test_solves_for_the_padding(student):
    """Gives the padding that keeps the size."""
    for kernel_size, padding in [(1, 0), (3, 1), (5, 2), (7, 3)]:
        same(student.same_padding(kernel_size), padding)


@pytest.mark.check("same_padding", points=0.25, hint="3 / 2 is a float in Python. And 3 // 2?")
def test_gives_a_whole_number(student):
    """Gives a whole number."""
    same(student.same_padding(5), 2, exact=True)


@pytest.mark.check("same_padding", points=0.25, hint=WHOLE)
def test_takes_a_numpy_integer(student):
    """Takes NumPy integers."""
    same(student.same_padding(np.int64(9)), 4)
    same(student.same_padding(np.uint8(13)), 6)


@pytest.mark.check("same_padding", points=0.25, hint="For which sizes is (f - 1) / 2 whole?")
def test_refuses_an_even_size(student):
    """Refuses even sizes."""
    accepted(student.same_padding(3))
    refused(student.same_padding(2))
    refused(student.same_padding(6))


@pytest.mark.check("same_padding", points=0.25, hint="A kernel has at least one cell.")
def test_refuses_a_size_below_one(student):
    """Refuses sizes below 1."""
    accepted(student.same_padding(3))
    refused(student.same_padding(0))
    refused(student.same_padding(-1))


@pytest.mark.check("same_padding", points=0.25, hint=NO_WHOLE)
def test_refuses_a_size_that_is_not_whole(student):
    """Refuses True, False and 2.5."""
    accepted(student.same_padding(3))
    for size in [True, False, 2.5, 1.2]:
        refused(student.same_padding(size))


@pytest.mark.check(
    "zero_pad", points=0.5, hint="The picture lies in the middle of a larger array of zeros."
)
def test_puts_a_frame_of_zeros_around(student):
    """Puts a frame of zeros around the picture."""
    framed = [[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]]
    same(student.zero_pad(PICTURE, 1), np.array(framed, dtype=float))
    expected = np.zeros((5, 5))
    expected[2, 2] = 8.0
    same(student.zero_pad(np.array([[8.0]]), 2), expected)
    same(student.zero_pad(PICTURE, 0), PICTURE)


@pytest.mark.check(
    "zero_pad", points=0.25, hint="Height and width grow by 2p each, whatever they are."
)
def test_pads_an_oblong_picture(student):
    """Takes pictures that are not square."""
    image = np.array([[1.0, 2.0, 3.0]])
    framed = [[0, 0, 0, 0, 0], [0, 1, 2, 3, 0], [0, 0, 0, 0, 0]]
    same(student.zero_pad(image, 1), np.array(framed, dtype=float))


@pytest.mark.check(
    "zero_pad", points=0.25, hint="A pair is (rows above and below, columns left and right)."
)
def test_takes_a_pair(student):
    """Takes a pair: vertical first, then horizontal."""
    framed = [[0, 0, 1, 2, 0, 0], [0, 0, 3, 4, 0, 0]]
    same(student.zero_pad(PICTURE, (0, 2)), np.array(framed, dtype=float))
    framed = [[0, 0], [1, 2], [3, 4], [0, 0]]
    same(student.zero_pad(PICTURE, (1, 0)), np.array(framed, dtype=float))


@pytest.mark.check("zero_pad", points=0.25, hint="Each channel gets its frame; C stays C.")
def test_pads_a_colour_picture(student):
    """Gives each channel its frame and adds no channel."""
    pixel = np.array([[[1.0, 2.0, 3.0]]])
    expected = np.zeros((3, 3, 3))
    expected[1, 1] = [1.0, 2.0, 3.0]
    same(student.zero_pad(pixel, 1), expected)
    same(student.zero_pad(pixel, 0), pixel)
    black = np.zeros((28, 28, 3), dtype=np.uint8)
    same(student.zero_pad(black, 1), np.zeros((30, 30, 3)))


@pytest.mark.check("zero_pad", points=0.25, hint="The dtype of the result is that of the picture.")
def test_pixels_stay_pixels(student):
    """Keeps the dtype."""
    pixels = np.array([[255, 7], [1, 2]], dtype=np.uint8)
    framed = [[0, 0, 0, 0], [0, 255, 7, 0], [0, 1, 2, 0], [0, 0, 0, 0]]
    same(student.zero_pad(pixels, 1), np.array(framed, dtype=np.uint8), exact=True)


@pytest.mark.check("zero_pad", points=0.25, hint=WHOLE)
def test_pads_by_a_numpy_integer(student):
    """Takes NumPy integers."""
    framed = np.zeros((5, 5))
    framed[2, 2] = 3.0
    same(student.zero_pad(np.array([[3.0]]), np.int64(2)), framed)
    same(student.zero_pad(np.ones((1, 1)), np.int8(100)), _single(201))


def _single(size):
    """Zeros with a 1 in the middle."""
    framed = np.zeros((size, size))
    framed[size // 2, size // 2] = 1.0
    return framed


@pytest.mark.check("zero_pad", points=0.25, hint=COPIES)
def test_zero_pad_keeps_its_argument(student, reference):
    """Keeps its arguments as they are."""
    right = reference.zero_pad(3 - PICTURE, 1)
    answer = student.zero_pad(3 - PICTURE, 1)
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check("zero_pad", points=0.25, hint="What may the width of a frame be, and what not?")
def test_refuses_a_frame_that_cannot_be(student):
    """Refuses widths that no frame can have."""
    accepted(student.zero_pad(PICTURE, 1))
    for padding in [-1, True, 2.5]:
        refused(student.zero_pad(PICTURE, padding))


@pytest.mark.check("zero_pad", points=0.25, hint="Look at both numbers of a pair.")
def test_refuses_half_a_frame(student):
    """Refuses a pair with a number that cannot be."""
    accepted(student.zero_pad(PICTURE, 1))
    for padding in [(-1, 1), (1, -1), (True, 1), (1, True), (1, 2.5), (0.5, 1)]:
        refused(student.zero_pad(PICTURE, padding))


@pytest.mark.check(
    "stamp_counts", points=0.5, hint="Move the kernel over the picture and count up what it covers."
)
def test_counts_the_stamps_on_each_pixel(student):
    """Counts how many stamps cover each pixel."""
    counts = [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]]
    same(student.stamp_counts((4, 4), 3), np.array(counts))
    same(student.stamp_counts((3, 3), 2), np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]))


@pytest.mark.check(
    "stamp_counts", points=0.25, hint="A frame lets stamps start outside the picture."
)
def test_counts_with_a_frame(student):
    """Counts stamps that reach into the padding."""
    counts = [[4, 6, 4], [6, 9, 6], [4, 6, 4]]
    same(student.stamp_counts((3, 3), 3, 1), np.array(counts))
    same(student.stamp_counts((2, 2), 3, padding=2), np.full((2, 2), 9))


@pytest.mark.check("stamp_counts", points=0.25, hint="Rows and columns each have their own n.")
def test_counts_on_an_oblong_picture(student):
    """Takes pictures that are not square."""
    counts = [[1, 2, 2, 1], [2, 4, 4, 2], [1, 2, 2, 1]]
    same(student.stamp_counts((3, 4), 2), np.array(counts))


@pytest.mark.check(
    "stamp_counts", points=0.25, hint="Rows and columns each have their own n, f and p."
)
def test_counts_with_pairs(student):
    """Takes a pair: vertical first, then horizontal."""
    same(student.stamp_counts((1, 4), (1, 3), (0, 1)), np.array([[2, 3, 3, 2]]))
    same(student.stamp_counts((3, 3), (2, 1)), np.array([[1, 1, 1], [2, 2, 2], [1, 1, 1]]))


@pytest.mark.check(
    "stamp_counts",
    points=0.25,
    hint="np.zeros makes floats unless it is told a dtype; uint8 ends at 255.",
)
def test_counts_in_int64(student):
    """Gives int64, also for counts above 255."""
    counts = [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    same(student.stamp_counts((3, 3), 2), np.array(counts, dtype=np.int64), exact=True)
    same(student.stamp_counts((1, 1), 20, 19), np.array([[400]], dtype=np.int64), exact=True)


@pytest.mark.check("stamp_counts", points=0.25, hint=WHOLE)
def test_counts_with_numpy_integers(student):
    """Takes NumPy integers."""
    counts = [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    sizes = (np.int64(3), np.int32(3)), np.int64(2), np.int64(0)
    same(student.stamp_counts(*sizes), np.array(counts))
    same(student.stamp_counts((2, 2), 2, np.int8(100)), np.full((2, 2), 4))


@pytest.mark.check(
    "stamp_counts", points=0.25, hint="Look at what the sizes of a kernel and of a frame may be."
)
def test_refuses_sizes_that_cannot_be(student):
    """Refuses sizes that no kernel or frame can have."""
    accepted(student.stamp_counts((4, 5), 3, 1))
    for kernel_size in [0, -1, True, 2.5]:
        refused(student.stamp_counts((4, 5), kernel_size))
    for padding in [-1, True, 0.5]:
        refused(student.stamp_counts((4, 5), 3, padding))


@pytest.mark.check("stamp_counts", points=0.25, hint="Look at both numbers of a pair.")
def test_refuses_pairs_that_cannot_be(student):
    """Refuses a pair with a number that cannot be."""
    accepted(student.stamp_counts((4, 5), 3, 1))
    for kernel_size in [(0, 2), (2, -1), (2, True), (1.5, 2)]:
        refused(student.stamp_counts((4, 5), kernel_size))
    for padding in [(-1, 0), (0, -1), (1, True), (0.5, 0)]:
        refused(student.stamp_counts((4, 5), 3, padding))
