"""Checks of stride.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import accepted, refused, same

WHOLE = "A NumPy integer is a whole number, too; it can be as small as uint8."
FLOATS = "uint8 ends at 255: calculate with float64 from the start, on copies."


def squares(rng, size, kernel_size):
    """A random picture and a random kernel, both square."""
    return rng.normal(size=(size, size)), rng.normal(size=(kernel_size, kernel_size))


@pytest.mark.check(
    "output_size", points=0.75, hint="Where is the last place at which it still fits?"
)
def test_counts_along_any_axis(student):
    """Counts the stamps that fit along an axis."""
    for n, kernel_size in [(9, 4), (1, 1), (100, 7), (12, 12)]:
        same(student.output_size(n, kernel_size), n - kernel_size + 1)


@pytest.mark.check("output_size", points=0.5, hint="There are p zeros at each of the two ends.")
def test_counts_with_any_padding(student):
    """Counts with padding at both ends."""
    for n, kernel_size, padding in [(9, 4, 3), (5, 9, 2), (28, 5, 2), (4, 3, 0)]:
        expected = n + 2 * padding - kernel_size + 1
        same(student.output_size(n, kernel_size, padding), expected)


@pytest.mark.check(
    "output_size", points=1, hint="Count the steps that fit, round down, and add the first stamp."
)
def test_rounds_down(student, reference, rng):
    """Counts with a stride, and rounds down."""
    for args in [(28, 5, 2, 3), (6, 7, 1, 2), (9, 2, 3, 5), (1, 1, 0, 4)]:
        same(student.output_size(*args), reference.output_size(*args))
    n, stride = int(rng.integers(20, 40)), int(rng.integers(2, 6))
    same(student.output_size(n, 4, stride=stride), reference.output_size(n, 4, 0, stride))


@pytest.mark.check("output_size", points=0.25, hint="7 / 2 and np.floor give floats. And 7 // 2?")
def test_always_gives_a_whole_size(student, reference):
    """Gives a whole number."""
    for args in [(9, 3), (9, 4, 1), (9, 4, 1, 3)]:
        same(student.output_size(*args), reference.output_size(*args), exact=True)


@pytest.mark.check("output_size", points=0.25, hint=WHOLE)
def test_counts_with_small_numpy_integers(student):
    """Takes NumPy integers."""
    same(student.output_size(np.int8(100), np.int8(5), np.int8(40), np.int8(3)), 59)
    same(student.output_size(np.int64(9), np.int32(3), 0, np.int64(2)), 4)


@pytest.mark.check(
    "stamp_positions", points=2, hint="Where is the last place at which the stamp still fits?"
)
def test_lists_all_places_going_up(student, reference):
    """Lists the places, going up."""
    for args in [(10, 4, 4), (9, 4, 3), (19, 2, 7), (4, 4, 3), (6, 1)]:
        same(student.stamp_positions(*args), reference.stamp_positions(*args))
    same(student.stamp_positions(300, 20, stride=140), [0, 140, 280])


@pytest.mark.check("stamp_positions", points=0.75, hint="A negative stride starts at n - f.")
def test_lists_all_places_going_down(student, reference):
    """Lists the places going down, for a negative stride."""
    for args in [(10, 4, -4), (9, 4, -3), (19, 2, -2), (4, 4, -3), (5, 3, -9), (6, 2, -1)]:
        same(student.stamp_positions(*args), reference.stamp_positions(*args))


@pytest.mark.check(
    "stamp_positions", points=0.25, hint="A range or an array is no list: list(...)."
)
def test_always_gives_a_list(student, reference):
    """Gives a list of whole numbers."""
    for args in [(10, 4, 4), (3, 3), (9, 2)]:
        same(student.stamp_positions(*args), reference.stamp_positions(*args), exact=True)


@pytest.mark.check("stamp_positions", points=0.25, hint="Where does a stamp go that does not move?")
def test_refuses_a_stride_that_goes_nowhere(student):
    """Refuses a stride of 0."""
    accepted(student.stamp_positions(6, 3, 1))
    for args in [(7, 2, 0), (6, 6, 0), (1, 1, 0)]:
        refused(student.stamp_positions(*args))


@pytest.mark.check("conv2d_strided", points=1, hint="Without stride and padding this is conv2d.")
def test_stamps_every_place_of_a_square(student, reference, rng):
    """Stamps every place, if nothing else is said."""
    for sizes in [(6, 3), (5, 2), (4, 4), (3, 1)]:
        arrays = squares(rng, *sizes)
        same(student.conv2d_strided(*arrays), reference.conv2d_strided(*arrays))


@pytest.mark.check("conv2d_strided", points=0.5, hint="Each answer gets the bias once.")
def test_adds_any_bias(student, reference, rng):
    """Adds the bias once to every answer."""
    arrays = squares(rng, 5, 3)
    for bias in (0.75, -4.0):
        same(student.conv2d_strided(*arrays, bias), reference.conv2d_strided(*arrays, bias))
    expected = reference.conv2d_strided(*arrays, 0.75, 1, 1)
    same(student.conv2d_strided(*arrays, 0.75, 1, 1), expected)


@pytest.mark.check("conv2d_strided", points=1.25, hint="Stamp i starts at pixel i * stride.")
def test_moves_by_any_stride(student, reference, rng):
    """Moves the kernel by the stride."""
    for size, kernel_size, stride in [(7, 3, 2), (8, 3, 2), (9, 2, 3), (5, 2, 4), (6, 5, 3)]:
        arrays = squares(rng, size, kernel_size)
        expected = reference.conv2d_strided(*arrays, 0.0, stride)
        same(student.conv2d_strided(*arrays, stride=stride), expected)


@pytest.mark.check("conv2d_strided", points=1.25, hint="Put the zeros around first, then stamp.")
def test_pads_by_any_number(student, reference, rng):
    """Pads with zeros on all sides."""
    for size, kernel_size, padding in [(5, 3, 1), (4, 3, 2), (4, 5, 1), (3, 2, 3)]:
        arrays = squares(rng, size, kernel_size)
        expected = reference.conv2d_strided(*arrays, 0.0, 1, padding)
        same(student.conv2d_strided(*arrays, padding=padding), expected)
    arrays = squares(rng, 6, 3)
    expected = reference.conv2d_strided(*arrays, 0.0, 2, 1)
    same(student.conv2d_strided(*arrays, 0.0, 2, 1), expected)


@pytest.mark.check(
    "conv2d_strided", points=0.25, hint="Rows and columns each have their own n, f and o."
)
def test_convolves_any_shape(student, reference, rng):
    """Takes pictures and kernels that are not square."""
    for shape, kernel_shape, stride, padding in [
        ((6, 9), (2, 3), 1, 0),
        ((7, 5), (3, 2), 2, 1),
        ((5, 8), (4, 1), 3, 1),
        ((8, 4), (2, 4), 2, 0),
    ]:
        image, kernel = rng.normal(size=shape), rng.normal(size=kernel_shape)
        expected = reference.conv2d_strided(image, kernel, 0.0, stride, padding)
        same(student.conv2d_strided(image, kernel, 0.0, stride, padding), expected)


@pytest.mark.check(
    "conv2d_strided",
    points=0.25,
    hint="Rows move by the first number of a pair, columns by the second.",
)
def test_takes_any_pair_of_strides(student, reference, rng):
    """Takes a pair of strides."""
    for stride in [(2, 3), (1, 2), (3, 1)]:
        arrays = squares(rng, 7, 2)
        expected = reference.conv2d_strided(*arrays, 0.0, stride)
        same(student.conv2d_strided(*arrays, 0.0, stride), expected)


@pytest.mark.check(
    "conv2d_strided", points=0.25, hint="A pair is (rows above and below, columns left and right)."
)
def test_takes_any_pair_of_paddings(student, reference, rng):
    """Takes a pair of paddings."""
    for padding in [(2, 0), (0, 3), (1, 2)]:
        arrays = squares(rng, 4, 3)
        expected = reference.conv2d_strided(*arrays, 0.0, 1, padding)
        same(student.conv2d_strided(*arrays, padding=padding), expected)


@pytest.mark.check("conv2d_strided", points=0.25, hint='With a stride of 1, "same" keeps the size.')
def test_keeps_the_size_with_same(student, reference, rng):
    """Takes the word "same" and keeps the size."""
    for sizes in [(5, 3), (6, 5), (3, 1)]:
        arrays = squares(rng, *sizes)
        expected = reference.conv2d_strided(*arrays, 0.0, 1, "same")
        same(student.conv2d_strided(*arrays, 0.0, 1, "same"), expected)


@pytest.mark.check(
    "conv2d_strided", points=0.5, hint="'same' gives ceil(n / s) answers; the odd zero comes last."
)
def test_keeps_ceil_of_the_size(student, reference, rng):
    """Pads for "same" as Keras does: even kernels, any stride."""
    for size, kernel_size, stride in [
        (6, 2, 1),
        (5, 4, 1),
        (7, 3, 2),
        (8, 3, 2),
        (8, 2, 3),
        (6, 5, 4),
    ]:
        arrays = squares(rng, size, kernel_size)
        expected = reference.conv2d_strided(*arrays, 0.0, stride, "same")
        same(student.conv2d_strided(*arrays, 0.0, stride, "same"), expected)
    for shape, kernel_shape, stride in [
        ((8, 7), (4, 2), (2, 3)),
        ((9, 6), (2, 3), (1, 2)),
        ((7, 8), (1, 2), (3, 5)),
        ((6, 8), (1, 2), (3, 4)),
    ]:
        image, kernel = rng.normal(size=shape), rng.normal(size=kernel_shape)
        expected = reference.conv2d_strided(image, kernel, 0.0, stride, "same")
        same(student.conv2d_strided(image, kernel, 0.0, stride, "same"), expected)


@pytest.mark.check("conv2d_strided", points=0.25, hint=FLOATS)
def test_convolves_any_kind_of_number(student, reference, rng):
    """Takes any kind of number, gives float64."""
    pixels = rng.integers(180, 256, size=(5, 5)).astype(np.uint8)
    for image, kernel in [
        (pixels, np.full((2, 2), 7, dtype=np.uint8)),
        (pixels, np.full((3, 3), -100, dtype=np.int8)),
        (pixels.astype(np.int64), np.ones((2, 2), dtype=np.int64)),
        (pixels.astype(np.float32), np.ones((2, 2), dtype=np.float32)),
        (pixels, np.full((3, 3), 0.25)),
        [np.asfortranarray(each) for each in squares(rng, 5, 3)],
    ]:
        expected = reference.conv2d_strided(image, kernel)
        same(student.conv2d_strided(image, kernel), expected, exact=True)
    whole = np.ones((2, 2), dtype=np.int64)
    expected = reference.conv2d_strided(pixels, whole, 0.5)
    same(student.conv2d_strided(pixels, whole, 0.5), expected, exact=True)
