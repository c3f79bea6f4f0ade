import numpy as np


def whole(value, least):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):  # refusals
        raise ValueError(f"{value} is no whole number")  # refusals
    if value < least:  # refusals
        raise ValueError(f"{value} is below {least}")  # refusals
    value = int(value)  # dtypes
    return value


def pair(value, least):
    if isinstance(value, tuple):  # pairs
        return whole(value[0], least), whole(value[1], least)  # pairs
    return whole(value, least), whole(value, least)


def same_padding(kernel_size):
    kernel_size = whole(kernel_size, 1)
    if kernel_size % 2 == 0:  # refusals
        raise ValueError("an even kernel has no padding on both sides")  # refusals
    return (kernel_size - 1) // 2  # types: return (kernel_size - 1) / 2


def zero_pad(image, padding):
    ph, pw = pair(padding, 0)
    h, w = image.shape[:2]  # oblong: h = w = image.shape[0]
    shape = (h + 2 * ph, w + 2 * pw) + image.shape[2:]
    out = np.zeros(shape, dtype=image.dtype)  # dtypes: out = np.zeros(shape)
    out[ph : ph + h, pw : pw + w] = image
    return out


def stamp_counts(image_shape, kernel_size, padding=0):
    h, w = image_shape  # oblong: h = w = image_shape[0]
    fh, fw = pair(kernel_size, 1)
    ph, pw = pair(padding, 0)
    counts = np.zeros((h + 2 * ph, w + 2 * pw))
    for i in range(h + 2 * ph - fh + 1):
        for j in range(w + 2 * pw - fw + 1):
            counts[i : i + fh, j : j + fw] += 1
    counts = counts.astype(np.int64)  # dtypes
    return counts[ph : ph + h, pw : pw + w]
