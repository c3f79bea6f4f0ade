"""Checks of conv.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import judge, refused, require, same, unchanged
from grader.language import _

SIDES = ("top", "left", "bottom", "right")


@pytest.mark.check(
    "stamp", points=1.5, hint="uint8 ends at 255: calculate with float64, on copies."
)
def test_stamps_any_kind_of_number(student, reference, rng):
    """Stamps any kind of number without overflow."""
    patch, kernel = rng.normal(size=(2, 4, 3))
    answer = student.stamp(patch, kernel)
    same(answer, reference.stamp(patch, kernel))
    unchanged(answer)
    same(student.stamp(patch + 1, kernel, bias=-1.5), reference.stamp(patch + 1, kernel, -1.5))
    same(student.stamp(np.full((1, 2), 1000.0), np.array([[1.0001, -1.0]])), 0.1)
    pixels = np.array([[200, 250], [255, 201]], dtype=np.uint8)
    same(student.stamp(pixels, np.full((2, 2), 3, dtype=np.uint8), 0.5), 2718.5)
    same(student.stamp(pixels, np.full((2, 2), -100, dtype=np.int8)), -90600.0)
    ones = np.ones((1, 5), dtype=np.float32)
    same(student.stamp(ones, 2 * ones, 0.5), 10.5)
    same(student.stamp(np.full((2, 3), 4), np.full((2, 3), -2)), -48.0)


@pytest.mark.check("stamp", points=1, hint="Which shapes of patch and kernel belong together?")
def test_wants_patch_and_kernel_of_one_shape(student):
    """Refuses a patch and a kernel of different shapes."""
    patch = np.ones((2, 3))
    same(student.stamp(patch, np.ones((2, 3))), 6.0)
    for shape in [(3, 2), (1, 3), (2, 1), (2, 2), (3,), (1, 2, 3)]:
        refused(student.stamp(patch, np.ones(shape)))
    refused(student.stamp(np.ones((1, 3)), np.ones((2, 3))))


@pytest.mark.check("relu", points=1, hint="NaN is neither positive nor negative. What must stay?")
def test_keeps_nan(student):
    """Keeps NaN and infinity."""
    same(
        student.relu(np.array([np.nan, -1.0, 2.0, np.inf, np.nan])),
        np.array([np.nan, 0.0, 2.0, np.inf, np.nan]),
    )


@pytest.mark.check(
    "relu", points=1.5, hint="Any number of dimensions, any dtype; the result is new and float64."
)
def test_takes_any_shape_and_dtype(student, reference, rng):
    """Takes any shape and any kind of number."""
    for shape in [(7,), (4, 3, 2), (2, 3, 1, 4)]:
        x = rng.normal(size=shape)
        answer = student.relu(x)
        same(answer, reference.relu(x))
        unchanged(answer)
    x = np.asfortranarray(rng.normal(size=(3, 5)))
    same(student.relu(x), reference.relu(x))
    for pixels in [
        np.array([[0, 200], [255, 128]], dtype=np.uint8),
        np.array([[-128, 127], [-1, 100]], dtype=np.int8),
        np.array([[-3, 0, 70000]]),
        np.array([[-0.5], [1.25]], dtype=np.float32),
    ]:
        same(student.relu(pixels), reference.relu(pixels), exact_dtype=True)


@pytest.mark.check(
    "conv2d",
    points=2,
    hint="Try a kernel that is wider than high, on a picture that is not square.",
)
def test_takes_any_size(student, reference, rng):
    """Takes pictures and kernels of any size."""
    for image, kernel in [((5, 8), (2, 3)), ((9, 6), (4, 2)), ((6, 6), (5, 5)), ((3, 4), (1, 1))]:
        image, kernel, bias = rng.normal(size=image), rng.normal(size=kernel), float(rng.normal())
        answer = student.conv2d(image, kernel, bias)
        same(answer, reference.conv2d(image, kernel, bias))
        unchanged(answer)
    image, kernel = rng.normal(size=(2, 6, 7)), rng.normal(size=(2, 3, 2))
    for i in range(2):
        fortran = np.asfortranarray(image[i]), np.asfortranarray(kernel[i])
        same(student.conv2d(*fortran), reference.conv2d(*fortran))


@pytest.mark.check(
    "conv2d", points=1.5, hint="uint8 ends at 255: calculate with float64 from the start."
)
def test_convolves_any_kind_of_number(student, reference, rng):
    """Takes any kind of number without overflow."""
    pixels = rng.integers(180, 256, size=(5, 4)).astype(np.uint8)
    for image, kernel, bias in [
        (pixels, np.full((2, 2), 7, dtype=np.uint8), 0.5),
        (pixels, np.full((3, 3), -100, dtype=np.int8), 0.25),
        (pixels.astype(np.int64), np.ones((2, 2), dtype=np.int64), -0.5),
        (pixels.astype(np.float32), np.ones((2, 2), dtype=np.float32), 0.0),
        (pixels, np.full((2, 2), 0.25), 0.0),
        (pixels / 4, np.full((2, 2), 1), 0.0),
    ]:
        expected = reference.conv2d(image, kernel, bias)
        same(student.conv2d(image, kernel, bias), expected, exact_dtype=True)


@pytest.mark.check("conv2d", points=1, hint="Compare the kernel with the image, axis by axis.")
def test_refuses_a_kernel_larger_than_the_image(student):
    """Refuses a kernel larger than the image."""
    image = np.ones((3, 4))
    same(student.conv2d(image, np.ones((3, 4))), np.array([[12.0]]))
    for shape in [(4, 4), (3, 5), (4, 1), (1, 5), (9, 9)]:
        refused(student.conv2d(image, np.ones(shape)))


@pytest.mark.check("conv2d", points=1, hint="Both arguments are 2-D and hold at least one number.")
def test_refuses_empty_input_and_other_dimensions(student):
    """Refuses empty input and anything but two dimensions."""
    image, kernel = np.ones((3, 4)), np.ones((2, 2))
    same(student.conv2d(image, kernel), np.full((2, 3), 4.0))
    for shape in [(0, 0), (0, 2), (2, 0)]:
        refused(student.conv2d(image, np.ones(shape)))
    for shape in [(0, 4), (3, 0), (4,), (3, 4, 1), (3, 4, 3)]:
        refused(student.conv2d(np.ones(shape), kernel))
    for shape in [(2,), (2, 2, 1)]:
        refused(student.conv2d(image, np.ones(shape)))
    refused(student.conv2d(np.ones(5), np.ones(2)))
    refused(student.conv2d(np.ones((3, 4, 2)), np.ones((2, 2, 2))))


@pytest.mark.check(
    "feature_maps", points=2, hint="No size is fixed: not the picture's, not K, not the kernels'."
)
def test_stacks_maps_of_any_number(student, reference, rng):
    """Takes any number of kernels of any size and dtype."""
    for shape, kernel_shape in [((6, 7), (3, 2, 4)), ((4, 6), (1, 3, 2)), ((5, 5), (2, 2, 1))]:
        image, kernels = rng.normal(size=shape), rng.normal(size=kernel_shape)
        biases = rng.normal(size=kernel_shape[-1])
        answer = student.feature_maps(image, kernels, biases)
        same(answer, reference.feature_maps(image, kernels, biases))
        unchanged(answer)
    for order in [np.asfortranarray, np.ascontiguousarray]:
        image, kernels = order(rng.normal(size=(6, 5))), order(rng.normal(size=(2, 3, 5)))
        biases = rng.normal(size=5)
        expected = reference.feature_maps(image, kernels, biases)
        same(student.feature_maps(image, kernels, biases=biases), expected)
        expected = reference.feature_maps(image, kernels)
        same(student.feature_maps(image, kernels, None), expected)
    pixels = rng.integers(180, 256, size=(4, 4)).astype(np.uint8)
    for image in [pixels, pixels.astype(np.float32), pixels.astype(np.int64)]:
        kernels = np.full((2, 2, 2), 7, dtype=image.dtype)
        expected = reference.feature_maps(image, kernels)
        same(student.feature_maps(image, kernels), expected, exact_dtype=True)


@pytest.mark.check(
    "feature_maps", points=1, hint="Compare the kernels with the image: the sizes, the dimensions."
)
def test_refuses_kernels_that_do_not_fit(student):
    """Refuses kernels that do not fit the image."""
    image, kernels = np.ones((3, 4)), np.ones((3, 4, 3))
    same(student.feature_maps(image, kernels, np.zeros(3)), np.full((1, 1, 3), 12.0))
    for shape in [(4, 4, 3), (3, 5, 3), (2, 2, 3, 1)]:
        refused(student.feature_maps(image, np.ones(shape)))
    for shape in [(4,), (3, 4, 3)]:
        refused(student.feature_maps(np.ones(shape), np.ones((2, 2, 3))))


@pytest.mark.check(
    "edge_kernels", points=1.5, hint="Turn the picture upside down: what does the kernel say then?"
)
def test_is_silent_along_the_opposite_edge(student):
    """Gives 0 along the opposite edge."""
    judge(student.edge_kernels(), each_is_silent_along_the_opposite_edge)


def each_is_silent_along_the_opposite_edge(answer):
    """Ends the check unless the four kernels are."""
    kernels = answer.value
    require(isinstance(kernels, dict), answer, _("the result must be a dict"))
    for turns, side in enumerate(SIDES):
        kernel = kernels.get(side)
        array = isinstance(kernel, np.ndarray) and kernel.shape == (3, 3)
        text = _("the kernel {side} must be a (3, 3) array")
        require(array, answer, text.format(side=side))
        real = kernel.dtype.kind in "iuf" and bool(np.isfinite(kernel).all())
        text = _("the kernel {side} must hold ordinary real numbers")
        require(real, answer, text.format(side=side))
        bright = np.zeros((6, 6))
        bright[3:] = 1.0
        own, opposite = np.rot90(bright, turns), np.rot90(bright, turns + 2)
        seen = [
            float(np.sum(picture[row : row + 3, column : column + 3] * kernel))
            for picture in (own, opposite)
            for row in range(4)
            for column in range(4)
        ]
        text = _("the kernel {side} must answer its own edge")
        require(max(seen[:16]) > 1e-9, answer, text.format(side=side))
        loudest = max(seen[16:])
        text = _("the kernel {side} answers {loudest:g} along the opposite edge, not 0")
        require(loudest <= 1e-9, answer, text.format(side=side, loudest=loudest))
