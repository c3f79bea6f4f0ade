"""Checks of stride.py that a student also gets."""

import numpy as np
import pytest

from grader.checks import accepted, refused, same, unchanged

WHOLE = "A NumPy integer is a whole number, too; it can be as small as uint8."
NO_WHOLE = "True and 2.5 are no sizes."
FLOATS = "uint8 ends at 255: calculate with float64 from the start, on copies."
COPIES = "The arguments belong to the caller. Does a line of yours write into one of them?"

PICTURE = np.arange(1.0, 17.0).reshape(4, 4)
KERNEL = np.array([[2.0, 1.0], [0.0, -1.0]])


@pytest.mark.check(
    "output_size", points=0.25, hint="Where is the last place at which it still fits?"
)
def test_counts_the_stamps_along_an_axis(student):
    """Counts the stamps that fit along an axis."""
    same(student.output_size(7, 3), 5)
    same(student.output_size(28, 3), 26)
    same(student.output_size(5, 5), 1)


@pytest.mark.check("output_size", points=0.25, hint="There are p zeros at each of the two ends.")
def test_counts_with_padding(student):
    """Counts with padding at both ends."""
    same(student.output_size(7, 3, 1), 7)
    same(student.output_size(6, 3, padding=2), 8)


@pytest.mark.check(
    "output_size", points=0.5, hint="Count the steps that fit, round down, and add the first stamp."
)
def test_counts_with_a_stride(student):
    """Counts with a stride, and rounds down."""
    same(student.output_size(8, 3, 0, 2), 3)
    same(student.output_size(10, 3, 2, 4), 3)
    same(student.output_size(7, 3, stride=2), 3)
    same(student.output_size(28, 3, 1, 2), 14)


@pytest.mark.check("output_size", points=0.25, hint="7 / 2 and np.floor give floats. And 7 // 2?")
def test_gives_a_whole_size(student):
    """Gives a whole number."""
    same(student.output_size(8, 3, 0, 2), 3, exact=True)


@pytest.mark.check("output_size", points=0.25, hint=WHOLE)
def test_counts_with_numpy_integers(student):
    """Takes NumPy integers."""
    same(student.output_size(*np.array([9, 3, 1, 2])), 5)
    same(student.output_size(np.uint8(200), np.uint8(3), np.uint8(40), np.uint8(2)), 139)


@pytest.mark.check("output_size", points=0.25, hint="No size and no stride is below 1.")
def test_refuses_sizes_below_one(student):
    """Refuses sizes and strides below 1, and a negative padding."""
    accepted(student.output_size(5, 3))
    for args in [(0, 1, 3), (5, 0), (5, 3, -1), (5, 3, 0, 0), (5, 3, 0, -1)]:
        refused(student.output_size(*args))


@pytest.mark.check("output_size", points=0.25, hint="How many cells are there with the padding?")
def test_refuses_a_kernel_that_does_not_fit(student):
    """Refuses a kernel larger than the padded axis."""
    accepted(student.output_size(5, 3))
    for args in [(5, 6), (3, 6, 1), (5, 6, 0, 4)]:
        refused(student.output_size(*args))


@pytest.mark.check("output_size", points=0.25, hint=NO_WHOLE)
def test_refuses_what_is_not_whole(student):
    """Refuses True and 2.5."""
    accepted(student.output_size(5, 3))
    for wrong in [True, 2.5]:
        for args in [(wrong, 1, 1, 1), (5, wrong, 1, 1), (5, 2, wrong, 1), (5, 2, 1, wrong)]:
            refused(student.output_size(*args))


@pytest.mark.check(
    "stamp_positions", points=0.5, hint="Where is the last place at which the stamp still fits?"
)
def test_lists_the_places_going_up(student):
    """Lists the places, going up."""
    same(student.stamp_positions(5, 3), [0, 1, 2])
    same(student.stamp_positions(7, 3, 2), [0, 2, 4])
    same(student.stamp_positions(8, 3, 2), [0, 2, 4])


@pytest.mark.check("stamp_positions", points=0.25, hint="A negative stride starts at n - f.")
def test_lists_the_places_going_down(student):
    """Lists the places going down, for a negative stride."""
    same(student.stamp_positions(7, 3, -2), [4, 2, 0])
    same(student.stamp_positions(8, 3, -2), [5, 3, 1])


@pytest.mark.check(
    "stamp_positions", points=0.25, hint="A range or an array is no list: list(...)."
)
def test_gives_a_list_of_whole_numbers(student):
    """Gives a list of whole numbers."""
    same(student.stamp_positions(7, 3, 2), [0, 2, 4], exact=True)


@pytest.mark.check("stamp_positions", points=0.25, hint=WHOLE)
def test_lists_places_for_numpy_integers(student):
    """Takes NumPy integers."""
    same(student.stamp_positions(np.int64(6), np.int32(3), np.int64(2)), [0, 2])
    same(student.stamp_positions(np.uint8(250), np.uint8(100), np.uint8(100)), [0, 100])


@pytest.mark.check("stamp_positions", points=0.25, hint="Where does a stamp go that does not move?")
def test_refuses_to_stand_still(student):
    """Refuses a stride of 0."""
    accepted(student.stamp_positions(6, 3, 1))
    refused(student.stamp_positions(6, 3, 0))


@pytest.mark.check("stamp_positions", points=0.25, hint=NO_WHOLE)
def test_refuses_places_that_are_not_whole(student):
    """Refuses True and 2.5."""
    accepted(student.stamp_positions(6, 3, 1))
    for wrong in [True, 2.5]:
        for args in [(wrong, 1), (6, wrong), (6, 3, wrong)]:
            refused(student.stamp_positions(*args))


@pytest.mark.check("conv2d_strided", points=0.25, hint="Without stride and padding this is conv2d.")
def test_stamps_every_place(student):
    """Stamps every place, if nothing else is said."""
    expected = np.array([[-2.0, 0.0, 2.0], [6.0, 8.0, 10.0], [14.0, 16.0, 18.0]])
    same(student.conv2d_strided(PICTURE, KERNEL), expected)


@pytest.mark.check("conv2d_strided", points=0.25, hint="Each answer gets the bias once.")
def test_adds_the_bias(student):
    """Adds the bias once to every answer."""
    image = np.array([[1.0, 2.0], [3.0, 4.0]])
    same(student.conv2d_strided(image, KERNEL, 0.5), np.array([[0.5]]))
    same(
        student.conv2d_strided(image, np.array([[1.0]]), -2.0), np.array([[-1.0, 0.0], [1.0, 2.0]])
    )


@pytest.mark.check("conv2d_strided", points=0.25, hint="Stamp i starts at pixel i * stride.")
def test_moves_by_the_stride(student):
    """Moves the kernel by the stride."""
    same(student.conv2d_strided(PICTURE, KERNEL, stride=2), np.array([[-2.0, 2.0], [14.0, 18.0]]))
    same(student.conv2d_strided(PICTURE, KERNEL, 0.0, 3), np.array([[-2.0]]))


@pytest.mark.check("conv2d_strided", points=0.25, hint="Put the zeros around first, then stamp.")
def test_pads_with_zeros(student):
    """Pads with zeros on all sides."""
    image = np.array([[1.0, 2.0], [3.0, 4.0]])
    expected = np.array([[-1.0, -2.0, 0.0], [-2.0, 0.0, 4.0], [3.0, 10.0, 8.0]])
    same(student.conv2d_strided(image, KERNEL, padding=1), expected)
    expected = np.array([[4.0, 6.0, 4.0], [6.0, 9.0, 6.0], [4.0, 6.0, 4.0]])
    same(student.conv2d_strided(np.ones((3, 3)), np.ones((3, 3)), 0.0, 1, 1), expected)


@pytest.mark.check(
    "conv2d_strided", points=0.25, hint="Rows and columns each have their own n, f and o."
)
def test_convolves_oblong_pictures(student):
    """Takes pictures and kernels that are not square."""
    image = np.arange(1.0, 13.0).reshape(3, 4)
    same(student.conv2d_strided(image, np.ones((2, 2)), stride=2), np.array([[14.0, 22.0]]))
    one_row = np.array([[1.0, 0.0, -2.0]])
    same(student.conv2d_strided(image, one_row, stride=2), np.array([[-5.0], [-13.0]]))


@pytest.mark.check(
    "conv2d_strided",
    points=0.25,
    hint="Rows move by the first number of a pair, columns by the second.",
)
def test_takes_a_pair_of_strides(student):
    """Takes a pair of strides."""
    expected = np.array([[-2.0, 2.0], [6.0, 10.0], [14.0, 18.0]])
    same(student.conv2d_strided(PICTURE, KERNEL, 0.0, (1, 2)), expected)


@pytest.mark.check(
    "conv2d_strided", points=0.25, hint="A pair is (rows above and below, columns left and right)."
)
def test_takes_a_pair_of_paddings(student):
    """Takes a pair of paddings."""
    image = np.array([[1.0, 2.0], [3.0, 4.0]])
    expected = np.array([[-2.0, 0.0, 4.0]])
    same(student.conv2d_strided(image, KERNEL, 0.0, 1, (0, 1)), expected)


@pytest.mark.check("conv2d_strided", points=0.25, hint='"valid" is another word for no padding.')
def test_knows_the_word_valid(student):
    """Takes the word "valid" for no padding."""
    expected = np.array([[-2.0, 0.0, 2.0], [6.0, 8.0, 10.0], [14.0, 16.0, 18.0]])
    same(student.conv2d_strided(PICTURE, KERNEL, 0.0, 1, "valid"), expected)


@pytest.mark.check("conv2d_strided", points=0.25, hint='With a stride of 1, "same" keeps the size.')
def test_knows_the_word_same(student):
    """Takes the word "same" and keeps the size."""
    expected = np.array([[4.0, 6.0, 4.0], [6.0, 9.0, 6.0], [4.0, 6.0, 4.0]])
    same(student.conv2d_strided(np.ones((3, 3)), np.ones((3, 3)), padding="same"), expected)


@pytest.mark.check(
    "conv2d_strided", points=0.25, hint="'same' gives ceil(n / s) answers; the odd zero comes last."
)
def test_puts_the_odd_zero_last(student):
    """Pads for "same" as Keras does: even kernels, any stride."""
    image = np.array([[1.0, 2.0], [3.0, 4.0]])
    same(student.conv2d_strided(image, KERNEL, padding="same"), np.array([[0.0, 4.0], [10.0, 8.0]]))
    expected = np.array([[14.0, 22.0], [46.0, 54.0]])
    same(student.conv2d_strided(PICTURE, np.ones((2, 2)), 0.0, 2, "same"), expected)
    expected = np.array([[54.0, 45.0], [72.0, 54.0]])
    same(student.conv2d_strided(PICTURE, np.ones((3, 3)), 0.0, 2, "same"), expected)
    picture = np.arange(1, 13).reshape(3, 4)
    expected = np.array([[14.0, 22.0], [19.0, 23.0]])
    same(student.conv2d_strided(picture, np.ones((2, 2)), stride=2, padding="same"), expected)


@pytest.mark.check("conv2d_strided", points=0.25, hint=FLOATS)
def test_convolves_pixels(student):
    """Takes any kind of number, gives float64."""
    pixels = np.array([[200, 100], [50, 250]], dtype=np.uint8)
    twos = np.full((2, 2), 2, dtype=np.uint8)
    same(student.conv2d_strided(pixels, twos), np.array([[1200.0]]), exact=True)


@pytest.mark.check("conv2d_strided", points=0.25, hint=COPIES)
def test_keeps_its_arguments(student, reference):
    """Keeps its arguments as they are."""
    right = reference.conv2d_strided(8 - PICTURE, KERNEL, 1.0, 2, 1)
    answer = student.conv2d_strided(8 - PICTURE, KERNEL, 1.0, 2, 1)
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check("conv2d_strided", points=0.25, hint=WHOLE)
def test_moves_by_a_numpy_integer(student):
    """Takes NumPy integers."""
    expected = np.array([[-2.0, 2.0], [14.0, 18.0]])
    same(student.conv2d_strided(PICTURE, KERNEL, 0.0, np.int64(2), np.int32(0)), expected)


@pytest.mark.check("conv2d_strided", points=0.25, hint="What may a stride be, and what a padding?")
def test_refuses_strides_that_cannot_be(student):
    """Refuses strides and paddings that cannot be."""
    accepted(student.conv2d_strided(PICTURE, KERNEL))
    for stride in [0, -1, True, 2.5]:
        refused(student.conv2d_strided(PICTURE, KERNEL, 0.0, stride))
    for padding in [-1, True, 0.5]:
        refused(student.conv2d_strided(PICTURE, KERNEL, 0.0, 1, padding))


@pytest.mark.check("conv2d_strided", points=0.25, hint="Look at both numbers of a pair.")
def test_refuses_pairs_that_cannot_be(student):
    """Refuses a pair with a number that cannot be."""
    accepted(student.conv2d_strided(PICTURE, KERNEL))
    for stride in [(0, 1), (1, 0), (-1, 1), (1, -2), (True, 1), (1, 1.5)]:
        refused(student.conv2d_strided(PICTURE, KERNEL, 0.0, stride))
    for padding in [(-1, 0), (0, -1), (1, True), (0.5, 0)]:
        refused(student.conv2d_strided(PICTURE, KERNEL, 0.0, 1, padding))


@pytest.mark.check("conv2d_strided", points=0.25, hint="Only two words are known.")
def test_refuses_other_words(student):
    """Refuses any other word."""
    accepted(student.conv2d_strided(PICTURE, KERNEL))
    for padding in ["full", "reflect", ""]:
        refused(student.conv2d_strided(PICTURE, KERNEL, 0.0, 1, padding))


@pytest.mark.check(
    "conv2d_strided", points=0.25, hint="The kernel must fit the padded picture; both are 2-D."
)
def test_refuses_inputs_that_do_not_fit(student):
    """Refuses a kernel that does not fit and other dimensions."""
    accepted(student.conv2d_strided(PICTURE, KERNEL))
    for shape in [(5, 5), (2, 5), (4,), (2, 2, 1), (0, 0)]:
        refused(student.conv2d_strided(PICTURE, np.ones(shape)))
    refused(student.conv2d_strided(PICTURE, np.ones((7, 7)), 0.0, 2, 1))
    for shape in [(4,), (3, 4, 1), (0, 4)]:
        refused(student.conv2d_strided(np.ones(shape), KERNEL))
