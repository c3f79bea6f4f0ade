"""Known mistakes of pooling.py: one sentence for each, and what it would answer."""

from functools import partial
from typing import NamedTuple

import numpy as np

from grader.diagnosis import misconception

SENTENCES = {
    "absolute-values": "Your result is what you get when the numbers lose their sign, or are "
    "compared without it; -5 is smaller than 2.",
    "brackets-forgotten": "Your result is what you get when only the window is divided by the "
    "stride; subtract it from the size of the map first.",
    "channels-added-up": "Your result is what you get when the channels are joined to one, by "
    "their sum, mean or maximum; each of them is pooled apart.",
    "channels-counted-in-mean": "Your result is what you get when the sum of a window is divided "
    "by its cells times the channels; each channel has a sum of its own.",
    "channels-first": "Your result is what you get when another axis than the last one is taken "
    "for the channels.",
    "channels-first-flatten": "Your result is what you get when the channels follow one after the "
    "other; all channels of a pixel must stay together.",
    "channels-joined": "Your result has the maps of the channels side by side or one below the "
    "other; stack them along the last axis.",
    "channels-mixed": "Your result is what you get when all channels share one window; each "
    "channel is pooled apart.",
    "channels-not-handled": "Your function takes maps without channels only; (H, W, C) is allowed, "
    "too.",
    "channels-reversed": "Your result is what you get when the channels come in another order.",
    "column-major-flatten": "Your result is what you get in column-major order, where the first "
    "axis runs fastest; in row-major order it is the last.",
    "columns-inside-channels": "Your result is what you get when each row lists its channels one "
    "after the other; the channels of a single pixel come first.",
    "default-stride-one": "Your result is what you get when windows move by 1 if no stride is "
    "given; they move by their own size then.",
    "default-stride-two": "Your result is what you get when windows move by 2 if no stride is "
    "given; they move by their own size then.",
    "divided-by-four": "Your result is what you get when every sum is divided by 4; divide by the "
    "number of cells that the window really has.",
    "divided-by-number-of-windows": "Your result is what you get when the sum is divided by the "
    "number of windows; divide by the number of cells in one.",
    "divided-by-one-side": "Your result is what you get when the sum is divided by one side of the "
    "window only; divide by height times width.",
    "divided-by-size-of-map": "Your result is what you get when the sum is divided by the size of "
    "the map; divide by the number of cells in the window.",
    "divided-by-stride": "Your result is what you get when the sum is divided by the stride; "
    "divide by the number of cells in the window.",
    "divided-by-sum-of-sides": "Your result is what you get when the sum is divided by height plus "
    "width; divide by height times width.",
    "divided-twice": "Your result is what you get when the mean is divided once more; once is "
    "enough.",
    "empty-window": "A window lies outside of the map and is empty; check how many windows there "
    "are, and where they start.",
    "extremes-averaged": "Your result is the middle between the smallest and the largest number; "
    "the mean takes every cell into account.",
    "last-channel-forgotten": "Your result is what you get when the last channel is left out; "
    "check where your loops end.",
    "maximum-for-mean": "Your result is what you get when each window keeps its maximum; take the "
    "mean.",
    "maximum-from-fixed-start": "Your result is what you get when the search for the maximum "
    "starts at a fixed negative number; start with a number of the window.",
    "maximum-from-zero": "Your result is what you get when the search for the maximum starts at 0; "
    "start with a number of the window.",
    "maximum-not-reset": "Your result is what you get when the maximum of earlier windows lives "
    "on; begin anew for each window.",
    "mean-for-maximum": "Your result is what you get when each window keeps its mean; take the "
    "maximum.",
    "mean-off-by-one": "Your result is what you get when the sum is divided by one cell too many "
    "or too few.",
    "mean-rounded": "Your result is what you get when each mean is rounded; leave the fraction.",
    "mean-rounded-down": "Your result is what you get when the fraction of each mean is cut off; a "
    "mean need not be a whole number.",
    "median-taken": "Your result is what you get when each window keeps its median, the number in "
    "the middle.",
    "minimum-taken": "Your result is what you get when each window keeps its smallest number.",
    "missing-channels-not-handled": "Your function takes maps with channels only; (H, W) is "
    "allowed, too.",
    "narrow-integers": "Your result is what you get when a sum overflows a small integer type such "
    "as uint8; turn the map into floats first.",
    "none-stride-not-handled": "Your function fails where no stride is given: it is None then, and "
    "means the size of the window.",
    "not-reshaped": "Your result holds the right answers without rows and columns; give it the "
    "shape (oh, ow) or (oh, ow, C).",
    "number-not-handled": "Your function fails where one number is given instead of a pair; the "
    "number counts for both axes.",
    "numbers-scaled": "Your result is what you get when the numbers are scaled; flattening "
    "calculates nothing.",
    "numbers-truncated": "Your result is what you get when the numbers are turned into whole "
    "numbers first; keep their fractions.",
    "off-by-one-end": "Your result is what you get when the last row or column is left out; check "
    "where your loops end.",
    "off-by-one-start": "Your result is what you get when counting starts at 1; the first row and "
    "column have the index 0.",
    "one-axis-flatten": "Your result is not one long row; every number must lie along a single "
    "axis.",
    "one-axis-pooled": "Your result is what you get when pooling makes only one axis smaller; a "
    "window has a height and a width.",
    "one-cell-of-window": "Your result is what you get when one fixed cell of each window is kept; "
    "look at all of its cells.",
    "one-channel-only": "Your result is what you get when only one channel is used; all of them "
    "are asked.",
    "one-line-of-window": "Your result is what you get when only one row or column of each window "
    "counts; look at all of its cells.",
    "one-stride-for-both-axes": "Your result is what you get when one stride of the pair is used "
    "for both axes; each axis has its own.",
    "one-window-too-many": "Your result is what you get with one window too many along an axis.",
    "padding-not-asked": "Your result is what you get when the map is padded before pooling; no "
    "padding is asked.",
    "pair-not-handled": "Your function fails where a pair is given instead of one number; handle "
    "both.",
    "pool-size-ignored": "Your result is what you get when every window has 2 by 2 cells; use the "
    "pool_size that is given.",
    "position-for-maximum": "Your result holds the place of the maximum in each window; its value "
    "is asked.",
    "ragged-edge-kept": "Your result is what you get when windows that stick out over the edge "
    "count too; keep whole windows only.",
    "ragged-edge-not-cut": "Your reshape fails because some rows or columns fill no window; cut "
    "them off first.",
    "ragged-edge-wrong-side": "Your result is what you get when the rows or columns that fill no "
    "window are dropped at the top or left; drop the last ones.",
    "range-for-maximum": "Your result is what you get when the smallest number is subtracted from "
    "the largest; keep the largest.",
    "reduced-by-flatten": "Your result holds maxima, means or sums; flattening only lines up the "
    "numbers.",
    "relu-not-asked": "Your result is what you get when negative numbers become 0; no ReLU is "
    "asked here.",
    "repeats-dropped": "Your result holds each different number only once, by size; keep all of "
    "them in their order.",
    "result-in-dtype-of-map": "Your result is what you get when means are stored in the integer "
    "type of the map; make the result float64.",
    "reversed-order": "Your result is what you get when the numbers come in the opposite order.",
    "rows-and-columns-swapped": "Your result is what you get when rows and columns are swapped; "
    "the vertical one comes first, in shapes, indices and pairs.",
    "rows-inside-channels": "Your result is what you get when each column lists its channels one "
    "after the other; the channels of a single pixel come first.",
    "second-largest": "Your result is what you get when each window keeps its second largest "
    "number; keep the largest.",
    "size-and-stride-swapped": "Your result is what you get when pool_size and stride change "
    "places.",
    "snake-order": "Your result is what you get when every second row runs backwards; each row "
    "goes from left to right.",
    "sorted-numbers": "Your result holds the numbers by size; keep them in the order of their "
    "places.",
    "square-image-assumed": "Your result is what you get when the map is taken for a square; "
    "height and width may differ.",
    "square-of-one-side": "Your result is what you get when the sum is divided by the square of "
    "one side; divide by height times width.",
    "square-window-assumed": "Your result is what you get when one side of the window is used for "
    "both axes; a window may be higher than it is wide.",
    "stride-always-one": "Your result is what you get when windows always move by 1, whatever "
    "stride is given.",
    "stride-always-two": "Your result is what you get when windows always move by 2, whatever "
    "stride is given.",
    "stride-applied-twice": "Your result is what you get when the stride is applied twice; window "
    "number i starts at i times the stride.",
    "stride-ignored": "Your result is what you get when windows move by their own size, although a "
    "stride is given.",
    "stride-missing-in-positions": "Your result is what you get when windows start at every cell; "
    "window number i starts at i times the stride.",
    "stride-missing-in-size": "Your result is what you get when the number of windows is counted "
    "without the stride.",
    "stride-off-by-one": "Your result is what you get with a stride that is larger or smaller by "
    "one; it is the distance from start to start.",
    "stride-on-one-axis": "Your result is what you get when the stride counts along one axis only; "
    "move by it on both.",
    "stride-sides-swapped": "Your result is what you get when the two numbers of the stride are "
    "swapped; the vertical one comes first.",
    "sum-for-maximum": "Your result is what you get when each window keeps its sum; take the "
    "maximum.",
    "sum-for-mean": "Your result is what you get when the sum of each window is not divided; "
    "divide by the number of its cells.",
    "sum-not-reset": "Your result is what you get when the sum of earlier windows lives on; begin "
    "with 0 for each window.",
    "whole-map-pooled": "Your result is what you get when the whole map is one window.",
    "window-as-stride": "Your result is what you get when window number i starts at i times the "
    "size of the window; it starts at i times the stride.",
    "window-end-by-size": "Your result is what you get when window number i ends at i + 1 times "
    "its size; it ends at its start plus its size.",
    "window-end-forgotten": "Your result is what you get when every window ends where the first "
    "one does; it ends at its start plus its size.",
    "window-never-moves": "Your result is what you get when the window stays in the top left "
    "corner.",
    "window-of-stride-size": "Your result is what you get when each window is as large as the "
    "stride; its size is pool_size.",
    "window-off-by-one": "Your result is what you get when windows are one cell too small or too "
    "large; check where the slice ends.",
    "window-sides-swapped": "Your result is what you get when the two numbers of pool_size are "
    "swapped; the height comes first.",
    "wrong-axes-reduced": "The wrong axes of a window are reduced; its height and width are the "
    "axes 0 and 1, and both must go.",
    "zeros-not-counted": "Your result is what you get when cells with 0 do not count; a mean "
    "divides by all cells.",
}

POOLS = ("max_pool2d", "avg_pool2d")


class Axis(NamedTuple):
    """One direction: n cells, windows of p of them, s from one window to the next."""

    n: int
    p: int
    s: int

    @property
    def count(self):
        return (self.n - self.p) // self.s + 1

    def steps(self, count):
        return [i * self.s for i in range(count)]


def pair(value):
    return value if isinstance(value, tuple) else (value, value)


def sizes(pool_size, stride):
    return pair(pool_size), pair(pool_size if stride is None else stride)


def reducer(right):
    """What `right` does with a window."""
    return np.max if right(np.array([[0.0, 2.0]]), (1, 2), 1)[0, 0] == 2 else np.mean


def ceiling(a, b):
    return -(-a // b)


def framed(array, top, bottom, left, right):
    """The map with a frame of zeros, as floats."""
    channels = [(0, 0)] * (array.ndim - 2)
    return np.pad(array.astype(float), [(top, bottom), (left, right), *channels])


# How mistakes are made


def given(id, change):
    """The size and the stride as `change(size, step)` has them."""

    def wrong(right, feature_map, pool_size, stride):
        return right(feature_map, *change(*sizes(pool_size, stride)))

    return misconception(id, *POOLS)(wrong)


def before(id, change, *functions):
    """The map as `change` makes it, then pooling."""

    def wrong(right, feature_map, pool_size, stride):
        return right(change(feature_map.astype(float)), pool_size, stride)

    return misconception(id, *(functions or POOLS))(wrong)


def after(id, change, *functions):
    """Pooling, then `change`."""

    def wrong(right, feature_map, pool_size, stride):
        return change(right(feature_map, pool_size, stride))

    return misconception(id, *(functions or POOLS))(wrong)


def per_channel(id, change, *functions):
    """`change` in maps with channels, before pooling."""
    return before(id, lambda array: change(array) if array.ndim == 3 else array, *functions)


def of_channels(id, change, *functions):
    """`change` in results with channels."""
    return after(id, lambda result: change(result) if result.ndim == 3 else result, *functions)


def regular(own, other):
    return own.steps(own.count)


def box(down, across):
    return down.p, across.p


def usual_end(i, start, size, axis):
    return start + size


def loops(id, rows, columns=None, window=box, end=usual_end):
    """Windows that start at `rows(own axis, other axis)` and `columns(own axis, other axis)`.

    Two mistakes: what sticks out is cut off, or it is filled up with zeros.
    """

    def wrong(right, feature_map, pool_size, stride, filled=False):
        down, across = map(Axis, feature_map.shape, *sizes(pool_size, stride))
        height, width = window(down, across)
        ys, xs = rows(down, across), (columns or rows)(across, down)
        if filled:
            below, beside = max([0, *ys]) + height, max([0, *xs]) + width
            feature_map = framed(feature_map, 0, below, 0, beside)
        result = np.zeros((len(ys), len(xs), *feature_map.shape[2:]))
        for i, y in enumerate(ys):
            for j, x in enumerate(xs):
                bottom, beyond = end(i, y, height, down), end(j, x, width, across)
                cut = feature_map[y:bottom, x:beyond].astype(float)
                result[i, j] = reducer(right)(cut, axis=(0, 1))
        return result

    mark = misconception(id, *POOLS)
    return mark(wrong), mark(partial(wrong, filled=True))


def cells(id, reduce, *functions):
    """`reduce` instead of the maximum or mean; it has the cells of a window as the last axis."""

    def wrong(right, feature_map, pool_size, stride):
        size, step = sizes(pool_size, stride)
        windows = np.lib.stride_tricks.sliding_window_view(
            feature_map.astype(float), size, axis=(0, 1)
        )[:: step[0], :: step[1]]
        return reduce(windows.reshape(*windows.shape[:-2], -1))

    return misconception(id, *(functions or POOLS))(wrong)


# The stride


stride_ignored = given("stride-ignored", lambda size, step: (size, size))
stride_always_one = given("stride-always-one", lambda size, step: (size, 1))
stride_always_two = given("stride-always-two", lambda size, step: (size, 2))


@misconception("default-stride-one", *POOLS)
def default_stride_one(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size, 1 if stride is None else stride)


@misconception("default-stride-two", *POOLS)
def default_stride_two(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size, 2 if stride is None else stride)


@misconception("size-and-stride-swapped", *POOLS)
def size_and_stride_swapped(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size if stride is None else stride, pool_size)


stride_only_down = given("stride-on-one-axis", lambda size, step: (size, (step[0], 1)))
stride_only_across = given("stride-on-one-axis", lambda size, step: (size, (1, step[1])))
stride_down_else_size = given("stride-on-one-axis", lambda size, step: (size, (step[0], size[1])))
stride_across_else_size = given("stride-on-one-axis", lambda size, step: (size, (size[0], step[1])))
row_without_stride, row_without_stride_filled = loops(
    "stride-on-one-axis", lambda own, other: range(own.count), columns=regular
)
column_without_stride, column_without_stride_filled = loops(
    "stride-on-one-axis", regular, columns=lambda own, other: range(own.count)
)

stride_down_for_both = given("one-stride-for-both-axes", lambda size, step: (size, step[0]))
stride_across_for_both = given("one-stride-for-both-axes", lambda size, step: (size, step[1]))
columns_by_stride_down, columns_by_stride_down_filled = loops(
    "one-stride-for-both-axes", regular, columns=lambda own, other: other.steps(own.count)
)
rows_by_stride_across, rows_by_stride_across_filled = loops(
    "one-stride-for-both-axes", lambda own, other: other.steps(own.count), columns=regular
)


@misconception("one-stride-for-both-axes", *POOLS)
def height_as_default_stride(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size, pair(pool_size)[0] if stride is None else stride)


@misconception("one-stride-for-both-axes", *POOLS)
def width_as_default_stride(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size, pair(pool_size)[1] if stride is None else stride)


@misconception("one-stride-for-both-axes", *POOLS)
def given_stride_down_for_both(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size, None if stride is None else pair(stride)[0])


@misconception("one-stride-for-both-axes", *POOLS)
def given_stride_across_for_both(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size, None if stride is None else pair(stride)[1])


stride_sides_swapped = given("stride-sides-swapped", lambda size, step: (size, step[::-1]))
stride_sides_swapped_in_positions, stride_sides_swapped_in_positions_filled = loops(
    "stride-sides-swapped", lambda own, other: other.steps(own.count)
)
stride_sides_swapped_in_counts, stride_sides_swapped_in_counts_filled = loops(
    "stride-sides-swapped", lambda own, other: own.steps(own._replace(s=other.s).count)
)


@misconception("stride-sides-swapped", *POOLS)
def given_stride_sides_swapped(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size, None if stride is None else pair(stride)[::-1])


stride_missing_in_positions, stride_missing_in_positions_filled = loops(
    "stride-missing-in-positions", lambda own, other: range(own.count)
)
window_as_stride, window_as_stride_filled = loops(
    "window-as-stride", lambda own, other: [i * own.p for i in range(own.count)]
)
count_without_stride, count_without_stride_filled = loops(
    "stride-missing-in-size", lambda own, other: own.steps(own.n - own.p + 1)
)
count_by_window, count_by_window_filled = loops(
    "stride-missing-in-size", lambda own, other: own.steps(own.n // own.p)
)


stride_one_larger = given(
    "stride-off-by-one", lambda size, step: (size, (step[0] + 1, step[1] + 1))
)
stride_one_smaller = given(
    "stride-off-by-one", lambda size, step: (size, (step[0] - 1, step[1] - 1))
)
starts_one_farther, starts_one_farther_filled = loops(
    "stride-off-by-one", lambda own, other: [i * (own.s + 1) for i in range(own.count)]
)
starts_one_nearer, starts_one_nearer_filled = loops(
    "stride-off-by-one", lambda own, other: [i * (own.s - 1) for i in range(own.count)]
)
starts_by_stride_twice, starts_by_stride_twice_filled = loops(
    "stride-applied-twice", lambda own, other: [i * own.s**2 for i in range(own.count)]
)
starts_by_double_stride, starts_by_double_stride_filled = loops(
    "stride-applied-twice", lambda own, other: [i * own.s * 2 for i in range(own.count)]
)
window_alone_divided, window_alone_divided_filled = loops(
    "brackets-forgotten", lambda own, other: own.steps(own.n - own.p // own.s + 1)
)


# The edge


every_start, every_start_filled = loops(
    "ragged-edge-kept", lambda own, other: range(0, own.n, own.s)
)
every_row, every_row_filled = loops(
    "ragged-edge-kept", lambda own, other: range(0, own.n, own.s), columns=regular
)
every_column, every_column_filled = loops(
    "ragged-edge-kept", regular, columns=lambda own, other: range(0, own.n, own.s)
)
count_rounded_up, count_rounded_up_filled = loops(
    "ragged-edge-kept", lambda own, other: own.steps(ceiling(own.n - own.p, own.s) + 1)
)
count_rounded, count_rounded_filled = loops(
    "ragged-edge-kept", lambda own, other: own.steps(round((own.n - own.p) / own.s) + 1)
)
count_rounded_at_last, count_rounded_at_last_filled = loops(
    "ragged-edge-kept", lambda own, other: own.steps(round((own.n - own.p) / own.s + 1))
)
count_by_stride_alone, count_by_stride_alone_filled = loops(
    "ragged-edge-kept", lambda own, other: own.steps(own.n // own.s)
)
one_window_too_many, one_window_too_many_filled = loops(
    "one-window-too-many", lambda own, other: own.steps(own.count + 1)
)


@misconception("ragged-edge-not-cut", *POOLS)
def reshape_of_ragged_map(right, feature_map, pool_size, stride):
    (ph, pw), step = sizes(pool_size, stride)
    if step != (ph, pw):
        return right(feature_map, pool_size, stride)
    height, width = feature_map.shape[:2]
    windows = feature_map.reshape(height // ph, ph, width // pw, pw, *feature_map.shape[2:])
    return reducer(right)(windows.astype(float), axis=(1, 3))


def dropping(rows, columns):
    def wrong(right, feature_map, pool_size, stride):
        size, step = sizes(pool_size, stride)
        height, width = feature_map.shape[:2]
        top = (height - size[0]) % step[0] if rows else 0
        left = (width - size[1]) % step[1] if columns else 0
        return right(feature_map[top:, left:], size, step)

    return misconception("ragged-edge-wrong-side", *POOLS)(wrong)


top_and_left_dropped = dropping(rows=True, columns=True)
top_dropped = dropping(rows=True, columns=False)
left_dropped = dropping(rows=False, columns=True)

count_without_last, count_without_last_filled = loops(
    "off-by-one-end", lambda own, other: own.steps(own.count - 1)
)
count_one_early, count_one_early_filled = loops(
    "off-by-one-end", lambda own, other: own.steps((own.n - own.p + 1) // own.s)
)
range_one_early, range_one_early_filled = loops(
    "off-by-one-end", lambda own, other: range(0, own.n - own.p, own.s)
)
last_row_missing = after("off-by-one-end", lambda result: result[:-1])
last_column_missing = after("off-by-one-end", lambda result: result[:, :-1])


def zeros_at(id, *places):
    def blank(result):
        for place in places:
            result[place] = 0
        return result

    return after(id, blank)


last_row_zero = zeros_at("off-by-one-end", np.s_[-1])
last_column_zero = zeros_at("off-by-one-end", np.s_[:, -1])
last_ones_zero = zeros_at("off-by-one-end", np.s_[-1], np.s_[:, -1])
first_row_zero = zeros_at("off-by-one-start", np.s_[0])
first_column_zero = zeros_at("off-by-one-start", np.s_[:, 0])
first_ones_zero = zeros_at("off-by-one-start", np.s_[0], np.s_[:, 0])
first_windows_missing = after("off-by-one-start", lambda result: result[1:, 1:])
first_cells_skipped = before("off-by-one-start", lambda array: array[1:, 1:])
first_row_skipped = before("off-by-one-start", lambda array: array[1:])
first_column_skipped = before("off-by-one-start", lambda array: array[:, 1:])
starts_one_late, starts_one_late_filled = loops(
    "off-by-one-start", lambda own, other: [start + 1 for start in own.steps(own.count)]
)

rows_one_late, rows_one_late_filled = loops(
    "off-by-one-start",
    lambda own, other: [start + 1 for start in own.steps(own.count)],
    columns=regular,
)
columns_one_late, columns_one_late_filled = loops(
    "off-by-one-start",
    regular,
    columns=lambda own, other: [start + 1 for start in own.steps(own.count)],
)

columns_counted_by_height, columns_counted_by_height_filled = loops(
    "square-image-assumed",
    regular,
    columns=lambda own, other: own.steps(own._replace(n=other.n).count),
)
rows_counted_by_width, rows_counted_by_width_filled = loops(
    "square-image-assumed",
    lambda own, other: own.steps(own._replace(n=other.n).count),
    columns=regular,
)
as_many_columns_as_rows, as_many_columns_as_rows_filled = loops(
    "square-image-assumed", regular, columns=lambda own, other: own.steps(other.count)
)
as_many_rows_as_columns, as_many_rows_as_columns_filled = loops(
    "square-image-assumed", lambda own, other: own.steps(other.count), columns=regular
)


def as_same(id, *functions, **padding):
    """Padding "same" as Keras does it: ceil(n / s) windows, the map filled up on both sides."""

    def wrong(right, feature_map, pool_size, stride):
        size, step = sizes(pool_size, stride)
        frame = [(0, 0)] * feature_map.ndim
        for axis, (n, p, s) in enumerate(zip(feature_map.shape, size, step, strict=False)):
            extra = max(0, (ceiling(n, s) - 1) * s + p - n)
            frame[axis] = (extra // 2, extra - extra // 2)
        return right(np.pad(feature_map.astype(float), frame, **padding), size, step)

    return misconception(id, *functions)(wrong)


padded_as_same = as_same("padding-not-asked", *POOLS)
padded_as_same_with_edge = as_same("padding-not-asked", *POOLS, mode="edge")
padded_as_same_with_infinity = as_same("padding-not-asked", "max_pool2d", constant_values=-np.inf)
padded_by_one = before("padding-not-asked", lambda array: framed(array, 1, 1, 1, 1))


# The window


window_of_stride_size, window_of_stride_size_filled = loops(
    "window-of-stride-size", regular, window=lambda down, across: (down.s, across.s)
)
window_is_stride = given("window-of-stride-size", lambda size, step: (step, step))

first_row_alone, first_row_alone_filled = loops(
    "one-line-of-window", regular, window=lambda down, across: (1, across.p)
)
first_column_alone, first_column_alone_filled = loops(
    "one-line-of-window", regular, window=lambda down, across: (down.p, 1)
)

ends_by_size, ends_by_size_filled = loops(
    "window-end-by-size", regular, end=lambda i, start, size, axis: (i + 1) * size
)
ends_forgotten, ends_forgotten_filled = loops(
    "window-end-forgotten", regular, end=lambda i, start, size, axis: size
)


@misconception("empty-window", "max_pool2d")
def empty_window(right, feature_map, pool_size, stride):
    return feature_map[:0, :0].max(axis=(0, 1))


window_too_small, window_too_small_filled = loops(
    "window-off-by-one", regular, window=lambda down, across: (down.p - 1, across.p - 1)
)
window_too_low, window_too_low_filled = loops(
    "window-off-by-one", regular, window=lambda down, across: (down.p - 1, across.p)
)
window_too_narrow, window_too_narrow_filled = loops(
    "window-off-by-one", regular, window=lambda down, across: (down.p, across.p - 1)
)
window_too_large, window_too_large_filled = loops(
    "window-off-by-one", regular, window=lambda down, across: (down.p + 1, across.p + 1)
)
window_too_high, window_too_high_filled = loops(
    "window-off-by-one", regular, window=lambda down, across: (down.p + 1, across.p)
)
window_too_wide, window_too_wide_filled = loops(
    "window-off-by-one", regular, window=lambda down, across: (down.p, across.p + 1)
)


@misconception("pool-size-ignored", *POOLS)
def windows_of_two(right, feature_map, pool_size, stride):
    return right(feature_map, 2, stride)


windows_of_two_moved_by_size = given("pool-size-ignored", lambda size, step: (2, step))
windows_of_two_in_right_places, windows_of_two_in_right_places_filled = loops(
    "pool-size-ignored", regular, window=lambda down, across: (2, 2)
)
all_of_two = given("pool-size-ignored", lambda size, step: (2, 2))


@misconception("square-window-assumed", *POOLS)
def height_for_both(right, feature_map, pool_size, stride):
    return right(feature_map, pair(pool_size)[0], stride)


@misconception("square-window-assumed", *POOLS)
def width_for_both(right, feature_map, pool_size, stride):
    return right(feature_map, pair(pool_size)[1], stride)


height_for_both_moved_by_size = given("square-window-assumed", lambda size, step: (size[0], step))
width_for_both_moved_by_size = given("square-window-assumed", lambda size, step: (size[1], step))
slices_of_height, slices_of_height_filled = loops(
    "square-window-assumed", regular, window=lambda down, across: (down.p, down.p)
)
slices_of_width, slices_of_width_filled = loops(
    "square-window-assumed", regular, window=lambda down, across: (across.p, across.p)
)


@misconception("window-sides-swapped", *POOLS)
def given_window_sides_swapped(right, feature_map, pool_size, stride):
    return right(feature_map, pair(pool_size)[::-1], stride)


window_sides_swapped = given("window-sides-swapped", lambda size, step: (size[::-1], step))
window_sides_swapped_in_slices, window_sides_swapped_in_slices_filled = loops(
    "window-sides-swapped", regular, window=lambda down, across: (across.p, down.p)
)
window_sides_swapped_in_counts, window_sides_swapped_in_counts_filled = loops(
    "window-sides-swapped", lambda own, other: own.steps(own._replace(p=other.p).count)
)

both_pairs_swapped = given("rows-and-columns-swapped", lambda size, step: (size[::-1], step[::-1]))
map_turned = before("rows-and-columns-swapped", lambda array: array.swapaxes(0, 1))
counts_swapped, counts_swapped_filled = loops(
    "rows-and-columns-swapped", lambda own, other: own.steps(own._replace(n=other.n).count)
)
numbers_of_windows_swapped, numbers_of_windows_swapped_filled = loops(
    "rows-and-columns-swapped", lambda own, other: own.steps(other.count)
)


@misconception("rows-and-columns-swapped", *POOLS)
def positions_swapped(right, feature_map, pool_size, stride):
    (ph, pw), (sh, sw) = sizes(pool_size, stride)
    result = right(feature_map, pool_size, stride)
    for i, j in np.ndindex(result.shape[:2]):
        y, x = j * sh, i * sw
        window = feature_map[y : y + ph, x : x + pw].astype(float)
        result[i, j] = reducer(right)(window, axis=(0, 1))
    return result


only_rows_pooled = given("one-axis-pooled", lambda size, step: ((size[0], 1), (step[0], 1)))
only_columns_pooled = given("one-axis-pooled", lambda size, step: ((1, size[1]), (1, step[1])))


def along(id, axis):
    """One axis of each window stays, and does not fit into the result."""

    def wrong(right, feature_map, pool_size, stride):
        (ph, pw), (sh, sw) = sizes(pool_size, stride)
        result = right(feature_map, pool_size, stride)
        for i, j in np.ndindex(result.shape[:2]):
            y, x = i * sh, j * sw
            result[i, j] = reducer(right)(feature_map[y : y + ph, x : x + pw], axis=axis)
        return result

    return misconception(id, *POOLS)(wrong)


height_reduced = along("wrong-axes-reduced", 0)
width_reduced = along("wrong-axes-reduced", 1)
last_axis_reduced = along("wrong-axes-reduced", -1)
width_and_channels_reduced = along("wrong-axes-reduced", (1, 2))
last_axes_reduced = along("wrong-axes-reduced", (-2, -1))
height_and_channels_reduced = along("wrong-axes-reduced", (0, 2))


@misconception("channels-not-handled", *POOLS)
def result_without_channels(right, feature_map, pool_size, stride):
    result = right(feature_map, pool_size, stride)
    flat = np.zeros(result.shape[:2])
    for i, j in np.ndindex(flat.shape):
        flat[i, j] = result[i, j]
    return flat


not_reshaped = after("not-reshaped", lambda result: result.reshape(-1))
pixels_not_reshaped = after("not-reshaped", lambda result: result.reshape(-1, *result.shape[2:]))
reshaped_to_columns_by_rows = after(
    "rows-and-columns-swapped",
    lambda result: result.reshape(result.shape[1], result.shape[0], *result.shape[2:]),
)


@misconception("window-never-moves", *POOLS)
def window_never_moves(right, feature_map, pool_size, stride):
    result = right(feature_map, pool_size, stride)
    result[:] = result[0, 0]
    return result


@misconception("whole-map-pooled", *POOLS)
def whole_map_everywhere(right, feature_map, pool_size, stride):
    result = right(feature_map, pool_size, stride)
    result[:] = reducer(right)(feature_map, axis=(0, 1))
    return result


@misconception("whole-map-pooled", *POOLS)
def whole_map_once(right, feature_map, pool_size, stride):
    return right(feature_map, feature_map.shape[:2])


@misconception("whole-map-pooled", *POOLS)
def whole_map_per_channel(right, feature_map, pool_size, stride):
    return right(feature_map, feature_map.shape[:2])[0, 0]


rows_reversed = after("reversed-order", lambda result: result[::-1])
columns_reversed = after("reversed-order", lambda result: result[:, ::-1])
both_reversed = after("reversed-order", lambda result: result[::-1, ::-1])


# The channels


def all_channels(keepdims, copies):
    def wrong(right, feature_map, pool_size, stride):
        if feature_map.ndim == 2:
            return right(feature_map, pool_size, stride)
        together = reducer(right)(feature_map.astype(float), axis=2, keepdims=keepdims)
        result = right(together, pool_size, stride)
        return result + np.zeros(feature_map.shape[2]) if copies else result

    return misconception("channels-mixed", *POOLS)(wrong)


one_map_of_all_channels = all_channels(keepdims=False, copies=False)
one_channel_of_all_channels = all_channels(keepdims=True, copies=False)
all_channels_alike = all_channels(keepdims=True, copies=True)

channels_averaged_before = per_channel(
    "channels-added-up", lambda array: array.mean(axis=2), "max_pool2d"
)
channels_averaged_after = of_channels(
    "channels-added-up", lambda result: result.mean(axis=2), "max_pool2d"
)
channels_added_before = per_channel("channels-added-up", lambda array: array.sum(axis=2))
channels_added_after = of_channels("channels-added-up", lambda result: result.sum(axis=2))
largest_channel_of_means = of_channels(
    "channels-added-up", lambda result: result.max(axis=2), "avg_pool2d"
)

first_channel_alone = per_channel("one-channel-only", lambda array: array[:, :, 0])
first_channel_with_axis = per_channel("one-channel-only", lambda array: array[:, :, :1])
first_channel_for_all = per_channel(
    "one-channel-only", lambda array: array[:, :, :1].repeat(array.shape[2], axis=2)
)
last_channel_alone = per_channel("one-channel-only", lambda array: array[:, :, -1])
last_channel_for_all = per_channel(
    "one-channel-only", lambda array: array[:, :, -1:].repeat(array.shape[2], axis=2)
)
other_channels_zero = of_channels(
    "one-channel-only", lambda result: np.where(np.arange(result.shape[2]) == 0, result, 0)
)
last_channel_missing = of_channels("last-channel-forgotten", lambda result: result[:, :, :-1])
last_channel_zero = of_channels(
    "last-channel-forgotten",
    lambda result: np.where(np.arange(result.shape[2]) < result.shape[2] - 1, result, 0),
)


@misconception("channels-first", *POOLS)
def first_axis_taken_for_channels(right, feature_map, pool_size, stride):
    if feature_map.ndim == 2:
        return right(feature_map, pool_size, stride)
    turned = right(feature_map.transpose(1, 2, 0), pool_size, stride)
    return turned.transpose(2, 0, 1)


channels_of_result_first = of_channels("channels-first", lambda result: result.transpose(2, 0, 1))


@misconception("channels-first", *POOLS)
def sizes_taken_from_last_axes(right, feature_map, pool_size, stride):
    size, step = sizes(pool_size, stride)
    down, across = map(Axis, feature_map.shape[-2:], size, step)
    shape = (down.count, across.count, *feature_map.shape[2:])
    result = np.zeros(shape)
    for i, j in np.ndindex(shape[:2]):
        y, x = i * down.s, j * across.s
        window = feature_map[y : y + down.p, x : x + across.p].astype(float)
        result[i, j] = reducer(right)(window, axis=(0, 1))
    return result


channels_of_result_second = of_channels("channels-first", lambda result: result.transpose(0, 2, 1))
channels_side_by_side = of_channels(
    "channels-joined", lambda result: np.concatenate([*np.moveaxis(result, 2, 0)], axis=1)
)
channels_one_below_the_other = of_channels(
    "channels-joined", lambda result: np.concatenate([*np.moveaxis(result, 2, 0)], axis=0)
)
channels_reversed = of_channels("channels-reversed", lambda result: result[:, :, ::-1])
channels_shifted = of_channels("channels-reversed", lambda result: np.roll(result, 1, axis=2))
channels_shifted_back = of_channels("channels-reversed", lambda result: np.roll(result, -1, axis=2))
channels_by_negative_index = of_channels(
    "channels-reversed", lambda result: np.roll(result[:, :, ::-1], 1, axis=2)
)


# What is kept of a window


mean_for_maximum = cells("mean-for-maximum", lambda each: each.mean(axis=-1), "max_pool2d")
maximum_for_mean = cells("maximum-for-mean", lambda each: each.max(axis=-1), "avg_pool2d")
minimum_taken = cells("minimum-taken", lambda each: each.min(axis=-1))
median_taken = cells("median-taken", lambda each: np.median(each, axis=-1))
sum_for_maximum = cells("sum-for-maximum", lambda each: each.sum(axis=-1), "max_pool2d")
sum_for_mean = cells("sum-for-mean", lambda each: each.sum(axis=-1), "avg_pool2d")
place_of_maximum = cells(
    "position-for-maximum", lambda each: np.argmax(each, axis=-1), "max_pool2d"
)
place_of_maximum_as_float = cells(
    "position-for-maximum", lambda each: np.argmax(each, axis=-1).astype(float), "max_pool2d"
)
extremes_averaged = cells(
    "extremes-averaged", lambda each: (each.max(axis=-1) + each.min(axis=-1)) / 2, "avg_pool2d"
)
second_largest = cells("second-largest", lambda each: np.sort(each)[..., -2], "max_pool2d")
largest_less_smallest = cells(
    "range-for-maximum", lambda each: each.max(axis=-1) - each.min(axis=-1), "max_pool2d"
)
first_cell = cells("one-cell-of-window", lambda each: each[..., 0])
last_cell = cells("one-cell-of-window", lambda each: each[..., -1])
middle_cell = cells("one-cell-of-window", lambda each: each[..., each.shape[-1] // 2])


def farthest_from_zero(each):
    place = np.argmax(np.abs(each), axis=-1, keepdims=True)
    return np.take_along_axis(each, place, axis=-1)[..., 0]


compared_without_sign = cells("absolute-values", farthest_from_zero, "max_pool2d")
map_without_sign = before("absolute-values", np.abs)
result_without_sign = after("absolute-values", np.abs)

maximum_from_zero = after("maximum-from-zero", lambda result: np.maximum(result, 0), "max_pool2d")
relu_on_means = after("relu-not-asked", lambda result: np.maximum(result, 0), "avg_pool2d")
relu_on_map = before("relu-not-asked", lambda array: np.maximum(array, 0), "avg_pool2d")


def from_start(start):
    return after("maximum-from-fixed-start", lambda result: np.maximum(result, start), "max_pool2d")


from_minus_1 = from_start(-1)
from_minus_10 = from_start(-10)
from_minus_99 = from_start(-99)
from_minus_100 = from_start(-100)
from_minus_128 = from_start(-128)
from_minus_255 = from_start(-255)
from_minus_256 = from_start(-256)
from_minus_999 = from_start(-999)
from_minus_1000 = from_start(-1000)
from_minus_9999 = from_start(-9999)
from_minus_10_000 = from_start(-10_000)
from_minus_99_999 = from_start(-99_999)
from_minus_100_000 = from_start(-100_000)
from_minus_999_999 = from_start(-999_999)
from_minus_a_million = from_start(-1_000_000)


def running(collect):
    """Collected over all windows in the order in which they are visited."""

    def over_all(result):
        windows = result.reshape(-1, *result.shape[2:])
        return collect(windows, axis=0).reshape(result.shape)

    return over_all


maximum_never_reset = after("maximum-not-reset", running(np.maximum.accumulate), "max_pool2d")
maximum_reset_per_row = after(
    "maximum-not-reset", lambda result: np.maximum.accumulate(result, axis=1), "max_pool2d"
)
sum_never_reset = after("sum-not-reset", running(np.cumsum), "avg_pool2d")
sum_reset_per_row = after("sum-not-reset", lambda result: np.cumsum(result, axis=1), "avg_pool2d")


def divided_by(id, divisor):
    """The sum of each window over `divisor(size, step, channels)`."""

    def wrong(right, feature_map, pool_size, stride):
        size, step = sizes(pool_size, stride)
        total = right(feature_map, pool_size, stride) * size[0] * size[1]
        channels = feature_map.shape[2] if feature_map.ndim == 3 else 1
        return total / divisor(size, step, channels)

    return misconception(id, "avg_pool2d")(wrong)


def divided_by_shape(id, shape):
    """The sum of each window over the height and width of the map or the result."""

    def wrong(right, feature_map, pool_size, stride):
        size, _ = sizes(pool_size, stride)
        result = right(feature_map, pool_size, stride)
        height, width = shape(feature_map, result)[:2]
        return result * size[0] * size[1] / (height * width)

    return misconception(id, "avg_pool2d")(wrong)


by_four = divided_by("divided-by-four", lambda size, step, channels: 4)
by_height = divided_by("divided-by-one-side", lambda size, step, channels: size[0])
by_width = divided_by("divided-by-one-side", lambda size, step, channels: size[1])
by_square_of_height = divided_by("square-of-one-side", lambda size, step, channels: size[0] ** 2)
by_square_of_width = divided_by("square-of-one-side", lambda size, step, channels: size[1] ** 2)
by_sum_of_sides = divided_by("divided-by-sum-of-sides", lambda size, step, channels: sum(size))
by_windows = divided_by_shape("divided-by-number-of-windows", lambda array, result: result.shape)
by_map = divided_by_shape("divided-by-size-of-map", lambda array, result: array.shape)
by_cells_twice = divided_by(
    "divided-twice", lambda size, step, channels: size[0] ** 2 * size[1] ** 2
)
by_stride = divided_by("divided-by-stride", lambda size, step, channels: step[0] * step[1])
by_channels_too = divided_by(
    "channels-counted-in-mean", lambda size, step, channels: size[0] * size[1] * channels
)
by_one_less = divided_by("mean-off-by-one", lambda size, step, channels: size[0] * size[1] - 1)
by_one_more = divided_by("mean-off-by-one", lambda size, step, channels: size[0] * size[1] + 1)
by_shorter_sides = divided_by(
    "mean-off-by-one", lambda size, step, channels: (size[0] - 1) * (size[1] - 1)
)

mean_floored = after("mean-rounded-down", np.floor, "avg_pool2d")
mean_truncated = after("mean-rounded-down", np.trunc, "avg_pool2d")
mean_floored_to_int = after(
    "mean-rounded-down", lambda result: np.floor(result).astype(np.int64), "avg_pool2d"
)
mean_truncated_to_int = after(
    "mean-rounded-down", lambda result: result.astype(np.int64), "avg_pool2d"
)
mean_rounded = after("mean-rounded", np.round, "avg_pool2d")
mean_rounded_to_int = after(
    "mean-rounded", lambda result: np.round(result).astype(np.int64), "avg_pool2d"
)
mean_rounded_to_one_digit = after("mean-rounded", lambda result: np.round(result, 1), "avg_pool2d")
mean_rounded_to_two_digits = after("mean-rounded", lambda result: np.round(result, 2), "avg_pool2d")
map_truncated = before("numbers-truncated", np.trunc)
maximum_truncated_to_int = after(
    "numbers-truncated", lambda result: result.astype(np.int64), "max_pool2d"
)


@misconception("result-in-dtype-of-map", "avg_pool2d")
def result_in_dtype_of_map(right, feature_map, pool_size, stride):
    result = right(feature_map, pool_size, stride)
    return result.astype(feature_map.dtype) if feature_map.dtype.kind in "iu" else result


@misconception("narrow-integers", "avg_pool2d")
def sum_in_dtype_of_map(right, feature_map, pool_size, stride):
    size, step = sizes(pool_size, stride)
    windows = np.lib.stride_tricks.sliding_window_view(feature_map, size, axis=(0, 1))
    total = windows[:: step[0], :: step[1]].sum(axis=(-2, -1), dtype=feature_map.dtype)
    return total / (size[0] * size[1])


@misconception("narrow-integers", "avg_pool2d")
def sum_and_mean_in_dtype_of_map(right, feature_map, pool_size, stride):
    total = sum_in_dtype_of_map.wrong(right, feature_map, pool_size, stride)
    return total.astype(feature_map.dtype)


@misconception("zeros-not-counted", "avg_pool2d")
def zeros_not_counted(right, feature_map, pool_size, stride):
    return right(feature_map, pool_size, stride) / right(feature_map != 0, pool_size, stride)


# Arguments that an operator cannot take


def failing(id, attempt):
    """Fails as `attempt(feature_map, pool_size, stride)` does, where it does."""

    def wrong(right, feature_map, pool_size, stride):
        attempt(feature_map, pool_size, stride)
        return right(feature_map, pool_size, stride)

    return misconception(id, *POOLS)(wrong)


def unpacked(value):
    first, second = value
    return first, second


def unpacked_to_three(value):
    height, width, channels = value
    return height, width, channels


two_axes_unpacked = failing(
    "channels-not-handled", lambda array, size, stride: unpacked(array.shape)
)
three_axes_unpacked = failing(
    "missing-channels-not-handled", lambda array, size, stride: unpacked_to_three(array.shape)
)
third_axis_asked = failing(
    "missing-channels-not-handled", lambda array, size, stride: array.shape[2]
)

size_subtracted = failing("pair-not-handled", lambda array, size, stride: 9 - size)
size_divides = failing("pair-not-handled", lambda array, size, stride: 9 // size)
size_too_small = failing("pair-not-handled", lambda array, size, stride: size < 1)
size_not_positive = failing("pair-not-handled", lambda array, size, stride: size <= 0)
size_too_large = failing("pair-not-handled", lambda array, size, stride: size > 9)
size_as_integer = failing("pair-not-handled", lambda array, size, stride: int(size))
size_in_range = failing("pair-not-handled", lambda array, size, stride: range(size))
stride_divides = failing("pair-not-handled", lambda array, size, stride: stride and 9 // stride)
stride_too_small = failing("pair-not-handled", lambda array, size, stride: stride and stride < 1)
stride_not_positive = failing(
    "pair-not-handled", lambda array, size, stride: stride and stride <= 0
)
stride_as_integer = failing("pair-not-handled", lambda array, size, stride: stride and int(stride))
stride_in_range = failing(
    "pair-not-handled", lambda array, size, stride: stride and range(0, 9, stride)
)

size_unpacked = failing("number-not-handled", lambda array, size, stride: unpacked(size))
size_indexed = failing("number-not-handled", lambda array, size, stride: size[0])
stride_unpacked = failing(
    "number-not-handled", lambda array, size, stride: stride and unpacked(stride)
)
stride_indexed = failing("number-not-handled", lambda array, size, stride: stride and stride[0])

none_unpacked = failing(
    "none-stride-not-handled", lambda array, size, stride: stride is None and unpacked(None)
)
none_indexed = failing(
    "none-stride-not-handled", lambda array, size, stride: stride is None and stride[0]
)
none_divides = failing(
    "none-stride-not-handled", lambda array, size, stride: stride is None and 9 // stride
)
none_too_small = failing(
    "none-stride-not-handled", lambda array, size, stride: stride is None and stride < 1
)
none_not_positive = failing(
    "none-stride-not-handled", lambda array, size, stride: stride is None and stride <= 0
)
none_in_range = failing(
    "none-stride-not-handled", lambda array, size, stride: stride is None and range(0, 9, stride)
)


# Flatten


def in_order(id, *axes):
    """The axes from the slowest to the fastest."""

    def wrong(right, feature_maps):
        return feature_maps.transpose(axes).reshape(-1)

    return misconception(id, "flatten")(wrong)


def of_maps(id, change):
    def wrong(right, feature_maps):
        return change(feature_maps)

    return misconception(id, "flatten")(wrong)


def of_row(id, change):
    def wrong(right, feature_maps):
        return change(right(feature_maps))

    return misconception(id, "flatten")(wrong)


column_major = in_order("column-major-flatten", 2, 1, 0)
channels_slowest = in_order("channels-first-flatten", 2, 0, 1)
columns_before_rows = in_order("rows-and-columns-swapped", 1, 0, 2)
columns_inside_channels = in_order("columns-inside-channels", 0, 2, 1)
rows_inside_channels = in_order("rows-inside-channels", 1, 2, 0)

pixels_by_channels = of_maps("one-axis-flatten", lambda maps: maps.reshape(-1, maps.shape[2]))
rows_alone = of_maps("one-axis-flatten", lambda maps: maps.reshape(maps.shape[0], -1))
channels_by_pixels = of_maps(
    "one-axis-flatten", lambda maps: maps.reshape(-1, maps.shape[2]).swapaxes(0, 1)
)
nothing_done = of_maps("one-axis-flatten", lambda maps: maps)

first_channel_flat = of_maps("one-channel-only", lambda maps: maps[:, :, 0].reshape(-1))
last_channel_flat = of_maps("one-channel-only", lambda maps: maps[:, :, -1].reshape(-1))
largest_of_channels = of_maps("reduced-by-flatten", lambda maps: maps.max(axis=(0, 1)))
mean_of_channels = of_maps("reduced-by-flatten", lambda maps: maps.mean(axis=(0, 1)))
sum_of_channels = of_maps("reduced-by-flatten", lambda maps: maps.sum(axis=(0, 1)))
largest_of_pixels = of_maps("reduced-by-flatten", lambda maps: maps.max(axis=2).reshape(-1))
mean_of_pixels = of_maps("reduced-by-flatten", lambda maps: maps.mean(axis=2).reshape(-1))
sum_of_pixels = of_maps("reduced-by-flatten", lambda maps: maps.sum(axis=2).reshape(-1))

by_size = of_row("sorted-numbers", np.sort)
by_size_down = of_row("sorted-numbers", lambda row: np.sort(row)[::-1])
each_number_once = of_row("repeats-dropped", np.unique)
backwards = of_row("reversed-order", lambda row: row[::-1])
rows_backwards = of_maps("reversed-order", lambda maps: maps[::-1].reshape(-1))
columns_backwards = of_maps("reversed-order", lambda maps: maps[:, ::-1].reshape(-1))
pixels_backwards = of_maps("reversed-order", lambda maps: maps[::-1, ::-1].reshape(-1))
channels_backwards = of_maps("channels-reversed", lambda maps: maps[:, :, ::-1].reshape(-1))


@misconception("snake-order", "flatten")
def snake(right, feature_maps):
    turning = feature_maps.copy()
    turning[1::2] = turning[1::2, ::-1]
    return right(turning)


no_negative_numbers = of_row("relu-not-asked", lambda row: np.maximum(row, 0))
no_signs = of_row("absolute-values", np.abs)
no_fractions = of_row("numbers-truncated", np.trunc)
whole_numbers = of_row("numbers-truncated", lambda row: row.astype(np.int64))
pixels_scaled = of_row("numbers-scaled", lambda row: row / 255)
scaled_by_largest = of_row("numbers-scaled", lambda row: row / row.max())

last_number_missing = of_row("off-by-one-end", lambda row: row[:-1])
last_row_left_out = of_maps("off-by-one-end", lambda maps: maps[:-1].reshape(-1))
last_column_left_out = of_maps("off-by-one-end", lambda maps: maps[:, :-1].reshape(-1))
last_row_and_column_left_out = of_maps("off-by-one-end", lambda maps: maps[:-1, :-1].reshape(-1))
last_channel_left_out = of_maps("last-channel-forgotten", lambda maps: maps[:, :, :-1].reshape(-1))
first_number_missing = of_row("off-by-one-start", lambda row: row[1:])
first_row_left_out = of_maps("off-by-one-start", lambda maps: maps[1:].reshape(-1))
first_column_left_out = of_maps("off-by-one-start", lambda maps: maps[:, 1:].reshape(-1))


@misconception("off-by-one-end", "flatten")
def last_number_zero(right, feature_maps):
    row = right(feature_maps)
    row[-1] = 0
    return row


@misconception("off-by-one-start", "flatten")
def first_number_zero(right, feature_maps):
    row = right(feature_maps)
    row[0] = 0
    return row


@misconception("off-by-one-start", "flatten")
def zero_in_front(right, feature_maps):
    return np.append(np.zeros(1), right(feature_maps))


def indexed(place):
    """Number (i, j, k) goes to `place(maps.shape, i, j, k)`."""

    def wrong(right, feature_maps):
        row = np.zeros(feature_maps.size, dtype=feature_maps.dtype)
        for index in np.ndindex(feature_maps.shape):
            row[place(feature_maps.shape, *index)] = feature_maps[index]
        return row

    return misconception("square-image-assumed", "flatten")(wrong)


rows_as_long_as_columns = indexed(lambda shape, i, j, k: (i * shape[0] + j) * shape[2] + k)


@misconception("square-image-assumed", "flatten")
def as_many_columns(right, feature_maps):
    height, _, channels = feature_maps.shape
    numbers = [
        feature_maps[i, j, k] for i in range(height) for j in range(height) for k in range(channels)
    ]
    return np.array(numbers, dtype=feature_maps.dtype)


@misconception("square-image-assumed", "flatten")
def as_many_rows(right, feature_maps):
    _, width, channels = feature_maps.shape
    numbers = [
        feature_maps[i, j, k] for i in range(width) for j in range(width) for k in range(channels)
    ]
    return np.array(numbers, dtype=feature_maps.dtype)


# Arguments by which the mistakes are told apart

_numbers = np.random.default_rng(81)


def _map(*shape):
    return np.round(_numbers.normal(size=shape) * 5, 2)


def _whole(dtype, *shape):
    return _numbers.integers(90, 127, size=shape).astype(dtype)


_POOLED = [
    (_map(9, 7), 2, 3),
    (_map(8, 6), 1, (2, 3)),
    (_map(10, 13), (2, 1), (3, 4)),
    (_map(9, 11), (2, 3), (3, 2)),
    (_map(8, 9), (3, 2), None),
    (_map(7, 8, 3), 2, None),
    (_map(10, 7, 2), (3, 2), (1, 3)),
    (_map(6, 9), 3, 1),
    (_map(12, 13), (4, 5), (2, 3)),
    (_map(5, 7, 4), 2, (1, 2)),
    (_map(6, 8, 1), 2, None),
    (_whole(np.uint8, 5, 6), 2, None),
    (_whole(np.int8, 6, 7), (2, 3), 2),
    (_map(6, 6) * 1e6, 2, None),
    (np.where(_map(6, 6) > 0, 0.0, _map(6, 6)), 3, None),
    (_map(6, 8), 2, None),
    (_map(5, 5), 2, 2),
    (_map(3, 3), 2, 2),
    (-np.abs(_map(6, 8)), 2, None),
    (_map(3, 4), (3, 2), None),
    (np.asfortranarray(_map(6, 5)), 2, None),
    (_map(4, 4) - 1e7, 2, None),
]

PROBES = {
    "max_pool2d": _POOLED,
    "avg_pool2d": _POOLED,
    "flatten": [
        (_map(3, 4, 2),),
        (_map(5, 2, 3),),
        (np.asfortranarray(_map(2, 4, 3)),),
        (_map(4, 3, 1),),
        (_whole(np.uint8, 2, 3, 4),),
    ],
}
