"""The steps of the functions of pooling.py, and what is known to be done otherwise in each."""

import numpy as np
from stamping import Ragged, cut, double, emptied, put, sliced

from grader.diagnosis import another_way, function, mistake, step


def both(value):
    return tuple(map(int, value)) if isinstance(value, tuple) else (int(value), int(value))


def twice_first(it):
    return it[0], it[0]


def twice_second(it):
    return it[1], it[1]


def swap(it):
    return it[::-1]


def per_axis(rule):
    """What `rule(n, p, s)` makes of each axis: its cells, its window, its stride."""

    def make(pixels, window, steps):
        axes = zip(pixels.shape[:2], window, steps, strict=True)
        return tuple(rule(*axis) for axis in axes)

    return make


def on_axes(rule):
    """The same for both axes, for the rows only, for the columns only."""
    make = per_axis(rule)

    def rows(it, pixels, window, steps):
        return make(pixels, window, steps)[0], it[1]

    def columns(it, pixels, window, steps):
        return it[0], make(pixels, window, steps)[1]

    return make, rows, columns


# %% what is given

given = step(
    "given",
    lambda pool_size, stride: (pool_size, stride),
    mistake(
        "size-and-stride-swapped",
        "Pool_size and stride change places.",
        lambda pool_size, stride: (pool_size if stride is None else stride, pool_size),
    ),
)
WINDOWS = (
    mistake(
        "square-window-assumed",
        "One side of the window is used for both axes; a window may be higher than it is wide.",
        twice_first,
        twice_second,
    ),
    mistake(
        "window-sides-swapped",
        "The two numbers of pool_size are swapped; the height comes first.",
        swap,
    ),
    mistake(
        "pool-size-ignored",
        "Every window has 2 by 2 cells; use the pool_size that is given.",
        lambda: (2, 2),
    ),
)
size = step(
    "pool",
    lambda given: both(given[0]),
    *WINDOWS,
    mistake(
        "one-axis-pooled",
        "Pooling makes only one axis smaller; a window has a height and a width.",
        lambda it, stride: (it[0], 1),
        lambda it, stride: (1, it[1]),
    ),
)
STEPS = (
    mistake(
        "stride-on-one-axis",
        "The stride counts along one axis only; move by it on both.",
        lambda it: (it[0], 1),
        lambda it: (1, it[1]),
        lambda it, pool: (it[0], pool[1]),
        lambda it, pool: (pool[0], it[1]),
    ),
    mistake(
        "one-stride-for-both-axes",
        "One stride of the pair is used for both axes; each axis has its own.",
        twice_first,
        twice_second,
    ),
    mistake(
        "stride-sides-swapped",
        "The two numbers of the stride are swapped; the vertical one comes first.",
        swap,
    ),
    mistake(
        "stride-off-by-one",
        "Your result is what you get with a stride that is larger or smaller by one; it is "
        "the distance from start to start.",
        lambda it: (it[0] + 1, it[1] + 1),
        lambda it: (it[0] - 1, it[1] - 1),
    ),
)
steps = step(
    "steps",
    lambda given, pool: pool if given[1] is None else both(given[1]),
    mistake(
        "stride-ignored",
        "Windows move by their own size, although a stride is given.",
        lambda pool: pool,
    ),
    mistake(
        "stride-always-one",
        "Windows always move by 1, whatever stride is given.",
        lambda: (1, 1),
    ),
    mistake(
        "stride-always-two",
        "Windows always move by 2, whatever stride is given.",
        lambda: (2, 2),
    ),
    mistake(
        "default-stride-one",
        "Windows move by 1 if no stride is given; they move by their own size then.",
        lambda it, stride: (1, 1) if stride is None else it,
    ),
    mistake(
        "default-stride-two",
        "Windows move by 2 if no stride is given; they move by their own size then.",
        lambda it, stride: (2, 2) if stride is None else it,
    ),
    *STEPS,
    mistake(
        "one-stride-for-both-axes",
        "One stride of the pair is used for both axes; each axis has its own.",
        lambda it, stride: twice_first(it) if stride is None else it,
        lambda it, stride: twice_second(it) if stride is None else it,
        lambda it, stride: it if stride is None else twice_first(it),
        lambda it, stride: it if stride is None else twice_second(it),
    ),
    mistake(
        "stride-sides-swapped",
        "The two numbers of the stride are swapped; the vertical one comes first.",
        lambda it, stride: it if stride is None else swap(it),
    ),
)

# %% the map, and its channels


def channels(change):
    """Another map, where it has channels."""
    return lambda it: change(it) if it.ndim == 3 else it


def framed(array, *sides, **how):
    return np.pad(array, [*sides, *[(0, 0)] * (array.ndim - 2)], **how)


def as_same(**how):
    """Padded as "same" does it in Keras."""

    def make(it, pool, steps):
        frame = []
        for n, p, s in zip(it.shape, pool, steps, strict=False):
            extra = max(0, (-(-n // s) - 1) * s + p - n)
            frame.append((extra // 2, extra - extra // 2))
        return framed(it, *frame, **how)

    return make


def dropped(rows, columns):
    """The map without the first cells that fill no window."""

    def make(it, pool, steps):
        top = (it.shape[0] - pool[0]) % steps[0] if rows else 0
        left = (it.shape[1] - pool[1]) % steps[1] if columns else 0
        return it[top:, left:]

    return make


def unpacked(shape, count):
    """Breaks as `a, b = shape` does where a shape has not so many sizes."""
    if len(shape) < count:
        raise ValueError(f"not enough values to unpack (expected {count}, got {len(shape)})")
    if len(shape) > count:
        raise ValueError(f"too many values to unpack (expected {count})")


def after(attempt):
    """The map, where `attempt(it)` does not fail."""

    def make(it):
        attempt(it)
        return it

    return make


MAPS = (
    mistake(
        "off-by-one-start",
        "Counting starts at 1; the first row and column have the index 0.",
        lambda it: it[1:, 1:],
        lambda it: it[1:],
        lambda it: it[:, 1:],
    ),
    mistake(
        "rows-and-columns-swapped",
        "Rows and columns are swapped; the vertical one comes first, in shapes, indices and pairs.",
        lambda it: it.swapaxes(0, 1),
    ),
    mistake(
        "ragged-edge-wrong-side",
        "The rows or columns that fill no window are dropped at the top or left; drop the "
        "last ones.",
        dropped(rows=True, columns=True),
        dropped(rows=True, columns=False),
        dropped(rows=False, columns=True),
    ),
    mistake(
        "ragged-edge-kept",
        "Windows that stick out over the edge count too; keep whole windows only.",
        lambda it, pool, steps: framed(
            it,
            *[(0, (p - n) % s) for n, p, s in zip(it.shape, pool, steps, strict=False)],
        ),
    ),
    mistake(
        "padding-not-asked",
        "The map is padded before pooling; no padding is asked.",
        as_same(),
        as_same(mode="edge"),
        as_same(constant_values=-np.inf),
        lambda it: framed(it, (1, 1), (1, 1)),
    ),
    mistake(
        "absolute-values",
        "The numbers lose their sign, or are compared without it; -5 is smaller than 2.",
        np.abs,
    ),
    mistake(
        "numbers-truncated",
        "The numbers are turned into whole numbers first; keep their fractions.",
        np.trunc,
    ),
    mistake(
        "one-channel-only",
        "Only one channel is used; all of them are asked.",
        channels(lambda maps: maps[:, :, 0]),
        channels(lambda maps: maps[:, :, :1]),
        channels(lambda maps: maps[:, :, :1].repeat(maps.shape[2], axis=2)),
        channels(lambda maps: maps[:, :, -1]),
        channels(lambda maps: maps[:, :, -1:].repeat(maps.shape[2], axis=2)),
    ),
    mistake(
        "channels-added-up",
        "The channels are joined to one, by their sum, mean or maximum; each of them is "
        "pooled apart.",
        channels(lambda maps: maps.sum(axis=2)),
        channels(lambda maps: maps.mean(axis=2)),
    ),
    mistake(
        "channels-first",
        "Another axis than the last one is taken for the channels.",
        channels(lambda maps: maps.transpose(1, 2, 0)),
    ),
    mistake(
        "channels-not-handled",
        "Your function takes maps without channels only; (H, W, C) is allowed, too.",
        after(lambda it: unpacked(it.shape, 2)),
    ),
    mistake(
        "missing-channels-not-handled",
        "Your function takes maps with channels only; (H, W) is allowed, too.",
        after(lambda it: unpacked(it.shape, 3)),
        after(lambda it: it.shape[2]),
    ),
)

MAP_ACTIVATED = mistake(
    "relu-not-asked",
    "Negative numbers become 0; no ReLU is asked here.",
    lambda it: np.maximum(it, 0),
)

# %% how many windows there are, and where they begin

window = step(
    "window",
    lambda pool: pool,
    *WINDOWS,
    mistake(
        "window-of-stride-size",
        "Each window is as large as the stride; its size is pool_size.",
        lambda steps: steps,
    ),
    mistake(
        "window-off-by-one",
        "Windows are one cell too small or too large; check where the slice ends.",
        lambda it: (it[0] - 1, it[1] - 1),
        lambda it: (it[0] - 1, it[1]),
        lambda it: (it[0], it[1] - 1),
        lambda it: (it[0] + 1, it[1] + 1),
        lambda it: (it[0] + 1, it[1]),
        lambda it: (it[0], it[1] + 1),
    ),
    mistake(
        "one-line-of-window",
        "Only one row or column of each window counts; look at all of its cells.",
        lambda it: (1, it[1]),
        lambda it: (it[0], 1),
    ),
    mistake(
        "whole-map-pooled",
        "The whole map is one window.",
        lambda pixels: pixels.shape[:2],
    ),
)


def counted(sizes, pool, steps):
    return tuple((n - p) // s + 1 for n, p, s in zip(sizes, pool, steps, strict=True))


def of_pool(rule):
    """`on_axes` of `rule(n, p, s)`, with the size that was given."""
    made = on_axes(rule)

    def both_axes(pixels, pool, steps):
        return made[0](pixels, pool, steps)

    def rows(it, pixels, pool, steps):
        return made[1](it, pixels, pool, steps)

    def columns(it, pixels, pool, steps):
        return made[2](it, pixels, pool, steps)

    return both_axes, rows, columns


count = step(
    "count",
    lambda pixels, pool, steps: counted(pixels.shape[:2], pool, steps),
    mistake(
        "ragged-edge-kept",
        "Windows that stick out over the edge count too; keep whole windows only.",
        *of_pool(lambda n, p, s: -(-n // s)),
        *of_pool(lambda n, p, s: -((p - n) // s) + 1),
        of_pool(lambda n, p, s: round((n - p) / s) + 1)[0],
        of_pool(lambda n, p, s: round((n - p) / s + 1))[0],
        of_pool(lambda n, p, s: n // s)[0],
    ),
    mistake(
        "off-by-one-end",
        "The last row or column is left out; check where your loops end.",
        of_pool(lambda n, p, s: (n - p) // s)[0],
        of_pool(lambda n, p, s: (n - p + 1) // s)[0],
        of_pool(lambda n, p, s: len(range(0, n - p, s)))[0],
        lambda it: (it[0] - 1, it[1]),
        lambda it: (it[0], it[1] - 1),
    ),
    mistake(
        "one-window-too-many",
        "Your result is what you get with one window too many along an axis.",
        lambda it: (it[0] + 1, it[1] + 1),
        lambda it: (it[0] + 1, it[1]),
        lambda it: (it[0], it[1] + 1),
    ),
    mistake(
        "stride-missing-in-size",
        "The number of windows is counted without the stride.",
        of_pool(lambda n, p, s: n - p + 1)[0],
        of_pool(lambda n, p, s: n // p)[0],
    ),
    mistake(
        "brackets-forgotten",
        "Only the window is divided by the stride; subtract it from the size of the map first.",
        of_pool(lambda n, p, s: n - p // s + 1)[0],
    ),
    mistake(
        "square-image-assumed",
        "The map is taken for a square; height and width may differ.",
        twice_first,
        twice_second,
        lambda pixels, pool, steps: counted(pixels.shape[:1] * 2, pool, steps),
        lambda pixels, pool, steps: counted(pixels.shape[1:2] * 2, pool, steps),
    ),
    mistake(
        "rows-and-columns-swapped",
        "Rows and columns are swapped; the vertical one comes first, in shapes, indices and pairs.",
        swap,
        lambda pixels, pool, steps: counted(pixels.shape[1::-1], pool, steps),
    ),
    mistake(
        "window-sides-swapped",
        "The two numbers of pool_size are swapped; the height comes first.",
        lambda pixels, pool, steps: counted(pixels.shape[:2], swap(pool), steps),
    ),
    mistake(
        "stride-sides-swapped",
        "The two numbers of the stride are swapped; the vertical one comes first.",
        lambda pixels, pool, steps: counted(pixels.shape[:2], pool, swap(steps)),
    ),
)
pace = step(
    "pace",
    lambda steps: steps,
    mistake(
        "stride-missing-in-positions",
        "Windows start at every cell; window number i starts at i times the stride.",
        lambda: (1, 1),
    ),
    mistake(
        "window-as-stride",
        "Window number i starts at i times the size of the window; it starts at i times the "
        "stride.",
        lambda pool: pool,
    ),
    mistake(
        "stride-applied-twice",
        "The stride is applied twice; window number i starts at i times the stride.",
        lambda it: (it[0] ** 2, it[1] ** 2),
        lambda it: (2 * it[0], 2 * it[1]),
    ),
    *STEPS,
)


def grid(count):
    return np.indices(np.maximum(count, 0))


def pair(value):
    """A (down, right) pair beside the places (2, rows, columns)."""
    return np.reshape(value, (2, 1, 1))


places = step(
    "places",
    lambda count, pace: grid(count) * pair(pace),
    mistake(
        "off-by-one-start",
        "Counting starts at 1; the first row and column have the index 0.",
        lambda it: it + 1,
        lambda it: it + pair((1, 0)),
        lambda it: it + pair((0, 1)),
    ),
    mistake(
        "rows-and-columns-swapped",
        "Rows and columns are swapped; the vertical one comes first, in shapes, indices and pairs.",
        swap,
        lambda count, pace: swap(grid(count)) * pair(pace),
    ),
    mistake(
        "window-never-moves",
        "The window stays in the top left corner.",
        lambda it: 0 * it,
    ),
)

# %% what is cut out there


def filled(pixels, places, rows, columns):
    """Windows that are filled up with zeros where they stick out."""
    below, beside = places.reshape(2, -1).max(axis=1, initial=0)
    return cut(framed(pixels, (0, below + rows), (0, beside + columns)), places, rows, columns)


patches = step(
    "patches",
    lambda pixels, places, window: cut(pixels, places, *window),
    another_way(lambda pixels, places, window: filled(pixels, places, *window)),
    mistake(
        "ragged-edge-kept",
        "Windows that stick out over the edge count too; keep whole windows only.",
        lambda pixels, places, window: filled(pixels, places, *window),
    ),
    mistake(
        "window-end-by-size",
        "Window number i ends at i + 1 times its size; it ends at its start plus its size.",
        lambda pixels, places, window, count: ended_by_size(pixels, places, window, count),
    ),
    mistake(
        "window-end-forgotten",
        "Every window ends where the first one does; it ends at its start plus its size.",
        lambda pixels, places, window: sliced(pixels, places[0], window[0], places[1], window[1]),
    ),
    mistake(
        "ragged-edge-not-cut",
        "Your reshape fails because some rows or columns fill no window; cut them off first.",
        lambda it, pixels, pool, steps: reshaped(it, pixels, pool, steps),
    ),
    mistake(
        "whole-map-pooled",
        "The whole map is one window.",
        lambda it, pixels: np.broadcast_to(pixels, (*it.shape[:2], *pixels.shape)),
    ),
)


def ended_by_size(pixels, places, window, count):
    bottom, right = (grid(count) + 1) * pair(window)
    return sliced(pixels, places[0], bottom, places[1], right)


def reshaped(it, pixels, pool, steps):
    """Breaks as a reshape into windows does where some cells fill none."""
    if pool == steps:
        (height, width), (ph, pw) = pixels.shape[:2], pool
        pixels.reshape(height // ph, ph, width // pw, pw, *pixels.shape[2:])
    return it


# %% what is kept of a window

LOW = (-1, -10, -99, -100, -128, -255, -256, -999, -1000, -9999)
LOW += (-10_000, -99_999, -100_000, -999_999, -1_000_000)


def of_cells(how):
    """`how` reduces the last axis, along which the cells of a window lie."""

    def make(patches):
        if isinstance(patches, Ragged):
            rows = [[of_one(patch, how) for patch in row] for row in patches.patches]
            return np.array(rows)
        rows, columns, height, width, *channels = patches.shape
        cells = patches.reshape(rows, columns, height * width, *channels)
        return how(np.moveaxis(cells, 2, -1))

    return make


def of_one(patch, how):
    return how(np.moveaxis(patch.reshape(-1, *patch.shape[2:]), 0, -1))


def farthest_from_zero(cells):
    place = np.argmax(np.abs(cells), axis=-1, keepdims=True)
    return np.take_along_axis(cells, place, axis=-1)[..., 0]


def mean(cells):
    return cells.mean(axis=-1)


def largest(cells):
    return cells.max(axis=-1)


def along(how, axis):
    """Other axes of each window are reduced than its height and width; what is left must fit."""

    def make(patches, pixels):
        rows, columns = patches.shape[:2]
        kept = np.zeros((rows, columns, *pixels.shape[2:]))
        for i, j in np.ndindex(rows, columns):
            kept[i, j] = how(patches[i, j], axis=axis)
        return kept

    return make


def wrong_axes(how):
    return [along(how, axis) for axis in (0, 1, -1, (1, 2), (-2, -1), (0, 2))]


def over_channels(keepdims, copies):
    """One number for all channels of a window."""

    def make(it, patches):
        if it.ndim == 2:
            return it
        how = np.mean if np.allclose(it, patches.mean(axis=(2, 3))) else np.max
        together = how(patches, axis=(2, 3, 4))
        if copies:
            return np.repeat(together[..., None], it.shape[2], axis=2)
        return together[..., None] if keepdims else together

    return make


EITHER = (
    mistake(
        "minimum-taken",
        "Each window keeps its smallest number.",
        of_cells(lambda cells: cells.min(axis=-1)),
    ),
    mistake(
        "one-cell-of-window",
        "One fixed cell of each window is kept; look at all of its cells.",
        of_cells(lambda cells: cells[..., 0]),
        of_cells(lambda cells: cells[..., -1]),
        of_cells(lambda cells: cells[..., cells.shape[-1] // 2]),
    ),
    mistake(
        "median-taken",
        "Each window keeps its median, the number in the middle.",
        of_cells(lambda cells: np.median(cells, axis=-1)),
    ),
    mistake(
        "channels-mixed",
        "All channels share one window; each channel is pooled apart.",
        over_channels(False, False),
        over_channels(True, False),
        over_channels(False, True),
    ),
)
maximum = step(
    "kept",
    of_cells(largest),
    mistake(
        "mean-for-maximum",
        "Each window keeps its mean; take the maximum.",
        of_cells(mean),
    ),
    mistake(
        "sum-for-maximum",
        "Each window keeps its sum; take the maximum.",
        of_cells(lambda cells: cells.sum(axis=-1)),
    ),
    mistake(
        "maximum-from-zero",
        "The search for the maximum starts at 0; start with a number of the window.",
        lambda it: np.maximum(it, 0),
    ),
    mistake(
        "position-for-maximum",
        "Your result holds the place of the maximum in each window; its value is asked.",
        of_cells(lambda cells: np.argmax(cells, axis=-1).astype(float)),
        of_cells(lambda cells: np.argmax(cells, axis=-1)),
    ),
    mistake(
        "maximum-from-fixed-start",
        "The search for the maximum starts at a fixed negative number; start with a number of"
        " the window.",
        *[lambda it, start=start: np.maximum(it, start) for start in LOW],
    ),
    mistake(
        "second-largest",
        "Each window keeps its second largest number; keep the largest.",
        of_cells(lambda cells: np.sort(cells)[..., -2]),
    ),
    mistake(
        "range-for-maximum",
        "The smallest number is subtracted from the largest; keep the largest.",
        of_cells(lambda cells: cells.max(axis=-1) - cells.min(axis=-1)),
    ),
    mistake(
        "absolute-values",
        "The numbers lose their sign, or are compared without it; -5 is smaller than 2.",
        of_cells(farthest_from_zero),
    ),
    *EITHER,
    mistake(
        "wrong-axes-reduced",
        "The wrong axes of a window are reduced; its height and width are the axes 0 and 1, "
        "and both must go.",
        *wrong_axes(np.max),
    ),
    mistake(
        "maximum-not-reset",
        "The maximum of earlier windows lives on; begin anew for each window.",
        lambda it: over_all(np.maximum.accumulate, it),
        lambda it: np.maximum.accumulate(it, axis=1),
    ),
    mistake(
        "empty-window",
        "A window lies outside of the map and is empty; check how many windows there are, and"
        " where they start.",
        lambda pixels: pixels[:0, :0].max(axis=(0, 1)),
    ),
)


def over_all(collect, kept):
    """Collected over all windows in the order in which they are visited."""
    return collect(kept.reshape(-1, *kept.shape[2:]), axis=0).reshape(kept.shape)


def divided_by(divisor):
    """The sum of each window over `divisor(pool, steps, pixels, kept)`."""

    def make(it, pool, steps, pixels):
        return it * (pool[0] * pool[1]) / divisor(pool, steps, pixels, it)

    return make


average = step(
    "kept",
    of_cells(mean),
    mistake(
        "maximum-for-mean",
        "Each window keeps its maximum; take the mean.",
        of_cells(largest),
    ),
    mistake(
        "sum-for-mean",
        "The sum of each window is not divided; divide by the number of its cells.",
        of_cells(lambda cells: cells.sum(axis=-1)),
    ),
    mistake(
        "divided-by-four",
        "Every sum is divided by 4; divide by the number of cells that the window really has.",
        divided_by(lambda pool, steps, pixels, kept: 4),
    ),
    mistake(
        "divided-by-one-side",
        "The sum is divided by one side of the window only; divide by height times width.",
        divided_by(lambda pool, steps, pixels, kept: pool[0]),
        divided_by(lambda pool, steps, pixels, kept: pool[1]),
    ),
    mistake(
        "square-of-one-side",
        "The sum is divided by the square of one side; divide by height times width.",
        divided_by(lambda pool, steps, pixels, kept: pool[0] ** 2),
        divided_by(lambda pool, steps, pixels, kept: pool[1] ** 2),
    ),
    mistake(
        "divided-by-sum-of-sides",
        "The sum is divided by height plus width; divide by height times width.",
        divided_by(lambda pool, steps, pixels, kept: sum(pool)),
    ),
    mistake(
        "divided-by-number-of-windows",
        "The sum is divided by the number of windows; divide by the number of cells in one.",
        divided_by(lambda pool, steps, pixels, kept: kept.shape[0] * kept.shape[1]),
    ),
    mistake(
        "divided-by-size-of-map",
        "The sum is divided by the size of the map; divide by the number of cells in the window.",
        divided_by(lambda pool, steps, pixels, kept: pixels.shape[0] * pixels.shape[1]),
    ),
    mistake(
        "divided-twice",
        "The mean is divided once more; once is enough.",
        divided_by(lambda pool, steps, pixels, kept: (pool[0] * pool[1]) ** 2),
    ),
    mistake(
        "divided-by-stride",
        "The sum is divided by the stride; divide by the number of cells in the window.",
        divided_by(lambda pool, steps, pixels, kept: steps[0] * steps[1]),
    ),
    mistake(
        "channels-counted-in-mean",
        "The sum of a window is divided by its cells times the channels; each channel has a "
        "sum of its own.",
        divided_by(lambda pool, steps, pixels, kept: pool[0] * pool[1] * channels_of(pixels)),
    ),
    mistake(
        "mean-off-by-one",
        "The sum is divided by one cell too many or too few.",
        divided_by(lambda pool, steps, pixels, kept: pool[0] * pool[1] - 1),
        divided_by(lambda pool, steps, pixels, kept: pool[0] * pool[1] + 1),
        divided_by(lambda pool, steps, pixels, kept: (pool[0] - 1) * (pool[1] - 1)),
    ),
    mistake(
        "extremes-averaged",
        "Your result is the middle between the smallest and the largest number; the mean "
        "takes every cell into account.",
        of_cells(lambda cells: (cells.max(axis=-1) + cells.min(axis=-1)) / 2),
    ),
    mistake(
        "zeros-not-counted",
        "Cells with 0 do not count; a mean divides by all cells.",
        of_cells(lambda cells: cells.sum(axis=-1) / (cells != 0).sum(axis=-1)),
    ),
    mistake(
        "narrow-integers",
        "A sum overflows a small integer type such as uint8; turn the map into floats first.",
        lambda feature_map, patches: narrow_mean(feature_map.dtype, patches),
        lambda feature_map, patches: narrow_mean(feature_map.dtype, patches).astype(
            feature_map.dtype
        ),
    ),
    mistake(
        "relu-not-asked",
        "Negative numbers become 0; no ReLU is asked here.",
        lambda it: np.maximum(it, 0),
    ),
    *EITHER,
    mistake(
        "wrong-axes-reduced",
        "The wrong axes of a window are reduced; its height and width are the axes 0 and 1, "
        "and both must go.",
        *wrong_axes(np.mean),
    ),
    mistake(
        "sum-not-reset",
        "The sum of earlier windows lives on; begin with 0 for each window.",
        lambda it: over_all(np.cumsum, it),
        lambda it: np.cumsum(it, axis=1),
    ),
)


def channels_of(pixels):
    return pixels.shape[2] if pixels.ndim == 3 else 1


def narrow_mean(dtype, patches):
    """The mean of sums that are calculated in a dtype."""
    return patches.astype(dtype).sum(axis=(2, 3), dtype=dtype) / np.prod(patches.shape[2:4])


# %% where it is written, and what is done at the end

written = step(
    "written",
    lambda kept: double(kept),
    mistake(
        "off-by-one-end",
        "The last row or column is left out; check where your loops end.",
        lambda it: emptied(it, np.s_[-1]),
        lambda it: emptied(it, np.s_[:, -1]),
        lambda it: emptied(it, np.s_[-1], np.s_[:, -1]),
        lambda it: it[:-1],
        lambda it: it[:, :-1],
    ),
    mistake(
        "off-by-one-start",
        "Counting starts at 1; the first row and column have the index 0.",
        lambda it: emptied(it, np.s_[0]),
        lambda it: emptied(it, np.s_[:, 0]),
        lambda it: emptied(it, np.s_[0], np.s_[:, 0]),
        lambda it: it[1:, 1:],
    ),
    mistake(
        "rows-and-columns-swapped",
        "Rows and columns are swapped; the vertical one comes first, in shapes, indices and pairs.",
        lambda it: put(np.zeros(it.shape), lambda i, j: (j, i), it),
        lambda it: it.swapaxes(0, 1),
        lambda it: it.reshape(*it.shape[1::-1], *it.shape[2:]),
    ),
    mistake(
        "reversed-order",
        "The numbers come in the opposite order.",
        lambda it: it[::-1],
        lambda it: it[:, ::-1],
        lambda it: it[::-1, ::-1],
    ),
    mistake(
        "channels-not-handled",
        "Your function takes maps without channels only; (H, W, C) is allowed, too.",
        lambda it: put(np.zeros(it.shape[:2]), lambda i, j: (i, j), it),
    ),
    mistake(
        "channels-first",
        "Another axis than the last one is taken for the channels.",
        channels(lambda maps: maps.transpose(2, 0, 1)),
        channels(lambda maps: maps.transpose(0, 2, 1)),
        lambda it, feature_map, pool, steps: by_last_axes(it, feature_map, pool, steps),
    ),
    mistake(
        "channels-joined",
        "Your result has the maps of the channels side by side or one below the other; stack "
        "them along the last axis.",
        channels(lambda maps: np.concatenate([*np.moveaxis(maps, 2, 0)], axis=1)),
        channels(lambda maps: np.concatenate([*np.moveaxis(maps, 2, 0)], axis=0)),
    ),
    mistake(
        "channels-reversed",
        "The channels come in another order.",
        channels(lambda maps: maps[:, :, ::-1]),
        channels(lambda maps: np.roll(maps, 1, axis=2)),
        channels(lambda maps: np.roll(maps, -1, axis=2)),
        channels(lambda maps: np.roll(maps[:, :, ::-1], 1, axis=2)),
    ),
    mistake(
        "last-channel-forgotten",
        "The last channel is left out; check where your loops end.",
        channels(lambda maps: maps[:, :, :-1]),
        channels(lambda maps: emptied(maps, np.s_[:, :, -1])),
    ),
    mistake(
        "one-channel-only",
        "Only one channel is used; all of them are asked.",
        channels(lambda maps: emptied(maps, np.s_[:, :, 1:])),
    ),
    mistake(
        "channels-added-up",
        "The channels are joined to one, by their sum, mean or maximum; each of them is "
        "pooled apart.",
        channels(lambda maps: maps.sum(axis=2)),
        channels(lambda maps: maps.mean(axis=2)),
        channels(lambda maps: maps.max(axis=2)),
    ),
    mistake(
        "absolute-values",
        "The numbers lose their sign, or are compared without it; -5 is smaller than 2.",
        np.abs,
    ),
    mistake(
        "whole-map-pooled",
        "The whole map is one window.",
        lambda it: it[0, 0],
    ),
)


def by_last_axes(it, feature_map, pool, steps):
    """The answers in a result whose size is taken from the last two axes."""
    rows, columns = counted(feature_map.shape[-2:], pool, steps)
    return put(np.zeros((rows, columns, *feature_map.shape[2:])), lambda i, j: (i, j), it)


ENDINGS = (
    mistake(
        "not-reshaped",
        "Your result holds the right answers without rows and columns; give it the shape (oh,"
        " ow) or (oh, ow, C).",
        lambda it: it.reshape(-1),
        lambda it: it.reshape(-1, *it.shape[2:]),
    ),
)
max_pool2d = function(
    "max_pool2d",
    "feature_map pool_size stride",
    given,
    size,
    steps,
    step("pixels", lambda feature_map: double(feature_map), *MAPS),
    window,
    count,
    pace,
    places,
    patches,
    maximum,
    written,
    step(
        "returned",
        lambda written: written,
        *ENDINGS,
        mistake(
            "numbers-truncated",
            "The numbers are turned into whole numbers first; keep their fractions.",
            lambda it: it.astype(np.int64),
        ),
    ),
)
avg_pool2d = function(
    "avg_pool2d",
    "feature_map pool_size stride",
    given,
    size,
    steps,
    step("pixels", lambda feature_map: double(feature_map), *MAPS, MAP_ACTIVATED),
    window,
    count,
    pace,
    places,
    patches,
    average,
    written,
    step(
        "returned",
        lambda written: written,
        *ENDINGS,
        mistake(
            "mean-rounded-down",
            "The fraction of each mean is cut off; a mean need not be a whole number.",
            np.floor,
            np.trunc,
            lambda it: np.floor(it).astype(np.int64),
            lambda it: it.astype(np.int64),
        ),
        mistake(
            "mean-rounded",
            "Each mean is rounded; leave the fraction.",
            np.round,
            lambda it: np.round(it).astype(np.int64),
            lambda it: np.round(it, 1),
            lambda it: np.round(it, 2),
        ),
        mistake(
            "result-in-dtype-of-map",
            "Means are stored in the integer type of the map; make the result float64.",
            lambda it, feature_map: it.astype(feature_map.dtype),
        ),
    ),
)

# %% flatten


def in_order(*axes):
    """The axes from the slowest to the fastest."""
    return lambda maps: maps.transpose(axes).reshape(-1)


def snake(maps):
    turning = maps.copy()
    turning[1::2] = turning[1::2, ::-1]
    return turning.reshape(-1)


def indexed(place):
    """Number (i, j, k) goes to `place(maps.shape, i, j, k)`."""

    def make(maps):
        row = np.zeros(maps.size, dtype=maps.dtype)
        for index in np.ndindex(maps.shape):
            row[place(maps.shape, *index)] = maps[index]
        return row

    return make


def walked(rows, columns):
    """The numbers of so many rows and columns, `rows(height, width)`."""

    def make(maps):
        height, width = maps.shape[:2]
        pixels = [
            maps[i, j] for i in range(rows(height, width)) for j in range(columns(height, width))
        ]
        return np.array(pixels).reshape(-1)

    return make


flatten = function(
    "flatten",
    "feature_maps",
    step(
        "maps",
        lambda feature_maps: feature_maps,
        mistake(
            "channels-reversed",
            "The channels come in another order.",
            lambda it: it[:, :, ::-1],
        ),
        mistake(
            "one-channel-only",
            "Only one channel is used; all of them are asked.",
            lambda it: it[:, :, 0],
            lambda it: it[:, :, -1],
        ),
        mistake(
            "off-by-one-end",
            "The last row or column is left out; check where your loops end.",
            lambda it: it[:-1],
            lambda it: it[:, :-1],
            lambda it: it[:-1, :-1],
        ),
        mistake(
            "off-by-one-start",
            "Counting starts at 1; the first row and column have the index 0.",
            lambda it: it[1:],
            lambda it: it[:, 1:],
        ),
        mistake(
            "last-channel-forgotten",
            "The last channel is left out; check where your loops end.",
            lambda it: it[:, :, :-1],
        ),
        mistake(
            "reversed-order",
            "The numbers come in the opposite order.",
            lambda it: it[::-1],
            lambda it: it[:, ::-1],
            lambda it: it[::-1, ::-1],
        ),
        mistake(
            "reduced-by-flatten",
            "Your result holds maxima, means or sums; flattening only lines up the numbers.",
            lambda it: it.max(axis=(0, 1)),
            lambda it: it.mean(axis=(0, 1)),
            lambda it: it.sum(axis=(0, 1)),
            lambda it: it.max(axis=2),
            lambda it: it.mean(axis=2),
            lambda it: it.sum(axis=2),
        ),
    ),
    step(
        "row",
        lambda maps: maps.reshape(-1),
        mistake(
            "column-major-flatten",
            "Your result is what you get in column-major order, where the first axis runs "
            "fastest; in row-major order it is the last.",
            in_order(2, 1, 0),
        ),
        mistake(
            "channels-first-flatten",
            "The channels follow one after the other; all channels of a pixel must stay together.",
            in_order(2, 0, 1),
        ),
        mistake(
            "rows-and-columns-swapped",
            "Rows and columns are swapped; the vertical one comes first, in shapes, indices and "
            "pairs.",
            in_order(1, 0, 2),
        ),
        mistake(
            "columns-inside-channels",
            "Each row lists its channels one after the other; the channels of a single pixel come"
            " first.",
            in_order(0, 2, 1),
        ),
        mistake(
            "rows-inside-channels",
            "Each column lists its channels one after the other; the channels of a single pixel "
            "come first.",
            in_order(1, 2, 0),
        ),
        mistake(
            "one-axis-flatten",
            "Your result is not one long row; every number must lie along a single axis.",
            lambda maps: maps.reshape(-1, maps.shape[2]),
            lambda maps: maps.reshape(maps.shape[0], -1),
            lambda maps: maps.reshape(-1, maps.shape[2]).swapaxes(0, 1),
            lambda maps: maps,
        ),
        mistake(
            "snake-order",
            "Every second row runs backwards; each row goes from left to right.",
            snake,
        ),
        mistake(
            "square-image-assumed",
            "The map is taken for a square; height and width may differ.",
            indexed(lambda shape, i, j, k: (i * shape[0] + j) * shape[2] + k),
            walked(lambda h, w: h, lambda h, w: h),
            walked(lambda h, w: w, lambda h, w: w),
        ),
    ),
    step(
        "returned",
        lambda row: row,
        mistake(
            "off-by-one-end",
            "The last row or column is left out; check where your loops end.",
            lambda it: it[:-1],
            lambda it: emptied(it, -1),
        ),
        mistake(
            "off-by-one-start",
            "Counting starts at 1; the first row and column have the index 0.",
            lambda it: it[1:],
            lambda it: emptied(it, 0),
            lambda it: np.append(np.zeros(1), it),
        ),
        mistake(
            "reversed-order",
            "The numbers come in the opposite order.",
            lambda it: it[::-1],
        ),
        mistake(
            "sorted-numbers",
            "Your result holds the numbers by size; keep them in the order of their places.",
            np.sort,
            lambda it: np.sort(it)[::-1],
        ),
        mistake(
            "repeats-dropped",
            "Your result holds each different number only once, by size; keep all of them in "
            "their order.",
            np.unique,
        ),
        mistake(
            "relu-not-asked",
            "Negative numbers become 0; no ReLU is asked here.",
            lambda it: np.maximum(it, 0),
        ),
        mistake(
            "absolute-values",
            "The numbers lose their sign, or are compared without it; -5 is smaller than 2.",
            np.abs,
        ),
        mistake(
            "numbers-truncated",
            "The numbers are turned into whole numbers first; keep their fractions.",
            np.trunc,
            lambda it: it.astype(np.int64),
        ),
        mistake(
            "numbers-scaled",
            "The numbers are scaled; flattening calculates nothing.",
            lambda it: it / 255,
            lambda it: it / it.max(),
        ),
    ),
)

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
