"""Checks of pooling.py that only the instructor has."""

import numpy as np
import pytest

from grader.checks import same

SEPARATE = "Size and stride are separate; without a stride the windows lie side by side."
PAIR = "A pair is (vertical, horizontal), of the window as of the stride."
RAGGED = "How many windows fit if the number of rows or columns is odd?"
APART = "Each channel is a map of its own."

SQUARES = [(4, 2), (6, 2), (8, 2), (2, 2)]  # a map and its window
OTHERS = [(6, 3, None), (7, 3, 2), (6, 2, 1), (8, 4, 2), (7, 1, 3), (9, 2, 5)]
RAGGED_SHAPES = [(5, 5), (4, 7), (7, 4), (3, 9)]
PAIRS = [((2, 3), None), ((4, 1), (1, 3)), ((3, 2), 3), (2, (3, 1)), ((1, 3), (2, 1))]
STACKS = [(4, 4, 3), (6, 6, 1), (4, 4, 5), (2, 2, 2)]


def sorts_of_numbers(rng):
    """Maps of 4 by 4 in the dtypes that pictures and counts come in, and in another layout."""
    pixels = rng.integers(180, 256, size=(4, 4)).astype(np.uint8)
    signed = (rng.integers(60, 128, size=(4, 4)) * -1).astype(np.int8)
    layout = np.asfortranarray(rng.normal(size=(4, 4)))
    return [pixels, signed, pixels.astype(np.int64) * -1, pixels.astype(np.float32), layout]


@pytest.mark.check("max_pool2d", points=1, hint="Cut the map into windows of 2 by 2.")
def test_takes_maxima_of_any_square(student, reference, rng):
    """Keeps the largest number of each window."""
    for size, _window in SQUARES:
        maps = rng.uniform(1, 9, size=(size, size))
        same(student.max_pool2d(maps), reference.max_pool2d(maps))


@pytest.mark.check("max_pool2d", points=0.25, hint="What is the largest of -7 and -3?")
def test_takes_maxima_below_zero(student, reference, rng):
    """Takes the maximum of negative numbers, too."""
    for scale in (0.1, 1e6, 1e200):
        maps = -scale * rng.uniform(1, 2, size=(4, 4))
        same(student.max_pool2d(maps), reference.max_pool2d(maps))
    lowest = np.array([[-np.inf, -np.inf, 1.0, -np.inf], [-np.inf, -np.inf, 0.0, 2.0]])
    same(student.max_pool2d(lowest), np.array([[-np.inf, 2.0]]))


@pytest.mark.check("max_pool2d", points=0.25, hint=RAGGED)
def test_takes_no_maxima_of_a_ragged_edge(student, reference, rng):
    """Drops a row or column that fills no window."""
    for shape in RAGGED_SHAPES:
        maps = rng.normal(size=shape)
        same(student.max_pool2d(maps), reference.max_pool2d(maps))


@pytest.mark.check("max_pool2d", points=0.75, hint=SEPARATE)
def test_takes_maxima_of_any_window(student, reference, rng):
    """Takes another window and another stride."""
    for size, window, stride in OTHERS:
        maps = rng.normal(size=(size, size))
        same(student.max_pool2d(maps, window, stride), reference.max_pool2d(maps, window, stride))


@pytest.mark.check("max_pool2d", points=0.25, hint=PAIR)
def test_takes_maxima_with_any_pairs(student, reference, rng):
    """Takes pairs: vertical first, then horizontal."""
    for window, stride in PAIRS:
        maps = rng.normal(size=(7, 7))
        same(student.max_pool2d(maps, window, stride), reference.max_pool2d(maps, window, stride))


@pytest.mark.check("max_pool2d", points=0.5, hint=APART)
def test_takes_maxima_channel_by_channel(student, reference, rng):
    """Pools each channel by itself."""
    for shape in STACKS:
        maps = rng.normal(size=shape)
        same(student.max_pool2d(maps), reference.max_pool2d(maps))


@pytest.mark.check("max_pool2d", points=0.25, hint="Whatever comes in, the result is float64.")
def test_takes_maxima_of_any_kind_of_number(student, reference, rng):
    """Takes any kind of number, gives float64."""
    for maps in sorts_of_numbers(rng):
        same(student.max_pool2d(maps), reference.max_pool2d(maps), exact=True)


@pytest.mark.check(
    "avg_pool2d", points=1, hint="Add up a window, then divide by the number of its cells."
)
def test_takes_means_of_any_square(student, reference, rng):
    """Keeps the mean of each window."""
    for size, _window in SQUARES:
        maps = rng.normal(size=(size, size))
        same(student.avg_pool2d(maps), reference.avg_pool2d(maps))


@pytest.mark.check("avg_pool2d", points=0.25, hint=RAGGED)
def test_takes_no_means_of_a_ragged_edge(student, reference, rng):
    """Drops a row or column that fills no window."""
    for shape in RAGGED_SHAPES:
        maps = rng.normal(size=shape)
        same(student.avg_pool2d(maps), reference.avg_pool2d(maps))


@pytest.mark.check("avg_pool2d", points=0.75, hint=SEPARATE)
def test_takes_means_of_any_window(student, reference, rng):
    """Takes another window and another stride."""
    for size, window, stride in OTHERS:
        maps = rng.normal(size=(size, size))
        same(student.avg_pool2d(maps, window, stride), reference.avg_pool2d(maps, window, stride))


@pytest.mark.check("avg_pool2d", points=0.25, hint=PAIR)
def test_takes_means_with_any_pairs(student, reference, rng):
    """Takes pairs: vertical first, then horizontal."""
    for window, stride in PAIRS:
        maps = rng.normal(size=(7, 7))
        same(student.avg_pool2d(maps, window, stride), reference.avg_pool2d(maps, window, stride))


@pytest.mark.check("avg_pool2d", points=0.5, hint=APART)
def test_takes_means_channel_by_channel(student, reference, rng):
    """Pools each channel by itself."""
    for shape in STACKS:
        maps = rng.normal(size=shape)
        same(student.avg_pool2d(maps), reference.avg_pool2d(maps))


@pytest.mark.check("avg_pool2d", points=0.25, hint="uint8 ends at 255, and a mean has a fraction.")
def test_takes_means_of_any_kind_of_number(student, reference, rng):
    """Takes any kind of number, gives float64."""
    for maps in sorts_of_numbers(rng):
        same(student.avg_pool2d(maps), reference.avg_pool2d(maps), exact=True)


@pytest.mark.check(
    "flatten", points=1.5, hint="The last axis runs fastest: first all channels of the first pixel."
)
def test_lines_up_any_stack(student, reference, rng):
    """Lines up the numbers pixel by pixel."""
    for shape in [(4, 3, 2), (1, 5, 3), (2, 2, 1), (3, 3, 3)]:
        maps = np.maximum(rng.normal(size=shape), 0.0)
        same(student.flatten(maps), reference.flatten(maps))


@pytest.mark.check("flatten", points=0.5, hint="One axis is left, and nothing is calculated.")
def test_keeps_any_dtype(student, reference, rng):
    """Gives one row of the same dtype."""
    for dtype in [np.uint8, np.float32, np.int64, np.float64]:
        maps = rng.integers(0, 256, size=(2, 3, 2)).astype(dtype)
        same(student.flatten(maps), reference.flatten(maps), exact=True)


@pytest.mark.check("flatten", points=0.25, hint="The order depends on the indices alone.")
def test_reads_any_layout_by_index(student, reference, rng):
    """Keeps the order in any memory layout."""
    for shape in [(3, 4, 2), (2, 2, 5)]:
        maps = np.asfortranarray(rng.normal(size=shape))
        same(student.flatten(maps), reference.flatten(maps))
