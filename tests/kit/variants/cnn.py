"""The NumPy functions of cnn.py, written in other right ways."""

import numpy as np
from cnn import conv_layer, conv_params, whole
from pooling import flatten, max_pool2d


# %% products of all sides
def conv_params(kernel_size, in_channels, filters):
    sides = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    if len(sides) != 2:
        raise ValueError(f"kernel_size must be one number or two, got {kernel_size}")
    for number in (*sides, in_channels, filters):
        if isinstance(number, (bool, np.bool_)) or not isinstance(number, (int, np.integer)):
            raise ValueError(f"{number!r} is no integer")
        if number <= 0:
            raise ValueError(f"{number} is too small")
    return np.prod([*sides, in_channels, filters]) + filters


# %% zeros counted by their size
def conv_params(kernel_size, in_channels, filters):
    try:
        fh, fw = kernel_size
    except TypeError:
        fh = fw = kernel_size
    sizes = [
        whole("kernel_size", fh, 1),
        whole("kernel_size", fw, 1),
        whole("channels", in_channels, 1),
    ]
    weights = np.zeros((*sizes, whole("filters", filters, 1)))
    biases = np.zeros(weights.shape[-1])
    return weights.size + biases.size


# %% operator.index
class NoCount(ValueError):
    pass


def count(value):
    import operator

    if isinstance(value, bool):
        raise NoCount(value)
    try:
        number = operator.index(value)
    except TypeError as error:
        raise NoCount(value) from error
    if number < 1:
        raise NoCount(value)
    return np.int64(number)


def conv_params(kernel_size, in_channels, filters):
    fh, fw = kernel_size if isinstance(kernel_size, tuple) else [kernel_size] * 2
    one_kernel = count(fh) * count(fw) * count(in_channels) + 1
    return one_kernel * count(filters)


def dense_params(inputs, units):
    return (count(inputs) + 1) * count(units)


# %% one unit after the other
def dense_params(inputs, units):
    total = 0
    one_unit = whole("inputs", inputs, 1) + 1
    for _ in range(whole("units", units, 1)):
        total += one_unit
    return total


# %% a dense layer is a convolution of 1 by 1
def dense_params(inputs, units):
    return conv_params(1, inputs, units)


# %% sliding windows and einsum
def conv_layer(image, weights, bias):
    if image.shape[2] != weights.shape[2]:  # einsum would repeat a single channel
        raise ValueError("the channels do not fit")
    fh, fw = weights.shape[:2]
    frame = [((fh - 1) // 2, fh // 2), ((fw - 1) // 2, fw // 2), (0, 0)]
    cells = np.pad(image.astype(float), frame)
    seen = np.lib.stride_tricks.sliding_window_view(cells, (fh, fw), axis=(0, 1))
    sums = np.einsum("hwcab,abck->hwk", seen, weights.astype(float))
    return np.maximum(sums + bias.astype(float), 0)


# %% patches as rows of a matrix
def conv_layer(image, weights, bias):
    height, width, channels = image.shape
    fh, fw, _, filters = weights.shape
    cells = np.zeros((height + fh - 1, width + fw - 1, channels))
    top, left = (fh - 1) // 2, (fw - 1) // 2
    cells[top : top + height, left : left + width] = image
    rows = [cells[i : i + fh, j : j + fw].ravel() for i in range(height) for j in range(width)]
    sums = np.array(rows) @ weights.reshape(-1, filters).astype(float) + bias
    return np.where(sums > 0, sums, 0.0).reshape(height, width, filters)


# %% one channel and one kernel at a time
def same_2d(channel, kernel):
    fh, fw = kernel.shape
    frame = [((fh - 1) // 2, fh // 2), ((fw - 1) // 2, fw // 2)]
    cells = np.pad(channel, frame)
    height, width = channel.shape
    return np.array(
        [
            [np.vdot(cells[i : i + fh, j : j + fw], kernel) for j in range(width)]
            for i in range(height)
        ]
    )


def conv_layer(image, weights, bias):
    if image.shape[-1] != weights.shape[-2]:
        raise ValueError(f"{image.shape} and {weights.shape}")
    image, weights = image.astype("float64"), weights.astype("float64")
    maps = []
    for k, each_bias in enumerate(bias):
        channels = (same_2d(image[..., c], weights[..., c, k]) for c in range(image.shape[2]))
        maps.append(sum(channels) + float(each_bias))
    result = np.stack(maps, axis=-1)
    result[result < 0] = 0
    return np.asfortranarray(result)


# %% shifted pictures
def conv_layer(image, weights, bias):
    height, width, channels = image.shape
    fh, fw, _, filters = weights.shape
    cells = np.zeros((height + fh, width + fw, channels))
    cells[(fh - 1) // 2 :, (fw - 1) // 2 :][:height, :width] = image
    maps = np.zeros((height, width, filters)) + bias
    for a in range(fh):
        for b in range(fw):
            maps += cells[a : a + height, b : b + width] @ weights[a, b].astype(float)
    return maps.clip(min=0)


# %% only cells inside the picture
def conv_layer(image, weights, bias):
    height, width, channels = image.shape
    fh, fw, depth, filters = weights.shape
    if channels != depth:
        raise ValueError("as many channels as the picture has, please")
    pixels, kernel = image.tolist(), weights.tolist()
    maps = np.zeros((height, width, filters))
    for i, j, k in np.ndindex(height, width, filters):
        total = float(bias[k])
        for a, b, c in np.ndindex(fh, fw, channels):
            y, x = i + a - (fh - 1) // 2, j + b - (fw - 1) // 2
            if 0 <= y < height and 0 <= x < width:
                total += pixels[y][x][c] * kernel[a][b][c][k]
        maps[i, j, k] = max(total, 0.0)
    return maps


# %% the flipped kernel and a spectrum
def conv_layer(image, weights, bias):
    height, width, channels = image.shape
    fh, fw = weights.shape[:2]
    if weights.shape[2] != channels:
        raise ValueError(f"{channels} channels, not {weights.shape[2]}")
    shape = (height + fh - 1, width + fw - 1)
    turned = weights[::-1, ::-1].astype(float)
    pictures = np.fft.rfft2(image.astype(float), shape, axes=(0, 1))
    kernels = np.fft.rfft2(turned, shape, axes=(0, 1))
    spectrum = np.einsum("hwc,hwck->hwk", pictures, kernels)
    sums = np.fft.irfft2(spectrum, shape, axes=(0, 1))[fh // 2 :, fw // 2 :]
    return np.maximum(sums[:height, :width] + bias, 0)


# %% classes of layers
class Layer:
    def __init__(self, weights, bias):
        self.weights = np.array(weights, dtype=np.float64)
        self.bias = np.array(bias, dtype=np.float64)


class Convolution(Layer):
    def __call__(self, image):
        fh, fw, channels, _ = self.weights.shape
        if image.ndim != 3 or image.shape[2] != channels:
            raise ValueError(f"image must have {channels} channels, got {image.shape}")
        frame = [((fh - 1) // 2, fh // 2), ((fw - 1) // 2, fw // 2), (0, 0)]
        cells = np.pad(np.float64(image), frame)
        views = np.lib.stride_tricks.sliding_window_view(cells, self.weights.shape[:3])[:, :, 0]
        return np.maximum(np.tensordot(views, self.weights, 3) + self.bias, 0)


class Dense(Layer):
    def __call__(self, flat):
        return self.bias + self.weights.T.dot(flat)


def conv_layer(image, weights, bias):
    return Convolution(weights, bias)(image)


def forward(image, weights):
    maps = Convolution(*weights[:2])(image)
    height, width = maps.shape[0] // 2 * 2, maps.shape[1] // 2 * 2
    corners = [maps[a:height:2, b:width:2] for a in (0, 1) for b in (0, 1)]
    scores = Dense(*weights[2:])(np.max(corners, axis=0).ravel())
    powers = np.exp(scores - np.max(scores))
    return powers / np.sum(powers)


# %% everything in float32
def forward(image, weights):
    kernel, bias, dense_kernel, dense_bias = (each.astype(np.float32) for each in weights)
    fh, fw, _, filters = kernel.shape
    height, width, _ = image.shape
    frame = [((fh - 1) // 2, fh // 2), ((fw - 1) // 2, fw // 2), (0, 0)]
    cells = np.pad(image.astype(np.float32), frame)
    maps = np.empty((height, width, filters), dtype=np.float32)
    for i in range(height):
        for j in range(width):
            patch = cells[i : i + fh, j : j + fw, :, np.newaxis]
            maps[i, j] = (patch * kernel).sum(axis=(0, 1, 2)) + bias
    maps = np.maximum(maps, 0)[: height // 2 * 2, : width // 2 * 2]
    pooled = maps.reshape(height // 2, 2, width // 2, 2, filters).max(axis=(1, 3))
    scores = pooled.reshape(-1) @ dense_kernel + dense_bias
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


# %% logarithm of the sum
def forward(image, weights):
    kernel, bias, dense_kernel, dense_bias = weights
    flat = flatten(max_pool2d(conv_layer(image, kernel, bias)))
    scores = np.einsum("i,ik->k", flat, dense_kernel) + dense_bias
    top = scores.max()
    return np.exp(scores - (top + np.log(np.exp(scores - top).sum())))


# %% a share of each pair of classes
def forward(image, weights):
    maps = conv_layer(image, weights[0], weights[1])
    flat = []
    for i in range(0, maps.shape[0] - 1, 2):
        for j in range(0, maps.shape[1] - 1, 2):
            flat.extend(maps[i : i + 2, j : j + 2].max(axis=(0, 1)).tolist())
    scores = np.array(flat).dot(weights[2]) + weights[3]
    with np.errstate(over="ignore"):
        return 1 / np.exp(scores[np.newaxis, :] - scores[:, np.newaxis]).sum(axis=1)


# %% logaddexp
def forward(image, weights):
    kernel, bias, dense_kernel, dense_bias = weights
    pooled = max_pool2d(conv_layer(image, kernel, bias), (2, 2), (2, 2))
    scores = np.dot(pooled.flatten()[None, :], dense_kernel)[0] + dense_bias
    logarithm = np.logaddexp.reduce(scores.astype(np.float64))
    return np.exp(scores - logarithm)


# %% a plain loop over the classes
def forward(image, weights):
    import math

    kernel, bias, dense_kernel, dense_bias = weights
    flat = flatten(max_pool2d(conv_layer(image, kernel, bias), 2))
    scores = []
    for k in range(dense_kernel.shape[1]):
        score = float(dense_bias[k])
        for number, weight in zip(flat, dense_kernel[:, k], strict=True):
            score += float(number) * float(weight)
        scores.append(score)
    powers = [math.exp(score - max(scores)) for score in scores]
    return np.array([power / sum(powers) for power in powers])
