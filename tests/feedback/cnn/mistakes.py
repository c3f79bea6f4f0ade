"""Known mistakes of cnn.py: one sentence for each, and what it would answer."""

from functools import partial

import numpy as np

from grader.diagnosis import misconception

SENTENCES = {
    "absolute-value": "Negative answers lose their sign; ReLU makes them 0.",
    "activation-on-scores": "The scores go through another "
    "function before softmax; they go there as they are.",
    "another-activation": "Your convolution has another activation than ReLU.",
    "answers-scaled": "The answers are scaled; leave them as ReLU gives them.",
    "bias-cut-to-integer": "A bias loses its fraction; add it as it is.",
    "bias-forgotten": "The bias is not added to the convolution; map k gets bias k.",
    "bias-multiplied": "The sum of products is multiplied by the bias; the bias is added.",
    "bias-on-kernel": "The bias is added to the weights; it is added after the sum.",
    "bias-per-channel": "A bias counts once per input channel; "
    "each kernel has one, however many channels it reads.",
    "bias-per-input-too": "Your number has biases for the inputs, too; only the outputs have one "
    "each.",
    "bias-per-pixel": "A bias counts once for each cell of the kernel; each kernel has one.",
    "bias-subtracted": "The bias is subtracted; add it.",
    "bias-twice": "The bias is added twice; one place in the code is enough.",
    "bias-without-sign": "A negative bias is taken as positive; keep its sign.",
    "biases-along-wrong-axis": "The biases are added along the "
    "rows or columns; they belong to the maps, one each.",
    "biases-counted-twice": "Your number has two biases for each output; one is enough.",
    "biases-not-counted": "Your number is that of the weights alone; the biases are parameters, "
    "too.",
    "biases-reversed": "The biases are used from the last to the first; map k gets bias k.",
    "biases-shifted": "Each map gets the bias of its neighbour; map k gets bias k.",
    "biases-subtracted": "Your number is that of the weights less the biases; add them.",
    "biases-summed": "Every map gets the sum or mean of all biases; map k gets bias k alone.",
    "border-mirrored": "The frame mirrors the picture; it should be zeros.",
    "border-repeated": "The frame repeats the border of the picture; it should be zeros.",
    "border-wrapped": "The frame shows the opposite side of the picture; it should be zeros.",
    "capped-relu": "Large answers are cut; ReLU has no upper limit.",
    "cells-added": "Each weight is added to its pixel; multiply them.",
    "channels-added": "Your number adds the channels to the cells of the kernel; it has so many "
    "weights for each channel.",
    "channels-added-first": "Pixels or weights are added up over "
    "the channels before they are multiplied; multiply first.",
    "channels-and-kernels-swapped": "The last two axes of the "
    "weights are swapped; they are (fh, fw, C, K).",
    "channels-averaged": "The channels are averaged; add them up.",
    "channels-first-flatten": "Flattening puts one map after the "
    "other; the channels of a pixel must stay together.",
    "channels-forgotten": "Your number leaves out the input channels; a kernel has weights for "
    "each of them.",
    "channels-mixed": "The pooling takes one maximum over all channels; each channel is pooled "
    "apart.",
    "channels-multiplied": "The channels are multiplied with each other; add them up.",
    "channels-not-added-up": "Your result keeps the input channels apart; a kernel adds them up to "
    "one map.",
    "channels-reversed": "The input channels meet the weights in "
    "another order; channel c meets weights[:, :, c].",
    "class-for-probabilities": "Your result tells only of the best class; a probability for each "
    "class is asked.",
    "clipped-scores": "Scores are clipped before the exponential; "
    "subtract the largest one instead.",
    "column-major-flatten": "Flattening runs through the first "
    "axis fastest; in row-major order it is the last.",
    "columns-inside-channels": "Flattening lists each row channel "
    "by channel; the channels of a pixel come first.",
    "complement": "Your result is 1 minus each probability; return the probabilities themselves.",
    "dense-bias-after-softmax": "The dense bias comes after softmax; it belongs to the scores.",
    "dense-bias-forgotten": "Your result is what you get without the dense bias, or with the same "
    "one for all classes; each class has its own.",
    "dense-bias-multiplied": "The scores are multiplied by the dense bias; add it.",
    "dense-bias-per-input": "The dense bias is added for every input; add it once per class.",
    "dense-bias-reversed": "The dense biases are used in the opposite order; class k gets bias k.",
    "dense-bias-subtracted": "The dense bias is subtracted; add it.",
    "dense-bias-twice": "The dense bias is added twice; one place in the code is enough.",
    "dense-kernel-reshaped": "The dense kernel is reshaped; that "
    "mixes its weights. Column k belongs to class k.",
    "dense-mean-for-sum": "The dense layer averages; it adds up inputs times weights.",
    "dense-sides-do-not-fit": "The product with the dense kernel fails, because the sides do not "
    "fit; the kernel is weights[2] with (inputs, classes), and the inputs come first.",
    "doubled": "Your number is twice as large as it should be.",
    "doubled-weights": "Your number is twice that of the weights; count one weight per input and "
    "output, and one bias per output.",
    "extra-axis": "Your result holds the right numbers, but with an axis of length 1 too many.",
    "filters-added": "Your number adds the filters where it should multiply; each filter has "
    "weights and a bias of its own.",
    "filters-forgotten": "Your number is that of a single kernel; there are as many as filters.",
    "first-bias-for-all": "Every map gets the same one of the biases; map k gets bias k.",
    "first-channel-for-all": "One input channel stands for all of "
    "them; each has pixels of its own.",
    "first-channel-forgotten": "The first input channel is left out; number 0 counts, too.",
    "first-channel-only": "Only one input channel counts; a kernel reads all of them and adds up.",
    "first-kernel-for-all": "One kernel makes all maps; map k comes from weights[:, :, :, k].",
    "first-map-missing": "The first kernel makes no map; number 0 counts, too.",
    "first-map-only": "Your result holds a single map; there is one for every kernel.",
    "first-slice-for-all-channels": "One slice of the kernel is "
    "used for all channels; each channel has its own.",
    "flatten-forgotten": "The dense layer does not get all numbers of the maps in one long row; "
    "flatten the pooled maps first.",
    "flatten-reversed": "The flat row meets the dense weights from its end; keep the order.",
    "flipped-kernel": "The kernel is flipped (turned by 180 "
    "degrees); lay it on the picture as it is.",
    "frame-not-zero": "The frame is filled with another number than 0; it should be zeros.",
    "frame-of-one-assumed": "Your result is what you get with a frame of width 1; larger kernels "
    "need a wider frame, smaller ones a narrower.",
    "frame-too-wide": "Your result is what you get with a frame that is too wide; the result must "
    "be as large as the picture.",
    "image-dtype-kept": "The answers are stored with the dtype of the picture; store them as "
    "float64.",
    "image-flipped": "The picture is turned or mirrored before the kernel is laid on it.",
    "image-normalised": "The picture is scaled by its own numbers; use it as it comes.",
    "image-reshaped": "The picture is reshaped to other axes; that mixes its pixels.",
    "image-scaled": "The pixels are divided by 255; here they are used as they come.",
    "inputs-and-units-swapped": "Your number has one bias per input; there is one per output.",
    "inputs-cut-to-integers": "Pixels or weights lose their "
    "fractions; turn them into float64, not int.",
    "kernel-counted-once": "Your number has the weights of one kernel only, but all biases; each "
    "filter has weights of its own.",
    "kernel-end-missed": "The last row or column of the kernel is left out; every cell counts.",
    "kernel-ignored": "The pixels are only added up; multiply each by its weight first.",
    "kernel-in-image-dtype": "The weights are turned into the "
    "dtype of the picture; turn both into float64.",
    "kernel-mirrored": "The columns of the kernel are reversed; lay it on the picture as it is.",
    "kernel-normalised": "The weights are scaled by their sum or size first; use them as they are.",
    "kernel-start-missed": "The first row or column of the kernel is left out; every cell counts.",
    "kernel-turned-a-quarter": "The kernel is turned by 90 "
    "degrees; lay it on the picture as it is.",
    "kernel-upside-down": "The rows of the kernel are reversed; lay it on the picture as it is.",
    "kernels-along-wrong-axis": "Kernel k is taken along another axis; it is weights[:, :, :, k].",
    "kernels-reshaped": "The weights are reshaped to other axes; "
    "that mixes them. Kernel k is weights[:, :, :, k].",
    "kernels-reversed": "The kernels are used in another order, "
    "but not the biases; map k needs kernel k.",
    "kernels-summed": "The kernels are added up to one; each makes a map of its own.",
    "last-channel-forgotten": "The last input channel is left out; check where your loops end.",
    "last-map-missing": "The last kernel makes no map; there are K kernels and K maps.",
    "leaky-relu": "Your result is what you get with a leaky ReLU, which keeps a part of the "
    "negative numbers; make them 0.",
    "log-softmax": "Your result is the logarithm of the probabilities; the probabilities "
    "themselves are asked.",
    "maps-along-first-axis": "Your result has the maps along another axis; map k belongs at [:, :, "
    "k].",
    "maps-carried-over": "Each map is added to those before it; start every map from 0.",
    "maps-overwritten": "Each map replaces the one before it; map k belongs at [:, :, k].",
    "maps-reshaped": "The stack of maps is reshaped; that mixes "
    "the maps, so move the axis instead.",
    "maps-reversed": "Your result has the maps in another order; kernel k makes map k.",
    "maps-summed": "The maps are added up; each kernel keeps a map of its own.",
    "matrix-product": "Your result is what you get with a matrix product (@ or dot) of patch and "
    "kernel; multiply cell by cell.",
    "maximum-along-axis": "The largest number along an axis is "
    "taken; compare each number with 0 by itself.",
    "maximum-for-sum": "The largest product is taken; add all products up.",
    "mean-for-maximum": "The pooling takes the mean of each window; take the maximum.",
    "mean-for-sum": "The products are averaged; add them up.",
    "median-taken": "The pooling takes the median of each window; take the maximum.",
    "minimum-for-maximum": "Your result is what you get with the smaller of two numbers where the "
    "larger is asked.",
    "minimum-pooled": "The pooling takes the smallest number of each window; take the largest.",
    "minimum-subtracted": "All answers are moved up by the "
    "smallest one; each negative answer becomes 0.",
    "narrow-integers": "Products or sums overflow small integers "
    "such as uint8; turn all into float64 first.",
    "negative-bias-ignored": "A negative bias counts as 0; add it as it is.",
    "number-not-handled": "Your function fails where kernel_size is a single number; it counts for "
    "height and width.",
    "odd-pixel-lost": "Your result is what you get with equally many zeros at both ends, rounded "
    "down; an even kernel needs one more at the bottom and right.",
    "odd-pixel-on-both-sides": "Your result is what you get with equally many zeros at both ends, "
    "rounded up; an even kernel needs one less at the top and left.",
    "odd-pixel-wrong-side": "The odd row or column of zeros is at "
    "the top or left; it belongs to the bottom and right.",
    "off-by-one-end": "The last row or column is left out; check where your loops end.",
    "off-by-one-start": "The first row or column is left out; counting starts at 0.",
    "one-bias-for-all": "Your number has a single bias; there is one for each output.",
    "one-cell-of-window": "The pooling takes one fixed cell of each window; take the largest of "
    "all four.",
    "one-hot": "Your result is 1 for the best class and 0 elsewhere; softmax gives each class its "
    "share.",
    "one-side-only": "Your number has only one side of the kernel in it; its cells are height "
    "times width.",
    "one-sided-padding": "All zeros are put at one side; half of them go before the picture.",
    "only-cells-and-filters": "Your number leaves out the input channels and the biases; a kernel "
    "has weights for each channel, and one bias.",
    "overlapping-windows": "The pooling windows overlap; they must move by their own size.",
    "padding-ignored": "There is no frame of zeros round the picture, so the maps become smaller; "
    "with it they keep their size.",
    "padding-not-counted": "Your result stops where it would without a frame; count the stamps on "
    "the framed picture.",
    "padding-on-one-axis": "Only one direction is padded; rows and columns both are.",
    "pair-not-handled": "Your function fails where kernel_size is a pair; it may be one number or "
    "(height, width).",
    "percentages": "Your result holds percentages; probabilities add up to 1.",
    "pooling-before-convolution": "Pooling comes before the "
    "convolution; the order is convolution, pooling, flatten, dense.",
    "pooling-forgotten": "Your network has no pooling layer; it comes after the convolution.",
    "power-for-product": "Your number is a power; multiply instead.",
    "probabilities-reversed": "Your result has the classes in the opposite order; probability k "
    "belongs to class k.",
    "probabilities-rounded": "The probabilities are rounded; leave them as they are.",
    "probabilities-sorted": "Your result has the probabilities by size; probability k belongs to "
    "class k.",
    "probabilities-summed-up": "Each probability is added to those before it; they stay apart.",
    "ragged-edge-kept": "The pooling keeps a last row or column that fills no window; drop it.",
    "ragged-edge-not-cut": "The pooling fails because a last row or column fills no window; cut it "
    "off first.",
    "ragged-edge-wrong-side": "The pooling drops a first row or column that fills no window; drop "
    "the last one.",
    "relu-before-bias": "ReLU comes before the bias; add the bias first, ReLU is the last step.",
    "relu-forgotten": "The convolution layer has no ReLU; whatever is below zero must become zero.",
    "relu-on-image": "Negative pixels become 0; ReLU belongs to the answers.",
    "relu-on-kernel": "Negative weights become 0; ReLU belongs to the answers.",
    "relu-on-products": "Negative products count as 0; ReLU comes after the sum.",
    "relu-on-scores": "Negative scores become 0; between dense layer and softmax there is no ReLU.",
    "relu-per-channel": "Each channel has a ReLU of its own; add up the channels first.",
    "result-padded": "Zeros are put round the maps; put them round the picture, before stamping.",
    "rows-and-columns-swapped": "Rows and columns are swapped; height comes before width.",
    "rows-inside-channels": "Flattening lists each column channel "
    "by channel; the channels of a pixel come first.",
    "scores-divided": "The scores are divided before the "
    "exponential; subtract the largest one instead.",
    "scores-shifted-wrongly": "Another number than the largest "
    "score is subtracted; then large scores still overflow or vanish.",
    "shifted-after-exponential": "The largest score is subtracted "
    "after the exponential; subtract it before.",
    "sigmoid-for-softmax": "The last layer applies sigmoid, so the probabilities do not add up to "
    "1; softmax does that.",
    "sign-turned-first": "The sign is turned before ReLU; "
    "positive answers stay, negative ones become 0.",
    "signs-turned-in-softmax": "Softmax turns the signs; the "
    "highest score has the highest probability.",
    "size-off-by-one": "Your number is what you get when one of the sizes is one too large or too "
    "small; count them as they are.",
    "softmax-along-wrong-axis": "Your result is 1 for every class; softmax divides by the sum over "
    "all classes.",
    "softmax-forgotten": "The last layer has no softmax, so its numbers are scores and no "
    "probabilities; softmax turns them into probabilities.",
    "softmax-not-divided": "The exponentials are not divided by "
    "their sum; that makes them add up to 1.",
    "softmax-overflow": "Exp overflows or vanishes for large "
    "scores; subtract the largest score from all of them first.",
    "softmax-twice": "Softmax is applied twice; the second one makes all classes nearly equal.",
    "softmax-without-exponential": "The scores are divided by "
    "their sum as they are; softmax takes the exponential first.",
    "sorted-numbers": "The flat row is sorted; keep the numbers in the order of their places.",
    "square-image-assumed": "The picture is taken to be square; height and width may differ.",
    "square-kernel-assumed": "The kernel is taken to be square; "
    "its height and its width may differ.",
    "square-of-number": "Your number has a square in it; only the two sides of the kernel are "
    "multiplied with each other.",
    "step-for-relu": "Your result tells only where the answers are positive; ReLU keeps positive "
    "answers as they are.",
    "stride-missing-in-positions": "The pooling windows start at every pixel; window number i "
    "starts at 2 times i.",
    "stride-not-asked": "The kernel moves by two pixels; move it by one.",
    "strongest-map-only": "Only the largest answer of each place "
    "is kept; each kernel keeps a map of its own.",
    "sum-for-maximum": "The pooling takes the sum of each window; take the maximum.",
    "sum-for-product": "Your number is a sum where a product is needed; every output has a weight "
    "for every input.",
    "sum-forgotten": "Your result holds the bias alone; the sum of pixels times weights belongs to "
    "it.",
    "sum-of-sides": "Your number has height plus width in it; a kernel has height times width "
    "cells.",
    "sums-multiplied": "Pixels and weights are summed first and "
    "the sums multiplied; multiply cell by cell, then add up.",
    "three-by-three-assumed": "The kernel is taken to be 3 by 3; read its size from the weights.",
    "three-channels-assumed": "Only three input channels are read; there may be more.",
    "threshold-not-zero": "Answers count from 1 on; ReLU keeps every number above 0.",
    "total-carried-over": "The total is not set back to 0; start from 0 for every answer.",
    "transposed-kernel": "Rows and columns of the kernel change "
    "places; pair pixel [i, j] with weight [i, j].",
    "units-forgotten": "Your number is that of a single output; there are as many as units.",
    "window-of-three": "The pooling windows are 3 by 3; they should be 2 by 2.",
    "wrong-base": "Your result is what you get with another base than e; softmax takes exp of the "
    "scores.",
    "wrong-bias": "The scores get the biases of the convolution; the dense layer has biases of its "
    "own.",
    "wrong-divisor": "The exponentials are divided by another number than their sum.",
}


# Counting parameters


def pair(value):
    return tuple(map(int, value)) if isinstance(value, tuple) else (int(value), int(value))


def counted(id, count):
    """`count(fh, fw, channels, filters)` parameters."""

    def wrong(right, kernel_size, in_channels, filters):
        return int(count(*pair(kernel_size), int(in_channels), int(filters)))

    return misconception(id, "conv_params")(wrong)


weights_alone = counted("biases-not-counted", lambda fh, fw, c, k: fh * fw * c * k)
one_bias = counted("one-bias-for-all", lambda fh, fw, c, k: fh * fw * c * k + 1)
two_biases = counted("biases-counted-twice", lambda fh, fw, c, k: (fh * fw * c + 2) * k)
biases_subtracted = counted("biases-subtracted", lambda fh, fw, c, k: (fh * fw * c - 1) * k)
bias_per_channel = counted("bias-per-channel", lambda fh, fw, c, k: fh * fw * c * k + c)
bias_per_slice = counted("bias-per-channel", lambda fh, fw, c, k: (fh * fw + 1) * c * k)
bias_per_cell = counted("bias-per-pixel", lambda fh, fw, c, k: fh * fw * (c + 1) * k)
bias_per_cell_once = counted("bias-per-pixel", lambda fh, fw, c, k: fh * fw * (c * k + 1))
twice_the_weights = counted("bias-per-pixel", lambda fh, fw, c, k: 2 * fh * fw * c * k)
twice_as_many = counted("doubled", lambda fh, fw, c, k: 2 * (fh * fw * c + 1) * k)
height_squared = counted("square-kernel-assumed", lambda fh, fw, c, k: (fh * fh * c + 1) * k)
width_squared = counted("square-kernel-assumed", lambda fh, fw, c, k: (fw * fw * c + 1) * k)
height_alone = counted("one-side-only", lambda fh, fw, c, k: (fh * c + 1) * k)
width_alone = counted("one-side-only", lambda fh, fw, c, k: (fw * c + 1) * k)
sides_added = counted("sum-of-sides", lambda fh, fw, c, k: ((fh + fw) * c + 1) * k)
no_channels = counted("channels-forgotten", lambda fh, fw, c, k: (fh * fw + 1) * k)
channels_added = counted("channels-added", lambda fh, fw, c, k: (fh * fw + c + 1) * k)
channels_squared = counted("square-of-number", lambda fh, fw, c, k: (fh * fw * c * c + 1) * k)
filters_squared = counted("square-of-number", lambda fh, fw, c, k: (fh * fw * c * k + 1) * k)
cells_squared = counted("square-of-number", lambda fh, fw, c, k: ((fh * fw) ** 2 * c + 1) * k)
no_filters = counted("filters-forgotten", lambda fh, fw, c, k: fh * fw * c + 1)
filters_only_as_biases = counted("kernel-counted-once", lambda fh, fw, c, k: fh * fw * c + k)
no_channels_nor_biases = counted("only-cells-and-filters", lambda fh, fw, c, k: fh * fw * k)
no_channels_one_bias = counted("only-cells-and-filters", lambda fh, fw, c, k: fh * fw * k + 1)
filters_added = counted("filters-added", lambda fh, fw, c, k: fh * fw * c + 1 + k)
all_added = counted("sum-for-product", lambda fh, fw, c, k: fh * fw + c + k)
kernel_one_larger = counted(
    "size-off-by-one", lambda fh, fw, c, k: ((fh + 1) * (fw + 1) * c + 1) * k
)
kernel_one_smaller = counted(
    "size-off-by-one", lambda fh, fw, c, k: ((fh - 1) * (fw - 1) * c + 1) * k
)
one_channel_more = counted("size-off-by-one", lambda fh, fw, c, k: (fh * fw * (c + 1) + 1) * k)
one_channel_less = counted("size-off-by-one", lambda fh, fw, c, k: (fh * fw * (c - 1) + 1) * k)
one_filter_more = counted("size-off-by-one", lambda fh, fw, c, k: (fh * fw * c + 1) * (k + 1))
one_filter_less = counted("size-off-by-one", lambda fh, fw, c, k: (fh * fw * c + 1) * (k - 1))
three_by_three = counted("three-by-three-assumed", lambda fh, fw, c, k: (9 * c + 1) * k)


def failing(id, attempt):
    """Fails as `attempt(kernel_size)` does, where it does."""

    def wrong(right, kernel_size, in_channels, filters):
        attempt(kernel_size)
        return right(kernel_size, in_channels, filters)

    return misconception(id, "conv_params")(wrong)


def unpacked(value):
    first, second = value
    return first, second


size_squared = failing("pair-not-handled", lambda size: size**2)
size_times_itself = failing("pair-not-handled", lambda size: size * size)
size_too_small = failing("pair-not-handled", lambda size: size < 1)
size_not_positive = failing("pair-not-handled", lambda size: size <= 0)
size_as_integer = failing("pair-not-handled", lambda size: int(size))
size_unpacked = failing("number-not-handled", unpacked)
size_indexed = failing("number-not-handled", lambda size: size[0])


def counted_dense(id, count):
    """`count(inputs, units)` parameters."""

    def wrong(right, inputs, units):
        return int(count(int(inputs), int(units)))

    return misconception(id, "dense_params")(wrong)


dense_weights_alone = counted_dense("biases-not-counted", lambda n, u: n * u)
dense_one_bias = counted_dense("one-bias-for-all", lambda n, u: n * u + 1)
dense_two_biases = counted_dense("biases-counted-twice", lambda n, u: (n + 2) * u)
dense_biases_subtracted = counted_dense("biases-subtracted", lambda n, u: (n - 1) * u)
bias_per_input = counted_dense("inputs-and-units-swapped", lambda n, u: n * u + n)
bias_per_input_and_output = counted_dense("bias-per-input-too", lambda n, u: n * u + n + u)
one_more_on_both_sides = counted_dense("bias-per-input-too", lambda n, u: (n + 1) * (u + 1))
dense_bias_per_weight = counted_dense("doubled-weights", lambda n, u: 2 * n * u)
dense_twice = counted_dense("doubled", lambda n, u: 2 * (n + 1) * u)
dense_sum = counted_dense("sum-for-product", lambda n, u: n + u)
dense_sum_and_one = counted_dense("sum-for-product", lambda n, u: n + u + 1)
dense_sum_and_biases = counted_dense("sum-for-product", lambda n, u: n + 2 * u)
no_units = counted_dense("units-forgotten", lambda n, u: n + 1)
inputs_squared = counted_dense("square-of-number", lambda n, u: (n * n + 1) * u)
units_squared = counted_dense("square-of-number", lambda n, u: (n + u) * u)
one_unit_less = counted_dense("size-off-by-one", lambda n, u: (n + 1) * (u - 1))
one_unit_less_but_biases = counted_dense("size-off-by-one", lambda n, u: n * (u - 1) + u)
dense_power = counted_dense("power-for-product", lambda n, u: n**u + u)


# The convolution layer, and the network that contains it


def padded(image, rows, columns, **how):
    return np.pad(image.astype(float), [rows, columns, (0, 0)], **how)


def same_frame(weights):
    fh, fw = weights.shape[:2]
    return ((fh - 1) // 2, fh // 2), ((fw - 1) // 2, fw // 2)


def windows(cells, weights):
    """(H, W, C, fh, fw)"""
    return np.lib.stride_tricks.sliding_window_view(cells, weights.shape[:2], axis=(0, 1))


def stamped(cells, weights):
    """The sums of all stamps that fit on these cells, without bias."""
    return np.tensordot(windows(cells, weights), weights.astype(float), ([3, 4, 2], [0, 1, 2]))


def sums_of(image, weights):
    return stamped(padded(image, *same_frame(weights)), weights)


def relu(numbers):
    return np.maximum(numbers, 0.0)


def layer(image, weights, bias):
    return relu(sums_of(image, weights) + bias.astype(float))


def halved(maps):
    rows, columns = maps.shape[0] // 2, maps.shape[1] // 2
    cut = maps[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2, *maps.shape[2:])
    return cut.max(axis=(1, 3))


def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def from_maps(maps, dense_kernel, dense_bias, product=np.matmul):
    """The way from the maps to the probabilities."""
    return softmax(product(halved(maps).reshape(-1), dense_kernel) + dense_bias)


def in_layer(id, wrong_layer, *functions):
    """A mistake of `conv_layer`, and of a `forward` that makes it itself."""

    def wrong(right, image, weights, *bias):
        if bias:
            return wrong_layer(image, weights, *bias)
        kernel, bias, dense_kernel, dense_bias = weights
        return from_maps(wrong_layer(image, kernel, bias), dense_kernel, dense_bias)

    return misconception(id, *(functions or ("conv_layer", "forward")))(wrong)


def with_dot(id, wrong_layer):
    """In `forward` the dense layer refuses maps of another size; `@` and `dot` in other words."""

    def wrong(right, image, weights):
        kernel, bias, dense_kernel, dense_bias = weights
        maps = wrong_layer(image, kernel, bias)
        return from_maps(maps, dense_kernel, dense_bias, np.dot)

    return misconception(id, "forward")(wrong)


def altered(id, change):
    """`change(image, weights, bias)` is what the layer works with."""
    return in_layer(id, lambda *arguments: layer(*change(*arguments)))


def with_image(id, change):
    return altered(id, lambda image, weights, bias: (change(image.astype(float)), weights, bias))


def with_weights(id, change):
    return altered(id, lambda image, weights, bias: (image, change(weights.astype(float)), bias))


def with_bias(id, change):
    """`change(bias, shape of the weights)`"""
    return altered(
        id,
        lambda image, weights, bias: (
            image,
            weights,
            change(bias.astype(float), weights.shape) + np.zeros(len(bias)),
        ),
    )


def ended(id, change, *functions):
    """`change(sums, bias)` ends the layer."""
    return in_layer(
        id,
        lambda image, weights, bias: change(sums_of(image, weights), bias.astype(float)),
        *functions,
    )


def of_maps(id, change, *functions):
    return in_layer(id, lambda *arguments: change(layer(*arguments)), *functions)


def in_layer_alone(id, change):
    """In `forward` many such mistakes look alike: the dense layer refuses what they make."""
    return of_maps(id, change, "conv_layer")


# The frame


def in_frame(frame):
    """As many answers as stamps fit into the padded picture."""

    def wrong(image, weights, bias):
        return relu(stamped(padded(image, *frame(*weights.shape[:2])), weights) + bias)

    return wrong


def looped(frame):
    """As many answers as pixels; NumPy stretches a patch of width 1 at the edge."""

    def wrong(image, weights, bias):
        cells = padded(image, *frame(*weights.shape[:2]))
        fh, fw, _, filters = weights.shape
        maps = np.zeros((*image.shape[:2], filters))
        for i, j, k in np.ndindex(maps.shape):
            patch = cells[i : i + fh, j : j + fw]
            if any(n not in (1, f) for n, f in zip(patch.shape, (fh, fw), strict=False)):
                raise NotImplementedError("each loop fails here in words of its own")
            maps[i, j, k] = np.sum(patch * weights[:, :, :, k]) + bias[k]
        return relu(maps)

    return wrong


def buffered(frame):
    """The picture at other offsets in a buffer of the right size, which it may stick out of."""

    def wrong(image, weights, bias):
        height, width, channels = image.shape
        fh, fw = weights.shape[:2]
        (top, _), (left, _) = frame(fh, fw)
        cells = np.zeros((height + fh - 1, width + fw - 1, channels))
        cells[top : top + height, left : left + width] = image
        return relu(stamped(cells, weights) + bias)

    return wrong


def framed(id, frame):
    """Wrong widths `frame(fh, fw)`, with a result of another size."""
    return in_layer(id, in_frame(frame)), with_dot(id, in_frame(frame))


def framed_in_loops(id, frame):
    return *framed(id, frame), in_layer(id, looped(frame))


def framed_in_buffer(id, frame):
    return *framed_in_loops(id, frame), in_layer(id, buffered(frame))


def before(f):
    return (f - 1) // 2


no_frame, no_frame_dot, no_frame_loops = framed_in_loops(
    "padding-ignored", lambda fh, fw: ((0, 0), (0, 0))
)


zeros_at_end = in_layer("one-sided-padding", in_frame(lambda fh, fw: ((0, fh - 1), (0, fw - 1))))
zeros_at_start = in_layer("one-sided-padding", in_frame(lambda fh, fw: ((fh - 1, 0), (fw - 1, 0))))
zeros_below = in_layer(
    "one-sided-padding", in_frame(lambda fh, fw: ((0, fh - 1), (before(fw), fw // 2)))
)
zeros_beside = in_layer(
    "one-sided-padding", in_frame(lambda fh, fw: ((before(fh), fh // 2), (0, fw - 1)))
)
odd_first = in_layer(
    "odd-pixel-wrong-side",
    in_frame(lambda fh, fw: ((fh // 2, before(fh)), (fw // 2, before(fw)))),
)
odd_at_top = in_layer(
    "odd-pixel-wrong-side",
    in_frame(lambda fh, fw: ((fh // 2, before(fh)), (before(fw), fw // 2))),
)
odd_at_left = in_layer(
    "odd-pixel-wrong-side",
    in_frame(lambda fh, fw: ((before(fh), fh // 2), (fw // 2, before(fw)))),
)
odd_lost, odd_lost_dot, odd_lost_loops = framed_in_loops(
    "odd-pixel-lost",
    lambda fh, fw: ((before(fh), before(fh)), (before(fw), before(fw))),
)
odd_twice, odd_twice_dot = framed(
    "odd-pixel-on-both-sides", lambda fh, fw: ((fh // 2, fh // 2), (fw // 2, fw // 2))
)
frame_of_one, frame_of_one_dot, frame_of_one_loops, frame_of_one_buffer = framed_in_buffer(
    "frame-of-one-assumed", lambda fh, fw: ((1, 1), (1, 1))
)
rows_alone, rows_alone_dot, rows_alone_loops = framed_in_loops(
    "padding-on-one-axis", lambda fh, fw: ((before(fh), fh // 2), (0, 0))
)
columns_alone, columns_alone_dot, columns_alone_loops = framed_in_loops(
    "padding-on-one-axis", lambda fh, fw: ((0, 0), (before(fw), fw // 2))
)
frame_by_height, frame_by_height_dot, frame_by_height_loops, frame_by_height_buffer = (
    framed_in_buffer(
        "square-kernel-assumed", lambda fh, fw: ((before(fh), fh // 2), (before(fh), fh // 2))
    )
)
frame_by_width, frame_by_width_dot, frame_by_width_loops, frame_by_width_buffer = framed_in_buffer(
    "square-kernel-assumed", lambda fh, fw: ((before(fw), fw // 2), (before(fw), fw // 2))
)
frame_turned, frame_turned_dot, frame_turned_loops, frame_turned_buffer = framed_in_buffer(
    "rows-and-columns-swapped", lambda fh, fw: ((before(fw), fw // 2), (before(fh), fh // 2))
)
even_frame_turned, even_frame_turned_dot, even_frame_turned_loops = framed_in_loops(
    "rows-and-columns-swapped",
    lambda fh, fw: ((before(fw), before(fw)), (before(fh), before(fh))),
)
even_frame_by_height, even_frame_by_height_dot, even_frame_by_height_loops = framed_in_loops(
    "square-kernel-assumed",
    lambda fh, fw: ((before(fh), before(fh)), (before(fh), before(fh))),
)
even_frame_by_width, even_frame_by_width_dot, even_frame_by_width_loops = framed_in_loops(
    "square-kernel-assumed",
    lambda fh, fw: ((before(fw), before(fw)), (before(fw), before(fw))),
)
frame_of_kernel_less_one, frame_of_kernel_less_one_dot = framed(
    "frame-too-wide", lambda fh, fw: ((fh - 1, fh - 1), (fw - 1, fw - 1))
)
frame_of_kernel, frame_of_kernel_dot = framed("frame-too-wide", lambda fh, fw: ((fh, fh), (fw, fw)))
frame_one_wider, frame_one_wider_dot = framed(
    "frame-too-wide",
    lambda fh, fw: ((fh // 2 + 1, fh // 2 + 1), (fw // 2 + 1, fw // 2 + 1)),
)
frame_of_kernel_loops = in_layer("frame-too-wide", looped(lambda fh, fw: ((fh, fh), (fw, fw))))


def filled(id, **how):
    def wrong(image, weights, bias):
        return relu(stamped(padded(image, *same_frame(weights), **how), weights) + bias)

    return in_layer(id, wrong)


edge = filled("border-repeated", mode="edge")
reflected = filled("border-mirrored", mode="reflect")
mirrored = filled("border-mirrored", mode="symmetric")
wrapped = filled("border-wrapped", mode="wrap")
ones = filled("frame-not-zero", constant_values=1)
minus_ones = filled("frame-not-zero", constant_values=-1)
white = filled("frame-not-zero", constant_values=255)
means = filled("frame-not-zero", mode="mean")
smallest = filled("frame-not-zero", mode="minimum")
largest = filled("frame-not-zero", mode="maximum")


def zeros_round(maps, weights):
    """What is inside the picture, with zeros at its border."""
    return np.pad(maps, [*same_frame(weights), (0, 0)])


framed_result = in_layer(
    "result-padded",
    lambda image, weights, bias: zeros_round(
        relu(stamped(image.astype(float), weights) + bias), weights
    ),
)
framed_sums = in_layer(
    "result-padded",
    lambda image, weights, bias: relu(
        zeros_round(stamped(image.astype(float), weights), weights) + bias
    ),
)


# The kernels


kernel_flipped = with_weights("flipped-kernel", lambda weights: weights[::-1, ::-1])
kernel_flipped_with_channels = with_weights(
    "flipped-kernel", lambda weights: weights[::-1, ::-1, ::-1]
)
kernel_upside_down = with_weights("kernel-upside-down", lambda weights: weights[::-1])
kernel_mirrored = with_weights("kernel-mirrored", lambda weights: weights[:, ::-1])
kernel_transposed = with_weights("transposed-kernel", lambda weights: weights.swapaxes(0, 1))
kernel_turned_left = with_weights("kernel-turned-a-quarter", lambda weights: np.rot90(weights))
kernel_turned_right = with_weights("kernel-turned-a-quarter", lambda weights: np.rot90(weights, 3))


def without(id, *places):
    """The weights at these places count as 0."""

    def change(weights):
        for place in places:
            weights[place] = 0
        return weights

    return with_weights(id, change)


last_of_kernel_missed = without("kernel-end-missed", np.s_[-1], np.s_[:, -1])
last_row_of_kernel_missed = without("kernel-end-missed", np.s_[-1])
last_column_of_kernel_missed = without("kernel-end-missed", np.s_[:, -1])
first_of_kernel_missed = without("kernel-start-missed", np.s_[0], np.s_[:, 0])
first_row_of_kernel_missed = without("kernel-start-missed", np.s_[0])
first_column_of_kernel_missed = without("kernel-start-missed", np.s_[:, 0])
beyond_three_missed = without("three-by-three-assumed", np.s_[3:], np.s_[:, 3:])
cut_to_three = with_weights("three-by-three-assumed", lambda weights: weights[:3, :3])

channels_reversed = with_weights("channels-reversed", lambda weights: weights[:, :, ::-1])
first_channel_alone = without("first-channel-only", np.s_[:, :, 1:])
last_channel_alone = without("first-channel-only", np.s_[:, :, :-1])
last_channel_missed = without("last-channel-forgotten", np.s_[:, :, -1])
first_channel_missed = without("first-channel-forgotten", np.s_[:, :, 0])
later_channels_missed = without("three-channels-assumed", np.s_[:, :, 3:])
nothing_summed = without("sum-forgotten", np.s_[:])
channels_shifted = with_weights("channels-reversed", lambda weights: np.roll(weights, 1, axis=2))
channels_shifted_back = with_weights(
    "channels-reversed", lambda weights: np.roll(weights, -1, axis=2)
)
first_channel_for_all = with_image(
    "first-channel-for-all", lambda image: image[:, :, :1].repeat(image.shape[2], axis=2)
)
last_channel_for_all = with_image(
    "first-channel-for-all", lambda image: image[:, :, -1:].repeat(image.shape[2], axis=2)
)
first_slice_for_all = with_weights(
    "first-slice-for-all-channels", lambda weights: weights[:, :, :1].repeat(weights.shape[2], 2)
)
channels_added_first = with_weights(
    "channels-added-first",
    lambda weights: weights.sum(axis=2, keepdims=True).repeat(weights.shape[2], axis=2),
)
image_averaged_first = with_image(
    "channels-added-first",
    lambda image: image.mean(axis=2, keepdims=True).repeat(image.shape[2], axis=2),
)
channels_averaged = with_weights("channels-averaged", lambda weights: weights / weights.shape[2])

first_kernel_for_all = with_weights(
    "first-kernel-for-all", lambda weights: weights[..., :1].repeat(weights.shape[3], axis=3)
)
last_kernel_for_all = with_weights(
    "first-kernel-for-all", lambda weights: weights[..., -1:].repeat(weights.shape[3], axis=3)
)
kernels_reversed = with_weights("kernels-reversed", lambda weights: weights[..., ::-1])
kernels_shifted = with_weights("kernels-reversed", lambda weights: np.roll(weights, 1, axis=3))
kernels_shifted_back = with_weights(
    "kernels-reversed", lambda weights: np.roll(weights, -1, axis=3)
)
kernels_summed = with_weights(
    "kernels-summed",
    lambda weights: weights.sum(axis=3, keepdims=True).repeat(weights.shape[3], axis=3),
)
maps_reversed = of_maps("maps-reversed", lambda maps: maps[:, :, ::-1])
maps_shifted = of_maps("maps-reversed", lambda maps: np.roll(maps, 1, axis=2))
maps_shifted_back = of_maps("maps-reversed", lambda maps: np.roll(maps, -1, axis=2))


def reread(*order):
    """The weights reshaped to axes in this order, as if they had been stored so."""

    def change(weights):
        shape = tuple(weights.shape[axis] for axis in order)
        return weights.reshape(shape).transpose(np.argsort(order))

    return with_weights("kernels-reshaped", change)


kernels_reshaped = reread(3, 0, 1, 2)
kernels_and_channels_reshaped = reread(3, 2, 0, 1)
channels_reshaped = reread(0, 1, 3, 2)
channels_reshaped_to_front = reread(2, 0, 1, 3)


def taken(take):
    """`take(weights, k)` is what is used as kernel number k."""

    def wrong(image, weights, bias):
        fh, fw, _, filters = weights.shape
        cells = padded(image, *same_frame(weights))
        maps = np.zeros((*image.shape[:2], filters))
        for i, j, k in np.ndindex(maps.shape):
            patch = cells[i : i + fh, j : j + fw]
            maps[i, j, k] = np.sum(patch * take(weights, k)) + bias[k]
        return relu(maps)

    return in_layer("kernels-along-wrong-axis", wrong)


kernels_along_first_axis = taken(lambda weights, k: weights[k])
kernels_along_second_axis = taken(lambda weights, k: weights[:, k])
kernels_along_third_axis = taken(lambda weights, k: weights[:, :, k])


@partial(in_layer, "channels-and-kernels-swapped")
def channels_and_kernels_swapped(image, weights, bias):
    if weights.shape[2] != weights.shape[3]:
        raise NotImplementedError("such weights fit no picture")
    return layer(image, weights.swapaxes(2, 3), bias)


# The sums


mean_of_products = with_weights(
    "mean-for-sum", lambda weights: weights / np.prod(weights.shape[:3])
)
mean_of_cells = with_weights("mean-for-sum", lambda weights: weights / np.prod(weights.shape[:2]))
kernels_of_sum_one = with_weights(
    "kernel-normalised", lambda weights: weights / weights.sum(axis=(0, 1, 2))
)
kernels_of_size_one = with_weights(
    "kernel-normalised", lambda weights: weights / np.abs(weights).sum(axis=(0, 1, 2))
)
weights_up_to_one = with_weights(
    "kernel-normalised", lambda weights: weights / np.abs(weights).max()
)
pixels_added_up = with_weights("kernel-ignored", np.ones_like)


@partial(in_layer, "cells-added")
def cells_added(image, weights, bias):
    return relu(sums_of(image, np.ones_like(weights)) + weights.sum(axis=(0, 1, 2)) + bias)


@partial(in_layer, "sums-multiplied")
def sums_multiplied(image, weights, bias):
    pixels = sums_of(image, np.ones_like(weights))
    return relu(pixels * weights.astype(float).sum(axis=(0, 1, 2)) + bias)


def multiplied(turn):
    """A matrix product of each channel of a patch with a slice of the kernel."""

    def wrong(image, weights, bias):
        seen = windows(padded(image, *same_frame(weights)), weights)
        kernels = turn(weights.astype(float).transpose(3, 2, 0, 1))
        answers = [(seen @ kernel).sum(axis=(2, 3, 4)) for kernel in kernels]
        return relu(np.stack(answers, axis=-1) + bias)

    return in_layer("matrix-product", wrong)


matrix_product = multiplied(lambda kernels: kernels)
matrix_product_transposed = multiplied(lambda kernels: kernels.swapaxes(2, 3))


def products(image, weights):
    """(H, W, C, fh, fw, K)"""
    seen = windows(padded(image, *same_frame(weights)), weights)
    return seen[..., np.newaxis] * weights.transpose(2, 0, 1, 3).astype(float)


@partial(in_layer, "maximum-for-sum")
def largest_product(image, weights, bias):
    return relu(products(image, weights).max(axis=(2, 3, 4)) + bias)


@partial(in_layer, "relu-on-products")
def relu_on_products(image, weights, bias):
    return relu(relu(products(image, weights)).sum(axis=(2, 3, 4)) + bias)


@partial(in_layer, "relu-per-channel")
def relu_per_channel(image, weights, bias):
    return relu(relu(products(image, weights).sum(axis=(3, 4))).sum(axis=2) + bias)


@partial(in_layer, "relu-per-channel")
def bias_and_relu_per_channel(image, weights, bias):
    return relu(products(image, weights).sum(axis=(3, 4)) + bias).sum(axis=2)


@partial(in_layer, "channels-multiplied")
def channels_multiplied(image, weights, bias):
    return relu(products(image, weights).sum(axis=(3, 4)).prod(axis=2) + bias)


def kept_apart(image, weights, bias):
    return relu(products(image, weights).sum(axis=(3, 4)) + bias)


channels_kept_apart = in_layer("channels-not-added-up", kept_apart, "conv_layer")
maps_of_all_channels = in_layer(
    "channels-not-added-up",
    lambda image, weights, bias: kept_apart(image, weights, bias).reshape(*image.shape[:2], -1),
    "conv_layer",
)


@partial(in_layer, "channels-not-added-up")
def largest_channel(image, weights, bias):
    return relu(products(image, weights).sum(axis=(3, 4)).max(axis=2) + bias)


def carried_over(order, with_bias):
    """The total is not set back within the last of these axes, the outermost loop first."""

    def change(sums, bias):
        turned = (sums + bias if with_bias else sums).transpose(order[0])
        total = np.cumsum(turned.reshape(*turned.shape[: order[1]], -1), axis=order[1])
        total = total.reshape(turned.shape).transpose(np.argsort(order[0]))
        return relu(total if with_bias else total + bias)

    return ended("total-carried-over", change)


PIXELS_FIRST, MAPS_FIRST = (0, 1, 2), (2, 0, 1)
total_never_set_back = carried_over((PIXELS_FIRST, 0), with_bias=False)
total_never_set_back_with_bias = carried_over((PIXELS_FIRST, 0), with_bias=True)
total_of_all_maps = carried_over((MAPS_FIRST, 0), with_bias=False)
total_of_all_maps_with_bias = carried_over((MAPS_FIRST, 0), with_bias=True)
total_of_a_map = carried_over((MAPS_FIRST, 1), with_bias=False)
total_of_a_map_with_bias = carried_over((MAPS_FIRST, 1), with_bias=True)
total_of_a_row = carried_over((MAPS_FIRST, 2), with_bias=False)
total_of_a_row_with_bias = carried_over((MAPS_FIRST, 2), with_bias=True)
maps_carried_over = ended(
    "maps-carried-over", lambda sums, bias: relu(np.cumsum(sums, axis=2) + bias)
)
maps_and_biases_carried_over = ended(
    "maps-carried-over", lambda sums, bias: relu(np.cumsum(sums + bias, axis=2))
)


# The bias


bias_forgotten = with_bias("bias-forgotten", lambda bias, shape: 0)
bias_subtracted = with_bias("bias-subtracted", lambda bias, shape: -bias)
bias_twice = with_bias("bias-twice", lambda bias, shape: 2 * bias)
bias_per_kernel_cell = with_bias("bias-per-pixel", lambda bias, shape: bias * np.prod(shape[:2]))
bias_per_weight = with_bias("bias-per-pixel", lambda bias, shape: bias * np.prod(shape[:3]))
bias_per_input_channel = with_bias("bias-per-channel", lambda bias, shape: bias * shape[2])
bias_cut = with_bias("bias-cut-to-integer", lambda bias, shape: np.trunc(bias))
bias_without_sign = with_bias("bias-without-sign", lambda bias, shape: np.abs(bias))
negative_bias_ignored = with_bias("negative-bias-ignored", lambda bias, shape: relu(bias))
first_bias_for_all = with_bias("first-bias-for-all", lambda bias, shape: bias[0])
last_bias_for_all = with_bias("first-bias-for-all", lambda bias, shape: bias[-1])
biases_reversed = with_bias("biases-reversed", lambda bias, shape: bias[::-1])
biases_shifted = with_bias("biases-shifted", lambda bias, shape: np.roll(bias, 1))
biases_shifted_back = with_bias("biases-shifted", lambda bias, shape: np.roll(bias, -1))
biases_summed = with_bias("biases-summed", lambda bias, shape: bias.sum())
biases_averaged = with_bias("biases-summed", lambda bias, shape: bias.mean())
bias_multiplied = ended("bias-multiplied", lambda sums, bias: relu(sums * bias))
bias_on_kernel = altered(
    "bias-on-kernel", lambda image, weights, bias: (image, weights + bias, np.zeros(len(bias)))
)


biases_along_columns = ended(
    "biases-along-wrong-axis", lambda sums, bias: relu(sums + bias[:, np.newaxis])
)
biases_along_rows = ended(
    "biases-along-wrong-axis", lambda sums, bias: relu(sums + bias[:, np.newaxis, np.newaxis])
)


# ReLU


relu_forgotten = ended("relu-forgotten", lambda sums, bias: sums + bias)
relu_before_bias = ended("relu-before-bias", lambda sums, bias: relu(sums) + bias)
without_sign = ended("absolute-value", lambda sums, bias: np.abs(sums + bias))
leaking_little = ended("leaky-relu", lambda sums, bias: leaky(sums + bias, 0.01))
leaking_more = ended("leaky-relu", lambda sums, bias: leaky(sums + bias, 0.1))
leaking_much = ended("leaky-relu", lambda sums, bias: leaky(sums + bias, 0.2))
capped_at_one = ended("capped-relu", lambda sums, bias: np.clip(sums + bias, 0, 1))
capped_at_six = ended("capped-relu", lambda sums, bias: np.clip(sums + bias, 0, 6))
capped_at_white = ended("capped-relu", lambda sums, bias: np.clip(sums + bias, 0, 255))
sigmoid_in_layer = ended("another-activation", lambda sums, bias: sigmoid(sums + bias))
tanh_in_layer = ended("another-activation", lambda sums, bias: np.tanh(sums + bias))
softplus_in_layer = ended("another-activation", lambda sums, bias: np.logaddexp(sums + bias, 0))
softmax_in_layer = ended(
    "another-activation", lambda sums, bias: np.apply_along_axis(softmax, 2, sums + bias)
)
only_signs = ended("step-for-relu", lambda sums, bias: (sums + bias > 0).astype(float))
relu_of_negative = ended("sign-turned-first", lambda sums, bias: relu(-(sums + bias)))
smaller_of_both = ended("minimum-for-maximum", lambda sums, bias: np.minimum(sums + bias, 0))
above_one = ended(
    "threshold-not-zero", lambda sums, bias: np.where(sums + bias > 1, sums + bias, 0)
)
at_least_one = ended("threshold-not-zero", lambda sums, bias: np.maximum(sums + bias, 1))
largest_row = ended(
    "maximum-along-axis", lambda sums, bias: (sums + bias).max(axis=0), "conv_layer"
)
largest_of_maps = ended(
    "strongest-map-only", lambda sums, bias: (sums + bias).max(axis=2), "conv_layer"
)
largest_of_maps_or_zero = in_layer_alone("strongest-map-only", lambda maps: maps.max(axis=2))
moved_up = ended("minimum-subtracted", lambda sums, bias: (sums + bias) - (sums + bias).min())
relu_on_image = with_image("relu-on-image", relu)
relu_on_kernel = with_weights("relu-on-kernel", relu)
relu_on_image_alone = in_layer(
    "relu-on-image", lambda image, weights, bias: sums_of(relu(image), weights) + bias
)


def leaky(numbers, slope):
    return np.where(numbers > 0, numbers, slope * numbers)


def sigmoid(numbers):
    return 1 / (1 + np.exp(-numbers))


# The maps


maps_first = in_layer_alone("maps-along-first-axis", lambda maps: maps.transpose(2, 0, 1))
maps_in_the_middle = in_layer_alone("maps-along-first-axis", lambda maps: maps.transpose(0, 2, 1))
maps_reshaped = of_maps("maps-reshaped", lambda maps: maps.transpose(2, 0, 1).reshape(maps.shape))
first_map_alone = in_layer_alone("first-map-only", lambda maps: maps[:, :, :1])
first_map_flat = in_layer_alone("first-map-only", lambda maps: maps[:, :, 0])
last_map_alone = in_layer_alone("first-map-only", lambda maps: maps[:, :, -1:])
last_map_flat = in_layer_alone("first-map-only", lambda maps: maps[:, :, -1])
no_last_map = in_layer_alone("last-map-missing", lambda maps: maps[:, :, :-1])
no_first_map = in_layer_alone("first-map-missing", lambda maps: maps[:, :, 1:])
maps_summed = ended("maps-summed", lambda sums, bias: relu((sums + bias).sum(axis=2)), "conv_layer")
maps_summed_after_relu = in_layer_alone("maps-summed", lambda maps: maps.sum(axis=2))
maps_summed_with_axis = ended(
    "maps-summed", lambda sums, bias: relu((sums + bias).sum(axis=2, keepdims=True)), "conv_layer"
)
answers_by_white = of_maps("answers-scaled", lambda maps: maps / 255)
answers_by_largest = of_maps("answers-scaled", lambda maps: maps / maps.max())


@partial(in_layer_alone, "maps-overwritten")
def last_map_in_place_of_first(maps):
    maps[:, :, 0] = maps[:, :, -1]
    maps[:, :, 1:] = 0
    return maps


def stopped(image, weights, bias):
    height, width = image.shape[:2]
    fh, fw = weights.shape[:2]
    return layer(image, weights, bias)[: max(0, height - fh + 1), : max(0, width - fw + 1)]


@partial(in_layer, "padding-not-counted")
def stopped_early(image, weights, bias):
    answers = stopped(image, weights, bias)
    maps = np.zeros((*image.shape[:2], weights.shape[3]))
    maps[: answers.shape[0], : answers.shape[1]] = answers
    return maps


stopped_early_and_smaller = in_layer("padding-not-counted", stopped, "conv_layer")
every_second_stamp = in_layer_alone("stride-not-asked", lambda maps: maps[::2, ::2])
last_ones_missing = in_layer_alone("off-by-one-end", lambda maps: maps[:-1, :-1])
first_ones_missing = in_layer_alone("off-by-one-start", lambda maps: maps[1:, 1:])


def zeros_at(id, *places):
    def change(maps):
        for place in places:
            maps[place] = 0
        return maps

    return of_maps(id, change)


last_map_zero = zeros_at("last-map-missing", np.s_[:, :, -1])
first_map_zero = zeros_at("first-map-missing", np.s_[:, :, 0])
other_maps_zero = zeros_at("first-map-only", np.s_[:, :, 1:])
last_row_zero = zeros_at("off-by-one-end", np.s_[-1])
last_column_zero = zeros_at("off-by-one-end", np.s_[:, -1])
last_ones_zero = zeros_at("off-by-one-end", np.s_[-1], np.s_[:, -1])
first_row_zero = zeros_at("off-by-one-start", np.s_[0])
first_column_zero = zeros_at("off-by-one-start", np.s_[:, 0])
first_ones_zero = zeros_at("off-by-one-start", np.s_[0], np.s_[:, 0])


@partial(of_maps, "square-image-assumed")
def only_as_many_columns_as_rows(maps):
    maps[:, maps.shape[0] :] = 0
    return maps


@partial(of_maps, "square-image-assumed")
def only_as_many_rows_as_columns(maps):
    maps[maps.shape[1] :] = 0
    return maps


cut_to_square = in_layer_alone("square-image-assumed", lambda maps: maps[:, : maps.shape[0]])
cut_to_square_below = in_layer_alone("square-image-assumed", lambda maps: maps[: maps.shape[1]])


# The picture and its numbers


image_scaled = with_image("image-scaled", lambda image: image / 255)
large_image_scaled = with_image(
    "image-scaled", lambda image: image / 255 if image.max() > 1 else image
)
pixels_scaled = altered(
    "image-scaled",
    lambda image, weights, bias: (
        image / 255 if image.dtype.kind in "iu" else image,
        weights,
        bias,
    ),
)
bytes_scaled = altered(
    "image-scaled",
    lambda image, weights, bias: (
        image / 255 if image.dtype == np.uint8 else image,
        weights,
        bias,
    ),
)
image_by_maximum = with_image("image-normalised", lambda image: image / image.max())
image_from_zero_to_one = with_image(
    "image-normalised", lambda image: (image - image.min()) / (image.max() - image.min())
)
image_centred = with_image("image-normalised", lambda image: image - image.mean())
image_standardised = with_image(
    "image-normalised", lambda image: (image - image.mean()) / image.std()
)
image_turned = with_image("rows-and-columns-swapped", lambda image: image.swapaxes(0, 1))
image_upside_down = with_image("image-flipped", lambda image: image[::-1])
image_mirrored = with_image("image-flipped", lambda image: image[:, ::-1])
image_turned_round = with_image("image-flipped", lambda image: image[::-1, ::-1])
image_reshaped = with_image(
    "image-reshaped",
    lambda image: image.reshape(image.shape[2], *image.shape[:2]).transpose(1, 2, 0),
)
image_cut = with_image("inputs-cut-to-integers", np.trunc)
weights_cut = with_weights("inputs-cut-to-integers", np.trunc)
weights_in_image_dtype = altered(
    "kernel-in-image-dtype",
    lambda image, weights, bias: (image, weights.astype(image.dtype), bias),
)


def of_integers(id, wrong_layer):
    """Makes a difference only for pictures of integers."""

    def wrong(image, weights, bias):
        whole = image.dtype.kind in "iu"
        return wrong_layer(image, weights, bias) if whole else layer(image, weights, bias)

    return in_layer(id, wrong)


def narrow_products(image, weights):
    frame = [*same_frame(weights), (0, 0)]
    seen = windows(np.pad(image, frame), weights)
    return seen[..., np.newaxis] * weights.transpose(2, 0, 1, 3)


def narrow_sums(image, weights):
    narrow = narrow_products(image, weights)
    return narrow.sum(axis=(2, 3, 4), dtype=narrow.dtype)


all_narrow = of_integers(
    "narrow-integers",
    lambda image, weights, bias: np.maximum(narrow_sums(image, weights) + bias, 0).astype(float),
)
all_narrow_in_dtype = of_integers(
    "narrow-integers",
    lambda image, weights, bias: np.maximum(narrow_sums(image, weights) + bias, 0),
)
sums_narrow = of_integers(
    "narrow-integers",
    lambda image, weights, bias: relu(narrow_sums(image, weights) + bias.astype(float)),
)
products_narrow = of_integers(
    "narrow-integers",
    lambda image, weights, bias: relu(
        narrow_products(image, weights).astype(float).sum(axis=(2, 3, 4)) + bias
    ),
)
answers_in_image_dtype = of_integers(
    "image-dtype-kept",
    lambda image, weights, bias: layer(image, weights, bias).astype(image.dtype),
)


def stored(order):
    """Answers too large for the dtype fail as they do in NumPy; `order` is that of the loops."""

    def wrong(image, weights, bias):
        cells = padded(image, *same_frame(weights))
        fh, fw, _, filters = weights.shape
        maps = np.zeros((*image.shape[:2], filters), dtype=image.dtype)
        for index in np.ndindex(tuple(maps.shape[axis] for axis in order)):
            i, j, k = (index[order.index(axis)] for axis in range(3))
            patch = cells[i : i + fh, j : j + fw]
            maps[i, j, k] = float(np.sum(patch * weights[:, :, :, k]) + bias[k])
        return np.maximum(maps, 0)

    return of_integers("image-dtype-kept", wrong)


answers_stored_pixel_by_pixel = stored((0, 1, 2))
answers_stored_map_by_map = stored((2, 0, 1))


# The steps after the convolution


def step(id, pool=halved, flatten=np.ravel, dense=None, end=softmax, product=np.matmul):
    """Another step in `forward`: `dense(flat, kernel, bias)`, `end(scores)` and so on."""

    def wrong(right, image, weights):
        kernel, bias, dense_kernel, dense_bias = weights
        flat = flatten(pool(layer(image, kernel, bias)))
        if dense is not None:
            return end(dense(flat, dense_kernel, dense_bias))
        return end(product(flat, dense_kernel) + dense_bias)

    return misconception(id, "forward")(wrong)


def misfit(id, **steps):
    """A step whose result the dense layer may refuse: `@` and `dot` do it in different words."""
    return step(id, **steps), step(id, product=np.dot, **steps)


def pooling(id, pool):
    return step(id, pool=pool)


def four(maps):
    """(rows, columns, 4, K): the windows."""
    rows, columns = maps.shape[0] // 2, maps.shape[1] // 2
    cut = maps[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2, -1)
    return cut.swapaxes(1, 2).reshape(rows, columns, 4, -1)


def from_starts(maps, rows, columns):
    """Windows that start at these rows and columns; at the edge they are cut off."""
    return np.array([[maps[y : y + 2, x : x + 2].max(axis=(0, 1)) for x in columns] for y in rows])


mean_pooled = pooling("mean-for-maximum", lambda maps: four(maps).mean(axis=2))
sum_pooled = pooling("sum-for-maximum", lambda maps: four(maps).sum(axis=2))
minimum_pooled = pooling("minimum-pooled", lambda maps: four(maps).min(axis=2))
median_pooled = pooling("median-taken", lambda maps: np.median(four(maps), axis=2))
first_cell = pooling("one-cell-of-window", lambda maps: four(maps)[:, :, 0])
second_cell = pooling("one-cell-of-window", lambda maps: four(maps)[:, :, 1])
third_cell = pooling("one-cell-of-window", lambda maps: four(maps)[:, :, 2])
last_cell = pooling("one-cell-of-window", lambda maps: four(maps)[:, :, 3])
every_second_cell, every_second_cell_dot = misfit(
    "one-cell-of-window", pool=lambda maps: maps[::2, ::2]
)
not_pooled, not_pooled_dot = misfit("pooling-forgotten", pool=lambda maps: maps)
overlapping, overlapping_dot = misfit(
    "overlapping-windows",
    pool=lambda maps: from_starts(maps, range(maps.shape[0] - 1), range(maps.shape[1] - 1)),
)
without_stride = pooling(
    "stride-missing-in-positions",
    lambda maps: from_starts(maps, range(maps.shape[0] // 2), range(maps.shape[1] // 2)),
)
edge_kept, edge_kept_dot = misfit(
    "ragged-edge-kept",
    pool=lambda maps: from_starts(maps, range(0, maps.shape[0], 2), range(0, maps.shape[1], 2)),
)
edge_dropped_at_start = pooling(
    "ragged-edge-wrong-side", lambda maps: halved(maps[maps.shape[0] % 2 :, maps.shape[1] % 2 :])
)
one_row_late = pooling(
    "off-by-one-start",
    lambda maps: from_starts(
        maps, range(1, 2 * (maps.shape[0] // 2), 2), range(1, 2 * (maps.shape[1] // 2), 2)
    ),
)


def blanked(id, *places):
    def pool(maps):
        pooled = halved(maps)
        for place in places:
            pooled[place] = 0
        return pooled

    return pooling(id, pool)


last_windows_left_out = blanked("off-by-one-end", np.s_[-1], np.s_[:, -1])
last_row_of_windows_left_out = blanked("off-by-one-end", np.s_[-1])
last_column_of_windows_left_out = blanked("off-by-one-end", np.s_[:, -1])
first_windows_left_out = blanked("off-by-one-start", np.s_[0], np.s_[:, 0])


def square_above(maps):
    pooled = halved(maps)
    pooled[:, pooled.shape[0] :] = pooled[pooled.shape[1] :] = 0
    return pooled


as_many_columns_as_rows = pooling("square-image-assumed", square_above)


one_maximum_for_all_maps = pooling(
    "channels-mixed",
    lambda maps: halved(maps).max(axis=2, keepdims=True).repeat(maps.shape[2], axis=2),
)
all_places_pooled, all_places_pooled_dot = misfit(
    "flatten-forgotten", pool=lambda maps: maps.max(axis=(0, 1))
)
larger_windows = pooling(
    "window-of-three",
    lambda maps: np.array(
        [
            [maps[y : y + 3, x : x + 3].max(axis=(0, 1)) for x in range(0, maps.shape[1] - 1, 2)]
            for y in range(0, maps.shape[0] - 1, 2)
        ]
    ),
)


@misconception("ragged-edge-not-cut", "forward")
def reshape_of_ragged_maps(right, image, weights):
    kernel, bias, dense_kernel, dense_bias = weights
    maps = layer(image, kernel, bias)
    height, width, filters = maps.shape
    cut = maps.reshape(height // 2, 2, width // 2, 2, filters)
    return softmax(cut.max(axis=(1, 3)).reshape(-1) @ dense_kernel + dense_bias)


@misconception("pooling-before-convolution", "forward")
def pooled_first(right, image, weights):
    kernel, bias, dense_kernel, dense_bias = weights
    maps = layer(halved(image), kernel, bias)
    return softmax(maps.reshape(-1) @ dense_kernel + dense_bias)


def flattening(id, *axes):
    """The axes from the slowest to the fastest."""
    return step(id, flatten=lambda maps: maps.transpose(axes).reshape(-1))


column_major = flattening("column-major-flatten", 2, 1, 0)
channels_slowest = flattening("channels-first-flatten", 2, 0, 1)
columns_slowest = flattening("rows-and-columns-swapped", 1, 0, 2)
columns_fastest = flattening("columns-inside-channels", 0, 2, 1)
rows_fastest = flattening("rows-inside-channels", 1, 2, 0)
backwards = step("flatten-reversed", flatten=lambda maps: maps.reshape(-1)[::-1])
by_size = step("sorted-numbers", flatten=lambda maps: np.sort(maps.reshape(-1)))
flattened_to_a_column, flattened_to_a_column_dot = misfit(
    "flatten-forgotten", flatten=lambda maps: maps.reshape(-1, 1)
)
not_flattened, not_flattened_dot = misfit("flatten-forgotten", flatten=lambda maps: maps)
flattened_to_pixels, flattened_to_pixels_dot = misfit(
    "flatten-forgotten", flatten=lambda maps: maps.reshape(-1, maps.shape[2])
)
flattened_to_rows, flattened_to_rows_dot = misfit(
    "flatten-forgotten", flatten=lambda maps: maps.reshape(maps.shape[0], -1)
)


def scoring(id, dense):
    return step(id, dense=dense)


no_dense_bias = scoring("dense-bias-forgotten", lambda flat, kernel, bias: flat @ kernel)
dense_bias_subtracted = scoring(
    "dense-bias-subtracted", lambda flat, kernel, bias: flat @ kernel - bias
)
dense_bias_twice = scoring(
    "dense-bias-twice", lambda flat, kernel, bias: flat @ kernel + 2.0 * bias
)
dense_bias_per_input = scoring(
    "dense-bias-per-input", lambda flat, kernel, bias: flat @ kernel + float(len(flat)) * bias
)
dense_bias_multiplied = scoring(
    "dense-bias-multiplied", lambda flat, kernel, bias: (flat @ kernel) * bias
)
dense_bias_reversed = scoring(
    "dense-bias-reversed", lambda flat, kernel, bias: flat @ kernel + bias[::-1]
)
dense_averaged = scoring(
    "dense-mean-for-sum", lambda flat, kernel, bias: flat @ kernel / len(flat) + bias
)
all_averaged = scoring(
    "dense-mean-for-sum", lambda flat, kernel, bias: (flat @ kernel + bias) / len(flat)
)
dense_kernel_transposed = scoring(
    "dense-sides-do-not-fit", lambda flat, kernel, bias: flat @ kernel.T + bias
)
dense_kernel_transposed_dot = scoring(
    "dense-sides-do-not-fit", lambda flat, kernel, bias: np.dot(flat, kernel.T) + bias
)
dense_kernel_in_front = scoring(
    "dense-sides-do-not-fit", lambda flat, kernel, bias: kernel @ flat + bias
)
dense_kernel_in_front_dot = scoring(
    "dense-sides-do-not-fit", lambda flat, kernel, bias: np.dot(kernel, flat) + bias
)
dense_bias_as_kernel = scoring(
    "dense-sides-do-not-fit", lambda flat, kernel, bias: np.dot(flat, bias) + kernel
)
dense_kernel_reshaped = scoring(
    "dense-kernel-reshaped",
    lambda flat, kernel, bias: kernel.reshape(kernel.shape[::-1]) @ flat + bias,
)
relu_on_scores = scoring("relu-on-scores", lambda flat, kernel, bias: relu(flat @ kernel + bias))
relu_before_dense_bias = scoring(
    "relu-on-scores", lambda flat, kernel, bias: relu(flat @ kernel) + bias
)
sigmoid_on_scores = scoring(
    "activation-on-scores", lambda flat, kernel, bias: sigmoid(flat @ kernel + bias)
)
tanh_on_scores = scoring(
    "activation-on-scores", lambda flat, kernel, bias: np.tanh(flat @ kernel + bias)
)
absolute_scores = scoring(
    "activation-on-scores", lambda flat, kernel, bias: np.abs(flat @ kernel + bias)
)


@misconception("wrong-bias", "forward")
def biases_of_convolution(right, image, weights):
    kernel, bias, dense_kernel, _ = weights
    return from_maps(layer(image, kernel, bias), dense_kernel, bias)


@misconception("dense-bias-after-softmax", "forward")
def dense_bias_after_softmax(right, image, weights):
    kernel, bias, dense_kernel, dense_bias = weights
    flat = halved(layer(image, kernel, bias)).reshape(-1)
    return softmax(flat @ dense_kernel) + dense_bias


def ending(id, end):
    return step(id, end=end)


def ratio(numbers):
    return numbers / numbers.sum()


all_ones = ending("softmax-along-wrong-axis", np.ones_like)
row_of_ones = ending("softmax-along-wrong-axis", lambda scores: np.ones((1, len(scores))))
row_of_probabilities = ending("extra-axis", lambda scores: softmax(scores)[np.newaxis])
no_softmax = ending("softmax-forgotten", lambda scores: scores)
relu_for_softmax = ending("softmax-forgotten", relu)
overflowing = ending("softmax-overflow", lambda scores: ratio(np.exp(scores)))
overflow_made_zero = ending("softmax-overflow", lambda scores: np.nan_to_num(ratio(np.exp(scores))))
infinity_made_large = ending(
    "softmax-overflow", lambda scores: ratio(np.nan_to_num(np.exp(scores)))
)
overflowing_twice = ending(
    "softmax-overflow", lambda scores: ratio(np.exp(scores) / np.exp(scores.max()))
)
less_maximum_late = ending(
    "shifted-after-exponential", lambda scores: ratio(np.exp(scores) - scores.max())
)
less_maximum_power = ending(
    "shifted-after-exponential", lambda scores: ratio(np.exp(scores) - np.exp(scores).max())
)
less_absolute_maximum = ending(
    "scores-shifted-wrongly", lambda scores: ratio(np.exp(scores - np.abs(scores).max()))
)
less_minimum = ending("scores-shifted-wrongly", lambda scores: ratio(np.exp(scores - scores.min())))
less_mean = ending("scores-shifted-wrongly", lambda scores: ratio(np.exp(scores - scores.mean())))
less_sum = ending("scores-shifted-wrongly", lambda scores: ratio(np.exp(scores - scores.sum())))
less_first = ending("scores-shifted-wrongly", lambda scores: ratio(np.exp(scores - scores[0])))
less_last = ending("scores-shifted-wrongly", lambda scores: ratio(np.exp(scores - scores[-1])))
plus_maximum = ending("scores-shifted-wrongly", lambda scores: ratio(np.exp(scores + scores.max())))
less_maximum_from_zero = ending(
    "scores-shifted-wrongly", lambda scores: ratio(np.exp(scores - max(scores.max(), 0)))
)


def clipping(low, high):
    return ending("clipped-scores", lambda scores: ratio(np.exp(np.clip(scores, low, high))))


clipped_at_10 = clipping(-10, 10)
clipped_at_20 = clipping(-20, 20)
clipped_at_50 = clipping(-50, 50)
clipped_at_100 = clipping(-100, 100)
clipped_at_200 = clipping(-200, 200)
clipped_at_300 = clipping(-300, 300)
clipped_at_500 = clipping(-500, 500)
clipped_at_600 = clipping(-600, 600)
clipped_at_700 = clipping(-700, 700)
clipped_at_709 = clipping(-709, 709)
below_100 = clipping(None, 100)
below_500 = clipping(None, 500)
below_700 = clipping(None, 700)
below_709 = clipping(None, 709)

by_largest_score = ending("scores-divided", lambda scores: ratio(np.exp(scores / np.max(scores))))
by_largest_absolute_score = ending(
    "scores-divided", lambda scores: ratio(np.exp(scores / np.abs(scores).max()))
)
by_sum_of_scores = ending("scores-divided", lambda scores: ratio(np.exp(scores / np.sum(scores))))
sigmoids = ending("sigmoid-for-softmax", sigmoid)
sigmoids_divided = ending("sigmoid-for-softmax", lambda scores: ratio(sigmoid(scores)))
scores_divided = ending("softmax-without-exponential", ratio)
absolute_scores_divided = ending(
    "softmax-without-exponential", lambda scores: np.abs(scores) / np.abs(scores).sum()
)
signed_scores_divided = ending(
    "softmax-without-exponential", lambda scores: scores / np.abs(scores).sum()
)
positive_scores_divided = ending("softmax-without-exponential", lambda scores: ratio(relu(scores)))
squares_divided = ending("softmax-without-exponential", lambda scores: ratio(scores**2))
moved_scores_divided = ending(
    "softmax-without-exponential", lambda scores: ratio(scores - scores.min())
)
differences_divided = ending(
    "softmax-without-exponential", lambda scores: ratio(scores - scores.max())
)
scores_from_zero_to_one = ending(
    "softmax-without-exponential",
    lambda scores: (scores - scores.min()) / (scores.max() - scores.min()),
)
powers_of_differences = ending("softmax-not-divided", lambda scores: np.exp(scores - scores.max()))
powers_alone = ending("softmax-not-divided", np.exp)
powers_by_largest = ending(
    "softmax-not-divided", lambda scores: np.exp(scores) / np.exp(scores).max()
)


def divided(divisor, shift=np.max):
    """exp(scores - shift) over `divisor(powers)`."""

    def end(scores):
        powers = np.exp(scores - shift(scores))
        return powers / divisor(powers)

    return ending("wrong-divisor", end)


by_length = divided(np.linalg.norm)
by_mean_power = divided(np.mean)
by_number_of_classes = divided(len)
by_number_of_classes_unshifted = divided(len, shift=lambda scores: 0)
by_sum_and_one = divided(lambda powers: 1 + powers.sum())
by_sum_of_unshifted = ending(
    "wrong-divisor", lambda scores: np.exp(scores - scores.max()) / np.exp(scores).sum()
)
by_sum_of_shifted = ending(
    "wrong-divisor", lambda scores: np.exp(scores) / np.exp(scores - scores.max()).sum()
)
by_sum_of_scores_themselves = ending(
    "wrong-divisor", lambda scores: np.exp(scores - scores.max()) / scores.sum()
)
powers_by_sum_of_scores = ending("wrong-divisor", lambda scores: np.exp(scores) / scores.sum())
by_sum_of_the_others = ending(
    "wrong-divisor",
    lambda scores: (
        np.exp(scores - scores.max())
        / (np.exp(scores - scores.max()).sum() - np.exp(scores - scores.max()))
    ),
)

logarithms = ending("log-softmax", lambda scores: np.log(softmax(scores)))
logarithms_without_loss = ending(
    "log-softmax",
    lambda scores: scores - scores.max() - np.log(np.exp(scores - scores.max()).sum()),
)
negative_logarithms = ending("log-softmax", lambda scores: -np.log(softmax(scores)))
base_two = ending("wrong-base", lambda scores: softmax(scores * np.log(2)))
base_ten = ending("wrong-base", lambda scores: softmax(scores * np.log(10)))
signs_turned = ending("signs-turned-in-softmax", lambda scores: softmax(-scores))
signs_turned_unshifted = ending("signs-turned-in-softmax", lambda scores: ratio(np.exp(-scores)))
twice = ending("softmax-twice", lambda scores: softmax(softmax(scores)))
one_hot = ending(
    "one-hot", lambda scores: (np.arange(len(scores)) == scores.argmax()).astype(float)
)
whole_one_hot = ending(
    "one-hot", lambda scores: (np.arange(len(scores)) == scores.argmax()).astype(int)
)
best_class = ending("class-for-probabilities", lambda scores: int(scores.argmax()))
best_probability = ending("class-for-probabilities", lambda scores: float(softmax(scores).max()))
sorted_up = ending("probabilities-sorted", lambda scores: np.sort(softmax(scores)))
sorted_down = ending("probabilities-sorted", lambda scores: np.sort(softmax(scores))[::-1])
classes_reversed = ending("probabilities-reversed", lambda scores: softmax(scores)[::-1])
percent = ending("percentages", lambda scores: 100 * softmax(scores))
complement = ending("complement", lambda scores: 1 - softmax(scores))
summed_up = ending("probabilities-summed-up", lambda scores: np.cumsum(softmax(scores)))


def rounding(digits):
    return ending("probabilities-rounded", lambda scores: np.round(softmax(scores), digits))


rounded_to_0 = rounding(0)
rounded_to_1 = rounding(1)
rounded_to_2 = rounding(2)
rounded_to_3 = rounding(3)
rounded_to_4 = rounding(4)


# Arguments by which the mistakes are told apart

_numbers = np.random.default_rng(28)


def _floats(*shape):
    return np.round(_numbers.normal(size=shape), 3)


def _layer(image, kernel, filters):
    return _floats(*image), _floats(*kernel, image[2], filters), _floats(filters)


def _network(image, kernel, filters, classes, factor=1.0):
    image, *convolution = _layer(image, kernel, filters)
    inputs = (image.shape[0] // 2) * (image.shape[1] // 2) * filters
    dense_kernel = factor * _floats(inputs, classes) / np.sqrt(inputs)
    return image, [*convolution, dense_kernel, factor * _floats(classes)]


def _scores(*scores):
    """A network that gives these scores."""
    convolution = np.ones((1, 1, 1, 1)), np.zeros(1)
    return np.ones((2, 2, 1)), [*convolution, np.array([scores]), np.zeros(len(scores))]


def _of_pixels(dtype, network, weaker):
    """The network for a picture of whole numbers."""
    image, (kernel, bias, dense_kernel, dense_bias) = network
    (pixels,) = _whole(dtype, image)
    return pixels, [kernel, bias, dense_kernel / weaker, dense_bias]


def _of_whole_numbers(dtype, network, weaker):
    """The same with kernels of whole numbers."""
    pixels, (kernel, bias, dense_kernel, dense_bias) = _of_pixels(dtype, network, weaker)
    return pixels, [*_whole(dtype, kernel, bias), dense_kernel, dense_bias]


def _whole(dtype, *arrays):
    return tuple(_numbers.integers(60, 127, size=array.shape).astype(dtype) for array in arrays)


PROBES = {
    "conv_params": [
        (3, 2, 5),
        (5, 3, 7),
        ((2, 5), 3, 4),
        ((4, 3), 7, 2),
        (2, 4, 3),
        ((1, 6), 5, 3),
    ],
    "dense_params": [(5, 3), (3, 7), (11, 2), (6, 6)],
    "conv_layer": [
        _layer((5, 7, 3), (3, 3), 4),
        _layer((6, 5, 2), (3, 5), 3),
        _layer((5, 6, 3), (5, 3), 2),
        _layer((7, 6, 2), (2, 4), 3),
        _layer((5, 6, 3), (4, 2), 3),
        _layer((6, 6, 2), (5, 5), 2),
        _layer((4, 6, 4), (1, 3), 4),
        (3 * _floats(6, 7, 2), 3 * _floats(3, 3, 2, 3), 9 * _floats(3)),
        _whole(np.uint8, *_layer((5, 6, 2), (3, 3), 3)),
        _whole(np.int8, *_layer((4, 5, 3), (3, 1), 2)),
        (_whole(np.uint8, _floats(5, 4, 2))[0], *_layer((5, 4, 2), (3, 3), 3)[1:]),
    ],
    "forward": [
        _network((6, 8, 2), (3, 3), 3, 4),
        _network((7, 9, 3), (3, 5), 4, 3),
        _network((7, 8, 3), (2, 4), 2, 5),
        _network((8, 9, 2), (4, 3), 3, 3),
        _network((7, 8, 4), (5, 5), 4, 6),
        _network((9, 7, 3), (3, 3), 3, 5, 8.0),
        _network((8, 6, 2), (3, 3), 3, 4, 400.0),
        _network((6, 4, 2), (1, 3), 2, 4, 3000.0),
        _network((6, 5, 2), (3, 1), 3, 3),
        _of_pixels(np.uint8, _network((6, 8, 2), (3, 3), 3, 4), 200),
        _of_pixels(np.int8, _network((4, 6, 3), (3, 3), 2, 3), 50),
        _of_whole_numbers(np.uint8, _network((6, 5, 2), (3, 3), 3, 4), 1e5),
        _of_whole_numbers(np.int8, _network((4, 6, 2), (3, 1), 3, 3), 1e4),
        _scores(1.0, 0.9, 0.8, 0.7),
        _scores(1000.0, 999.0, 3.0),
        _scores(-1000.0, -999.0),
        _scores(708.0, -1.0, -2000.0),
        _scores(30.0, 28.0, -30.0, -31.0),
    ],
}
