"""Known mistakes of conv.py: one sentence for each, and what it would answer."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from grader.diagnosis import misconception

SENTENCES = {
    # the bias
    "bias-forgotten": "Your result is what you get when the bias is not added; each answer is the "
    "sum of the products plus the bias.",
    "bias-subtracted": "Your result is what you get when the bias is subtracted; add it.",
    "bias-per-pixel": "Your result is what you get when the bias is added once for each cell of "
    "the kernel; add it once, after the sum.",
    "bias-per-row": "Your result is what you get when the bias is added once for each row or "
    "column of the kernel; add it once, after the sum.",
    "bias-twice": "Your result is what you get when the bias is added twice; one place in the code "
    "is enough.",
    "bias-multiplied": "Your result is what you get when the sum is multiplied by the bias; the "
    "bias is added.",
    "bias-divided": "Your result is what you get when the bias goes into the mean, too; it is "
    "added as it is, after the sum.",
    "bias-without-sign": "Your result is what you get when a negative bias is taken as positive; "
    "keep its sign.",
    "negative-bias-ignored": "Your result is what you get when a negative bias counts as 0; add "
    "the bias as it is.",
    "bias-cut-to-integer": "Your result is what you get when the bias loses its fraction; add it "
    "as it is.",
    "bias-on-image": "Your result is what you get when the bias is added to the pixels; it is "
    "added after the sum of the products.",
    "bias-on-kernel": "Your result is what you get when the bias is added to the weights; it is "
    "added after the sum of the products.",
    "bias-on-one-answer": "Your result is what you get when only one answer of the map gets the "
    "bias; every stamp gets it.",
    "wrong-default": "Your result is what you get when a missing bias counts as 1; without a bias "
    "nothing is added.",
    "start-not-zero": "Your result is off by 1 for each stamp; start the total from 0.",
    "first-bias-for-all": "Your result is what you get when every map gets the first bias; map k "
    "gets bias k.",
    "last-bias-for-all": "Your result is what you get when every map gets the last bias; map k "
    "gets bias k.",
    "biases-reversed": "Your result is what you get when the biases are used from the last to the "
    "first; map k gets bias k.",
    "biases-shifted": "Your result is what you get when each map gets the bias of its neighbour; "
    "map k gets bias k.",
    "biases-summed": "Your result is what you get when every map gets the sum (or mean) of all "
    "biases; map k gets bias k alone.",
    "biases-along-wrong-axis": "Your result is what you get when the biases are added along the "
    "rows or columns; they belong to the maps, one each.",
    "missing-biases-not-handled": "Your code uses biases although it is None here; None means a "
    "bias of 0 for every map.",
    # one stamp
    "flipped-kernel": "Your result is what you get when the kernel is flipped (turned by 180 "
    "degrees); lay it on the picture as it is.",
    "kernel-upside-down": "Your result is what you get when the kernel is turned upside down (its "
    "rows reversed); lay it on the picture as it is.",
    "kernel-mirrored": "Your result is what you get when the kernel's columns are reversed (left "
    "and right swapped); lay it on the picture as it is.",
    "transposed-kernel": "Your result is what you get when rows and columns of the kernel change "
    "places; pair pixel [i, j] with weight [i, j].",
    "kernel-turned-a-quarter": "Your result is what you get when the kernel is turned by 90 "
    "degrees; lay it on the picture as it is.",
    "kernel-end-missed": "Your result is what you get when the last row or column of the kernel is "
    "left out; every cell counts.",
    "kernel-start-missed": "Your result is what you get when the first row or column of the kernel "
    "is left out; every cell counts.",
    "cells-skipped": "Your result is what you get when every second row or column of the kernel is "
    "skipped; every cell counts.",
    "diagonal-only": "Your result is what you get when only the cells on the diagonal count; rows "
    "and columns need an index each.",
    "centre-only": "Your result is what you get when only the cell in the middle counts; every "
    "cell counts.",
    "mean-for-sum": "Your result is what you get when the mean is taken; the products are added "
    "up, not averaged.",
    "maximum-for-sum": "Your result is what you get when the largest product is taken; add all "
    "products up.",
    "minimum-for-sum": "Your result is what you get when the smallest product is taken; add all "
    "products up.",
    "products-forgotten": "Your result holds the bias alone; add the products to it.",
    "product-for-sum": "Your result is what you get when the products are multiplied with each "
    "other; add them up.",
    "sums-multiplied": "Your result is what you get when pixels and weights are summed first and "
    "the two sums multiplied; multiply cell by cell, then add up.",
    "cells-added": "Your result is what you get when each weight is added to its pixel; multiply "
    "them.",
    "cells-subtracted": "Your result is what you get when pixels and weights are subtracted from "
    "each other; multiply them.",
    "cells-divided": "Your result is what you get when each pixel is divided by its weight; "
    "multiply them.",
    "kernel-ignored": "Your result is what you get when the pixels are only added up; multiply "
    "each by its weight first.",
    "image-ignored": "Your result is what you get when the weights are only added up; multiply "
    "each by its pixel first.",
    "image-with-itself": "Your result is what you get when each pixel is multiplied by itself; "
    "multiply it by its weight.",
    "kernel-with-itself": "Your result is what you get when each weight is multiplied by itself; "
    "multiply it by its pixel.",
    "matrix-product": "Your result is what you get with a matrix product (@ or dot); multiply cell "
    "by cell instead.",
    "products-without-sign": "Your result is what you get when negative products count as "
    "positive; keep their signs in the sum.",
    "relu-on-products": "Your result is what you get when negative products count as 0; keep their "
    "signs in the sum.",
    "squared": "Your result is what you get with squares; the products are added up as they are.",
    "products-subtracted": "Your result is what you get when the products are subtracted; they are "
    "added up.",
    "kernel-normalised": "Your result is what you get when the weights are scaled by their sum or "
    "size first; use them as they are.",
    "image-scaled": "Your result is what you get when the pixels are divided by 255; nobody asks "
    "for that here.",
    "result-scaled": "Your result is what you get when the answers are scaled by the largest one; "
    "leave them as they are.",
    "total-overwritten": "Your result is what you get when each product replaces the total; add it "
    "to the total.",
    "total-set-back": "Your result is what you get when the total starts again in every row of the "
    "kernel; set it to 0 once per stamp.",
    "total-carried-over": "Your result is what you get when the total is not set back to 0; start "
    "from 0 for every answer.",
    "returned-too-early": "Your result is what you get when the work ends in the first round of a "
    "loop; look at the indentation of return.",
    "not-added-up": "Your result is an array of products; add them all up to one number.",
    "summed-along-one-axis": "Your result is what you get when the sum runs along one axis only; "
    "add up over rows and columns.",
    "array-into-number": "Your code puts a whole array where one number belongs; add up over rows "
    "and columns first.",
    # numbers
    "narrow-integers": "Your result is what you get when small integers (uint8, int8) overflow; "
    "turn the numbers into float64 before you calculate.",
    "image-dtype-kept": "Your result is what you get when the answers are stored with the dtype of "
    "an argument; store them as float64.",
    "kernel-in-image-dtype": "Your result is what you get when the weights are turned into the "
    "dtype of the picture; turn both into float64.",
    "image-in-kernel-dtype": "Your result is what you get when the pixels are turned into the "
    "dtype of the kernel; turn both into float64.",
    "float32-precision": "Your result is what you get when the calculation runs in float32; "
    "calculate with float64.",
    "inputs-cut-to-integers": "Your result is what you get when pixels or weights lose their "
    "fractions; turn them into float64, not int.",
    "rounded": "Your result is what you get when the answer is rounded or cut to a whole number; "
    "keep the fractions.",
    "clipped-to-pixels": "Your result is what you get when the answers are kept between 0 and 255; "
    "they are no pixels and may be any number.",
    "absolute-value": "Your result is what you get with the absolute value; ReLU makes negative "
    "numbers 0.",
    "sign-lost": "Your result is what you get when negative answers become positive; keep their "
    "sign.",
    "relu-not-asked": "Your result is what you get when negative answers become 0; there is no "
    "ReLU in this function.",
    # the places on the picture
    "off-by-one-end": "Your result is what you get when the last place is left out; along a side "
    "of n the kernel has n - f + 1 places.",
    "off-by-one-start": "Your result is what you get when the first place is left out; start at "
    "pixel 0.",
    "one-stamp-too-many": "Your result is what you get with one place too many; the last place is "
    "where the kernel still lies on the picture, n - f.",
    "size-too-small-by-two": "Your result is what you get with a size of n - f - 1; along a side "
    "of n the kernel has n - f + 1 places.",
    "odd-kernel-assumed": "Your result is what you get when the kernel's sides are taken to be "
    "odd; even sides must work, too.",
    "padding-not-asked": "Your result is what you get when cells are added around the picture; "
    "without padding the map is smaller than the picture.",
    "result-as-large-as-image": "Your result has the size of the picture; without padding the map "
    "is smaller, n - f + 1 along each side.",
    "stamps-not-overlapping": "Your result is what you get when the kernel moves by its own size; "
    "move it by one pixel.",
    "stride-not-asked": "Your result is what you get when the kernel moves by two pixels; move it "
    "by one.",
    "patch-never-moves": "Your result is what you get when the patch stays in one place; it starts "
    "at [i, j] for answer [i, j].",
    "patch-moves-on-one-axis": "Your result is what you get when the patch moves along one axis "
    "only; it starts at [i, j] for answer [i, j].",
    "index-used-twice": "Your result is what you get when one index is used for rows and for "
    "columns; each needs an index of its own.",
    "pixel-index-forgotten": "Your result is what you get when one pixel, row or column serves the "
    "whole kernel; weight [a, b] meets pixel [i + a, j + b].",
    "patch-end-forgotten": "Your result is what you get when the patch does not end at its start "
    "plus the kernel's size; with [i:fh] it shrinks as i grows.",
    "rows-and-columns-swapped": "Your result is what you get when rows and columns are swapped; "
    "rows come first, in shapes and in indices.",
    "square-kernel-assumed": "Your result is what you get when the kernel is taken to be square; "
    "use its height for rows and its width for columns.",
    "square-image-assumed": "Your result is what you get when the picture is taken to be square; "
    "use its height for rows and its width for columns.",
    "fixed-size": "Your result is what you get when a size is written into the code as a number; "
    "read all sizes from the shapes.",
    "wrap-around": "Your result is what you get when the kernel reaches over the border to the "
    "other side of the picture; keep it inside.",
    "image-flipped": "Your result is what you get when the picture is turned or mirrored before "
    "the kernel is laid on it; take it as it is.",
    "answers-in-wrong-order": "Your result holds the right answers in other places; answer [i, j] "
    "belongs at [i, j].",
    "answers-overwritten": "Your result is what you get when one answer fills a whole row, column "
    "or map; each answer belongs to one cell.",
    "not-reshaped": "Your result holds the right answers as a flat list; give it rows and columns.",
    "extra-axis": "Your result holds the right answers, but with an axis of length 1 too many or "
    "too few.",
    "summed-over-places": "Your result is what you get when the sum runs over the places; sum over "
    "the cells of the kernel, for each place.",
    # ReLU
    "relu-forgotten": "Your result is what you get without ReLU; negative numbers become 0.",
    "relu-before-bias": "Your result is what you get when ReLU comes before the bias; add the bias "
    "first, ReLU is the last step.",
    "relu-on-kernel": "Your result is what you get when negative weights become 0; ReLU belongs to "
    "the answers.",
    "relu-on-image": "Your result is what you get when negative pixels become 0; ReLU belongs to "
    "the answers.",
    "relu-on-one-map": "Your result is what you get when ReLU works on one map only; every map "
    "needs it.",
    "minimum-for-maximum": "Your result is what you get with the smaller of x and 0; ReLU keeps "
    "the larger one.",
    "sign-turned-first": "Your result is what you get when the sign is turned before ReLU; "
    "positive numbers stay, negative ones become 0.",
    "step-for-relu": "Your result tells only which sign a number has; ReLU keeps positive numbers "
    "as they are.",
    "leaky-relu": "Your result is what you get with a leaky ReLU, which keeps a part of the "
    "negative numbers; make them 0.",
    "capped-relu": "Your result is what you get when large numbers are cut; ReLU has no upper "
    "limit.",
    "another-activation": "Your result is what another activation function gives (like sigmoid, "
    "tanh, softplus); ReLU is the larger of 0 and x.",
    "threshold-not-zero": "Your result is what you get when numbers count from 1 on; ReLU keeps "
    "every number above 0.",
    "nan-lost": "Your result is what you get when NaN becomes a number; NaN must stay NaN.",
    "infinity-lost": "Your result is what you get when infinity becomes a large number; keep it.",
    "nan-everywhere": "Your result is what you get when one NaN spoils all numbers; treat each "
    "number by itself.",
    "nan-for-negatives": "Your result is what you get when negative numbers become NaN; they "
    "become 0.",
    "negatives-not-zero": "Your result is what you get when negative numbers become 1 or -1; they "
    "become 0.",
    "doubled": "Your result is twice as large as it should be; positive numbers stay as they are.",
    "last-number-left-out": "Your result is what you get when the last number, row or column is "
    "left out; go to the end.",
    "first-number-left-out": "Your result is what you get when the first number, row or column is "
    "left out; start at 0.",
    "negatives-removed": "Your result is what you get when negative numbers are taken out; they "
    "become 0 and the shape stays.",
    "minimum-subtracted": "Your result is what you get when all numbers are moved up by the "
    "smallest one; each negative number becomes 0.",
    "maximum-along-axis": "Your result is what you get when the largest number of many is taken; "
    "compare each number with 0 by itself.",
    "array-as-condition": "Your code asks whether a whole array is true or larger (if, or, max); "
    "compare cell by cell, or ask `is None`.",
    "flattened": "Your result is one long row; the shape stays as it was.",
    "two-dimensions-assumed": "Your code takes the array to be 2-D; it may have any number of "
    "dimensions.",
    "memory-order-read": "Your result is what you get when the numbers are read in the order of "
    "the memory; read them row by row.",
    # several maps
    "maps-along-first-axis": "Your result has the maps along the first axis; map k belongs at [:, "
    ":, k], along the last one.",
    "maps-along-middle-axis": "Your result has the maps along the middle axis; map k belongs at "
    "[:, :, k], along the last one.",
    "axes-in-wrong-order": "Your result has its axes in another order; they are rows, columns, "
    "maps.",
    "maps-reshaped": "Your result is what you get when the stack of maps is reshaped; that mixes "
    "the maps, so move the axis instead.",
    "maps-joined": "Your result has the maps side by side or one below the other; stack them along "
    "a new last axis.",
    "maps-in-a-list": "Your result is a list of maps; stack them along a new last axis to one "
    "array.",
    "maps-reversed": "Your result has the maps in reverse order; kernel k makes map k.",
    "maps-summed": "Your result is what you get when the maps are summed or averaged; each kernel "
    "keeps a map of its own.",
    "maps-carried-over": "Your result is what you get when each map is added to those before it; "
    "start every map from 0.",
    "strongest-map-only": "Your result is what you get when only the largest answer of each place "
    "is kept; each kernel keeps a map of its own.",
    "first-map-only": "Your result holds the first map only; make one for every kernel.",
    "last-map-only": "Your result holds the last map only; keep one for every kernel.",
    "maps-overwritten": "Your result holds one map only, as each one is written over the one "
    "before; kernel k makes map k.",
    "last-map-missing": "Your result is what you get when the last kernel makes no map; there are "
    "K kernels and K maps.",
    "first-map-missing": "Your result is what you get when the first kernel makes no map; number 0 "
    "counts, too.",
    "first-kernel-for-all": "Your result is what you get when every map comes from the first "
    "kernel; map k comes from kernel k.",
    "last-kernel-for-all": "Your result is what you get when every map comes from the last kernel; "
    "map k comes from kernel k.",
    "kernels-reversed": "Your result is what you get when the kernels are used from the last to "
    "the first, but not the biases; map k needs kernel k.",
    "kernels-shifted": "Your result is what you get when each map comes from the kernel of its "
    "neighbour; map k comes from kernel k.",
    "maps-shifted": "Your result has each map in the place of its neighbour; kernel k makes map k.",
    "kernels-summed": "Your result is what you get when the kernels are summed or averaged to one; "
    "each makes a map of its own.",
    "kernels-along-first-axis": "Your result is what you get when kernel k is taken along the "
    "first axis; it is kernels[:, :, k].",
    "kernels-along-middle-axis": "Your result is what you get when kernel k is taken along the "
    "middle axis; it is kernels[:, :, k].",
    "kernels-reshaped": "Your result is what you get when the kernels are reshaped to (K, fh, fw); "
    "that mixes their weights, so move the axis instead.",
    "fixed-number-of-maps": "Your result is what you get when the number of maps is written into "
    "the code; read it from the kernels' shape.",
    # refusals
    "shapes-not-compared": "A patch and a kernel of different shapes are accepted; compare their "
    "shapes (not only the sizes) first.",
    "kernel-cut-to-fit": "A kernel larger than the picture is cut to fit; refuse it.",
    "dimensions-not-checked": "An argument with the wrong number of dimensions is accepted; "
    "compare its ndim first.",
    "empty-kernel-accepted": "A kernel without cells is accepted; refuse it.",
    # edges
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


def _products(patch, kernel):
    return patch.astype(np.float64) * kernel.astype(np.float64)


def _biases(kernels, biases):
    return np.zeros(kernels.shape[2]) if biases is None else biases


def _windows(image, kernel):
    return sliding_window_view(image.astype(np.float64), kernel.shape[:2])


def _raw(image, kernels, biases=None):
    """The maps before ReLU."""
    answers = np.tensordot(_windows(image, kernels), kernels.astype(np.float64), axes=2)
    return answers + _biases(kernels, biases)


def _conv2d(image, kernel, bias):
    return np.tensordot(_windows(image, kernel), kernel.astype(np.float64), axes=2) + bias


def _size(image, kernel):
    return image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1


def _map_by_map(wrong, image, kernels, biases):
    biases = _biases(kernels, biases)
    maps = [wrong(image, kernels[:, :, k], biases[k]) for k in range(kernels.shape[2])]
    return np.stack([np.maximum(each, 0.0) for each in maps], axis=-1)


STAMPING = ("stamp", "conv2d", "feature_maps")
PLACING = ("conv2d", "feature_maps")
ACTIVATING = ("relu", "feature_maps")


def each_stamp(id):
    """Each stamp is wrong: `wrong(patch, kernel, bias)` is its answer."""

    def marked(wrong):
        def every_place(image, kernel, bias):
            windows = sliding_window_view(image, kernel.shape)
            result = np.zeros(windows.shape[:2])
            for i, j in np.ndindex(*result.shape):
                result[i, j] = wrong(windows[i, j], kernel, bias)
            return result

        def answer(right, image, kernel, bias):
            expected = right(image, kernel, bias)
            if np.ndim(expected) == 0:
                return float(wrong(image, kernel, bias))
            if np.ndim(expected) == 2:
                return every_place(image, kernel, bias)
            return _map_by_map(every_place, image, kernel, bias)

        return misconception(id, *STAMPING)(answer)

    return marked


def each_sum(id):
    """Each stamp is `wrong(patch, kernel)`, calculated with float64, plus the bias."""

    def marked(wrong):
        def stamp(patch, kernel, bias):
            return wrong(patch.astype(np.float64), kernel.astype(np.float64)) + bias

        return each_stamp(id)(stamp)

    return marked


def other_sum(id):
    """Each stamp does something else with the products than add them up; then comes the bias."""

    def marked(wrong):
        return each_stamp(id)(lambda patch, kernel, bias: wrong(_products(patch, kernel)) + bias)

    return marked


def each_map(id):
    """Each map is wrong: `wrong(image, kernel, bias)` is what stands for conv2d."""

    def marked(wrong):
        def answer(right, image, kernel, bias):
            if np.ndim(right(image, kernel, bias)) == 2:
                return wrong(image, kernel, bias)
            return _map_by_map(wrong, image, kernel, bias)

        return misconception(id, *PLACING)(answer)

    return marked


def each_number(id, *functions):
    """Each number is wrong: `wrong(x)` is what stands for ReLU."""

    def marked(wrong):
        def answer(right, x, *others):
            right(x, *others)
            return wrong(_raw(x, *others) if others else x.astype(np.float64))

        return misconception(id, *functions)(answer)

    return marked


def other_image(id, *functions):
    """The right function with another image."""

    def marked(change):
        return misconception(id, *functions)(
            lambda right, image, *rest: right(change(image), *rest)
        )

    return marked


def other_kernel(id, *functions):
    """The right function with another kernel."""

    def marked(change):
        def answer(right, image, kernel, bias):
            return right(image, change(kernel), bias)

        return misconception(id, *functions)(answer)

    return marked


def other_bias(id, *functions):
    """The right function with another bias; biases of None stay."""

    def marked(change):
        def answer(right, image, kernel, bias):
            return right(image, kernel, None if bias is None else change(bias))

        return misconception(id, *functions)(answer)

    return marked


def none_used(use):
    """The biases are used in this way before anybody asks whether there are any."""

    def answer(right, image, kernels, biases):
        use(biases)
        return right(image, kernels, biases)

    return misconception("missing-biases-not-handled", "feature_maps")(answer)


def other_answer(id, *functions):
    """The right answer, but something is done with it afterwards."""

    def marked(change):
        return misconception(id, *functions)(lambda right, *arguments: change(right(*arguments)))

    return marked


def loops(
    id,
    size=lambda h, w, fh, fw: (h - fh + 1, w - fw + 1),
    patch=lambda image, i, j, fh, fw: image[i : i + fh, j : j + fw],
    visited=None,
):
    """Two loops stamp these patches; they break where such loops break.

    `size` is the map's and `visited`, if it differs, how many rows and columns the loops visit.
    """

    def conv2d(image, kernel, bias):
        sizes = *image.shape, *kernel.shape
        result = np.zeros(size(*sizes))
        for i, j in np.ndindex(*(visited or size)(*sizes)):
            products = _products(patch(image, i, j, *kernel.shape), kernel)
            result[i, j] = np.sum(products) + bias
        return result

    return each_map(id)(conv2d)


def cell_by_cell(id, pair):
    """Four loops: the pixel and the weight that meet are `pair(i, j, a, b, fh, fw)`."""

    def conv2d(image, kernel, bias):
        result = np.full(_size(image, kernel), float(bias))
        for i, j in np.ndindex(*result.shape):
            for a, b in np.ndindex(*kernel.shape):
                pixel, weight = pair(i, j, a, b, *kernel.shape)
                result[i, j] += float(image[pixel]) * float(kernel[weight])
        return result

    return each_map(id)(conv2d)


def cells(id, size=lambda fh, fw: (fh, fw), pair=lambda a, b: ((a, b), (a, b))):
    """Two loops over this many cells of the kernel make one stamp of these pairs of cells."""

    def stamp(patch, kernel, bias):
        total = bias
        for a, b in np.ndindex(*size(*kernel.shape)):
            pixel, weight = pair(a, b)
            total += float(patch[pixel]) * float(kernel[weight])
        return total

    return each_stamp(id)(stamp)


def padded(id, cells, mode="constant"):
    """Cells are added to the picture: `cells(f)` before and behind it along a side."""

    def conv2d(image, kernel, bias):
        wider = np.pad(image.astype(np.float64), [cells(f) for f in kernel.shape], mode=mode)
        return _conv2d(wider, kernel, bias)

    return each_map(id)(conv2d)


def on_the_picture(start, keeps_pixels=False):
    """The map lies on an array of the picture's size, `start(f)` away from its border."""

    def conv2d(image, kernel, bias):
        answers = _conv2d(image, kernel, bias)
        result = image.astype(np.float64) if keeps_pixels else np.zeros(image.shape)
        (top, left), (rows, columns) = map(start, kernel.shape), answers.shape
        result[top : top + rows, left : left + columns] = answers
        return result

    return each_map("result-as-large-as-image")(conv2d)


def other_map(id):
    """The right map of each kernel, but something is done with it before ReLU."""

    def marked(change):
        return each_map(id)(lambda image, kernel, bias: change(_conv2d(image, kernel, bias)))

    return marked


def zeros_at(id, functions, *places):
    """The right answer with zeros in these places."""

    def answer(right, *arguments):
        result = right(*arguments)
        for place in places:
            result[place] = 0.0
        return result

    return misconception(id, *functions)(answer)


def untouched_at(id, place):
    """What relu gives if it leaves out this place."""

    def answer(right, x):
        result = right(x)
        result[place] = x[place]
        return result

    return misconception(id, "relu")(answer)


def spread(id, place):
    """The answers of this place stand in all rows or columns."""

    def change(answers):
        return np.broadcast_to(answers[place], answers.shape)

    return other_answer(id, *PLACING)(change)


bias_forgotten = other_bias("bias-forgotten", "stamp", "conv2d")(lambda bias: 0.0)
biases_forgotten = other_bias("bias-forgotten", "feature_maps")(lambda biases: None)

bias_subtracted = other_bias("bias-subtracted", *STAMPING)(lambda bias: -bias)

bias_per_pixel = each_stamp("bias-per-pixel")(
    lambda patch, kernel, bias: np.sum(_products(patch, kernel) + bias)
)

bias_per_row = each_stamp("bias-per-row")(
    lambda patch, kernel, bias: np.sum(_products(patch, kernel)) + len(kernel) * bias
)
bias_per_column = each_stamp("bias-per-row")(
    lambda patch, kernel, bias: np.sum(_products(patch, kernel)) + kernel.shape[1] * bias
)

bias_twice = other_bias("bias-twice", *STAMPING)(lambda bias: 2 * bias)

bias_multiplied = each_stamp("bias-multiplied")(
    lambda patch, kernel, bias: np.sum(_products(patch, kernel)) * bias
)

bias_in_mean = each_stamp("bias-divided")(
    lambda patch, kernel, bias: (np.sum(_products(patch, kernel)) + bias) / kernel.size
)

bias_without_sign = other_bias("bias-without-sign", *STAMPING)(abs)

negative_bias_ignored = other_bias("negative-bias-ignored", "stamp", "conv2d")(
    lambda bias: max(bias, 0.0)
)
negative_biases_ignored = other_bias("negative-bias-ignored", "feature_maps")(
    lambda biases: np.maximum(biases, 0.0)
)

bias_cut = other_bias("bias-cut-to-integer", "stamp", "conv2d")(int)
bias_rounded = other_bias("bias-cut-to-integer", "stamp", "conv2d")(round)
biases_cut = other_bias("bias-cut-to-integer", "feature_maps")(np.trunc)
biases_rounded = other_bias("bias-cut-to-integer", "feature_maps")(np.round)

bias_on_pixels = each_stamp("bias-on-image")(
    lambda patch, kernel, bias: np.sum(_products(patch + bias, kernel))
)
bias_on_pixels_and_sum = each_stamp("bias-on-image")(
    lambda patch, kernel, bias: np.sum(_products(patch + bias, kernel)) + bias
)

bias_on_weights = each_stamp("bias-on-kernel")(
    lambda patch, kernel, bias: np.sum(_products(patch, kernel + bias))
)
bias_on_weights_and_sum = each_stamp("bias-on-kernel")(
    lambda patch, kernel, bias: np.sum(_products(patch, kernel + bias)) + bias
)


@each_map("bias-on-one-answer")
def bias_on_first_answer(image, kernel, bias):
    result = _conv2d(image, kernel, 0.0)
    result[0, 0] += bias
    return result


@each_map("bias-on-one-answer")
def bias_on_last_answer(image, kernel, bias):
    result = _conv2d(image, kernel, 0.0)
    result[-1, -1] += bias
    return result


default_bias_one = other_bias("wrong-default", "stamp", "conv2d")(lambda bias: bias or 1.0)
default_biases_ones = misconception("wrong-default", "feature_maps")(
    lambda right, image, kernels, biases: right(
        image, kernels, np.ones(kernels.shape[2]) if biases is None else biases
    )
)

one_added = each_stamp("start-not-zero")(
    lambda patch, kernel, bias: np.sum(_products(patch, kernel)) + bias + 1.0
)

one_missing = each_stamp("start-not-zero")(
    lambda patch, kernel, bias: np.sum(_products(patch, kernel)) + bias - 1.0
)

first_bias_for_all = other_bias("first-bias-for-all", "feature_maps")(
    lambda biases: np.full(biases.shape, biases[0])
)

last_bias_for_all = other_bias("last-bias-for-all", "feature_maps")(
    lambda biases: np.full(biases.shape, biases[-1])
)

biases_reversed = other_bias("biases-reversed", "feature_maps")(lambda biases: biases[::-1])

biases_of_the_map_before = other_bias("biases-shifted", "feature_maps")(
    lambda biases: np.roll(biases, 1)
)
biases_of_the_map_after = other_bias("biases-shifted", "feature_maps")(
    lambda biases: np.roll(biases, -1)
)


biases_summed = other_bias("biases-summed", "feature_maps")(
    lambda biases: np.full(biases.shape, biases.sum())
)
biases_averaged = other_bias("biases-summed", "feature_maps")(
    lambda biases: np.full(biases.shape, biases.mean())
)


@misconception("biases-along-wrong-axis", "feature_maps")
def biases_along_columns(right, image, kernels, biases):
    stack = np.moveaxis(_raw(image, kernels), -1, 0) + _biases(kernels, biases)
    return np.maximum(np.moveaxis(stack, 0, -1), 0.0)


biases_along_rows = misconception("biases-along-wrong-axis", "feature_maps")(
    lambda right, image, kernels, biases: np.maximum(
        _raw(image, kernels) + _biases(kernels, biases)[:, None], 0.0
    )
)


@misconception("biases-along-wrong-axis", "feature_maps")
def all_biases_on_each_map(right, image, kernels, biases):
    maps = np.moveaxis(_raw(image, kernels), -1, 0)
    return np.maximum(np.stack([each + _biases(kernels, biases) for each in maps], axis=-1), 0.0)


none_indexed = misconception("missing-biases-not-handled", "feature_maps")(
    lambda right, image, kernels, biases: right(
        image, kernels, np.array([biases[k] for k in range(kernels.shape[2])])
    )
)
none_added = misconception("missing-biases-not-handled", "feature_maps")(
    lambda right, image, kernels, biases: np.maximum(_raw(image, kernels) + biases, 0.0)
)
none_measured = none_used(lambda biases: len(biases))
none_has_no_shape = none_used(lambda biases: biases.shape)
none_has_no_size = none_used(lambda biases: biases.size)
none_has_no_dimensions = none_used(lambda biases: biases.ndim)
none_converted = none_used(lambda biases: biases.astype(np.float64))
none_walked_through = none_used(lambda biases: list(biases))

flipped_kernel = other_kernel("flipped-kernel", *STAMPING)(lambda kernel: kernel[::-1, ::-1])

kernel_upside_down = other_kernel("kernel-upside-down", *STAMPING)(lambda kernel: kernel[::-1])

kernel_mirrored = other_kernel("kernel-mirrored", *STAMPING)(lambda kernel: kernel[:, ::-1])


weight_of_row_and_column_exchanged = cells("transposed-kernel", pair=lambda a, b: ((a, b), (b, a)))
pixels_of_the_picture_exchanged = cell_by_cell(
    "transposed-kernel", lambda i, j, a, b, fh, fw: ((i + b, j + a), (a, b))
)
kernel_transposed_under_patch = each_sum("transposed-kernel")(
    lambda patch, kernel: np.sum(patch * kernel.T)
)
patch_transposed_over_kernel = each_sum("transposed-kernel")(
    lambda patch, kernel: np.sum(patch.T * kernel)
)
kernel_read_column_by_column = each_sum("transposed-kernel")(
    lambda patch, kernel: np.sum(patch.ravel() * kernel.ravel(order="F"))
)
patch_read_column_by_column = each_sum("transposed-kernel")(
    lambda patch, kernel: np.sum(patch.ravel(order="F") * kernel.ravel())
)
kernel_transposed_from_the_start = other_kernel("transposed-kernel", *PLACING)(
    lambda kernel: kernel.swapaxes(0, 1)
)


kernel_turned_left = other_kernel("kernel-turned-a-quarter", *PLACING)(np.rot90)
kernel_turned_right = other_kernel("kernel-turned-a-quarter", *PLACING)(
    lambda kernel: np.rot90(kernel, -1)
)
kernel_turned_left_in_place = each_sum("kernel-turned-a-quarter")(
    lambda patch, kernel: np.sum(patch * np.rot90(kernel))
)
kernel_turned_right_in_place = each_sum("kernel-turned-a-quarter")(
    lambda patch, kernel: np.sum(patch * np.rot90(kernel, -1))
)

last_row_and_column_missed = other_sum("kernel-end-missed")(
    lambda products: np.sum(products[:-1, :-1])
)
last_row_missed = other_sum("kernel-end-missed")(lambda products: np.sum(products[:-1]))
last_column_missed = other_sum("kernel-end-missed")(lambda products: np.sum(products[:, :-1]))
last_cell_missed = other_sum("kernel-end-missed")(lambda products: np.sum(products.ravel()[:-1]))

first_row_and_column_missed = other_sum("kernel-start-missed")(
    lambda products: np.sum(products[1:, 1:])
)
first_row_missed = other_sum("kernel-start-missed")(lambda products: np.sum(products[1:]))
first_column_missed = other_sum("kernel-start-missed")(lambda products: np.sum(products[:, 1:]))
first_cell_missed = other_sum("kernel-start-missed")(lambda products: np.sum(products.ravel()[1:]))

every_second_row = other_sum("cells-skipped")(lambda products: np.sum(products[::2]))
every_second_column = other_sum("cells-skipped")(lambda products: np.sum(products[:, ::2]))
every_second_cell = other_sum("cells-skipped")(lambda products: np.sum(products.ravel()[::2]))

diagonal_only = other_sum("diagonal-only")(np.trace)

centre_only = each_sum("centre-only")(
    lambda patch, kernel: (patch * kernel)[len(kernel) // 2, kernel.shape[1] // 2]
)

mean_for_sum = other_sum("mean-for-sum")(np.mean)

maximum_for_sum = other_sum("maximum-for-sum")(np.max)

minimum_for_sum = other_sum("minimum-for-sum")(np.min)

products_forgotten = other_sum("products-forgotten")(lambda products: 0.0)

product_for_sum = other_sum("product-for-sum")(np.prod)

sums_multiplied = each_sum("sums-multiplied")(lambda patch, kernel: np.sum(patch) * np.sum(kernel))

cells_added = each_sum("cells-added")(lambda patch, kernel: np.sum(patch + kernel))

kernel_subtracted = each_sum("cells-subtracted")(lambda patch, kernel: np.sum(patch - kernel))
differences_without_sign = each_sum("cells-subtracted")(
    lambda patch, kernel: np.sum(np.abs(patch - kernel))
)
differences_squared = each_sum("cells-subtracted")(
    lambda patch, kernel: np.sum((patch - kernel) ** 2)
)

cells_divided = each_sum("cells-divided")(lambda patch, kernel: np.sum(patch / kernel))

kernel_ignored = each_sum("kernel-ignored")(lambda patch, kernel: np.sum(patch))

image_ignored = each_sum("image-ignored")(lambda patch, kernel: np.sum(kernel))

image_with_itself = each_sum("image-with-itself")(lambda patch, kernel: np.sum(patch * patch))

kernel_with_itself = each_sum("kernel-with-itself")(lambda patch, kernel: np.sum(kernel * kernel))

matrix_product = each_sum("matrix-product")(lambda patch, kernel: np.sum(patch @ kernel))
dot_product = each_sum("matrix-product")(lambda patch, kernel: np.sum(np.dot(patch, kernel)))
matrix_product_with_rows = each_sum("matrix-product")(
    lambda patch, kernel: np.sum(patch @ kernel.T)
)
matrix_product_with_columns = each_sum("matrix-product")(
    lambda patch, kernel: np.sum(patch.T @ kernel)
)

products_without_sign = other_sum("products-without-sign")(
    lambda products: np.sum(np.abs(products))
)

relu_on_products = other_sum("relu-on-products")(lambda products: np.sum(np.maximum(products, 0.0)))

products_squared = other_sum("squared")(lambda products: np.sum(products**2))
sum_squared = other_sum("squared")(lambda products: np.sum(products) ** 2)
root_of_squares = other_sum("squared")(np.linalg.norm)

products_subtracted = each_stamp("products-subtracted")(
    lambda patch, kernel, bias: bias - np.sum(_products(patch, kernel))
)

kernel_divided_by_sum = each_sum("kernel-normalised")(
    lambda patch, kernel: np.sum(patch * kernel) / np.sum(kernel)
)
kernel_divided_by_weight = each_sum("kernel-normalised")(
    lambda patch, kernel: np.sum(patch * kernel) / np.sum(np.abs(kernel))
)
kernel_divided_by_norm = each_sum("kernel-normalised")(
    lambda patch, kernel: np.sum(patch * kernel) / np.linalg.norm(kernel)
)
kernel_divided_by_maximum = each_sum("kernel-normalised")(
    lambda patch, kernel: np.sum(patch * kernel) / np.max(np.abs(kernel))
)

image_scaled = other_image("image-scaled", *STAMPING)(lambda image: image / 255.0)
small_integers_scaled = other_image("image-scaled", *STAMPING)(
    lambda image: image / 255.0 if image.dtype == np.uint8 else image
)
image_scaled_by_its_maximum = other_image("image-scaled", *STAMPING)(
    lambda image: image / image.max()
)


@misconception("image-scaled", *PLACING)
def image_scaled_to_one(right, image, kernel, bias):
    image = image.astype(np.float64)
    return right((image - image.min()) / (image.max() - image.min()), kernel, bias)


@misconception("result-scaled", *PLACING)
def result_scaled_by_its_maximum(right, image, kernel, bias):
    answers = right(image, kernel, bias)
    return answers / answers.max()


@misconception("result-scaled", *PLACING)
def result_scaled_by_its_size(right, image, kernel, bias):
    answers = right(image, kernel, bias)
    return answers / np.abs(answers).max()


@misconception("result-scaled", *PLACING)
def result_scaled_to_one(right, image, kernel, bias):
    answers = right(image, kernel, bias)
    return (answers - answers.min()) / (answers.max() - answers.min())


last_product_alone = other_sum("total-overwritten")(lambda products: products[-1, -1])
last_product_without_bias = each_stamp("total-overwritten")(
    lambda patch, kernel, bias: _products(patch, kernel)[-1, -1]
)

last_row_alone = other_sum("total-set-back")(lambda products: np.sum(products[-1]))

first_product_alone = other_sum("returned-too-early")(lambda products: products[0, 0])
first_row_alone = other_sum("returned-too-early")(lambda products: np.sum(products[0]))


@each_map("returned-too-early")
def first_answer_alone(image, kernel, bias):
    result = np.zeros(_size(image, kernel))
    result[0, 0] = _conv2d(image, kernel, bias)[0, 0]
    return result


@each_map("returned-too-early")
def first_row_of_answers_alone(image, kernel, bias):
    result = np.zeros(_size(image, kernel))
    result[0] = _conv2d(image, kernel, bias)[0]
    return result


@each_map("returned-too-early")
def first_column_of_answers_alone(image, kernel, bias):
    result = np.zeros(_size(image, kernel))
    result[:, 0] = _conv2d(image, kernel, bias)[:, 0]
    return result


first_answer_as_number = other_answer("returned-too-early", "conv2d")(
    lambda answers: float(answers[0, 0])
)
first_row_of_answers_as_map = other_answer("returned-too-early", "conv2d")(
    lambda answers: answers[:1]
)


@each_map("total-carried-over")
def total_kept_on_the_whole_picture(image, kernel, bias):
    answers = _conv2d(image, kernel, 0.0)
    return np.cumsum(answers).reshape(answers.shape) + bias


@each_map("total-carried-over")
def total_and_bias_kept_on_the_whole_picture(image, kernel, bias):
    answers = _conv2d(image, kernel, bias)
    return np.cumsum(answers).reshape(answers.shape)


total_kept_in_a_row = each_map("total-carried-over")(
    lambda image, kernel, bias: np.cumsum(_conv2d(image, kernel, 0.0), axis=1) + bias
)
total_and_bias_kept_in_a_row = each_map("total-carried-over")(
    lambda image, kernel, bias: np.cumsum(_conv2d(image, kernel, bias), axis=1)
)


@each_map("total-carried-over")
def bias_piles_up(image, kernel, bias):
    answers = _conv2d(image, kernel, 0.0)
    return answers + bias * np.arange(1, answers.size + 1).reshape(answers.shape)


products_and_bias = misconception("not-added-up", "stamp")(
    lambda right, patch, kernel, bias: _products(patch, kernel) + bias
)
products_of_every_place = misconception("not-added-up", "conv2d")(
    lambda right, image, kernel, bias: _windows(image, kernel) * kernel.astype(np.float64) + bias
)

one_sum_per_column = misconception("summed-along-one-axis", "stamp")(
    lambda right, patch, kernel, bias: _products(patch, kernel).sum(axis=0) + bias
)
one_sum_per_row = misconception("summed-along-one-axis", "stamp")(
    lambda right, patch, kernel, bias: _products(patch, kernel).sum(axis=1) + bias
)
one_sum_per_row_of_the_kernel = misconception("summed-along-one-axis", "conv2d")(
    lambda right, image, kernel, bias: (
        (_windows(image, kernel) * kernel.astype(np.float64)).sum(axis=-1) + bias
    )
)
one_sum_per_column_of_the_kernel = misconception("summed-along-one-axis", "conv2d")(
    lambda right, image, kernel, bias: (
        (_windows(image, kernel) * kernel.astype(np.float64)).sum(axis=-2) + bias
    )
)

array_turned_into_float = misconception("array-into-number", "stamp")(
    lambda right, patch, kernel, bias: float(_products(patch, kernel) + bias)
)


@misconception("array-into-number", *PLACING)
def array_written_into_cell(right, image, kernel, bias):
    right(image, kernel, bias)
    cells = np.zeros((1, 1))
    cells[0, 0] = np.zeros(2)
    return cells


products_overflow = each_stamp("narrow-integers")(
    lambda patch, kernel, bias: np.sum(patch * kernel) + bias
)
products_and_sum_overflow = each_stamp("narrow-integers")(
    lambda patch, kernel, bias: np.vdot(patch, kernel) + bias
)
sum_overflows_in_image_dtype = each_stamp("narrow-integers")(
    lambda patch, kernel, bias: np.sum(patch * kernel, dtype=patch.dtype) + bias
)
doubled_before_halved = misconception("narrow-integers", "relu")(
    lambda right, x: ((x + np.abs(x)) / 2).astype(np.float64)
)

result_in_image_dtype = misconception("image-dtype-kept", "feature_maps")(
    lambda right, image, kernel, bias: right(image, kernel, bias).astype(image.dtype)
)
result_in_kernel_dtype = misconception("image-dtype-kept", *PLACING)(
    lambda right, image, kernel, bias: right(image, kernel, bias).astype(kernel.dtype)
)
result_in_common_dtype = misconception("image-dtype-kept", *PLACING)(
    lambda right, image, kernel, bias: right(image, kernel, bias).astype(
        np.result_type(image, kernel)
    )
)


@each_map("image-dtype-kept")
def answers_written_into_image_dtype(image, kernel, bias):
    result = np.zeros(_size(image, kernel), dtype=image.dtype)
    answers = _conv2d(image, kernel, bias)
    for i, j in np.ndindex(*result.shape):
        result[i, j] = float(answers[i, j])
    return result


answers_in_image_dtype = each_map("image-dtype-kept")(
    lambda image, kernel, bias: _conv2d(image, kernel, bias).astype(image.dtype)
)

kernel_in_image_dtype = misconception("kernel-in-image-dtype", *STAMPING)(
    lambda right, image, kernel, bias: right(image, kernel.astype(image.dtype), bias)
)
products_in_image_dtype = each_stamp("kernel-in-image-dtype")(
    lambda patch, kernel, bias: np.sum(patch * kernel.astype(patch.dtype)) + bias
)

image_in_kernel_dtype = misconception("image-in-kernel-dtype", *STAMPING)(
    lambda right, image, kernel, bias: right(image.astype(kernel.dtype), kernel, bias)
)
products_in_kernel_dtype = each_stamp("image-in-kernel-dtype")(
    lambda patch, kernel, bias: np.sum(patch.astype(kernel.dtype) * kernel) + bias
)


@each_stamp("float32-precision")
def float32_precision(patch, kernel, bias):
    products = patch.astype(np.float32) * kernel.astype(np.float32)
    return np.sum(products) + np.float32(bias)


both_cut_to_integers = misconception("inputs-cut-to-integers", *STAMPING)(
    lambda right, image, kernel, bias: right(image.astype(int), kernel.astype(int), bias)
)
image_cut_to_integers = other_image("inputs-cut-to-integers", *STAMPING)(
    lambda image: image.astype(int)
)
kernel_cut_to_integers = other_kernel("inputs-cut-to-integers", *STAMPING)(
    lambda kernel: kernel.astype(int)
)

result_rounded = other_answer("rounded", "stamp", "relu", "conv2d", "feature_maps")(np.round)
result_cut = other_answer("rounded", "stamp", "relu", "conv2d", "feature_maps")(np.trunc)
result_rounded_down = other_answer("rounded", "stamp", "conv2d")(np.floor)
number_rounded_to_integer = other_answer("rounded", "stamp")(round)
number_cut_to_integer = other_answer("rounded", "stamp")(int)
result_cut_to_integers = other_answer("rounded", "relu", "conv2d", "feature_maps")(
    lambda answers: answers.astype(int)
)
result_rounded_to_integers = other_answer("rounded", "relu", "conv2d", "feature_maps")(
    lambda answers: np.round(answers).astype(int)
)

clipped_to_pixels = other_answer("clipped-to-pixels", *STAMPING)(
    lambda answers: np.clip(answers, 0.0, 255.0)
)

absolute_answers = other_answer("sign-lost", "stamp", "conv2d")(abs)
absolute_value = each_number("absolute-value", *ACTIVATING)(np.abs)

relu_not_asked = other_answer("relu-not-asked", "stamp", "conv2d")(
    lambda answers: np.maximum(answers, 0.0)
)

last_row_and_column_of_answers_missing = other_answer("off-by-one-end", *PLACING)(
    lambda answers: answers[:-1, :-1]
)
last_row_of_answers_missing = other_answer("off-by-one-end", *PLACING)(lambda answers: answers[:-1])
last_column_of_answers_missing = other_answer("off-by-one-end", *PLACING)(
    lambda answers: answers[:, :-1]
)
last_row_and_column_of_zeros = zeros_at("off-by-one-end", PLACING, np.s_[-1], np.s_[:, -1])
last_row_of_zeros = zeros_at("off-by-one-end", PLACING, np.s_[-1])
last_column_of_zeros = zeros_at("off-by-one-end", PLACING, np.s_[:, -1])
last_left_out = zeros_at("last-number-left-out", ["relu"], np.s_[-1])
last_column_left_out = zeros_at("last-number-left-out", ["relu"], np.s_[..., -1])
last_left_as_it_was = untouched_at("last-number-left-out", np.s_[-1])
last_column_left_as_it_was = untouched_at("last-number-left-out", np.s_[..., -1])

first_row_and_column_of_answers_missing = other_answer("off-by-one-start", *PLACING)(
    lambda answers: answers[1:, 1:]
)
first_row_of_answers_missing = other_answer("off-by-one-start", *PLACING)(
    lambda answers: answers[1:]
)
first_column_of_answers_missing = other_answer("off-by-one-start", *PLACING)(
    lambda answers: answers[:, 1:]
)
first_row_and_column_of_zeros = zeros_at("off-by-one-start", PLACING, np.s_[0], np.s_[:, 0])
first_row_of_zeros = zeros_at("off-by-one-start", PLACING, np.s_[0])
first_column_of_zeros = zeros_at("off-by-one-start", PLACING, np.s_[:, 0])
first_left_out = zeros_at("first-number-left-out", ["relu"], np.s_[0])
first_column_left_out = zeros_at("first-number-left-out", ["relu"], np.s_[..., 0])
first_left_as_it_was = untouched_at("first-number-left-out", np.s_[0])
first_column_left_as_it_was = untouched_at("first-number-left-out", np.s_[..., 0])
last_numbers_missing = other_answer("last-number-left-out", "relu")(lambda answers: answers[:-1])
first_numbers_missing = other_answer("first-number-left-out", "relu")(lambda answers: answers[1:])
patch_starts_one_late = loops(
    "off-by-one-start",
    patch=lambda image, i, j, fh, fw: image[i + 1 : i + 1 + fh, j + 1 : j + 1 + fw],
)

one_row_and_column_too_many = loops(
    "one-stamp-too-many", size=lambda h, w, fh, fw: (h - fh + 2, w - fw + 2)
)
one_row_too_many = loops("one-stamp-too-many", size=lambda h, w, fh, fw: (h - fh + 2, w - fw + 1))
one_column_too_many = loops(
    "one-stamp-too-many", size=lambda h, w, fh, fw: (h - fh + 1, w - fw + 2)
)
one_row_and_column_of_zeros_too_many = other_map("one-stamp-too-many")(
    lambda answers: np.pad(answers, ((0, 1), (0, 1)))
)
one_row_of_zeros_too_many = other_map("one-stamp-too-many")(
    lambda answers: np.pad(answers, ((0, 1), (0, 0)))
)
one_column_of_zeros_too_many = other_map("one-stamp-too-many")(
    lambda answers: np.pad(answers, ((0, 0), (0, 1)))
)

size_too_small_by_two = loops(
    "size-too-small-by-two", size=lambda h, w, fh, fw: (h - fh - 1, w - fw - 1)
)
rows_too_few_by_two = loops(
    "size-too-small-by-two", size=lambda h, w, fh, fw: (h - fh - 1, w - fw + 1)
)
columns_too_few_by_two = loops(
    "size-too-small-by-two", size=lambda h, w, fh, fw: (h - fh + 1, w - fw - 1)
)

one_place_less_for_even_sides = loops(
    "odd-kernel-assumed", size=lambda h, w, fh, fw: (h - fh // 2 * 2, w - fw // 2 * 2)
)
patch_around_a_centre = loops(
    "odd-kernel-assumed",
    size=lambda h, w, fh, fw: (h - fh // 2 * 2, w - fw // 2 * 2),
    patch=lambda image, i, j, fh, fw: image[i : i + fh // 2 * 2 + 1, j : j + fw // 2 * 2 + 1],
)

padded_to_the_same_size = padded("padding-not-asked", lambda f: ((f - 1) // 2, f // 2))
padded_from_the_top = padded("padding-not-asked", lambda f: (f // 2, (f - 1) // 2))
padded_alike_on_all_sides = padded("padding-not-asked", lambda f: (f // 2, f // 2))
padded_with_half_of_the_rest = padded("padding-not-asked", lambda f: ((f - 1) // 2, (f - 1) // 2))
padded_by_one = padded("padding-not-asked", lambda f: (1, 1))
padded_at_the_end = padded("padding-not-asked", lambda f: (0, f - 1))
padded_everywhere = padded("padding-not-asked", lambda f: (f - 1, f - 1))
padded_with_the_border = padded("padding-not-asked", lambda f: ((f - 1) // 2, f // 2), "edge")

answers_at_the_top_left = on_the_picture(lambda f: 0)
answers_in_the_middle = on_the_picture(lambda f: f // 2)
answers_a_little_before_the_middle = on_the_picture(lambda f: (f - 1) // 2)
answers_at_the_bottom_right = on_the_picture(lambda f: f - 1)
answers_over_the_picture = on_the_picture(lambda f: 0, keeps_pixels=True)
answers_over_the_middle_of_the_picture = on_the_picture(lambda f: f // 2, keeps_pixels=True)
patches_cut_at_the_border = loops("result-as-large-as-image", size=lambda h, w, fh, fw: (h, w))


@misconception("stamps-not-overlapping", *PLACING)
def steps_of_the_kernels_size(right, image, kernel, bias):
    return right(image, kernel, bias)[:: kernel.shape[0], :: kernel.shape[1]]


@misconception("stamps-not-overlapping", *PLACING)
def zeros_between_steps_of_the_kernels_size(right, image, kernel, bias):
    answers = right(image, kernel, bias)
    result = np.zeros(answers.shape)
    steps = np.s_[:: kernel.shape[0], :: kernel.shape[1]]
    result[steps] = answers[steps]
    return result


steps_of_the_kernels_size_past_the_border = loops(
    "stamps-not-overlapping",
    patch=lambda image, i, j, fh, fw: image[i * fh : i * fh + fh, j * fw : j * fw + fw],
)

steps_of_two = other_answer("stride-not-asked", *PLACING)(lambda answers: answers[::2, ::2])
steps_of_two_down = other_answer("stride-not-asked", *PLACING)(lambda answers: answers[::2])
steps_of_two_to_the_right = other_answer("stride-not-asked", *PLACING)(
    lambda answers: answers[:, ::2]
)
zeros_between_steps_of_two = zeros_at("stride-not-asked", PLACING, np.s_[1::2], np.s_[:, 1::2])
zeros_between_rows_of_answers = zeros_at("stride-not-asked", PLACING, np.s_[1::2])
zeros_between_columns_of_answers = zeros_at("stride-not-asked", PLACING, np.s_[:, 1::2])
steps_of_two_past_the_border = loops(
    "stride-not-asked",
    patch=lambda image, i, j, fh, fw: image[2 * i : 2 * i + fh, 2 * j : 2 * j + fw],
)

first_patch_everywhere = spread("patch-never-moves", np.s_[:1, :1])

patch_moves_down_only = spread("patch-moves-on-one-axis", np.s_[:, :1])
patch_moves_to_the_right_only = spread("patch-moves-on-one-axis", np.s_[:1])

row_used_for_both = loops(
    "index-used-twice", patch=lambda image, i, j, fh, fw: image[i : i + fh, i : i + fw]
)
column_used_for_both = loops(
    "index-used-twice", patch=lambda image, i, j, fh, fw: image[j : j + fh, j : j + fw]
)

row_of_the_kernel_for_both = cell_by_cell(
    "index-used-twice", lambda i, j, a, b, fh, fw: ((i + a, j + a), (a, b))
)
column_of_the_kernel_for_both = cell_by_cell(
    "index-used-twice", lambda i, j, a, b, fh, fw: ((i + b, j + b), (a, b))
)
row_of_the_map_for_both = cell_by_cell(
    "index-used-twice", lambda i, j, a, b, fh, fw: ((i + a, i + b), (a, b))
)
column_of_the_map_for_both = cell_by_cell(
    "index-used-twice", lambda i, j, a, b, fh, fw: ((j + a, j + b), (a, b))
)
row_of_the_patch_for_both = cells("index-used-twice", pair=lambda a, b: ((a, a), (a, b)))
column_of_the_patch_for_both = cells("index-used-twice", pair=lambda a, b: ((b, b), (a, b)))
row_of_the_weights_for_both = cells("index-used-twice", pair=lambda a, b: ((a, b), (a, a)))
column_of_the_weights_for_both = cells("index-used-twice", pair=lambda a, b: ((a, b), (b, b)))


@other_map("index-used-twice")
def written_at_row_and_row(answers):
    result = np.zeros(answers.shape)
    for i, j in np.ndindex(*answers.shape):
        result[i, i] = answers[i, j]
    return result


@other_map("index-used-twice")
def written_at_column_and_column(answers):
    result = np.zeros(answers.shape)
    for i, j in np.ndindex(*answers.shape):
        result[j, j] = answers[i, j]
    return result


one_row_of_pixels = cell_by_cell(
    "pixel-index-forgotten", lambda i, j, a, b, fh, fw: ((i, j + b), (a, b))
)
one_column_of_pixels = cell_by_cell(
    "pixel-index-forgotten", lambda i, j, a, b, fh, fw: ((i + a, j), (a, b))
)
one_pixel = cell_by_cell("pixel-index-forgotten", lambda i, j, a, b, fh, fw: ((i, j), (a, b)))

patch_ends_at_kernels_size = loops(
    "patch-end-forgotten", patch=lambda image, i, j, fh, fw: image[i:fh, j:fw]
)
patch_rows_end_at_kernels_height = loops(
    "patch-end-forgotten", patch=lambda image, i, j, fh, fw: image[i:fh, j : j + fw]
)
patch_columns_end_at_kernels_width = loops(
    "patch-end-forgotten", patch=lambda image, i, j, fh, fw: image[i : i + fh, j:fw]
)
patch_without_end = loops("patch-end-forgotten", patch=lambda image, i, j, fh, fw: image[i:, j:])

patch_at_column_and_row = loops(
    "rows-and-columns-swapped", patch=lambda image, i, j, fh, fw: image[j : j + fh, i : i + fw]
)
patch_and_kernel_at_column_and_row = loops(
    "rows-and-columns-swapped", patch=lambda image, i, j, fh, fw: image[j : j + fw, i : i + fh]
)
kernel_exchanged_in_patch = loops(
    "rows-and-columns-swapped", patch=lambda image, i, j, fh, fw: image[i : i + fw, j : j + fh]
)
height_and_width_of_picture_exchanged = loops(
    "rows-and-columns-swapped", size=lambda h, w, fh, fw: (w - fh + 1, h - fw + 1)
)
height_and_width_of_kernel_exchanged = loops(
    "rows-and-columns-swapped",
    size=lambda h, w, fh, fw: (h - fw + 1, w - fh + 1),
    patch=lambda image, i, j, fh, fw: image[i : i + fw, j : j + fh],
)
size_of_map_with_kernel_exchanged = loops(
    "rows-and-columns-swapped", size=lambda h, w, fh, fw: (h - fw + 1, w - fh + 1)
)
loops_exchanged = loops(
    "rows-and-columns-swapped", visited=lambda h, w, fh, fw: (w - fw + 1, h - fh + 1)
)
size_of_map_exchanged = loops(
    "rows-and-columns-swapped", size=lambda h, w, fh, fw: (w - fw + 1, h - fh + 1)
)


@other_map("rows-and-columns-swapped")
def written_at_column_and_row(answers):
    result = np.zeros(answers.shape)
    for i, j in np.ndindex(*answers.shape):
        result[j, i] = answers[i, j]
    return result


@other_map("rows-and-columns-swapped")
def written_into_exchanged_size(answers):
    result = np.zeros(answers.shape[::-1])
    for i, j in np.ndindex(*answers.shape):
        result[i, j] = answers[i, j]
    return result


picture_transposed = other_image("rows-and-columns-swapped", *PLACING)(np.transpose)
answers_in_rows_of_wrong_length = other_map("rows-and-columns-swapped")(
    lambda answers: answers.reshape(answers.shape[::-1])
)
map_transposed = other_map("rows-and-columns-swapped")(np.transpose)

kernels_height_for_both_sides = cells("square-kernel-assumed", lambda fh, fw: (fh, fh))
kernels_width_for_both_sides = cells("square-kernel-assumed", lambda fh, fw: (fw, fw))
places_from_kernels_height = loops(
    "square-kernel-assumed", size=lambda h, w, fh, fw: (h - fh + 1, w - fh + 1)
)
places_from_kernels_width = loops(
    "square-kernel-assumed", size=lambda h, w, fh, fw: (h - fw + 1, w - fw + 1)
)
loops_from_kernels_height = loops(
    "square-kernel-assumed", visited=lambda h, w, fh, fw: (h - fh + 1, w - fh + 1)
)
loops_from_kernels_width = loops(
    "square-kernel-assumed", visited=lambda h, w, fh, fw: (h - fw + 1, w - fw + 1)
)
square_patch_of_kernels_height = loops(
    "square-kernel-assumed", patch=lambda image, i, j, fh, fw: image[i : i + fh, j : j + fh]
)
square_patch_of_kernels_width = loops(
    "square-kernel-assumed", patch=lambda image, i, j, fh, fw: image[i : i + fw, j : j + fw]
)
kernels_height_everywhere = loops(
    "square-kernel-assumed",
    size=lambda h, w, fh, fw: (h - fh + 1, w - fh + 1),
    patch=lambda image, i, j, fh, fw: image[i : i + fh, j : j + fh],
)
kernels_width_everywhere = loops(
    "square-kernel-assumed",
    size=lambda h, w, fh, fw: (h - fw + 1, w - fw + 1),
    patch=lambda image, i, j, fh, fw: image[i : i + fw, j : j + fw],
)


pictures_height_for_both_sides = loops(
    "square-image-assumed", size=lambda h, w, fh, fw: (h - fh + 1, h - fw + 1)
)
pictures_width_for_both_sides = loops(
    "square-image-assumed", size=lambda h, w, fh, fw: (w - fh + 1, w - fw + 1)
)
rows_of_the_map_for_both_sides = loops(
    "square-image-assumed", size=lambda h, w, fh, fw: (h - fh + 1, h - fh + 1)
)
columns_of_the_map_for_both_sides = loops(
    "square-image-assumed", size=lambda h, w, fh, fw: (w - fw + 1, w - fw + 1)
)

loops_over_rows_twice = loops(
    "square-image-assumed", visited=lambda h, w, fh, fw: (h - fh + 1, h - fh + 1)
)
loops_over_columns_twice = loops(
    "square-image-assumed", visited=lambda h, w, fh, fw: (w - fw + 1, w - fw + 1)
)
loops_from_pictures_height = loops(
    "square-image-assumed", visited=lambda h, w, fh, fw: (h - fh + 1, h - fw + 1)
)
loops_from_pictures_width = loops(
    "square-image-assumed", visited=lambda h, w, fh, fw: (w - fh + 1, w - fw + 1)
)
map_with_rows_twice = loops(
    "square-image-assumed",
    size=lambda h, w, fh, fw: (h - fh + 1, h - fh + 1),
    visited=lambda h, w, fh, fw: (h - fh + 1, w - fw + 1),
)
map_with_columns_twice = loops(
    "square-image-assumed",
    size=lambda h, w, fh, fw: (w - fw + 1, w - fw + 1),
    visited=lambda h, w, fh, fw: (h - fh + 1, w - fw + 1),
)

three_by_three_cells = cells("fixed-size", lambda fh, fw: (3, 3))
two_by_two_cells = cells("fixed-size", lambda fh, fw: (2, 2))
at_most_three_by_three_cells = other_sum("fixed-size")(lambda products: np.sum(products[:3, :3]))
mean_of_nine = other_sum("fixed-size")(lambda products: np.sum(products) / 9)
three_by_three_patches = loops(
    "fixed-size",
    size=lambda h, w, fh, fw: (h - 2, w - 2),
    patch=lambda image, i, j, fh, fw: image[i : i + 3, j : j + 3],
)
three_by_three_patches_in_the_right_places = loops(
    "fixed-size", patch=lambda image, i, j, fh, fw: image[i : i + 3, j : j + 3]
)
two_by_two_patches = loops(
    "fixed-size",
    size=lambda h, w, fh, fw: (h - 1, w - 1),
    patch=lambda image, i, j, fh, fw: image[i : i + 2, j : j + 2],
)
two_by_two_patches_in_the_right_places = loops(
    "fixed-size", patch=lambda image, i, j, fh, fw: image[i : i + 2, j : j + 2]
)
places_for_three_by_three = loops("fixed-size", size=lambda h, w, fh, fw: (h - 2, w - 2))
places_for_two_by_two = loops("fixed-size", size=lambda h, w, fh, fw: (h - 1, w - 1))
picture_of_28_by_28 = loops("fixed-size", size=lambda h, w, fh, fw: (29 - fh, 29 - fw))


@other_map("fixed-size")
def map_of_26_by_26(answers):
    result = np.zeros((26, 26))
    result[: answers.shape[0], : answers.shape[1]] = answers
    return result


backwards_from_each_place = cell_by_cell(
    "wrap-around", lambda i, j, a, b, fh, fw: ((i - a, j - b), (a, b))
)
around_each_place = cell_by_cell(
    "wrap-around", lambda i, j, a, b, fh, fw: ((i + a - fh // 2, j + b - fw // 2), (a, b))
)
forwards_from_the_place_before = cell_by_cell(
    "wrap-around", lambda i, j, a, b, fh, fw: ((i + a - 1, j + b - 1), (a, b))
)
picture_rolled_along = padded("wrap-around", lambda f: (0, f - 1), "wrap")
picture_rolled_around_the_middle = padded("wrap-around", lambda f: (f // 2, (f - 1) // 2), "wrap")

image_upside_down = other_image("image-flipped", *PLACING)(lambda image: image[::-1])
image_mirrored = other_image("image-flipped", *PLACING)(lambda image: image[:, ::-1])
image_turned = other_image("image-flipped", *PLACING)(lambda image: image[::-1, ::-1])
image_turned_left = other_image("image-flipped", *PLACING)(np.rot90)
image_turned_right = other_image("image-flipped", *PLACING)(lambda image: np.rot90(image, -1))

numbers_upside_down = other_answer("answers-in-wrong-order", "relu")(lambda answers: answers[::-1])
numbers_mirrored = other_answer("answers-in-wrong-order", "relu")(
    lambda answers: answers[..., ::-1]
)
answers_upside_down = other_map("answers-in-wrong-order")(lambda answers: answers[::-1])
answers_mirrored = other_map("answers-in-wrong-order")(lambda answers: answers[:, ::-1])
answers_turned = other_map("answers-in-wrong-order")(lambda answers: answers[::-1, ::-1])
answers_written_down_columns = other_map("answers-in-wrong-order")(
    lambda answers: answers.ravel().reshape(answers.shape, order="F")
)
answers_found_down_columns = other_map("answers-in-wrong-order")(
    lambda answers: answers.ravel(order="F").reshape(answers.shape)
)

last_answer_fills_the_row = spread("answers-overwritten", np.s_[:, -1:])
last_answer_fills_the_column = spread("answers-overwritten", np.s_[-1:])
last_answer_fills_the_map = spread("answers-overwritten", np.s_[-1:, -1:])

answers_in_one_row = other_answer("not-reshaped", "conv2d")(lambda answers: answers.ravel())
maps_in_one_row = other_answer("not-reshaped", "feature_maps")(lambda answers: answers.ravel())
one_row_per_kernel = misconception("not-reshaped", "feature_maps")(
    lambda right, image, kernels, biases: (
        right(image, kernels, biases).reshape(-1, kernels.shape[2]).T
    )
)
one_column_per_kernel = misconception("not-reshaped", "feature_maps")(
    lambda right, image, kernels, biases: right(image, kernels, biases).reshape(
        -1, kernels.shape[2]
    )
)

axis_in_front = other_answer("extra-axis", *PLACING)(lambda answers: answers[None])
axis_at_the_end = other_answer("extra-axis", *PLACING)(lambda answers: answers[..., None])
axes_of_length_one_removed = other_answer("extra-axis", *PLACING)(np.squeeze)
one_axis_added = other_answer("extra-axis", "relu")(np.atleast_2d)
axis_in_front_of_x = other_answer("extra-axis", "relu")(lambda answers: answers[None])
axis_behind_x = other_answer("extra-axis", "relu")(lambda answers: answers[..., None])
axes_of_length_one_lost = other_answer("extra-axis", "relu")(np.squeeze)

summed_over_places = misconception("summed-over-places", "conv2d")(
    lambda right, image, kernel, bias: (
        (_windows(image, kernel) * kernel.astype(np.float64)).sum(axis=(0, 1)) + bias
    )
)
summed_over_places_and_cells = misconception("summed-over-places", "conv2d")(
    lambda right, image, kernel, bias: float(
        (_windows(image, kernel) * kernel.astype(np.float64)).sum() + bias
    )
)

relu_forgotten = each_number("relu-forgotten", *ACTIVATING)(lambda x: x)

relu_before_bias = misconception("relu-before-bias", "feature_maps")(
    lambda right, image, kernels, biases: right(image, kernels, None) + _biases(kernels, biases)
)
relu_before_and_after_bias = misconception("relu-before-bias", "feature_maps")(
    lambda right, image, kernels, biases: np.maximum(
        right(image, kernels, None) + _biases(kernels, biases), 0.0
    )
)

relu_on_kernel = misconception("relu-on-kernel", "feature_maps")(
    lambda right, image, kernels, biases: _raw(image, np.maximum(kernels, 0), biases)
)
relu_on_kernel_and_answers = other_kernel("relu-on-kernel", "feature_maps")(
    lambda kernels: np.maximum(kernels, 0)
)

relu_on_image = misconception("relu-on-image", "feature_maps")(
    lambda right, image, kernels, biases: _raw(np.maximum(image, 0), kernels, biases)
)
relu_on_image_and_answers = other_image("relu-on-image", "feature_maps")(
    lambda image: np.maximum(image, 0)
)


@misconception("relu-on-one-map", "feature_maps")
def relu_on_last_map(right, image, kernels, biases):
    maps = _raw(image, kernels, biases)
    maps[:, :, -1] = np.maximum(maps[:, :, -1], 0.0)
    return maps


@misconception("relu-on-one-map", "feature_maps")
def relu_on_first_map(right, image, kernels, biases):
    maps = _raw(image, kernels, biases)
    maps[:, :, 0] = np.maximum(maps[:, :, 0], 0.0)
    return maps


minimum_for_maximum = each_number("minimum-for-maximum", *ACTIVATING)(lambda x: np.minimum(x, 0.0))
negative_half = each_number("minimum-for-maximum", *ACTIVATING)(lambda x: (x - np.abs(x)) / 2)

sign_turned_first = each_number("sign-turned-first", *ACTIVATING)(lambda x: np.maximum(-x, 0.0))

one_for_positive = each_number("step-for-relu", *ACTIVATING)(lambda x: (x > 0).astype(np.float64))
one_for_positive_and_zero = each_number("step-for-relu", *ACTIVATING)(
    lambda x: (x >= 0).astype(np.float64)
)
truth_values = each_number("step-for-relu", *ACTIVATING)(lambda x: x > 0)
truth_values_with_zero = each_number("step-for-relu", *ACTIVATING)(lambda x: x >= 0)
sign_alone = each_number("step-for-relu", *ACTIVATING)(np.sign)

a_hundredth_of_negatives = each_number("leaky-relu", *ACTIVATING)(
    lambda x: np.where(x < 0, 0.01 * x, x)
)
a_tenth_of_negatives = each_number("leaky-relu", *ACTIVATING)(lambda x: np.where(x < 0, 0.1 * x, x))
a_fifth_of_negatives = each_number("leaky-relu", *ACTIVATING)(lambda x: np.where(x < 0, 0.2 * x, x))
three_tenths_of_negatives = each_number("leaky-relu", *ACTIVATING)(
    lambda x: np.where(x < 0, 0.3 * x, x)
)
half_of_negatives = each_number("leaky-relu", *ACTIVATING)(lambda x: np.where(x < 0, 0.5 * x, x))
a_thousandth_of_negatives = each_number("leaky-relu", *ACTIVATING)(
    lambda x: np.where(x < 0, 0.001 * x, x)
)

capped_at_one = each_number("capped-relu", *ACTIVATING)(lambda x: np.clip(x, 0.0, 1.0))
capped_at_six = each_number("capped-relu", *ACTIVATING)(lambda x: np.clip(x, 0.0, 6.0))
capped_at_255 = each_number("capped-relu", "relu")(lambda x: np.clip(x, 0.0, 255.0))

sigmoid = each_number("another-activation", *ACTIVATING)(lambda x: 1.0 / (1.0 + np.exp(-x)))
tanh = each_number("another-activation", *ACTIVATING)(np.tanh)
softplus = each_number("another-activation", *ACTIVATING)(lambda x: np.logaddexp(x, 0.0))
elu = each_number("another-activation", *ACTIVATING)(
    lambda x: np.where(x < 0, np.expm1(np.minimum(x, 0.0)), x)
)
silu = each_number("another-activation", *ACTIVATING)(lambda x: x / (1.0 + np.exp(-x)))


@each_number("another-activation", *ACTIVATING)
def softmax(x):
    powers = np.exp(x - x.max())
    return powers / powers.sum()


@each_number("another-activation", "feature_maps")
def softmax_over_maps(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


zero_below_one = each_number("threshold-not-zero", *ACTIVATING)(lambda x: np.where(x < 1, 0.0, x))
zero_up_to_one = each_number("threshold-not-zero", *ACTIVATING)(lambda x: np.where(x <= 1, 0.0, x))
at_least_one = each_number("threshold-not-zero", *ACTIVATING)(lambda x: np.maximum(x, 1.0))
at_least_minus_one = each_number("threshold-not-zero", *ACTIVATING)(lambda x: np.maximum(x, -1.0))
zero_above_minus_one_kept = each_number("threshold-not-zero", *ACTIVATING)(
    lambda x: np.where(x < -1, 0.0, x)
)

nan_becomes_zero = each_number("nan-lost", "relu")(lambda x: np.fmax(x, 0.0))
nan_and_infinity_become_numbers = each_number("nan-lost", "relu")(
    lambda x: np.maximum(np.nan_to_num(x), 0.0)
)
nan_taken_out = each_number("nan-lost", "relu")(lambda x: np.maximum(x[~np.isnan(x)], 0.0))

infinity_becomes_a_number = each_number("infinity-lost", "relu")(
    lambda x: np.minimum(np.maximum(x, 0.0), np.finfo(np.float64).max)
)
infinity_becomes_zero = each_number("infinity-lost", "relu")(
    lambda x: np.where(np.isinf(x), 0.0, np.maximum(x, 0.0))
)
infinity_becomes_nan = each_number("infinity-lost", "relu")(
    lambda x: np.where(np.isinf(x), np.nan, np.maximum(x, 0.0))
)

nan_spoils_all = each_number("nan-everywhere", "relu")(lambda x: np.maximum(x, 0.0) + 0.0 * x.sum())
nan_in_all_places = each_number("nan-everywhere", "relu")(
    lambda x: np.full(x.shape, np.nan) if np.isnan(x).any() else np.maximum(x, 0.0)
)

nan_for_negatives = each_number("nan-for-negatives", *ACTIVATING)(
    lambda x: np.where(x < 0, np.nan, x)
)

one_for_negatives = each_number("negatives-not-zero", *ACTIVATING)(
    lambda x: np.where(x < 0, 1.0, x)
)
minus_one_for_negatives = each_number("negatives-not-zero", *ACTIVATING)(
    lambda x: np.where(x < 0, -1.0, x)
)

doubled = each_number("doubled", *ACTIVATING)(lambda x: np.maximum(2.0 * x, 0.0))

only_positives = each_number("negatives-removed", "relu")(lambda x: x[x > 0])
only_positives_and_zeros = each_number("negatives-removed", "relu")(lambda x: x[x >= 0])
all_but_negatives = each_number("negatives-removed", "relu")(lambda x: x[~(x < 0)])

minimum_subtracted = each_number("minimum-subtracted", *ACTIVATING)(lambda x: x - x.min())

largest_along_first_axis = each_number("maximum-along-axis", "relu")(lambda x: x.max(axis=0))
largest_along_first_axis_and_zero = each_number("maximum-along-axis", "relu")(
    lambda x: np.maximum(x.max(axis=0), 0.0)
)
largest_of_all = each_number("maximum-along-axis", "relu")(lambda x: float(x.max()))
largest_of_all_and_zero = each_number("maximum-along-axis", "relu")(
    lambda x: float(max(0.0, x.max()))
)


@misconception("array-as-condition", "relu")
def array_as_condition(right, x):
    right(x)
    return x if x > 0 else 0 * x


biases_as_condition = misconception("array-as-condition", "feature_maps")(
    lambda right, image, kernels, biases: right(
        image, kernels, biases or np.zeros(kernels.shape[2])
    )
)

flattened = other_answer("flattened", "relu")(lambda answers: answers.ravel())


@misconception("two-dimensions-assumed", "relu")
def shape_unpacked_into_two(right, x):
    height, width = x.shape
    return right(x.reshape(height, width))


@misconception("two-dimensions-assumed", "relu")
def second_size_taken(right, x):
    result = np.zeros((x.shape[0], x.shape[1]))
    for i, j in np.ndindex(x.shape[0], x.shape[1]):
        result[i, j] = x[i, j] if not x[i, j] < 0 else 0.0
    return result


rows_walked_through = misconception("two-dimensions-assumed", "relu")(
    lambda right, x: np.array([[0.0 if value < 0 else float(value) for value in row] for row in x])
)

memory_order = misconception("memory-order-read", "relu")(
    lambda right, x: right(x).ravel(order="K").reshape(x.shape)
)


@misconception("returned-too-early", "relu")
def first_number_alone(right, x):
    result = np.zeros(x.shape)
    result.flat[0] = right(x).flat[0]
    return result


@misconception("returned-too-early", "relu")
def first_row_of_x_alone(right, x):
    result = np.zeros(x.shape)
    result[0] = right(x)[0]
    return result


@misconception("returned-too-early", "relu")
def first_number_replaced(right, x):
    result = x.astype(np.float64)
    result.flat[0] = right(x).flat[0]
    return result


@misconception("returned-too-early", "relu")
def first_negative_replaced(right, x):
    result = x.astype(np.float64)
    result.flat[np.flatnonzero(result < 0)[:1]] = 0.0
    return result


@misconception("returned-too-early", "relu")
def first_row_replaced(right, x):
    result = x.astype(np.float64)
    result[0] = right(x)[0]
    return result


maps_along_first_axis = other_answer("maps-along-first-axis", "feature_maps")(
    lambda answers: np.moveaxis(answers, -1, 0)
)

maps_along_middle_axis = other_answer("maps-along-middle-axis", "feature_maps")(
    lambda answers: answers.swapaxes(1, 2)
)

columns_then_maps_then_rows = other_answer("axes-in-wrong-order", "feature_maps")(
    lambda answers: answers.transpose(1, 2, 0)
)
maps_then_columns_then_rows = other_answer("axes-in-wrong-order", "feature_maps")(
    lambda answers: answers.transpose(2, 1, 0)
)


@misconception("maps-reshaped", "feature_maps")
def maps_reshaped(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    return np.moveaxis(maps, -1, 0).reshape(maps.shape)


@misconception("maps-reshaped", "feature_maps")
def maps_along_middle_axis_reshaped(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    return maps.swapaxes(1, 2).reshape(maps.shape)


maps_side_by_side = other_answer("maps-joined", "feature_maps")(
    lambda answers: np.concatenate(list(np.moveaxis(answers, -1, 0)), axis=1)
)
maps_below_each_other = other_answer("maps-joined", "feature_maps")(
    lambda answers: np.concatenate(list(np.moveaxis(answers, -1, 0)), axis=0)
)

maps_in_a_list = other_answer("maps-in-a-list", "feature_maps")(
    lambda answers: list(np.moveaxis(answers, -1, 0))
)

maps_reversed = other_answer("maps-reversed", "feature_maps")(lambda answers: answers[:, :, ::-1])

maps_summed_after_relu = other_answer("maps-summed", "feature_maps")(
    lambda answers: answers.sum(axis=-1)
)
maps_summed_before_relu = misconception("maps-summed", "feature_maps")(
    lambda right, image, kernels, biases: np.maximum(_raw(image, kernels, biases).sum(axis=-1), 0.0)
)
maps_summed_with_axis_kept = other_answer("maps-summed", "feature_maps")(
    lambda answers: answers.sum(axis=-1, keepdims=True)
)
maps_summed_before_relu_with_axis_kept = misconception("maps-summed", "feature_maps")(
    lambda right, image, kernels, biases: np.maximum(
        _raw(image, kernels, biases).sum(axis=-1, keepdims=True), 0.0
    )
)
maps_averaged_after_relu = other_answer("maps-summed", "feature_maps")(
    lambda answers: answers.mean(axis=-1)
)
maps_averaged_before_relu = misconception("maps-summed", "feature_maps")(
    lambda right, image, kernels, biases: np.maximum(
        _raw(image, kernels, biases).mean(axis=-1), 0.0
    )
)

maps_carried_over_before_relu = misconception("maps-carried-over", "feature_maps")(
    lambda right, image, kernels, biases: np.maximum(
        np.cumsum(_raw(image, kernels, biases), axis=-1), 0.0
    )
)
maps_carried_over_after_relu = other_answer("maps-carried-over", "feature_maps")(
    lambda answers: np.cumsum(answers, axis=-1)
)


@misconception("maps-carried-over", "feature_maps")
def sums_carried_over_without_biases(right, image, kernels, biases):
    answers = np.cumsum(_raw(image, kernels), axis=-1)
    return np.maximum(answers + _biases(kernels, biases), 0.0)


strongest_answer_of_each_place = other_answer("strongest-map-only", "feature_maps")(
    lambda answers: answers.max(axis=-1)
)
strongest_answer_with_axis_kept = other_answer("strongest-map-only", "feature_maps")(
    lambda answers: answers.max(axis=-1, keepdims=True)
)

first_map_only = other_answer("first-map-only", "feature_maps")(lambda answers: answers[:, :, 0])
first_map_with_axis = other_answer("first-map-only", "feature_maps")(
    lambda answers: answers[:, :, :1]
)


@misconception("first-map-only", "feature_maps")
def first_map_in_all_places(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    return np.broadcast_to(maps[:, :, :1], maps.shape)


@misconception("first-map-only", "feature_maps")
def first_map_and_zeros(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    maps[:, :, 1:] = 0.0
    return maps


last_map_only = other_answer("last-map-only", "feature_maps")(lambda answers: answers[:, :, -1])
last_map_with_axis = other_answer("last-map-only", "feature_maps")(
    lambda answers: answers[:, :, -1:]
)


@misconception("last-map-only", "feature_maps")
def last_map_in_all_places(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    return np.broadcast_to(maps[:, :, -1:], maps.shape)


last_map_missing = other_answer("last-map-missing", "feature_maps")(
    lambda answers: answers[:, :, :-1]
)


@misconception("maps-overwritten", "feature_maps")
def all_maps_written_into_the_first(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    result = np.zeros(maps.shape)
    result[:, :, 0] = maps[:, :, -1]
    return result


@misconception("maps-overwritten", "feature_maps")
def all_maps_written_into_the_last(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    maps[:, :, :-1] = 0.0
    return maps


@misconception("last-map-missing", "feature_maps")
def last_map_of_zeros(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    maps[:, :, -1] = 0.0
    return maps


first_map_missing = other_answer("first-map-missing", "feature_maps")(
    lambda answers: answers[:, :, 1:]
)


@misconception("first-map-missing", "feature_maps")
def first_map_of_zeros(right, image, kernels, biases):
    maps = right(image, kernels, biases)
    maps[:, :, 0] = 0.0
    return maps


first_kernel_for_all = other_kernel("first-kernel-for-all", "feature_maps")(
    lambda kernels: np.repeat(kernels[:, :, :1], kernels.shape[2], axis=2)
)

last_kernel_for_all = other_kernel("last-kernel-for-all", "feature_maps")(
    lambda kernels: np.repeat(kernels[:, :, -1:], kernels.shape[2], axis=2)
)

kernels_reversed = other_kernel("kernels-reversed", "feature_maps")(
    lambda kernels: kernels[:, :, ::-1]
)

kernel_of_the_map_before = other_kernel("kernels-shifted", "feature_maps")(
    lambda kernels: np.roll(kernels, 1, axis=2)
)
kernel_of_the_map_after = other_kernel("kernels-shifted", "feature_maps")(
    lambda kernels: np.roll(kernels, -1, axis=2)
)


maps_shifted = other_answer("maps-shifted", "feature_maps")(
    lambda answers: np.roll(answers, 1, axis=2)
)
maps_shifted_back = other_answer("maps-shifted", "feature_maps")(
    lambda answers: np.roll(answers, -1, axis=2)
)


@misconception("kernels-summed", "feature_maps")
def kernels_summed(right, image, kernels, biases):
    one = kernels.astype(np.float64).sum(axis=2, keepdims=True)
    return right(image, np.repeat(one, kernels.shape[2], axis=2), biases)


@misconception("kernels-summed", "feature_maps")
def kernels_averaged(right, image, kernels, biases):
    one = kernels.astype(np.float64).mean(axis=2, keepdims=True)
    return right(image, np.repeat(one, kernels.shape[2], axis=2), biases)


@misconception("kernels-summed", "feature_maps")
def kernels_averaged_to_one_map(right, image, kernels, biases):
    one = kernels.astype(np.float64).mean(axis=2, keepdims=True)
    return right(image, one, _biases(kernels, biases)[:1])[:, :, 0]


def _first_biases(kernels, biases, count):
    """The biases that a loop over `count` kernels uses; breaks if there are fewer."""
    if biases is None:
        return np.zeros(count)
    return np.array([biases[k] for k in range(count)])


@misconception("kernels-along-first-axis", "feature_maps")
def kernels_along_first_axis(right, image, kernels, biases):
    moved = np.moveaxis(kernels, 0, -1)
    return right(image, moved, _first_biases(kernels, biases, moved.shape[2]))


@misconception("kernels-along-first-axis", "feature_maps")
def count_of_last_axis_on_first_axis(right, image, kernels, biases):
    chosen = [kernels[k] for k in range(kernels.shape[2])]
    return right(image, np.stack(chosen, axis=-1), biases)


@misconception("kernels-along-first-axis", "feature_maps")
def count_of_first_axis_on_last_axis(right, image, kernels, biases):
    chosen = [kernels[:, :, k] for k in range(kernels.shape[0])]
    biases = _first_biases(kernels, biases, kernels.shape[0])
    return right(image, np.stack(chosen, axis=-1), biases)


@misconception("kernels-along-middle-axis", "feature_maps")
def kernels_along_middle_axis(right, image, kernels, biases):
    moved = np.moveaxis(kernels, 1, -1)
    return right(image, moved, _first_biases(kernels, biases, moved.shape[2]))


@misconception("kernels-along-middle-axis", "feature_maps")
def count_of_last_axis_on_middle_axis(right, image, kernels, biases):
    chosen = [kernels[:, k] for k in range(kernels.shape[2])]
    return right(image, np.stack(chosen, axis=-1), biases)


@misconception("kernels-along-middle-axis", "feature_maps")
def count_of_middle_axis_on_last_axis(right, image, kernels, biases):
    chosen = [kernels[:, :, k] for k in range(kernels.shape[1])]
    biases = _first_biases(kernels, biases, kernels.shape[1])
    return right(image, np.stack(chosen, axis=-1), biases)


@misconception("kernels-reshaped", "feature_maps")
def kernels_reshaped(right, image, kernels, biases):
    fh, fw, count = kernels.shape
    return right(image, np.moveaxis(kernels.reshape(count, fh, fw), 0, -1), biases)


@misconception("fixed-number-of-maps", "feature_maps")
def three_maps(right, image, kernels, biases):
    chosen = np.stack([kernels[:, :, k] for k in range(3)], axis=-1)
    return right(image, chosen, _first_biases(kernels, biases, 3))


@misconception("fixed-number-of-maps", "feature_maps")
def four_maps(right, image, kernels, biases):
    chosen = np.stack([kernels[:, :, k] for k in range(4)], axis=-1)
    return right(image, chosen, _first_biases(kernels, biases, 4))


@misconception("fixed-number-of-maps", "feature_maps")
def two_maps(right, image, kernels, biases):
    chosen = np.stack([kernels[:, :, k] for k in range(2)], axis=-1)
    return right(image, chosen, _first_biases(kernels, biases, 2))


stretched_by_numpy = misconception("shapes-not-compared", "stamp")(
    lambda right, patch, kernel, bias: float(np.sum(_products(patch, kernel)) + bias)
)
cells_paired_in_order = misconception("shapes-not-compared", "stamp")(
    lambda right, patch, kernel, bias: float(
        np.sum(_products(patch.ravel(), kernel.ravel())) + bias
    )
)


@misconception("shapes-not-compared", "stamp")
def as_many_cells_as_both_have(right, patch, kernel, bias):
    pairs = zip(patch.ravel().tolist(), kernel.ravel().tolist(), strict=False)
    return float(sum(pixel * weight for pixel, weight in pairs) + bias)


kernel_cut_to_fit = misconception("kernel-cut-to-fit", *PLACING)(
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
        return np.full(_size(image, kernel), float(bias))
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
