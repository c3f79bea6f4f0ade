"""Steps that several exercises share: a window is laid on a picture, place by place.

What they make has these names: `pixels` (H, W) or (H, W, C); `laid`, the weights as they lie on the
picture, (fh, fw[, C][, K]); `window`, how many rows and columns are cut out; `pace`, how far the
window moves; `count`, how many places there are; `size`, the shape of the map; `visited`, how many
places are; `places` (2, rows, columns), where each begins; `patches`, what is cut out there.
"""

import math

import numpy as np

from grader.diagnosis import mistake, step


class Ragged:
    """Patches of different shapes, as slices past the border are."""

    def __init__(self, patches, ndim):
        self.patches = patches  # a list for each row of places
        self.ndim = ndim


def cut(pixels, places, rows, columns):
    """The patches of so many rows and columns from each place on, as slices of NumPy cut them."""
    top, left = places
    height, width = pixels.shape[:2]
    if not top.size:
        return np.zeros((*top.shape, max(rows, 0), max(columns, 0), *pixels.shape[2:]))
    fits = top.min() >= 0 and left.min() >= 0
    if fits and top.max() + rows <= height and left.max() + columns <= width:
        return gathered(pixels, *cells(places, rows, columns))
    return sliced(pixels, top, top + rows, left, left + columns)


def cells(places, rows, columns):
    """The rows and columns of the cells of each patch, from its place on."""
    top, left = places[..., None, None]
    return top + np.arange(rows)[:, None], left + np.arange(columns)


def gathered(pixels, rows, columns):
    """The pixels in these rows and columns; negative ones count from the end."""
    return pixels[np.broadcast_arrays(rows, columns)[0], np.broadcast_arrays(rows, columns)[1]]


def sliced(pixels, top, bottom, left, right):
    """`pixels[top:bottom, left:right]` at each place."""
    bounds = np.broadcast_arrays(top, bottom, left, right)
    patches = [
        [pixels[a:b, c:d] for a, b, c, d in zip(*row, strict=True)]
        for row in zip(*bounds, strict=True)
    ]
    return Ragged(patches, pixels.ndim + 2)


def stamped(how):
    """What is made of each patch and each kernel: `how(patches, kernel)` reduces the last axes."""

    def make(patches, laid):
        if laid.ndim == patches.ndim - 2:
            return _every(patches, laid, how)
        return np.stack([_every(patches, laid[..., k], how) for k in range(laid.shape[-1])], -1)

    return make


def _every(patches, kernel, how):
    if not isinstance(patches, Ragged) and (not patches.size or patches.shape[2:] == kernel.shape):
        return np.asarray(how(patches, kernel))
    rows = patches.patches if isinstance(patches, Ragged) else patches
    found = [[_one(how(patch[None, None], kernel)) for patch in row] for row in rows]
    return np.array(found).reshape(len(rows), -1)


def _one(array):
    return array.reshape(())[()] if np.size(array) == 1 else float(array)


def added(products):
    """The sum of each patch."""
    return products.sum(axis=tuple(range(2, products.ndim)))


def of_products(how):
    """`how` reduces the last axes of the products of each patch."""

    def each(patches, kernel):
        if patches.shape[2:] == kernel.shape:
            return how(patches * kernel)
        return how((patches[0, 0] * kernel)[None, None])  # one by one, and maybe broadcast

    return stamped(each)


def flat(products):
    return products.reshape(*products.shape[:2], math.prod(products.shape[2:]))


def double(array):
    return array.astype(np.float64)


# %% in which arithmetic

NUMBERS = (
    mistake(
        "narrow-integers",
        "Small integers (uint8, int8) overflow; turn the numbers into float64 before you "
        "calculate.",
        lambda image, weights: (image, weights),
    ),
    mistake(
        "float32-precision",
        "The calculation runs in float32; calculate with float64.",
        lambda image, weights: (image.astype(np.float32), weights.astype(np.float32)),
    ),
    mistake(
        "kernel-in-image-dtype",
        "The weights are turned into the dtype of the picture; turn both into float64.",
        lambda image, weights: (double(image), double(weights.astype(image.dtype))),
        lambda image, weights: (image, weights.astype(image.dtype)),
    ),
    mistake(
        "image-in-kernel-dtype",
        "The pixels are turned into the dtype of the kernel; turn both into float64.",
        lambda image, weights: (double(image.astype(weights.dtype)), double(weights)),
        lambda image, weights: (image.astype(weights.dtype), weights),
    ),
    mistake(
        "inputs-cut-to-integers",
        "Pixels or weights lose their fractions; turn them into float64, not int.",
        lambda image, weights: (double(image.astype(int)), double(weights.astype(int))),
        lambda image, weights: (double(image.astype(int)), double(weights)),
        lambda image, weights: (double(image), double(weights.astype(int))),
    ),
    mistake(
        "image-scaled",
        "The pixels are divided by 255; nobody asks for that here.",
        lambda numbers: (numbers[0] / 255.0, numbers[1]),
        lambda image, numbers: (
            (numbers[0] / 255.0, numbers[1]) if image.dtype == np.uint8 else numbers
        ),
        lambda numbers: (numbers[0] / numbers[0].max(), numbers[1]),
        lambda numbers: (
            (numbers[0] - numbers[0].min()) / (numbers[0].max() - numbers[0].min()),
            numbers[1],
        ),
    ),
)
numbers = step("numbers", lambda image, weights: (double(image), double(weights)), *NUMBERS)

# %% how the picture is seen


def padded(sides, mode="constant"):
    """The picture with `sides(f)` cells before and behind it, for a kernel of f cells."""

    def make(pixels, weights):
        frame = [sides(f) for f in weights.shape[:2]]
        return np.pad(pixels, [*frame, *[(0, 0)] * (pixels.ndim - 2)], mode=mode)

    return make


VIEWS = (
    mistake(
        "image-flipped",
        "The picture is turned or mirrored before the kernel is laid on it; take it as it is.",
        lambda it: it[::-1],
        lambda it: it[:, ::-1],
        lambda it: it[::-1, ::-1],
        np.rot90,
        lambda it: np.rot90(it, -1),
    ),
    mistake(
        "rows-and-columns-swapped",
        "Rows and columns are swapped; rows come first, in shapes and in indices.",
        lambda it: it.swapaxes(0, 1),
    ),
)
pixels = step(
    "pixels",
    lambda numbers: numbers[0],
    *VIEWS,
    mistake(
        "padding-not-asked",
        "Cells are added around the picture; without padding the map is smaller than the picture.",
        padded(lambda f: ((f - 1) // 2, f // 2)),
        padded(lambda f: (f // 2, (f - 1) // 2)),
        padded(lambda f: (f // 2, f // 2)),
        padded(lambda f: ((f - 1) // 2, (f - 1) // 2)),
        padded(lambda f: (1, 1)),
        padded(lambda f: (0, f - 1)),
        padded(lambda f: (f - 1, f - 1)),
        padded(lambda f: ((f - 1) // 2, f // 2), "edge"),
    ),
    mistake(
        "wrap-around",
        "The kernel reaches over the border to the other side of the picture; keep it inside.",
        padded(lambda f: (0, f - 1), "wrap"),
        padded(lambda f: (f // 2, (f - 1) // 2), "wrap"),
    ),
)

# %% how the kernel lies on it

laid = step(
    "laid",
    lambda numbers: numbers[1],
    mistake(
        "flipped-kernel",
        "The kernel is flipped (turned by 180 degrees); lay it on the picture as it is.",
        lambda laid: laid[::-1, ::-1],
    ),
    mistake(
        "kernel-upside-down",
        "The kernel is turned upside down (its rows reversed); lay it on the picture as it is.",
        lambda laid: laid[::-1],
    ),
    mistake(
        "kernel-mirrored",
        "The kernel's columns are reversed (left and right swapped); lay it on the picture as it "
        "is.",
        lambda laid: laid[:, ::-1],
    ),
    mistake(
        "transposed-kernel",
        "Rows and columns of the kernel change places; pair pixel [i, j] with weight [i, j].",
        lambda laid: laid.swapaxes(0, 1),
        lambda laid: laid.swapaxes(0, 1).reshape(laid.shape),
    ),
    mistake(
        "kernel-turned-a-quarter",
        "The kernel is turned by 90 degrees; lay it on the picture as it is.",
        np.rot90,
        lambda laid: np.rot90(laid, -1),
    ),
    mistake(
        "kernel-normalised",
        "The weights are scaled by their sum or size first; use them as they are.",
        lambda laid: laid / laid.sum(axis=(0, 1)),
        lambda laid: laid / np.abs(laid).sum(axis=(0, 1)),
        lambda laid: laid / np.sqrt((laid**2).sum(axis=(0, 1))),
        lambda laid: laid / np.abs(laid).max(axis=(0, 1)),
    ),
)

# %% how large a part of the picture is cut out

SQUARE_WINDOW = mistake(
    "square-kernel-assumed",
    "The kernel is taken to be square; use its height for rows and its width for columns.",
    lambda window: (window[0], window[0]),
    lambda window: (window[1], window[1]),
)
FIXED_WINDOW = mistake(
    "fixed-size",
    "A size is written into the code as a number; read all sizes from the shapes.",
    lambda: (3, 3),
    lambda: (2, 2),
)
window = step(
    "window",
    lambda laid: laid.shape[:2],
    SQUARE_WINDOW,
    FIXED_WINDOW,
    mistake(
        "rows-and-columns-swapped",
        "Rows and columns are swapped; rows come first, in shapes and in indices.",
        lambda window: window[::-1],
    ),
)

# %% how many places there are

SWAPPED = "Rows and columns are swapped; rows come first, in shapes and in indices."


def along(n, f, s=1):
    """How many places there are along one side."""
    return (n - f) // s + 1


def over(sides, window, pace):
    return tuple(along(n, f, s) for n, f, s in zip(sides, window, pace, strict=True))


LAST_MISSING = mistake(
    "off-by-one-end",
    "The last place is left out; along a side of n the kernel has n - f + 1 places.",
    lambda count: (count[0] - 1, count[1] - 1),
    lambda count: (count[0] - 1, count[1]),
    lambda count: (count[0], count[1] - 1),
)
ONE_TOO_MANY = mistake(
    "one-stamp-too-many",
    "There is one place too many; the last place is where the kernel still lies on the picture, "
    "n - f.",
    lambda count: (count[0] + 1, count[1] + 1),
    lambda count: (count[0] + 1, count[1]),
    lambda count: (count[0], count[1] + 1),
)
SIDES_SWAPPED = mistake(
    "rows-and-columns-swapped",
    SWAPPED,
    lambda count: count[::-1],
    lambda pixels, window, pace: over(pixels.shape[1::-1], window, pace),
    lambda pixels, window, pace: over(pixels.shape[:2], window[::-1], pace),
)
SQUARE_IMAGE = mistake(
    "square-image-assumed",
    "The picture is taken to be square; use its height for rows and its width for columns.",
    lambda count: (count[0], count[0]),
    lambda count: (count[1], count[1]),
    lambda pixels, window, pace: over(pixels.shape[:1] * 2, window, pace),
    lambda pixels, window, pace: over(pixels.shape[1:2] * 2, window, pace),
)
SQUARE_KERNEL = mistake(
    "square-kernel-assumed",
    "The kernel is taken to be square; use its height for rows and its width for columns.",
    lambda pixels, window, pace: over(pixels.shape[:2], window[:1] * 2, pace),
    lambda pixels, window, pace: over(pixels.shape[:2], window[1:] * 2, pace),
)
TOO_SMALL = mistake(
    "size-too-small-by-two",
    "The size is n - f - 1; along a side of n the kernel has n - f + 1 places.",
    lambda count: (count[0] - 2, count[1] - 2),
    lambda count: (count[0] - 2, count[1]),
    lambda count: (count[0], count[1] - 2),
)
ODD_KERNEL = mistake(
    "odd-kernel-assumed",
    "The kernel's sides are taken to be odd; even sides must work, too.",
    lambda pixels, window: tuple(
        n - f // 2 * 2 for n, f in zip(pixels.shape[:2], window, strict=True)
    ),
)
FIXED_SIZE = mistake(
    "fixed-size",
    "A size is written into the code as a number; read all sizes from the shapes.",
    lambda pixels: (pixels.shape[0] - 2, pixels.shape[1] - 2),
    lambda pixels: (pixels.shape[0] - 1, pixels.shape[1] - 1),
    lambda window: (29 - window[0], 29 - window[1]),
    lambda: (26, 26),
)
NEGATIVE_SIZE = mistake(
    "size-turned-round",
    "The size comes out negative: the kernel's size less the picture's; it is n - f + 1.",
    lambda pixels, window: tuple(f - n + 1 for n, f in zip(pixels.shape[:2], window, strict=True)),
)
AS_LARGE = mistake(
    "result-as-large-as-image",
    "The result has the size of the picture; without padding the map is smaller, n - f + 1 along "
    "each side.",
    lambda pixels: pixels.shape[:2],
)
count = step(
    "count",
    lambda pixels, window, pace: over(pixels.shape[:2], window, pace),
    LAST_MISSING,
    ONE_TOO_MANY,
    SIDES_SWAPPED,
    SQUARE_IMAGE,
    SQUARE_KERNEL,
    TOO_SMALL,
    ODD_KERNEL,
    FIXED_SIZE,
    NEGATIVE_SIZE,
    AS_LARGE,
)
size = step(
    "size",
    lambda count: count,
    SIDES_SWAPPED,
    SQUARE_IMAGE,
    ONE_TOO_MANY,
    AS_LARGE,
    mistake("fixed-size", FIXED_SIZE.sentence, lambda: (26, 26)),
)
result = step(
    "result",
    lambda size, laid: np.zeros((*size, *laid.shape[max(2, laid.ndim - 1) :])),
)
visited = step(
    "visited",
    lambda count: count,
    LAST_MISSING,
    SIDES_SWAPPED,
    SQUARE_IMAGE,
    SQUARE_KERNEL,
    mistake(
        "stride-applied-twice",
        "The stride counts twice, in the number of places and in the step from one to the next; "
        "once is enough.",
        lambda count, pace: tuple(-(-n // s) for n, s in zip(count, pace, strict=True)),
    ),
)

# %% where each place begins

places = step(
    "places",
    lambda visited, pace: np.indices(np.maximum(visited, 0)) * np.reshape(pace, (2, 1, 1)),
    mistake("rows-and-columns-swapped", SWAPPED, lambda places: places[::-1]),
    mistake(
        "index-used-twice",
        "One index is used for rows and for columns; each needs an index of its own.",
        lambda places: places[[0, 0]],
        lambda places: places[[1, 1]],
    ),
    mistake(
        "patch-never-moves",
        "The patch stays in one place; it starts at [i, j] for answer [i, j].",
        lambda places: 0 * places,
    ),
    mistake(
        "patch-moves-on-one-axis",
        "The patch moves along one axis only; it starts at [i, j] for answer [i, j].",
        lambda places: places * np.array([1, 0]).reshape(2, 1, 1),
        lambda places: places * np.array([0, 1]).reshape(2, 1, 1),
    ),
    mistake(
        "off-by-one-start",
        "The first place is left out; start at pixel 0.",
        lambda places: places + 1,
    ),
    mistake(
        "stamps-not-overlapping",
        "The kernel moves by its own size; move it by one pixel.",
        lambda places, window: places * np.reshape(window, (2, 1, 1)),
    ),
    mistake(
        "stride-not-asked",
        "The kernel moves by two pixels; move it by one.",
        lambda places: 2 * places,
    ),
)

# %% what is cut out there


def other_cells(pair):
    """Pixels that are taken one by one: `pair(i, j, a, b)` for answer [i, j] and weight [a, b]."""

    def make(pixels, places, laid):
        i, j = places[..., None, None]
        a, b = np.arange(laid.shape[0])[:, None], np.arange(laid.shape[1])
        return gathered(pixels, *pair(i, j, a, b))

    return make


patches = step(
    "patches",
    lambda pixels, places, window: cut(pixels, places, *window),
    mistake(
        "patch-end-forgotten",
        "The patch does not end at its start plus the kernel's size; with [i:fh] it shrinks as i "
        "grows.",
        lambda pixels, places, window: sliced(pixels, places[0], window[0], places[1], window[1]),
        lambda pixels, places, window: sliced(
            pixels, places[0], window[0], places[1], places[1] + window[1]
        ),
        lambda pixels, places, window: sliced(
            pixels, places[0], places[0] + window[0], places[1], window[1]
        ),
        lambda pixels, places: sliced(
            pixels, places[0], pixels.shape[0], places[1], pixels.shape[1]
        ),
    ),
    mistake(
        "odd-kernel-assumed",
        ODD_KERNEL.sentence,
        lambda pixels, places, window: cut(pixels, places, *(f // 2 * 2 + 1 for f in window)),
    ),
    mistake(
        "transposed-kernel",
        "Rows and columns of the kernel change places; pair pixel [i, j] with weight [i, j].",
        other_cells(lambda i, j, a, b: (i + b, j + a)),
    ),
    mistake(
        "index-used-twice",
        "One index is used for rows and for columns; each needs an index of its own.",
        other_cells(lambda i, j, a, b: (i + a, j + a)),
        other_cells(lambda i, j, a, b: (i + b, j + b)),
        other_cells(lambda i, j, a, b: (i + a, i + b)),
        other_cells(lambda i, j, a, b: (j + a, j + b)),
    ),
    mistake(
        "pixel-index-forgotten",
        "One pixel, row or column serves the whole kernel; weight [a, b] meets pixel "
        "[i + a, j + b].",
        other_cells(lambda i, j, a, b: (i, j + b)),
        other_cells(lambda i, j, a, b: (i + a, j)),
        other_cells(lambda i, j, a, b: (i, j)),
    ),
    mistake(
        "wrap-around",
        "The kernel reaches over the border to the other side of the picture; keep it inside.",
        other_cells(lambda i, j, a, b: (i - a, j - b)),
        other_cells(lambda i, j, a, b: (i + a - len(a) // 2, j + b - len(b) // 2)),
        other_cells(lambda i, j, a, b: (i + a - 1, j + b - 1)),
    ),
)

# %% what is made of the patch and the weights


def first_cells(patches, kernel, size):
    """The sum of the products of so many rows and columns; there may be fewer."""
    rows, columns = np.arange(size[0])[:, None], np.arange(size[1])
    weights = kernel[rows, columns]
    return added(patches[:, :, rows, columns] * weights)


def trace(products):
    return products.diagonal(axis1=2, axis2=3).sum(axis=-1)


answers = step(
    "answers",
    of_products(added),
    mistake(
        "mean-for-sum",
        "The mean is taken; the products are added up, not averaged.",
        of_products(lambda products: flat(products).mean(axis=-1)),
    ),
    mistake(
        "maximum-for-sum",
        "The largest product is taken; add all products up.",
        of_products(lambda products: flat(products).max(axis=-1)),
    ),
    mistake(
        "minimum-for-sum",
        "The smallest product is taken; add all products up.",
        of_products(lambda products: flat(products).min(axis=-1)),
    ),
    mistake(
        "product-for-sum",
        "The products are multiplied with each other; add them up.",
        of_products(lambda products: flat(products).prod(axis=-1)),
    ),
    mistake(
        "products-forgotten",
        "The result holds the bias alone; add the products to it.",
        of_products(lambda products: 0.0 * added(products)),
    ),
    mistake(
        "matrix-product",
        "The patch and the kernel meet in a matrix product (@ or dot); multiply cell by cell "
        "instead.",
        stamped(lambda patches, kernel: added(patches @ kernel)),
        stamped(lambda patches, kernel: added(patches @ kernel.T)),
        stamped(lambda patches, kernel: added(patches.swapaxes(2, 3) @ kernel)),
    ),
    mistake(
        "sums-multiplied",
        "Pixels and weights are summed first and the two sums multiplied; multiply cell by cell, "
        "then add up.",
        stamped(lambda patches, kernel: added(patches) * kernel.sum()),
    ),
    mistake(
        "cells-added",
        "Each weight is added to its pixel; multiply them.",
        stamped(lambda patches, kernel: added(patches + kernel)),
    ),
    mistake(
        "cells-subtracted",
        "Pixels and weights are subtracted from each other; multiply them.",
        stamped(lambda patches, kernel: added(patches - kernel)),
        stamped(lambda patches, kernel: added(np.abs(patches - kernel))),
        stamped(lambda patches, kernel: added((patches - kernel) ** 2)),
    ),
    mistake(
        "cells-divided",
        "Each pixel is divided by its weight; multiply them.",
        stamped(lambda patches, kernel: added(patches / kernel)),
    ),
    mistake(
        "kernel-ignored",
        "The pixels are only added up; multiply each by its weight first.",
        stamped(lambda patches, kernel: added(patches)),
    ),
    mistake(
        "image-ignored",
        "The weights are only added up; multiply each by its pixel first.",
        stamped(lambda patches, kernel: added(0 * patches + kernel)),
    ),
    mistake(
        "image-with-itself",
        "Each pixel is multiplied by itself; multiply it by its weight.",
        stamped(lambda patches, kernel: added(patches * patches)),
    ),
    mistake(
        "kernel-with-itself",
        "Each weight is multiplied by itself; multiply it by its pixel.",
        stamped(lambda patches, kernel: added(0 * patches + kernel * kernel)),
    ),
    mistake(
        "products-without-sign",
        "Negative products count as positive; keep their signs in the sum.",
        of_products(lambda products: added(np.abs(products))),
    ),
    mistake(
        "relu-on-products",
        "Negative products count as 0; keep their signs in the sum.",
        of_products(lambda products: added(np.maximum(products, 0))),
    ),
    mistake(
        "squared",
        "Something is squared; the products are added up as they are.",
        of_products(lambda products: added(products**2)),
        of_products(lambda products: added(products) ** 2),
        of_products(lambda products: np.sqrt(added(products**2))),
    ),
    mistake(
        "products-subtracted",
        "The products are subtracted; they are added up.",
        of_products(lambda products: -added(products)),
    ),
    mistake(
        "kernel-end-missed",
        "The last row or column of the kernel is left out; every cell counts.",
        of_products(lambda products: added(products[:, :, :-1, :-1])),
        of_products(lambda products: added(products[:, :, :-1])),
        of_products(lambda products: added(products[:, :, :, :-1])),
        of_products(lambda products: flat(products)[..., :-1].sum(axis=-1)),
    ),
    mistake(
        "kernel-start-missed",
        "The first row or column of the kernel is left out; every cell counts.",
        of_products(lambda products: added(products[:, :, 1:, 1:])),
        of_products(lambda products: added(products[:, :, 1:])),
        of_products(lambda products: added(products[:, :, :, 1:])),
        of_products(lambda products: flat(products)[..., 1:].sum(axis=-1)),
    ),
    mistake(
        "cells-skipped",
        "Every second row or column of the kernel is skipped; every cell counts.",
        of_products(lambda products: added(products[:, :, ::2])),
        of_products(lambda products: added(products[:, :, :, ::2])),
        of_products(lambda products: flat(products)[..., ::2].sum(axis=-1)),
    ),
    mistake(
        "square-kernel-assumed",
        "The kernel is taken to be square; use its height for rows and its width for columns.",
        stamped(lambda patches, kernel: first_cells(patches, kernel, (kernel.shape[0],) * 2)),
        stamped(lambda patches, kernel: first_cells(patches, kernel, (kernel.shape[1],) * 2)),
    ),
    mistake(
        "fixed-size",
        FIXED_SIZE.sentence,
        stamped(lambda patches, kernel: first_cells(patches, kernel, (3, 3))),
        stamped(lambda patches, kernel: first_cells(patches, kernel, (2, 2))),
        of_products(lambda products: added(products[:, :, :3, :3])),
        of_products(lambda products: added(products) / 9),
    ),
    mistake(
        "index-used-twice",
        "One index is used for rows and for columns; each needs an index of its own.",
        stamped(lambda patches, kernel: added(patches.diagonal(0, 2, 3)[..., None] * kernel)),
        stamped(lambda patches, kernel: added(patches.diagonal(0, 2, 3)[:, :, None] * kernel)),
        stamped(lambda patches, kernel: added(patches * kernel.diagonal()[:, None])),
        stamped(lambda patches, kernel: added(patches * kernel.diagonal())),
    ),
    mistake(
        "diagonal-only",
        "Only the cells on the diagonal count; rows and columns need an index each.",
        of_products(trace),
    ),
    mistake(
        "centre-only",
        "Only the cell in the middle counts; every cell counts.",
        of_products(
            lambda products: products[:, :, products.shape[2] // 2, products.shape[3] // 2]
        ),
    ),
    mistake(
        "total-overwritten",
        "Each product replaces the total; add it to the total.",
        of_products(lambda products: flat(products)[..., -1]),
    ),
    mistake(
        "total-set-back",
        "The total starts again in every row of the kernel; set it to 0 once per stamp.",
        of_products(lambda products: added(products[:, :, -1:])),
    ),
    mistake(
        "returned-too-early",
        "The work ends in the first round of a loop; look at the indentation of return.",
        of_products(lambda products: flat(products)[..., 0]),
        of_products(lambda products: added(products[:, :, :1])),
    ),
)

# %% what is added, and where


def shape_of(laid):
    """How many cells each kernel has."""
    return int(np.prod(laid.shape[:2]))


biased = step(
    "biased",
    lambda answers, bias: answers + bias,
    mistake(
        "bias-forgotten",
        "The bias is not added; each answer is the sum of the products plus the bias.",
        lambda answers: answers,
    ),
    mistake(
        "bias-subtracted", "The bias is subtracted; add it.", lambda answers, bias: answers - bias
    ),
    mistake(
        "bias-per-pixel",
        "The bias is added once for each cell of the kernel; add it once, after the sum.",
        lambda answers, bias, laid: answers + bias * shape_of(laid),
    ),
    mistake(
        "bias-per-row",
        "The bias is added once for each row or column of the kernel; add it once, after the sum.",
        lambda answers, bias, laid: answers + bias * laid.shape[0],
        lambda answers, bias, laid: answers + bias * laid.shape[1],
    ),
    mistake(
        "bias-twice",
        "The bias is added twice; one place in the code is enough.",
        lambda answers, bias: answers + 2 * bias,
    ),
    mistake(
        "bias-multiplied",
        "The sum is multiplied by the bias; the bias is added.",
        lambda answers, bias: answers * bias,
    ),
    mistake(
        "bias-divided",
        "The bias goes into the mean, too; it is added as it is, after the sum.",
        lambda answers, bias, laid: answers + bias / shape_of(laid),
    ),
    mistake(
        "bias-without-sign",
        "A negative bias is taken as positive; keep its sign.",
        lambda answers, bias: answers + abs(bias),
    ),
    mistake(
        "negative-bias-ignored",
        "A negative bias counts as 0; add the bias as it is.",
        lambda answers, bias: answers + np.maximum(bias, 0.0),
    ),
    mistake(
        "bias-cut-to-integer",
        "The bias loses its fraction; add it as it is.",
        lambda answers, bias: answers + np.trunc(bias),
        lambda answers, bias: answers + np.round(bias),
    ),
    mistake(
        "bias-on-image",
        "The bias is added to the pixels; it is added after the sum of the products.",
        lambda answers, bias, laid: answers + bias * laid.sum(axis=(0, 1)),
        lambda biased, bias, laid: biased + bias * laid.sum(axis=(0, 1)),
    ),
    mistake(
        "bias-on-kernel",
        "The bias is added to the weights; it is added after the sum of the products.",
        lambda answers, bias, patches: answers + _of_each(patches, bias) * bias,
        lambda biased, bias, patches: biased + _of_each(patches, bias) * bias,
    ),
    mistake(
        "bias-on-one-answer",
        "Only one answer of the map gets the bias; every stamp gets it.",
        lambda answers, bias: _plus_at(answers, (0, 0), bias),
        lambda answers, bias: _plus_at(answers, (-1, -1), bias),
    ),
    mistake(
        "total-carried-over",
        "The total is not set back to 0; start from 0 for every answer.",
        lambda answers, bias: answers + np.multiply.outer(_numbers_from_one(answers), bias),
    ),
    mistake(
        "start-not-zero",
        "Each stamp is off by 1; start the total from 0.",
        lambda biased: biased + 1.0,
        lambda biased: biased - 1.0,
    ),
    mistake(
        "wrong-default",
        "A missing bias counts as 1; without a bias nothing is added.",
        lambda answers, bias: answers + (1.0 if np.ndim(bias) == 0 and not bias else bias),
    ),
)


def _of_each(patches, bias):
    """The sum of each patch, for each bias if there are several."""
    sums = _every(patches, np.ones(()), lambda patch, one: added(patch))
    return sums[..., None] if np.ndim(bias) else sums


def _numbers_from_one(answers):
    rows, columns = answers.shape[:2]
    return np.arange(1, rows * columns + 1).reshape(rows, columns)


def _plus_at(answers, place, bias):
    changed = np.array(answers, dtype=np.float64)
    changed[place] += bias
    return changed


# %% where it is written


def put(result, places, answers):
    """The result with answer [i, j] at `places(i, j)`; one by one, as two loops do it."""
    result = result.copy()
    for i, j in np.ndindex(*answers.shape[:2]):
        result[places(i, j)] = answers[i, j]
    return result


def put_all(result, biased):
    if result.shape == biased.shape and result.dtype.kind == "f":
        return double(biased)
    return put(result, lambda i, j: (i, j), biased)


def emptied(written, *places):
    """The result with zeros at these places."""
    changed = written.copy()
    for place in places:
        changed[place] = 0.0
    return changed


def zeros_at(*places):
    return lambda written: emptied(written, *places)


def only(place):
    """The result with nothing but what stands at this place."""

    def make(written):
        changed = np.zeros(written.shape)
        changed[place] = written[place]
        return changed

    return make


def everywhere(place):
    """What stands at this place, in all of the result."""
    return lambda written: np.broadcast_to(written[place], written.shape).copy()


def piled_up(axis):
    return lambda written: np.cumsum(written, axis=axis)


written = step(
    "written",
    put_all,
    mistake(
        "rows-and-columns-swapped",
        SWAPPED,
        lambda result, biased: put(result, lambda i, j: (j, i), biased),
        lambda written: written.swapaxes(0, 1),
        lambda written: written.reshape(*written.shape[1::-1], *written.shape[2:]),
    ),
    mistake(
        "index-used-twice",
        "One index is used for rows and for columns; each needs an index of its own.",
        lambda result, biased: put(result, lambda i, j: (i, i), biased),
        lambda result, biased: put(result, lambda i, j: (j, j), biased),
    ),
    mistake(
        "off-by-one-end",
        LAST_MISSING.sentence,
        zeros_at(np.s_[-1], np.s_[:, -1]),
        zeros_at(np.s_[-1]),
        zeros_at(np.s_[:, -1]),
    ),
    mistake(
        "off-by-one-start",
        "The first place is left out; start at pixel 0.",
        zeros_at(np.s_[0], np.s_[:, 0]),
        zeros_at(np.s_[0]),
        zeros_at(np.s_[:, 0]),
        lambda written: written[1:, 1:],
        lambda written: written[1:],
        lambda written: written[:, 1:],
    ),
    mistake(
        "returned-too-early",
        "The work ends in the first round of a loop; look at the indentation of return.",
        only(np.s_[0, 0]),
        only(np.s_[0]),
        only(np.s_[:, 0]),
        lambda written: written[:1],
    ),
    mistake(
        "answers-in-wrong-order",
        "The right answers stand in other places; answer [i, j] belongs at [i, j].",
        lambda written: written[::-1],
        lambda written: written[:, ::-1],
        lambda written: written[::-1, ::-1],
        lambda written: _column_by_column(written),
        lambda written: _by_columns(written),
    ),
    mistake(
        "answers-overwritten",
        "One answer fills a whole row, column or map; each answer belongs to one cell.",
        everywhere(np.s_[:, -1:]),
        everywhere(np.s_[-1:]),
        everywhere(np.s_[-1:, -1:]),
    ),
    mistake(
        "total-carried-over",
        "The total is not set back to 0; start from 0 for every answer.",
        lambda written: _added_up(written),
        piled_up(1),
        lambda written, biased, answers: _added_up(answers) + (biased - answers),
        lambda written, biased, answers: np.cumsum(answers, axis=1) + (biased - answers),
    ),
    mistake(
        "result-as-large-as-image",
        AS_LARGE.sentence,
        lambda written, pixels, window: _on_zeros(written, pixels, (0, 0)),
        lambda written, pixels, window: _on_zeros(written, pixels, [f // 2 for f in window]),
        lambda written, pixels, window: _on_zeros(written, pixels, [(f - 1) // 2 for f in window]),
        lambda written, pixels, window: _on_zeros(written, pixels, [f - 1 for f in window]),
        lambda written, pixels, window: _on(double(pixels), written, (0, 0)),
        lambda written, pixels, window: _on(double(pixels), written, [f // 2 for f in window]),
    ),
)


def _column_by_column(written):
    """The answers in their order, written down the columns."""
    rows, columns = written.shape[:2]
    return written.reshape(columns, rows, *written.shape[2:]).swapaxes(0, 1)


def _by_columns(written):
    """The answers found down the columns, written in rows."""
    return written.swapaxes(0, 1).reshape(written.shape)


def _added_up(written):
    return np.cumsum(written.reshape(-1, *written.shape[2:]), axis=0).reshape(written.shape)


def _on_zeros(written, pixels, place):
    return _on(np.zeros((*pixels.shape[:2], *written.shape[2:])), written, place)


def _on(ground, written, place):
    (top, left), (rows, columns) = place, written.shape[:2]
    ground[top : top + rows, left : left + columns] = written
    return ground


# %% what is done at the end


def one_by_one(array, dtype):
    """The numbers written into an array of this dtype one after the other, as loops do it."""
    stored = np.zeros(array.shape, dtype=dtype)
    for at in np.ndindex(*array.shape):
        stored[at] = float(array[at])
    return stored


DTYPE_KEPT = mistake(
    "image-dtype-kept",
    "The answers are calculated or stored in the dtype of an argument; use float64 from the start.",
    lambda stored, image: stored.astype(image.dtype),
    lambda stored, image: one_by_one(stored, image.dtype),
    lambda stored, weights: stored.astype(weights.dtype),
    lambda stored, image, weights: stored.astype(np.result_type(image, weights)),
)
ROUNDED = mistake(
    "rounded",
    "The answer is rounded or cut to a whole number; keep the fractions.",
    np.round,
    np.trunc,
    np.floor,
    lambda stored: stored.astype(int),
    lambda stored: np.round(stored).astype(int),
    lambda stored: np.round(stored, 2),
    lambda stored: np.round(stored, 3),
)
CLIPPED = mistake(
    "clipped-to-pixels",
    "The answers are kept between 0 and 255; they are no pixels and may be any number.",
    lambda stored: np.clip(stored, 0.0, 255.0),
    lambda stored: np.clip(stored, 0.0, 255.0).astype(np.uint8),
)
SCALED = mistake(
    "result-scaled",
    "The answers are scaled by the largest one; leave them as they are.",
    lambda stored: stored / stored.max(),
    lambda stored: stored / np.abs(stored).max(),
    lambda stored: (stored - stored.min()) / (stored.max() - stored.min()),
)
ENDINGS = (DTYPE_KEPT, ROUNDED, CLIPPED, SCALED)
stored = step(
    "stored",
    lambda written: written,
    *ENDINGS,
    mistake(
        "relu-not-asked",
        "Negative answers become 0; there is no ReLU in this function.",
        lambda stored: np.maximum(stored, 0.0),
    ),
    mistake(
        "sign-lost",
        "Negative answers become positive; keep their sign.",
        lambda stored: abs(stored),
    ),
)

returned = step(
    "returned",
    lambda stored: stored,
    mistake(
        "extra-axis",
        "The answers are right, but there is an axis of length 1 too many or too few.",
        lambda returned: returned[None],
        lambda returned: returned[..., None],
        np.squeeze,
    ),
    mistake(
        "not-reshaped",
        "The answers come as a flat list; give them rows and columns.",
        lambda returned: returned.ravel(),
    ),
    mistake(
        "returned-too-early",
        "The work ends in the first round of a loop; look at the indentation of return.",
        lambda returned: float(returned[0, 0]),
    ),
)


# %% ReLU


def at(place, other):
    """The numbers with others at this place."""

    def make(x, activated):
        changed = activated.copy()
        changed[place] = other(x)[place]
        return changed

    return make


def softmax(x):
    powers = np.exp(x - x.max())
    return powers / powers.sum()


activated = step(
    "activated",
    lambda x: np.maximum(x, 0.0),
    mistake("relu-forgotten", "There is no ReLU; negative numbers become 0.", lambda x: x),
    mistake(
        "absolute-value",
        "The absolute value is taken; ReLU makes negative numbers 0.",
        lambda x: np.abs(x),
    ),
    mistake(
        "minimum-for-maximum",
        "The smaller of x and 0 is taken; ReLU keeps the larger one.",
        lambda x: np.minimum(x, 0.0),
    ),
    mistake(
        "step-for-relu",
        "Only the sign of a number is left; ReLU keeps positive numbers as they are.",
        lambda x: double(x > 0),
        lambda x: double(x >= 0),
        lambda x: x > 0,
        lambda x: x >= 0,
        lambda x: np.sign(x),
    ),
    mistake(
        "leaky-relu",
        "A part of the negative numbers is kept (leaky ReLU); make them 0.",
        lambda x: np.where(x < 0, 0.01 * x, x),
        lambda x: np.where(x < 0, 0.1 * x, x),
        lambda x: np.where(x < 0, 0.2 * x, x),
        lambda x: np.where(x < 0, 0.3 * x, x),
        lambda x: np.where(x < 0, 0.5 * x, x),
        lambda x: np.where(x < 0, 0.001 * x, x),
    ),
    mistake(
        "sign-turned-first",
        "The sign is turned before ReLU; positive numbers stay, negative ones become 0.",
        lambda x: np.maximum(-x, 0.0),
    ),
    mistake(
        "capped-relu",
        "Large numbers are cut; ReLU has no upper limit.",
        lambda x: np.clip(x, 0.0, 1.0),
        lambda x: np.clip(x, 0.0, 6.0),
        lambda x: np.clip(x, 0.0, 255.0),
    ),
    mistake(
        "another-activation",
        "Another activation function is used (like sigmoid, tanh, softplus); ReLU is the larger of "
        "0 and x.",
        lambda x: 1.0 / (1.0 + np.exp(-x)),
        lambda x: np.tanh(x),
        lambda x: np.logaddexp(x, 0.0),
        lambda x: np.where(x < 0, np.expm1(np.minimum(x, 0.0)), x),
        lambda x: x / (1.0 + np.exp(-x)),
        softmax,
    ),
    mistake(
        "threshold-not-zero",
        "Numbers count from 1 on, or from -1; ReLU keeps every number above 0.",
        lambda x: np.where(x < 1, 0.0, x),
        lambda x: np.where(x <= 1, 0.0, x),
        lambda x: np.maximum(x, 1.0),
        lambda x: np.maximum(x, -1.0),
        lambda x: np.where(x < -1, 0.0, x),
    ),
    mistake(
        "negatives-not-zero",
        "Negative numbers become 1 or -1; they become 0.",
        lambda x: np.where(x < 0, 1.0, x),
        lambda x: np.where(x < 0, -1.0, x),
    ),
    mistake(
        "nan-for-negatives",
        "Negative numbers become NaN; they become 0.",
        lambda x: np.where(x < 0, np.nan, x),
    ),
    mistake(
        "doubled",
        "The result is twice as large as it should be; positive numbers stay as they are.",
        lambda x: np.maximum(2.0 * x, 0.0),
    ),
    mistake(
        "minimum-subtracted",
        "All numbers are moved up by the smallest one; each negative number becomes 0.",
        lambda x: x - x.min(),
    ),
)
