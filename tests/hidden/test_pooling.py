"""Checks of pooling.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import refused, same, unchanged

# Shape of the map, window, stride: overlaps, gaps, ragged edges, one channel and several.
CASES = [
    ((7, 5), 3, 1),
    ((5, 9), (2, 3), None),
    ((9, 7), 2, (3, 1)),
    ((6, 8), (4, 1), (1, 3)),
    ((8, 8), (3, 2), 3),
    ((6, 5, 3), 2, None),
    ((7, 8, 4), (3, 2), (2, 3)),
    ((4, 6, 1), (1, 3), (2, 1)),
]


def sorts_of_numbers(rng):
    """Maps of 4 by 6 in the dtypes that pictures and counts come in."""
    pixels = rng.integers(180, 256, size=(4, 6)).astype(np.uint8)
    signed = (rng.integers(60, 128, size=(4, 6)) * -1).astype(np.int8)
    return [pixels, signed, pixels.astype(np.int64) * -1, pixels.astype(np.float32)]


@pytest.mark.check(
    "max_pool2d", points=1.5, hint="Size and stride are separate, and each axis has its own."
)
def test_takes_maxima_on_any_shape(student, reference, rng):
    """Takes maxima on any shape, channel by channel."""
    for shape, pool_size, stride in CASES:
        maps = rng.normal(size=shape)
        answer = student.max_pool2d(maps, pool_size, stride)
        same(answer, reference.max_pool2d(maps, pool_size, stride))
        unchanged(answer)
    for _ in range(2):
        maps = np.asfortranarray(rng.normal(size=(5, 6, 2)))
        same(student.max_pool2d(maps, stride=1), reference.max_pool2d(maps, 2, 1))
    same(student.max_pool2d(maps, pool_size=np.int64(3)), reference.max_pool2d(maps, 3))
    sizes = (np.int64(1), np.int32(2)), (np.int64(2), np.int64(1))
    same(student.max_pool2d(maps, *sizes), reference.max_pool2d(maps, (1, 2), (2, 1)))


@pytest.mark.check(
    "max_pool2d", points=1, hint="What is the largest of -7 and -3? And of numbers in uint8?"
)
def test_takes_maxima_of_any_kind_of_number(student, reference, rng):
    """Takes negative numbers and any dtype."""
    for maps in sorts_of_numbers(rng):
        same(student.max_pool2d(maps), reference.max_pool2d(maps), exact_dtype=True)
    for maps in [-1e6 * rng.uniform(1, 2, size=(5, 4)), -rng.uniform(0.1, 1, size=(4, 4, 3))]:
        same(student.max_pool2d(maps), reference.max_pool2d(maps))


@pytest.mark.check(
    "max_pool2d", points=1, hint="Compare the window with the map; what may size and stride be?"
)
def test_refuses_windows_without_a_maximum(student):
    """Refuses windows and strides that make no sense."""
    maps = np.ones((3, 4))
    same(student.max_pool2d(maps, (3, 4)), np.array([[1.0]]))
    same(student.max_pool2d(maps, 2, 5), np.array([[1.0]]))
    refuses_nonsense(student.max_pool2d, maps)


@pytest.mark.check(
    "avg_pool2d", points=2.5, hint="Size and stride are separate, and each axis has its own."
)
def test_takes_means_on_any_shape(student, reference, rng):
    """Takes means on any shape, channel by channel."""
    for shape, pool_size, stride in CASES:
        maps = rng.normal(size=shape)
        answer = student.avg_pool2d(maps, pool_size, stride)
        same(answer, reference.avg_pool2d(maps, pool_size, stride))
        unchanged(answer)
    for _ in range(2):
        maps = np.asfortranarray(rng.normal(size=(5, 6, 2)))
        same(student.avg_pool2d(maps, stride=1), reference.avg_pool2d(maps, 2, 1))
    same(student.avg_pool2d(maps, pool_size=np.int64(3)), reference.avg_pool2d(maps, 3))
    sizes = (np.int64(1), np.int32(2)), (np.int64(2), np.int64(1))
    same(student.avg_pool2d(maps, *sizes), reference.avg_pool2d(maps, (1, 2), (2, 1)))
    for maps in sorts_of_numbers(rng):
        expected = reference.avg_pool2d(maps)
        same(student.avg_pool2d(maps), expected, exact_dtype=True)


@pytest.mark.check(
    "avg_pool2d", points=1, hint="Compare the window with the map; what may size and stride be?"
)
def test_refuses_windows_without_a_mean(student):
    """Refuses windows and strides that make no sense."""
    maps = np.ones((3, 4))
    same(student.avg_pool2d(maps, (3, 4)), np.array([[1.0]]))
    same(student.avg_pool2d(maps, 2, 5), np.array([[1.0]]))
    refuses_nonsense(student.avg_pool2d, maps)


def refuses_nonsense(pool, maps):
    """Windows larger than the (3, 4) maps, and sizes and strides that nothing can have."""
    for pool_size in [(4, 4), (3, 5), 4]:
        refused(pool(maps, pool_size))
    refused(pool(maps, 4, 1))
    refused(pool(np.ones((3, 4, 6)), (4, 1)))
    for wrong in [0, -1, (0, 1), (1, -1), True, 1.5, (True, 1), (1, 1.5)]:
        refused(pool(maps, wrong, 1))
        refused(pool(maps, 2, wrong))
    refused(pool(maps, 0))


@pytest.mark.check(
    "flatten", points=2, hint="The order depends on the indices alone; nothing is calculated."
)
def test_keeps_order_and_dtype(student, reference, rng):
    """Keeps the order in any memory layout, and the dtype."""
    for shape in [(4, 3, 2), (1, 5, 3), (2, 2, 1)]:
        maps = rng.normal(size=shape)
        answer = student.flatten(maps)
        same(answer, reference.flatten(maps))
        unchanged(answer)
    for _ in range(2):
        maps = np.asfortranarray(rng.normal(size=(3, 4, 2)))
        same(student.flatten(maps), reference.flatten(maps))
    for dtype in [np.uint8, np.float32, np.int64]:
        maps = rng.integers(0, 256, size=(2, 3, 2)).astype(dtype)
        same(student.flatten(maps), reference.flatten(maps), exact_dtype=True)
