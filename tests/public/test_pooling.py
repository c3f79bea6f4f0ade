"""Checks of pooling.py that a student also gets."""

import numpy as np
import pytest

from grader.checks import accepted, refused, same, unchanged

WHOLE = "A NumPy integer is a whole number, too; it can be as small as uint8."
SEPARATE = "Size and stride are separate; without a stride the windows lie side by side."
PAIR = "A pair is (vertical, horizontal), of the window as of the stride."
RAGGED = "How many windows fit if the number of rows or columns is odd?"
APART = "Each channel is a map of its own."
NONSENSE = "Compare the window with the map; what may size and stride be?"
BOTH = "Look at both numbers of a pair."
COPIES = "The arguments belong to the caller. Does a line of yours write into one of them?"

EXAMPLE = np.array([[1, 3, 0, 2], [5, 2, 1, 0], [0, 1, -4, -2], [2, 0, -1, -3]])
MAP = np.array(
    [[1.0, 3.0, 0.0, 2.0], [5.0, 2.0, 1.0, 0.0], [0.0, 1.0, 8.0, 4.0], [2.0, 0.0, 6.0, 7.0]]
)


@pytest.mark.check("max_pool2d", points=0.25, hint="Cut the map into windows of 2 by 2.")
def test_keeps_the_largest_of_each_window(student):
    """Keeps the largest number of each window."""
    same(student.max_pool2d(MAP), np.array([[5.0, 2.0], [2.0, 8.0]]))


@pytest.mark.check("max_pool2d", points=0.25, hint="What is the largest of -7 and -3?")
def test_keeps_negative_numbers(student):
    """Takes the maximum of negative numbers, too."""
    same(student.max_pool2d(EXAMPLE), np.array([[5.0, 2.0], [2.0, -1.0]]))
    same(student.max_pool2d(-MAP), np.array([[-1.0, 0.0], [0.0, -4.0]]))
    same(student.max_pool2d(-1e9 * np.ones((2, 2))), np.array([[-1e9]]))


@pytest.mark.check("max_pool2d", points=0.25, hint=RAGGED)
def test_drops_a_ragged_edge(student):
    """Drops a row or column that fills no window."""
    same(student.max_pool2d(MAP[:3, :3]), np.array([[5.0]]))


@pytest.mark.check("max_pool2d", points=0.25, hint=SEPARATE)
def test_takes_another_window_and_stride(student):
    """Takes another window and another stride."""
    same(student.max_pool2d(EXAMPLE, 3, 1), np.array([[5.0, 3.0], [5.0, 2.0]]))
    same(student.max_pool2d(MAP, 3, 1), np.array([[8.0, 8.0], [8.0, 8.0]]))
    same(
        student.max_pool2d(MAP, 2, 1), np.array([[5.0, 3.0, 2.0], [5.0, 8.0, 8.0], [2.0, 8.0, 8.0]])
    )
    same(student.max_pool2d(MAP, pool_size=4), np.array([[8.0]]))
    same(student.max_pool2d(MAP, stride=2), np.array([[5.0, 2.0], [2.0, 8.0]]))


@pytest.mark.check("max_pool2d", points=0.25, hint=PAIR)
def test_takes_pairs(student):
    """Takes pairs: vertical first, then horizontal."""
    same(
        student.max_pool2d(MAP, (1, 2)), np.array([[3.0, 2.0], [5.0, 1.0], [1.0, 8.0], [2.0, 7.0]])
    )
    same(student.max_pool2d(MAP, 2, (2, 1)), np.array([[5.0, 3.0, 2.0], [2.0, 8.0, 8.0]]))


@pytest.mark.check("max_pool2d", points=0.25, hint=APART)
def test_pools_channels_apart(student):
    """Pools each channel by itself."""
    channels = np.stack([MAP, 10 - MAP, -MAP], axis=-1)
    expected = np.stack(
        [[[5.0, 2.0], [2.0, 8.0]], [[9.0, 10.0], [10.0, 6.0]], [[-1.0, 0.0], [0.0, -4.0]]], axis=-1
    )
    same(student.max_pool2d(channels), expected)


@pytest.mark.check("max_pool2d", points=0.25, hint="Whatever comes in, the result is float64.")
def test_pools_pixels(student):
    """Takes any kind of number, gives float64."""
    pixels = np.array([[200, 7], [255, 9]], dtype=np.uint8)
    same(student.max_pool2d(pixels), np.array([[255.0]]), exact=True)
    same(student.max_pool2d(-np.array([[3, 7], [5, 9]])), np.array([[-3.0]]), exact=True)


@pytest.mark.check("max_pool2d", points=0.25, hint=WHOLE)
def test_takes_numpy_integers(student):
    """Takes NumPy integers."""
    same(student.max_pool2d(MAP, np.int64(2), np.int32(2)), np.array([[5.0, 2.0], [2.0, 8.0]]))


@pytest.mark.check("max_pool2d", points=0.25, hint=COPIES)
def test_max_pool2d_keeps_its_argument(student, reference):
    """Keeps its arguments as they are."""
    right = reference.max_pool2d(3 - MAP)
    answer = student.max_pool2d(3 - MAP)
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check("max_pool2d", points=0.25, hint=NONSENSE)
def test_refuses_windows_without_a_maximum(student):
    """Refuses windows and strides that make no sense."""
    refuses_nonsense(student.max_pool2d)


@pytest.mark.check("max_pool2d", points=0.25, hint=BOTH)
def test_refuses_pairs_without_a_maximum(student):
    """Refuses a pair with a number that cannot be."""
    refuses_wrong_pairs(student.max_pool2d)


@pytest.mark.check(
    "avg_pool2d", points=0.25, hint="Add up a window, then divide by the number of its cells."
)
def test_keeps_the_mean_of_each_window(student):
    """Keeps the mean of each window."""
    same(student.avg_pool2d(MAP), np.array([[2.75, 0.75], [0.75, 6.25]]))
    same(student.avg_pool2d(EXAMPLE), np.array([[2.75, 0.75], [0.75, -2.5]]))
    same(student.avg_pool2d(-MAP), np.array([[-2.75, -0.75], [-0.75, -6.25]]))


@pytest.mark.check("avg_pool2d", points=0.25, hint=RAGGED)
def test_averages_no_ragged_edge(student):
    """Drops a row or column that fills no window."""
    same(student.avg_pool2d(MAP[:3, :3]), np.array([[2.75]]))


@pytest.mark.check("avg_pool2d", points=0.25, hint=SEPARATE)
def test_averages_another_window_and_stride(student):
    """Takes another window and another stride."""
    same(
        student.avg_pool2d(MAP, 2, 1),
        np.array([[2.75, 1.5, 0.75], [2.0, 3.0, 3.25], [0.75, 3.75, 6.25]]),
    )
    same(student.avg_pool2d(MAP, pool_size=4), np.array([[2.625]]))
    same(student.avg_pool2d(MAP, stride=3), np.array([[2.75]]))


@pytest.mark.check("avg_pool2d", points=0.25, hint=PAIR)
def test_averages_with_pairs(student):
    """Takes pairs: vertical first, then horizontal."""
    same(student.avg_pool2d(MAP, (4, 1)), np.array([[2.0, 1.5, 3.75, 3.25]]))
    same(student.avg_pool2d(MAP, 2, (3, 1)), np.array([[2.75, 1.5, 0.75]]))


@pytest.mark.check("avg_pool2d", points=0.25, hint=APART)
def test_averages_channels_apart(student):
    """Pools each channel by itself."""
    channels = np.stack([MAP, 10 * MAP, -MAP], axis=-1)
    means = np.array([[2.75, 0.75], [0.75, 6.25]])
    same(student.avg_pool2d(channels), np.stack([means, 10 * means, -means], axis=-1))


@pytest.mark.check("avg_pool2d", points=0.25, hint="uint8 ends at 255, and a mean has a fraction.")
def test_averages_pixels(student):
    """Takes any kind of number, gives float64."""
    pixels = np.array([[200, 100], [255, 200]], dtype=np.uint8)
    same(student.avg_pool2d(pixels), np.array([[188.75]]), exact=True)


@pytest.mark.check("avg_pool2d", points=0.25, hint=WHOLE)
def test_averages_with_numpy_integers(student):
    """Takes NumPy integers."""
    same(student.avg_pool2d(MAP, np.int32(2), np.int64(3)), np.array([[2.75]]))


@pytest.mark.check("avg_pool2d", points=0.25, hint=COPIES)
def test_avg_pool2d_keeps_its_argument(student, reference):
    """Keeps its arguments as they are."""
    right = reference.avg_pool2d(3 - MAP)
    answer = student.avg_pool2d(3 - MAP)
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check("avg_pool2d", points=0.25, hint=NONSENSE)
def test_refuses_windows_without_a_mean(student):
    """Refuses windows and strides that make no sense."""
    refuses_nonsense(student.avg_pool2d)


@pytest.mark.check("avg_pool2d", points=0.25, hint=BOTH)
def test_refuses_pairs_without_a_mean(student):
    """Refuses a pair with a number that cannot be."""
    refuses_wrong_pairs(student.avg_pool2d)


def refuses_nonsense(pool):
    """Windows larger than the map, and sizes and strides that nothing can have."""
    maps = np.ones((3, 3))
    accepted(pool(maps, 2))
    refused(pool(maps, 4))
    refused(pool(maps, 4, 1))
    refused(pool(np.ones((2, 5)), 3))
    refused(pool(np.ones((5, 2)), 3, 1))
    for wrong in [0, -1, True, 1.5]:
        refused(pool(maps, wrong))
        refused(pool(maps, 2, wrong))


def refuses_wrong_pairs(pool):
    """Pairs with a number that no size and no stride can have."""
    maps = np.ones((3, 4))
    accepted(pool(maps, 2))
    for wrong in [(0, 1), (1, -1), (True, 1), (1, 1.5)]:
        refused(pool(maps, wrong, 1))
        refused(pool(maps, 2, wrong))
    for pool_size in [(4, 4), (3, 5), (4, 1)]:
        refused(pool(maps, pool_size))


@pytest.mark.check(
    "flatten", points=0.5, hint="The last axis runs fastest: first all channels of the first pixel."
)
def test_lines_up_pixel_by_pixel(student):
    """Lines up the numbers pixel by pixel."""
    maps = np.stack([[[1.0, 2.0], [0.0, 4.0]], [[10.0, 0.0], [30.0, 40.0]]], axis=-1)
    same(student.flatten(maps), np.array([1.0, 10.0, 2.0, 0.0, 0.0, 30.0, 4.0, 40.0]))
    maps = np.stack([[[1, 2], [3, 4]], [[10, 20], [30, 40]]], axis=-1)
    same(student.flatten(maps), np.array([1, 10, 2, 20, 3, 30, 4, 40]))
    maps = np.arange(12.0).reshape(2, 3, 2)
    same(student.flatten(maps), np.arange(12.0))


@pytest.mark.check("flatten", points=0.25, hint="One axis is left, and nothing is calculated.")
def test_gives_a_row_of_pixels(student):
    """Gives one row of the same dtype."""
    pixels = np.array([[[200, 3]], [[1, 255]]], dtype=np.uint8)
    same(student.flatten(pixels), np.array([200, 3, 1, 255], dtype=np.uint8), exact=True)


@pytest.mark.check("flatten", points=0.25, hint="The order depends on the indices alone.")
def test_reads_by_index(student):
    """Keeps the order in any memory layout."""
    maps = np.asfortranarray(np.arange(12.0).reshape(2, 3, 2))
    same(student.flatten(maps), np.arange(12.0))


@pytest.mark.check("flatten", points=0.25, hint=COPIES)
def test_flatten_keeps_its_argument(student, reference):
    """Keeps its arguments as they are."""
    right = reference.flatten(5 - np.arange(12.0).reshape(2, 3, 2))
    answer = student.flatten(5 - np.arange(12.0).reshape(2, 3, 2))
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)
