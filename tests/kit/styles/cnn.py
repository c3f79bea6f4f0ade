import numpy as np


def whole(value):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):  # refusals
        raise ValueError(f"{value} is no whole number")  # refusals
    if value < 1:  # refusals
        raise ValueError(f"{value} is below 1")  # refusals
    value = int(value)  # dtypes
    return value


def conv_params(kernel_size, in_channels, filters):
    if isinstance(kernel_size, tuple):  # pairs
        fh, fw = whole(kernel_size[0]), whole(kernel_size[1])  # pairs
    else:  # pairs: if True:
        fh = fw = whole(kernel_size)
    return (fh * fw * whole(in_channels) + 1) * whole(filters)


def dense_params(inputs, units):
    inputs, units = whole(inputs), whole(units)
    return inputs * units + units  # types: return float(inputs * units + units)


def conv_layer(image, weights, bias):
    if image.shape[2] != weights.shape[2]:  # refusals
        raise ValueError("image and weights differ in their channels")  # refusals
    image, weights = image.astype(float), weights.astype(float)  # dtypes
    h, w, _ = image.shape  # oblong: h = w = image.shape[0]
    fh, fw, _, count = weights.shape  # oblong: fh, fh, _, count = weights.shape; fw = fh
    top, left = (fh - 1) // 2, (fw - 1) // 2  # words: top, left = fh // 2, fw // 2
    bottom, right = fh - 1 - top, fw - 1 - left  # words: bottom, right = top, left
    x = np.pad(image, ((top, bottom), (left, right), (0, 0)))
    out = np.zeros((h, w, count))
    for i in range(h):
        for j in range(w):
            for k in range(count):
                out[i, j, k] = np.sum(x[i : i + fh, j : j + fw] * weights[..., k]) + bias[k]
    return np.maximum(out, 0)


def forward(image, weights):
    kernel, bias, dense, last = weights
    maps = conv_layer(image, kernel, bias)
    h, w, count = maps.shape
    pooled = np.zeros((h // 2, w // 2, count))
    for i in range(h // 2):
        for j in range(w // 2):
            pooled[i, j] = maps[2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(0, 1))
    scores = pooled.flatten() @ dense + last
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
