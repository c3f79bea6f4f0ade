"""stride.py as a careful student writes it, with what conv.py and padding.py already have."""

import numpy as np
from conv import stamp
from padding import zero_pad


def whole(name, value, least=None):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise ValueError(f"{name} must be an integer, got {value!r}")
    if least is not None and value < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    return int(value)


def pair(name, value, least):
    if isinstance(value, tuple):
        first, second = value
    else:
        first = second = value
    return whole(name, first, least), whole(name, second, least)


def output_size(n, kernel_size, padding=0, stride=1):
    n = whole("n", n, 1)
    f = whole("kernel_size", kernel_size, 1)
    p = whole("padding", padding, 0)
    s = whole("stride", stride, 1)
    if f > n + 2 * p:
        raise ValueError(f"kernel_size must be at most {n + 2 * p}, got {f}")
    return (n + 2 * p - f) // s + 1


def stamp_positions(n, kernel_size, stride=1):
    n = whole("n", n, 1)
    f = whole("kernel_size", kernel_size, 1)
    s = whole("stride", stride)
    if s == 0 or f > n:
        raise ValueError(f"no stamp of size {f} in {n} pixels with stride {s}")
    position = 0 if s > 0 else n - f
    positions = []
    while 0 <= position <= n - f:
        positions.append(position)
        position += s
    return positions


def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or image.size == 0:
        raise ValueError(f"image must be 2-D and not empty, got shape {image.shape}")
    if kernel.ndim != 2 or kernel.size == 0:
        raise ValueError(f"kernel must be 2-D and not empty, got shape {kernel.shape}")
    sh, sw = pair("stride", stride, 1)
    height, width = image.shape
    fh, fw = kernel.shape
    if isinstance(padding, str):
        if padding == "valid":
            padded = image
        elif padding == "same":
            down = max((-(-height // sh) - 1) * sh + fh - height, 0)
            right = max((-(-width // sw) - 1) * sw + fw - width, 0)
            top, left = down // 2, right // 2
            padded = np.zeros((height + down, width + right))
            padded[top : top + height, left : left + width] = image
        else:
            raise ValueError(f"padding must be 'valid', 'same' or whole numbers, got {padding!r}")
    else:
        padded = zero_pad(image, pair("padding", padding, 0))
    rows = output_size(padded.shape[0], fh, 0, sh)
    columns = output_size(padded.shape[1], fw, 0, sw)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y, x = i * sh, j * sw
            result[i, j] = stamp(padded[y : y + fh, x : x + fw], kernel, bias)
    return result
