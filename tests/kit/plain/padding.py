"""padding.py as a careful student writes it."""

import numpy as np


def whole(name, value, least):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name} must be an integer of at least {least}, got {value!r}")
    return int(value)


def pair(name, value, least):
    if isinstance(value, tuple):
        first, second = value
    else:
        first = second = value
    return whole(name, first, least), whole(name, second, least)


def same_padding(kernel_size):
    size = whole("kernel_size", kernel_size, 1)
    if size % 2 == 0:
        raise ValueError(f"kernel_size must be odd, got {size}")
    return (size - 1) // 2


def zero_pad(image, padding):
    top, left = pair("padding", padding, 0)
    height, width = image.shape[:2]
    shape = (height + 2 * top, width + 2 * left) + image.shape[2:]
    result = np.zeros(shape, dtype=image.dtype)
    result[top : top + height, left : left + width] = image
    return result


def stamp_counts(image_shape, kernel_size, padding=0):
    height, width = image_shape
    fh, fw = pair("kernel_size", kernel_size, 1)
    ph, pw = pair("padding", padding, 0)
    rows = height + 2 * ph - fh + 1
    columns = width + 2 * pw - fw + 1
    if rows < 1 or columns < 1:
        raise ValueError(f"kernel_size {kernel_size} is larger than the padded image")
    counts = np.zeros((height + 2 * ph, width + 2 * pw), dtype=np.int64)
    for i in range(rows):
        for j in range(columns):
            counts[i : i + fh, j : j + fw] += 1
    return counts[ph : ph + height, pw : pw + width]
