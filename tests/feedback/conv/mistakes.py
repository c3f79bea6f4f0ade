"""The steps of the functions of conv.py, and what is known to be done otherwise in each.

What is a mistake of a function as a whole stands at the end.
"""

import numpy as np
from stamping import (
    ENDINGS,
    activated,
    added,
    answers,
    biased,
    count,
    double,
    laid,
    numbers,
    patches,
    pixels,
    places,
    result,
    returned,
    size,
    stamped,
    stored,
    visited,
    window,
    written,
)

from grader.diagnosis import function, misconception, mistake, more, step

# %% stamp

only_patch = step("patches", lambda numbers: numbers[0][None, None])
one_number = step(
    "number",
    lambda stored: float(stored[0, 0]),
    mistake(
        "not-added-up",
        "The result is an array of products; add them all up to one number.",
        lambda numbers, bias: numbers[0] * numbers[1] + bias,
    ),
    mistake(
        "summed-along-one-axis",
        "The sum runs along one axis only; add up over rows and columns.",
        lambda numbers, bias: (numbers[0] * numbers[1]).sum(axis=0) + bias,
        lambda numbers, bias: (numbers[0] * numbers[1]).sum(axis=1) + bias,
    ),
    mistake(
        "array-into-number",
        "A whole array is put where one number belongs; add up over rows and columns first.",
        lambda numbers: float(numbers[0] * numbers[1]),
    ),
    mistake(
        "rounded",
        "The answer is rounded or cut to a whole number; keep the fractions.",
        lambda stored: int(stored[0, 0]),
        lambda stored: round(float(stored[0, 0])),
    ),
    mistake(
        "total-overwritten",
        "Each product replaces the total; add it to the total.",
        lambda numbers: float((numbers[0] * numbers[1])[-1, -1]),
    ),
)
stamp = function(
    "stamp",
    "patch kernel bias",
    step("image", lambda patch: patch),
    step("weights", lambda kernel: kernel),
    numbers,
    laid,
    only_patch,
    answers,
    biased,
    step("written", lambda biased: biased),
    stored,
    one_number,
)

# %% relu


def in_place(where, other=lambda x: x):
    """Something else than ReLU at one place, `other(x)`; by default nothing at all."""

    def make(x, activated):
        changed = activated.copy()
        changed[where] = other(x)[where]
        return changed

    return make


def zeros(x):
    return np.zeros(x.shape)


def first_alone(rest):
    """ReLU of the first number, row or negative number; the others are those of `rest(x)`."""

    def of(where):
        def make(x, activated):
            changed = rest(x).copy()
            place = where(x)
            changed.flat[place] = activated.flat[place]
            return changed

        return make

    return of


def first_row(x):
    return np.arange(x[0].size)


relu = function(
    "relu",
    "given",
    step(
        "x",
        lambda given: double(given),
        mistake(
            "narrow-integers",
            "Small integers (uint8, int8) overflow; turn the numbers into float64 before you "
            "calculate.",
            lambda given: ((given + np.abs(given)) / 2).astype(np.float64),
        ),
    ),
    more(
        activated,
        mistake(
            "nan-lost",
            "NaN becomes a number; NaN must stay NaN.",
            lambda x: np.fmax(x, 0.0),
            lambda x: np.maximum(np.nan_to_num(x), 0.0),
            lambda x: np.maximum(x[~np.isnan(x)], 0.0),
        ),
        mistake(
            "infinity-lost",
            "Infinity becomes a large number; keep it.",
            lambda activated: np.minimum(activated, np.finfo(np.float64).max),
            lambda x, activated: np.where(np.isinf(x), 0.0, activated),
            lambda x, activated: np.where(np.isinf(x), np.nan, activated),
        ),
        mistake(
            "nan-everywhere",
            "One NaN spoils all numbers; treat each number by itself.",
            lambda x, activated: activated + 0.0 * x.sum(),
            lambda x, activated: np.full(x.shape, np.nan) if np.isnan(x).any() else activated,
        ),
        mistake(
            "negatives-removed",
            "Negative numbers are taken out; they become 0 and the shape stays.",
            lambda x: x[x > 0],
            lambda x: x[x >= 0],
            lambda x: x[~(x < 0)],
        ),
        mistake(
            "maximum-along-axis",
            "The largest number of many is taken; compare each number with 0 by itself.",
            lambda x: x.max(axis=0),
            lambda x: np.maximum(x.max(axis=0), 0.0),
            lambda x: float(x.max()),
            lambda x: float(max(0.0, x.max())),
        ),
        mistake(
            "array-as-condition",
            "Your code asks whether a whole array is true or larger (if, or, max); compare cell by "
            "cell, or ask `is None`.",
            lambda x: x if x > 0 else 0 * x,
        ),
        mistake(
            "two-dimensions-assumed",
            "Your code takes the array to be 2-D; it may have any number of dimensions.",
            lambda x, activated: activated.reshape(*_two(x.shape)),
            lambda x, activated: _row_by_row(x, activated),
            lambda x: np.array([[0.0 if v < 0 else float(v) for v in row] for row in x]),
        ),
        mistake(
            "memory-order-read",
            "The numbers are read in the order of the memory; read them row by row.",
            lambda x, activated: np.maximum(x, 0.0).ravel(order="K").reshape(x.shape),
        ),
        mistake(
            "last-number-left-out",
            "The last number, row or column is left out; go to the end.",
            in_place(np.s_[-1], zeros),
            in_place(np.s_[..., -1], zeros),
            in_place(np.s_[-1]),
            in_place(np.s_[..., -1]),
            lambda activated: activated[:-1],
        ),
        mistake(
            "first-number-left-out",
            "The first number, row or column is left out; start at 0.",
            in_place(np.s_[0], zeros),
            in_place(np.s_[..., 0], zeros),
            in_place(np.s_[0]),
            in_place(np.s_[..., 0]),
            lambda activated: activated[1:],
        ),
        mistake(
            "returned-too-early",
            "The work ends in the first round of a loop; look at the indentation of return.",
            first_alone(zeros)(lambda x: [0]),
            first_alone(zeros)(first_row),
            first_alone(lambda x: x)(lambda x: [0]),
            first_alone(lambda x: x)(lambda x: np.flatnonzero(x < 0)[:1]),
            first_alone(lambda x: x)(first_row),
        ),
    ),
    step(
        "stored",
        lambda activated: activated,
        mistake(
            "rounded",
            "The answer is rounded or cut to a whole number; keep the fractions.",
            np.round,
            np.trunc,
            lambda stored: stored.astype(int),
            lambda stored: np.round(stored).astype(int),
        ),
        mistake(
            "answers-in-wrong-order",
            "The right answers stand in other places; answer [i, j] belongs at [i, j].",
            lambda stored: stored[::-1],
            lambda stored: stored[..., ::-1],
        ),
        mistake(
            "flattened",
            "The result is one long row; the shape stays as it was.",
            np.ravel,
        ),
        mistake(
            "extra-axis",
            "The answers are right, but there is an axis of length 1 too many or too few.",
            np.atleast_2d,
            lambda stored: stored[None],
            lambda stored: stored[..., None],
            np.squeeze,
        ),
    ),
)


def _two(shape):
    height, width = shape
    return height, width


def _row_by_row(x, activated):
    result = np.zeros((x.shape[0], x.shape[1]))
    for i, j in np.ndindex(x.shape[0], x.shape[1]):
        result[i, j] = activated[i, j]
    return result


# %% conv2d

pace = step(
    "pace",
    lambda: (1, 1),
    mistake(
        "stride-not-asked",
        "The kernel moves by two pixels; move it by one.",
        lambda: (2, 2),
        lambda: (2, 1),
        lambda: (1, 2),
    ),
    mistake(
        "stamps-not-overlapping",
        "The kernel moves by its own size; move it by one pixel.",
        lambda window: window,
    ),
)


def gaps(steps):
    """Zeros where the kernel would not have been laid with these steps."""

    def make(written, window):
        changed = np.zeros(written.shape)
        down, across = steps(window)
        changed[::down, ::across] = written[::down, ::across]
        return changed

    return make


placed = (pixels, laid, window, pace, count, size, result, visited, places, patches, answers)
map_written = more(
    written,
    mistake(
        "stride-not-asked",
        "The kernel moves by two pixels; move it by one.",
        gaps(lambda window: (2, 2)),
        gaps(lambda window: (2, 1)),
        gaps(lambda window: (1, 2)),
    ),
    mistake(
        "stamps-not-overlapping",
        "The kernel moves by its own size; move it by one pixel.",
        gaps(lambda window: window),
    ),
)
conv2d = function(
    "conv2d",
    "image kernel bias",
    step("weights", lambda kernel: kernel),
    numbers,
    *placed,
    biased,
    map_written,
    stored,
    more(
        returned,
        mistake(
            "not-added-up",
            "The result is an array of products; add them all up to one number.",
            lambda patches, laid, bias: patches * laid + bias,
        ),
        mistake(
            "summed-along-one-axis",
            "The sum runs along one axis only; add up over rows and columns.",
            lambda patches, laid, bias: (patches * laid).sum(axis=-1) + bias,
            lambda patches, laid, bias: (patches * laid).sum(axis=-2) + bias,
        ),
        mistake(
            "summed-over-places",
            "The sum runs over the places; sum over the cells of the kernel, for each place.",
            lambda patches, laid, bias: (patches * laid).sum(axis=(0, 1)) + bias,
            lambda patches, laid, bias: float((patches * laid).sum() + bias),
        ),
    ),
)

# %% feature_maps


def each_for_k(places):
    """Kernel k is kernels[:, :, places(K)[k]]."""
    return lambda kernels: kernels[:, :, places(kernels.shape[2])]


def as_many(count, kernels):
    """The first `count` of these kernels; breaks if there are fewer."""
    return np.stack([kernels[k] for k in range(count)], axis=-1)


weights = step(
    "weights",
    lambda kernels: kernels,
    mistake(
        "kernels-along-first-axis",
        "Kernel k is taken along the first axis; it is kernels[:, :, k].",
        lambda kernels: np.moveaxis(kernels, 0, -1),
        lambda kernels: as_many(kernels.shape[2], kernels),
        lambda kernels: as_many(kernels.shape[0], np.moveaxis(kernels, 2, 0)),
    ),
    mistake(
        "kernels-along-middle-axis",
        "Kernel k is taken along the middle axis; it is kernels[:, :, k].",
        lambda kernels: np.moveaxis(kernels, 1, -1),
        lambda kernels: as_many(kernels.shape[2], np.moveaxis(kernels, 1, 0)),
        lambda kernels: as_many(kernels.shape[1], np.moveaxis(kernels, 2, 0)),
    ),
    mistake(
        "kernels-reshaped",
        "The kernels are reshaped to (K, fh, fw); that mixes their weights, so move the axis "
        "instead.",
        lambda kernels: np.moveaxis(kernels.reshape(kernels.shape[2], *kernels.shape[:2]), 0, -1),
    ),
    mistake(
        "first-kernel-for-all",
        "Every map comes from the first kernel; map k comes from kernel k.",
        each_for_k(lambda count: [0] * count),
    ),
    mistake(
        "last-kernel-for-all",
        "Every map comes from the last kernel; map k comes from kernel k.",
        each_for_k(lambda count: [-1] * count),
    ),
    mistake(
        "kernels-reversed",
        "The kernels are used from the last to the first, but not the biases; map k needs kernel "
        "k.",
        each_for_k(lambda count: np.arange(count)[::-1]),
    ),
    mistake(
        "kernels-shifted",
        "Each map comes from the kernel of its neighbour; map k comes from kernel k.",
        each_for_k(lambda count: np.roll(np.arange(count), 1)),
        each_for_k(lambda count: np.roll(np.arange(count), -1)),
    ),
    mistake(
        "kernels-summed",
        "The kernels are summed or averaged to one; each makes a map of its own.",
        lambda kernels: np.repeat(double(kernels).sum(2, keepdims=True), kernels.shape[2], 2),
        lambda kernels: np.repeat(double(kernels).mean(2, keepdims=True), kernels.shape[2], 2),
    ),
    mistake(
        "fixed-number-of-maps",
        "The number of maps is written into the code; read it from the kernels' shape.",
        lambda kernels: as_many(3, np.moveaxis(kernels, 2, 0)),
        lambda kernels: as_many(4, np.moveaxis(kernels, 2, 0)),
        lambda kernels: as_many(2, np.moveaxis(kernels, 2, 0)),
    ),
)


def used(use):
    """The biases are used in this way before anybody asks whether there are any."""

    def make(biases, bias):
        use(biases)
        return bias

    return make


def given(change):
    """Other biases, where there are any."""
    return lambda biases, bias: bias if biases is None else change(biases)


bias = step(
    "bias",
    lambda biases, weights: (
        np.zeros(weights.shape[2]) if biases is None else biases[: weights.shape[2]]
    ),
    mistake(
        "missing-biases-not-handled",
        "Your code uses biases although it is None here; None means a bias of 0 for every map.",
        lambda biases, weights: np.array([biases[k] for k in range(weights.shape[2])]),
        used(lambda biases: np.zeros(3) + biases),
        used(lambda biases: len(biases)),
        used(lambda biases: biases.shape),
        used(lambda biases: biases.size),
        used(lambda biases: biases.ndim),
        used(lambda biases: biases.astype(np.float64)),
        used(lambda biases: list(biases)),
    ),
    mistake(
        "array-as-condition",
        "Your code asks whether a whole array is true or larger (if, or, max); compare cell by "
        "cell, or ask `is None`.",
        lambda biases, weights: biases or np.zeros(weights.shape[2]),
    ),
    mistake(
        "first-bias-for-all",
        "Every map gets the first bias; map k gets bias k.",
        given(lambda biases: np.full(biases.shape, biases[0])),
    ),
    mistake(
        "last-bias-for-all",
        "Every map gets the last bias; map k gets bias k.",
        given(lambda biases: np.full(biases.shape, biases[-1])),
    ),
    mistake(
        "biases-reversed",
        "The biases are used from the last to the first; map k gets bias k.",
        given(lambda biases: biases[::-1]),
    ),
    mistake(
        "biases-shifted",
        "Each map gets the bias of its neighbour; map k gets bias k.",
        given(lambda biases: np.roll(biases, 1)),
        given(lambda biases: np.roll(biases, -1)),
    ),
    mistake(
        "biases-summed",
        "Every map gets the sum (or mean) of all biases; map k gets bias k alone.",
        given(lambda biases: np.full(biases.shape, biases.sum())),
        given(lambda biases: np.full(biases.shape, biases.mean())),
    ),
    mistake(
        "wrong-default",
        "A missing bias counts as 1; without a bias nothing is added.",
        lambda biases, bias: np.ones(len(bias)) if biases is None else bias,
    ),
)


def on_each_map(which):
    """ReLU on one map only."""

    def make(x):
        maps = x.copy()
        maps[:, :, which] = np.maximum(maps[:, :, which], 0.0)
        return maps

    return make


def one_map(which):
    """One map stands in the place of all, or is the only one that is not 0."""

    def make(activated):
        maps = np.zeros(activated.shape)
        maps[:, :, which] = activated[:, :, which]
        return maps

    return make


def but_one_map(which):
    def make(activated):
        maps = activated.copy()
        maps[:, :, which] = 0.0
        return maps

    return make


def spoilt_sum(weights_of, pixels_of):
    """The answers where ReLU was put on the weights or the pixels instead."""

    def make(patches, laid, bias):
        return stamped(lambda p, k: added(pixels_of(p) * weights_of(k)))(patches, laid) + bias

    return make


def positive(array):
    return np.maximum(array, 0.0)


def as_it_is(array):
    return array


def softmax_over_maps(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


maps_activated = more(
    activated,
    mistake(
        "relu-before-bias",
        "ReLU comes before the bias; add the bias first, ReLU is the last step.",
        lambda answers, bias: positive(answers) + bias,
        lambda answers, bias: positive(positive(answers) + bias),
    ),
    mistake(
        "relu-on-kernel",
        "Negative weights become 0; ReLU belongs to the answers.",
        spoilt_sum(positive, as_it_is),
        lambda patches, laid, bias: positive(spoilt_sum(positive, as_it_is)(patches, laid, bias)),
    ),
    mistake(
        "relu-on-image",
        "Negative pixels become 0; ReLU belongs to the answers.",
        spoilt_sum(as_it_is, positive),
        lambda patches, laid, bias: positive(spoilt_sum(as_it_is, positive)(patches, laid, bias)),
    ),
    mistake(
        "relu-on-one-map",
        "ReLU works on one map only; every map needs it.",
        on_each_map(-1),
        on_each_map(0),
    ),
    mistake(
        "another-activation",
        "Another activation function is used (like sigmoid, tanh, softplus); ReLU is the larger of "
        "0 and x.",
        softmax_over_maps,
    ),
    mistake(
        "biases-along-wrong-axis",
        "The biases are added along the rows or columns; they belong to the maps, one each.",
        lambda answers, bias: positive(np.moveaxis(np.moveaxis(answers, -1, 0) + bias, 0, -1)),
        lambda answers, bias: positive(answers + bias[:, None]),
        lambda answers, bias: positive(
            np.stack([each + bias for each in np.moveaxis(answers, -1, 0)], axis=-1)
        ),
    ),
    mistake(
        "maps-summed",
        "The maps are summed or averaged; each kernel keeps a map of its own.",
        lambda x: positive(x.sum(axis=-1)),
        lambda x: positive(x.sum(axis=-1, keepdims=True)),
        lambda x: positive(x.mean(axis=-1)),
    ),
    mistake(
        "maps-carried-over",
        "Each map is added to those before it; start every map from 0.",
        lambda x: positive(np.cumsum(x, axis=-1)),
        lambda answers, bias: positive(np.cumsum(answers, axis=-1) + bias),
    ),
)
stacked = step(
    "stacked",
    lambda activated: activated,
    mistake(
        "maps-along-first-axis",
        "The maps lie along the first axis; map k belongs at [:, :, k], along the last one.",
        lambda stacked: np.moveaxis(stacked, -1, 0),
    ),
    mistake(
        "maps-along-middle-axis",
        "The maps lie along the middle axis; map k belongs at [:, :, k], along the last one.",
        lambda stacked: stacked.swapaxes(1, 2),
    ),
    mistake(
        "axes-in-wrong-order",
        "The axes stand in another order; they are rows, columns, maps.",
        lambda stacked: stacked.transpose(1, 2, 0),
        lambda stacked: stacked.transpose(2, 1, 0),
    ),
    mistake(
        "maps-reshaped",
        "The stack of maps is reshaped; that mixes the maps, so move the axis instead.",
        lambda stacked: np.moveaxis(stacked, -1, 0).reshape(stacked.shape),
        lambda stacked: stacked.swapaxes(1, 2).reshape(stacked.shape),
    ),
    mistake(
        "maps-joined",
        "The maps stand side by side or one below the other; stack them along a new last axis.",
        lambda stacked: np.concatenate(list(np.moveaxis(stacked, -1, 0)), axis=1),
        lambda stacked: np.concatenate(list(np.moveaxis(stacked, -1, 0)), axis=0),
    ),
    mistake(
        "maps-in-a-list",
        "The result is a list of maps; stack them along a new last axis to one array.",
        lambda stacked: list(np.moveaxis(stacked, -1, 0)),
    ),
    mistake(
        "maps-reversed",
        "The maps are in reverse order; kernel k makes map k.",
        lambda stacked: stacked[:, :, ::-1],
    ),
    mistake(
        "maps-summed",
        "The maps are summed or averaged; each kernel keeps a map of its own.",
        lambda stacked: stacked.sum(axis=-1),
        lambda stacked: stacked.sum(axis=-1, keepdims=True),
        lambda stacked: stacked.mean(axis=-1),
    ),
    mistake(
        "maps-carried-over",
        "Each map is added to those before it; start every map from 0.",
        lambda stacked: np.cumsum(stacked, axis=-1),
    ),
    mistake(
        "strongest-map-only",
        "Only the largest answer of each place is kept; each kernel keeps a map of its own.",
        lambda stacked: stacked.max(axis=-1),
        lambda stacked: stacked.max(axis=-1, keepdims=True),
    ),
    mistake(
        "first-map-only",
        "The result holds the first map only; make one for every kernel.",
        lambda stacked: stacked[:, :, 0],
        lambda stacked: stacked[:, :, :1],
        lambda stacked: np.repeat(stacked[:, :, :1], stacked.shape[2], axis=2),
        one_map(0),
    ),
    mistake(
        "last-map-only",
        "The result holds the last map only; keep one for every kernel.",
        lambda stacked: stacked[:, :, -1],
        lambda stacked: stacked[:, :, -1:],
        lambda stacked: np.repeat(stacked[:, :, -1:], stacked.shape[2], axis=2),
    ),
    mistake(
        "maps-overwritten",
        "The result holds one map only, as each one is written over the one before; kernel k makes "
        "map k.",
        lambda stacked: _last_in_the_place_of_the_first(stacked),
        one_map(-1),
    ),
    mistake(
        "last-map-missing",
        "The last kernel makes no map; there are K kernels and K maps.",
        lambda stacked: stacked[:, :, :-1],
        but_one_map(-1),
    ),
    mistake(
        "first-map-missing",
        "The first kernel makes no map; number 0 counts, too.",
        lambda stacked: stacked[:, :, 1:],
        but_one_map(0),
    ),
    mistake(
        "maps-shifted",
        "Each map stands in the place of its neighbour; kernel k makes map k.",
        lambda stacked: np.roll(stacked, 1, axis=2),
        lambda stacked: np.roll(stacked, -1, axis=2),
    ),
    mistake(
        "not-reshaped",
        "The answers come as a flat list; give them rows and columns.",
        lambda stacked: stacked.reshape(-1, stacked.shape[2]).T,
        lambda stacked: stacked.reshape(-1, stacked.shape[2]),
    ),
)


def _last_in_the_place_of_the_first(stacked):
    maps = np.zeros(stacked.shape)
    maps[:, :, 0] = stacked[:, :, -1]
    return maps


feature_maps = function(
    "feature_maps",
    "image kernels biases",
    weights,
    bias,
    numbers,
    *placed,
    biased,
    map_written,
    step("x", lambda written: written),
    maps_activated,
    stacked,
    step("stored", lambda stacked: stacked, *ENDINGS),
    returned,
)

# %% what should be refused, and what is said of edges

SENTENCES = {
    "array-into-number": "Your code puts a whole array where one number belongs; add up over rows "
    "and columns first.",
    "narrow-integers": "Small integers (uint8, int8) overflow; "
    "turn the numbers into float64 before you calculate.",
    "shapes-not-compared": "A patch and a kernel of different shapes are accepted; compare their "
    "shapes (not only the sizes) first.",
    "kernel-cut-to-fit": "A kernel larger than the picture is cut to fit; refuse it.",
    "dimensions-not-checked": "An argument with the wrong number of dimensions is accepted; "
    "compare its ndim first.",
    "empty-kernel-accepted": "A kernel without cells is accepted; refuse it.",
    "nothing-returned": "Your function returns nothing (None); end it with a return.",
    "no-dict": "Your result is no dict; give each kernel its name: top, left, bottom, right.",
    "wrong-keys": "Your dict needs exactly the keys top, left, bottom and right; check how they "
    "are written.",
    "side-missing": "Your dict lacks at least one of the four sides top, left, bottom and right.",
    "lists-for-arrays": "Your kernels are lists; make each of them a NumPy array.",
    "wrong-kernel-shape": "Not all of your kernels have the shape (3, 3); give each three rows of "
    "three weights.",
    "no-negative-weights": "Your kernel has no negative weights; where it should be dark, a bright "
    "pixel must count against.",
    "sum-not-zero": "The weights of a kernel do not add up to 0; then it answers an evenly bright "
    "area, too.",
    "kernel-of-zeros": "A kernel holds nothing but zeros, so it never answers.",
    "same-kernel-for-all": "All your kernels are the same; each side needs its own arrangement of "
    "dark and bright.",
    "opposite-kernels-alike": "Kernels of opposite sides are the same; what turns bright for one "
    "turns dark for the other, so turn the signs.",
    "kernels-repeated": "Two of your kernels are the same; each side needs its own arrangement of "
    "dark and bright.",
    "line-for-edge": "Your kernel finds lines, as both its ends are alike; for an edge make one "
    "end negative and the other positive.",
    "dark-and-bright-exchanged": "Your kernels answer where bright turns dark; the weights must be "
    "positive on the bright side, where the shape is.",
    "top-and-bottom-exchanged": "Your kernels for top and bottom have changed places; at the top "
    "edge dark turns bright going down.",
    "left-and-right-exchanged": "Your kernels for left and right have changed places; at the left "
    "edge dark turns bright going right.",
    "edges-transposed": "Your kernels for top and left have changed places, as have bottom and "
    "right; a top edge is a change from row to row.",
    "sides-permuted": "Your four kernels are right, but stand under the wrong names.",
    "scaled-differently": "Your kernels have weights of different size, so one drowns the others; "
    "scale them all alike.",
    "one-kernel-turned": "One of your kernels has dark and bright exchanged; its weights must be "
    "positive where the shape is.",
    "silent-on-own-edge": "A kernel does not answer its own edge at all; put negative weights "
    "where it is dark, positive ones where it is bright.",
    "answers-opposite-edge": "A kernel answers the opposite edge, too; the weights on its dark "
    "side must not add up to more than 0.",
    "neighbour-as-strong": "A kernel answers its own edge no more strongly than a neighbour does, "
    "like one for a corner; put the whole bright side along the edge.",
}


stretched_by_numpy = misconception("shapes-not-compared", "stamp")(
    lambda right, patch, kernel, bias: float(np.sum(double(patch) * double(kernel)) + bias)
)
cells_paired_in_order = misconception("shapes-not-compared", "stamp")(
    lambda right, patch, kernel, bias: float(
        np.sum(double(patch).ravel() * double(kernel).ravel()) + bias
    )
)


@misconception("shapes-not-compared", "stamp")
def as_many_cells_as_both_have(right, patch, kernel, bias):
    pairs = zip(patch.ravel().tolist(), kernel.ravel().tolist(), strict=False)
    return float(sum(pixel * weight for pixel, weight in pairs) + bias)


kernel_cut_to_fit = misconception("kernel-cut-to-fit", "conv2d", "feature_maps")(
    lambda right, image, kernel, bias: right(
        image, kernel[: image.shape[0], : image.shape[1]], bias
    )
)


def _in_two_dimensions(array, reduce):
    """An array of 1 or 3 dimensions as one of 2."""
    return reduce(array) if array.ndim == 3 else np.atleast_2d(array)


@misconception("dimensions-not-checked", "conv2d")
def first_channel_taken(right, image, kernel, bias):
    image = _in_two_dimensions(image, lambda array: array[:, :, 0])
    return right(image, _in_two_dimensions(kernel, lambda array: array[:, :, 0]), bias)


@misconception("dimensions-not-checked", "conv2d")
def channels_summed(right, image, kernel, bias):
    image = _in_two_dimensions(image, lambda array: array.sum(axis=2))
    return right(image, _in_two_dimensions(kernel, lambda array: array.sum(axis=2)), bias)


@misconception("dimensions-not-checked", "feature_maps")
def first_of_the_channels_taken(right, image, kernels, biases):
    image = _in_two_dimensions(image, lambda array: array[:, :, 0])
    return right(image, kernels[:, :, :, 0] if kernels.ndim == 4 else kernels, biases)


@misconception("dimensions-not-checked", "feature_maps")
def all_channels_summed(right, image, kernels, biases):
    image = _in_two_dimensions(image, lambda array: array.sum(axis=2))
    return right(image, kernels.sum(axis=3) if kernels.ndim == 4 else kernels, biases)


@misconception("empty-kernel-accepted", "conv2d")
def empty_kernel_stamped(right, image, kernel, bias):
    if kernel.size == 0 and kernel.ndim == 2:
        return np.full(
            [n - f + 1 for n, f in zip(image.shape, kernel.shape, strict=True)], float(bias)
        )
    return right(image, kernel, bias)


_rng = np.random.default_rng(8)


def _normal(*shape):
    return _rng.normal(size=shape)


def _pixels(*shape):
    return _rng.integers(150, 256, size=shape).astype(np.uint8)


def _small(*shape):
    return _rng.integers(-120, 120, size=shape).astype(np.int8)


PROBES = {
    "stamp": [
        (_normal(5, 4), _normal(5, 4), 0.7),
        (_normal(4, 5), _normal(4, 5), -1.3),
        (_normal(4, 4), _normal(4, 4), 0.4),
        (9 * _normal(4, 4), 9 * _normal(4, 4), -2.7),
        (_pixels(3, 4), _pixels(3, 4), 0.6),
        (_pixels(4, 4), _small(4, 4), -0.6),
        (_pixels(3, 2), _normal(3, 2), 1.6),
        (_normal(2, 3), _pixels(2, 3), 1.6),
        (_normal(3, 4), _normal(3, 4), 0.0),
    ],
    "relu": [
        (_normal(4, 5),),
        (9 * _normal(5, 3),),
        (_normal(2, 3, 4),),
        (_normal(6),),
        (np.asfortranarray(_normal(4, 3)),),
        (_small(4, 4),),
        (np.array([[np.nan, -1.5, np.inf], [400.5, np.nan, -0.5]]),),
        (np.array([np.inf, -2.5, 3.5]),),
        (np.array([[-3.0, 1.0, 0.0], [0.25, -0.5, 2.0]]),),
        (_normal(1, 4),),
    ],
    "conv2d": [
        (_normal(7, 9), _normal(3, 2), 0.7),
        (_normal(6, 9), _normal(2, 4), -1.3),
        (_normal(7, 7), _normal(3, 3), 0.6),
        (_normal(8, 8), _normal(4, 4), 0.4),
        (9 * _normal(9, 7), 9 * _normal(4, 3), -2.7),
        (_normal(5, 6), _normal(1, 3), 0.7),
        (_normal(4, 5), _normal(1, 1), 0.7),
        (_normal(3, 6), _normal(3, 2), 0.7),
        (_pixels(5, 6), _pixels(2, 3), 0.6),
        (_pixels(5, 5), _small(2, 2), -0.6),
        (_pixels(4, 6), _normal(2, 3), 1.6),
        (_normal(4, 6), _pixels(2, 3), 1.6),
        (_normal(5, 6), _normal(3, 2), 0.0),
    ],
    "feature_maps": [
        (_normal(7, 9), _normal(3, 2, 4), _normal(4)),
        (_normal(6, 9), _normal(2, 4, 5), _normal(5)),
        (_normal(7, 7), _normal(3, 3, 3), _normal(3)),
        (_normal(8, 8), _normal(4, 4, 2), None),
        (9 * _normal(9, 7), 9 * _normal(4, 3, 6), 4 * _normal(6)),
        (_normal(5, 6), _normal(1, 3, 2), _normal(2)),
        (_normal(4, 5), _normal(1, 1, 3), _normal(3)),
        (_normal(3, 6), _normal(3, 2, 2), _normal(2)),
        (_pixels(5, 6), _pixels(2, 3, 2), _normal(2)),
        (_pixels(5, 5), _small(2, 2, 3), _normal(3)),
        (_pixels(4, 6), _normal(2, 3, 2), _normal(2)),
        (_normal(4, 6), _pixels(2, 3, 2), _normal(2)),
    ],
}
