"""Right versions of padding.py that are written in other ways."""

import numpy as np
from padding import pair, whole


# %% padding of same by divmod
def same_padding(kernel_size):
    half, rest = divmod(whole("kernel_size", kernel_size, 1) - 1, 2)
    if rest:
        raise ValueError(f"kernel_size must be odd, got {kernel_size}")
    return half


# %% padding of same as a NumPy integer
def same_padding(kernel_size):
    size = np.int64(whole("kernel_size", kernel_size, 1))
    if not size & 1:
        raise ValueError(kernel_size)
    return size >> 1


# %% padding of same by trying
def same_padding(kernel_size):
    size = whole("kernel_size", kernel_size, 1)
    for padding in range(size):
        if 2 * padding - size + 1 == 0:
            return padding
    raise ValueError("there is no such padding")


# %% padding of same by recursion, with an error class of its own
class EvenKernel(ValueError):
    pass


def same_padding(kernel_size):
    if kernel_size is True or not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise EvenKernel(kernel_size)
    return 0 if kernel_size == 1 else 1 + same_padding(kernel_size - 2)


# %% frame by np.pad
def zero_pad(image, padding):
    ph, pw = pair("padding", padding, 0)
    axes = ((ph, ph), (pw, pw), (0, 0))
    return np.pad(image, axes[: image.ndim], mode="constant", constant_values=0)


# %% frame by loops
def zero_pad(image, padding):
    ph, pw = pair("padding", padding, 0)
    height, width, *channels = image.shape
    result = np.zeros((height + 2 * ph, width + 2 * pw, *channels), image.dtype)
    for i in range(height):
        for j in range(width):
            result[ph + i, pw + j] = image[i, j]
    return result


# %% frame by stacking
def zero_pad(image, padding):
    ph, pw = pair("padding", padding, 0)
    if image.ndim == 3:
        return np.stack([zero_pad(image[..., c], padding) for c in range(image.shape[2])], axis=-1)
    side = np.zeros((len(image), pw), dtype=image.dtype)
    middle = np.hstack([side, image, side])
    lid = np.zeros((ph, middle.shape[1]), dtype=image.dtype)
    return np.vstack([lid, middle, lid])


# %% frame that grows by recursion and may be the picture itself
def zero_pad(image, padding):
    ph, pw = pair("padding", padding, 0)
    if ph:
        line = np.zeros_like(image[:1])
        return zero_pad(np.concatenate([line, image, line]), (ph - 1, pw))
    if pw:
        line = np.zeros_like(image[:, :1])
        return zero_pad(np.concatenate([line, image, line], axis=1), (0, pw - 1))
    return image


# %% frame in the order of Fortran
def zero_pad(image, padding):
    ph, pw = pair("padding", padding, 0)
    height, width = image.shape[:2]
    shape = (height + 2 * ph, width + 2 * pw) + image.shape[2:]
    result = np.zeros(shape, dtype=image.dtype, order="F")
    result[ph : ph + height, pw : pw + width] = image
    return result


# %% counts by axis
def stamp_counts(image_shape, kernel_size, padding=0):
    height, width = image_shape
    fh, fw = pair("kernel_size", kernel_size, 1)
    ph, pw = pair("padding", padding, 0)

    def along(n, f, p):
        starts = range(-p, n + p - f + 1)
        return np.array([sum(start <= i < start + f for start in starts) for i in range(n)])

    return np.outer(along(height, fh, ph), along(width, fw, pw)).astype(np.int64)


# %% counts by formula
def stamp_counts(image_shape, kernel_size, padding=0):
    sizes = zip(
        pair("image_shape", image_shape, 1),
        pair("kernel_size", kernel_size, 1),
        pair("padding", padding, 0),
        strict=True,
    )
    counts = []
    for n, f, p in sizes:
        i = np.arange(n, dtype=np.int64) + p
        counts.append(np.minimum(i, n + 2 * p - f) - np.maximum(i - f + 1, 0) + 1)
    return counts[0][:, None] * counts[1]


# %% counts by convolution
def stamp_counts(image_shape, kernel_size, padding=0):
    height, width = image_shape
    fh, fw = pair("kernel_size", kernel_size, 1)
    ph, pw = pair("padding", padding, 0)
    down = np.convolve(np.ones(height + 2 * ph - fh + 1), np.ones(fh))[ph : ph + height]
    across = np.convolve(np.ones(width + 2 * pw - fw + 1), np.ones(fw))[pw : pw + width]
    return np.rint(np.outer(down, across)).astype("int64")


# %% counts pixel by pixel, in lists
def stamp_counts(image_shape, kernel_size, padding=0):
    height, width = image_shape
    fh, fw = pair("kernel_size", kernel_size, 1)
    ph, pw = pair("padding", padding, 0)
    result = [[0 for _ in range(width)] for _ in range(height)]
    for y in range(-ph, height + ph - fh + 1):
        for x in range(-pw, width + pw - fw + 1):
            for i in range(max(y, 0), min(y + fh, height)):
                for j in range(max(x, 0), min(x + fw, width)):
                    result[i][j] += 1
    return np.array(result, dtype=np.int64)


# %% counts by sliding windows over numbered pixels
def stamp_counts(image_shape, kernel_size, padding=0):
    height, width = image_shape
    ph, pw = pair("padding", padding, 0)
    numbers = np.arange(1, height * width + 1).reshape(height, width)
    numbers = np.pad(numbers, ((ph, ph), (pw, pw)))
    size = pair("kernel_size", kernel_size, 1)
    stamps = np.lib.stride_tricks.sliding_window_view(numbers, size)
    found = np.bincount(stamps.ravel(), minlength=height * width + 1)
    return found[1:].reshape(height, width).astype(np.int64)


# %% whole numbers by their __index__
def whole(name, value, least):
    if isinstance(value, bool):
        raise ValueError(f"{name} must not be a bool")
    try:
        number = value.__index__()
    except AttributeError:
        raise ValueError(f"{name} must be an integer, got {value!r}") from None
    if number < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    return number


# %% pairs by unpacking
def pair(name, value, least):
    try:
        first, second = value
    except TypeError:
        first = second = value
    return whole(name, first, least), whole(name, second, least)
