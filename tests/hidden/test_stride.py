"""Checks of stride.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import refused, same, unchanged


@pytest.mark.check(
    "output_size", points=1, hint="Try numbers for which the steps do not come out even."
)
def test_rounds_down(student, reference, rng):
    """Rounds down, for many sizes."""
    for n, kernel_size, padding, stride in [
        (28, 5, 2, 3),
        (6, 7, 1, 2),
        (9, 2, 3, 5),
        (1, 1, 0, 4),
    ]:
        expected = reference.output_size(n, kernel_size, padding, stride)
        same(student.output_size(n, kernel_size, padding, stride), expected)
    n, stride = int(rng.integers(20, 40)), int(rng.integers(2, 6))
    same(student.output_size(n, 4, stride=stride), reference.output_size(n, 4, 0, stride))
    same(student.output_size(n, 4, padding=stride), reference.output_size(n, 4, stride, 1))


@pytest.mark.check(
    "output_size", points=1, hint="The kernel must fit the padded axis, and no size is below 1."
)
def test_refuses_sizes_out_of_range(student):
    """Refuses sizes out of range and a kernel that does not fit."""
    same(student.output_size(5, 9, 2), 1)
    same(student.output_size(1, 1), 1)
    for args in [(5, 10, 2), (5, 6), (5, 6, 0, 4), (3, 9, 0, 4)]:
        refused(student.output_size(*args))
    for args in [(0, 1, 3), (-1, 1, 3), (5, 0), (5, -1), (5, 3, -1), (5, 1, -2)]:
        refused(student.output_size(*args))
    for stride in [0, -1, -2]:
        refused(student.output_size(5, 3, 0, stride))


@pytest.mark.check(
    "output_size", points=1, hint="A NumPy integer is a whole number; True and 2.5 are not."
)
def test_wants_whole_numbers(student):
    """Takes NumPy integers, refuses True and 2.5."""
    sizes = np.array([9, 3, 1, 2])
    same(student.output_size(*sizes), 5)
    same(student.output_size(9, np.int32(3)), 7)
    for wrong in [True, 2.5]:
        for args in [(wrong, 1, 1, 1), (5, wrong, 1, 1), (5, 2, wrong, 1), (5, 2, 1, wrong)]:
            refused(student.output_size(*args))
    refused(student.output_size(5, 2, False))


@pytest.mark.check(
    "stamp_positions", points=1.5, hint="A negative stride starts at n - f and never passes 0."
)
def test_never_leaves_the_picture(student, reference):
    """Never leaves the picture, in either direction."""
    for args in [(10, 4, 4), (10, 4, -4), (9, 4, 3), (9, 4, -3), (19, 2, 7), (19, 2, -2)]:
        same(student.stamp_positions(*args), reference.stamp_positions(*args))
    same(student.stamp_positions(6, 1), [0, 1, 2, 3, 4, 5])
    same(student.stamp_positions(6, 2, stride=-1), [4, 3, 2, 1, 0])
    same(student.stamp_positions(4, 4, 3), [0])
    same(student.stamp_positions(4, 4, -3), [0])
    same(student.stamp_positions(5, 3, -9), [2])


@pytest.mark.check(
    "stamp_positions", points=1.5, hint="Which strides and sizes make no sense as a whole number?"
)
def test_refuses_a_stride_that_goes_nowhere(student):
    """Refuses stride 0, True and 2.5; takes NumPy integers."""
    same(student.stamp_positions(np.int64(6), np.int64(3), np.int64(-2)), [3, 1])
    same(student.stamp_positions(6, np.int32(3), 2), [0, 2])
    refused(student.stamp_positions(6, 3, 0))
    refused(student.stamp_positions(6, 6, 0))
    for wrong in [True, 2.5]:
        for args in [(wrong, 1), (6, wrong), (6, 3, wrong)]:
            refused(student.stamp_positions(*args))
    refused(student.stamp_positions(6, 3, False))
    refused(student.stamp_positions(6, 3, -1.5))


@pytest.mark.check(
    "conv2d_strided", points=1.5, hint="Each axis has its own stride and its own padding."
)
def test_treats_each_axis_apart(student, reference, rng):
    """Takes its own stride and padding for each axis."""
    for shape, kernel_shape, stride, padding in [
        ((6, 9), (2, 3), (2, 3), 0),
        ((7, 5), (3, 2), (1, 2), (2, 0)),
        ((5, 8), (4, 1), (3, 1), (0, 1)),
        ((4, 4), (5, 6), 1, (1, 2)),
        ((8, 7), (2, 4), 3, "valid"),
    ]:
        image, kernel = rng.normal(size=shape), rng.normal(size=kernel_shape)
        answer = student.conv2d_strided(image, kernel, 0.75, stride, padding)
        same(answer, reference.conv2d_strided(image, kernel, 0.75, stride, padding))
        unchanged(answer)
    for _ in range(2):
        image, kernel = rng.normal(size=(5, 7)), np.asfortranarray(rng.normal(size=(3, 2)))
        same(student.conv2d_strided(image, kernel), reference.conv2d_strided(image, kernel))
    image = np.asfortranarray(image)
    whole = {"bias": -0.5, "stride": np.int64(2), "padding": (np.int64(1), np.int32(3))}
    expected = reference.conv2d_strided(image, kernel, **whole)
    same(student.conv2d_strided(image, kernel, **whole), expected)


@pytest.mark.check(
    "conv2d_strided", points=2, hint="'same' gives ceil(n / s) answers; the odd zero comes last."
)
def test_keeps_the_size_with_same(student, reference, rng):
    """Pads for "same" as Keras does, with any stride."""
    for shape, kernel_shape, stride in [
        ((5, 6), (3, 5), 1),
        ((6, 5), (2, 4), 1),
        ((7, 8), (3, 3), 2),
        ((8, 7), (4, 2), (2, 3)),
        ((9, 6), (2, 3), (1, 2)),
        ((7, 8), (1, 2), (3, 5)),
        ((6, 8), (1, 2), (3, 4)),
        ((6, 6), (5, 4), (4, 3)),
    ]:
        image, kernel = rng.normal(size=shape), rng.normal(size=kernel_shape)
        expected = reference.conv2d_strided(image, kernel, 0.5, stride, "same")
        same(student.conv2d_strided(image, kernel, 0.5, stride, "same"), expected)


@pytest.mark.check(
    "conv2d_strided", points=1, hint="uint8 ends at 255: calculate with float64 from the start."
)
def test_convolves_any_kind_of_number(student, reference, rng):
    """Takes any kind of number without overflow."""
    pixels = rng.integers(180, 256, size=(5, 4)).astype(np.uint8)
    for image, kernel, bias, padding in [
        (pixels, np.full((2, 2), 7, dtype=np.uint8), 0.5, 0),
        (pixels, np.full((3, 3), -100, dtype=np.int8), 0.25, 1),
        (pixels.astype(np.int64), np.ones((2, 2), dtype=np.int64), -0.5, 1),
        (pixels.astype(np.float32), np.ones((2, 2), dtype=np.float32), 0.0, 0),
        (pixels, np.full((3, 3), 0.25), 0.0, "same"),
    ]:
        expected = reference.conv2d_strided(image, kernel, bias, 2, padding)
        same(student.conv2d_strided(image, kernel, bias, 2, padding), expected, exact_dtype=True)


@pytest.mark.check(
    "conv2d_strided", points=1, hint="What may a stride be, what a padding? Look at each number."
)
def test_refuses_strides_and_paddings_that_cannot_be(student):
    """Refuses strides and paddings that make no sense."""
    image, kernel = np.ones((4, 5)), np.ones((2, 2))
    same(student.conv2d_strided(image, kernel, 0.0, (2, 3), 0), np.full((2, 2), 4.0))
    for stride in [0, -1, (0, 1), (1, 0), (-1, 1), (1, -2)]:
        refused(student.conv2d_strided(image, kernel, 0.0, stride))
    for stride in [True, 2.5, (True, 1), (1, 1.5)]:
        refused(student.conv2d_strided(image, kernel, 0.0, stride))
    for padding in [-1, (-1, 0), (0, -1), True, 0.5, (1, True), (0.5, 0)]:
        refused(student.conv2d_strided(image, kernel, 0.0, 1, padding))
    for padding in ["full", "reflect"]:
        refused(student.conv2d_strided(image, kernel, 0.0, 1, padding))
    for stride in [-1, 0]:
        refused(student.conv2d_strided(image, kernel, 0.0, stride, "same"))


@pytest.mark.check(
    "conv2d_strided", points=0.5, hint="The kernel must fit the padded picture; both are 2-D."
)
def test_refuses_inputs_that_do_not_fit(student):
    """Refuses a kernel that does not fit and other dimensions."""
    image = np.ones((3, 4))
    same(student.conv2d_strided(image, np.ones((5, 6)), padding=1), np.array([[12.0]]))
    same(student.conv2d_strided(image, np.ones((3, 4)), stride=2), np.array([[12.0]]))
    for shape in [(6, 6), (5, 7)]:
        refused(student.conv2d_strided(image, np.ones(shape), padding=1))
    for shape in [(4, 4), (3, 5), (2,), (2, 2, 1)]:
        refused(student.conv2d_strided(image, np.ones(shape)))
    refused(student.conv2d_strided(image, np.ones((3, 5)), stride=2, padding="valid"))
    for shape in [(0, 4), (4,), (3, 4, 1)]:
        refused(student.conv2d_strided(np.ones(shape), np.ones((2, 2))))
