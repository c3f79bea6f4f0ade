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


def output_size(n, kernel_size, padding=0, stride=1):
    n, f, p, s = whole(n, 1), whole(kernel_size, 1), whole(padding, 0), whole(stride, 1)
    if f > n + 2 * p:  # refusals
        raise ValueError("the kernel does not fit")  # refusals
    return (n + 2 * p - f) // s + 1  # types: return np.floor((n + 2 * p - f) / s + 1)


def stamp_positions(n, kernel_size, stride=1):
    n, f, s = whole(n, 1), whole(kernel_size, 1), whole(stride, -(10**9))
    if s == 0:  # refusals
        raise ValueError("a stride of 0 never moves")  # refusals
    if s < 0:
        return list(range(n - f, -1, s))
    return list(range(0, n - f + 1, s))  # types: return np.arange(0, n - f + 1, s)


def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or kernel.ndim != 2 or image.size == 0 or kernel.size == 0:  # refusals
        raise ValueError("image and kernel must be 2-D and not empty")  # refusals
    image, kernel = image.astype(float), kernel.astype(float)  # dtypes
    sh, sw = pair(stride, 1)
    h, w = image.shape  # oblong: h = w = image.shape[0]
    fh, fw = kernel.shape  # oblong: fh = fw = kernel.shape[0]
    if padding == "valid":  # words
        padding = 0  # words
    if padding == "same":  # words
        down = max((-(-h // sh) - 1) * sh + fh - h, 0)  # words
        right = max((-(-w // sw) - 1) * sw + fw - w, 0)  # words
        zeros = (down // 2, down - down // 2), (right // 2, right - right // 2)  # words
    else:  # words: if True:
        ph, pw = pair(padding, 0)
        zeros = (ph, ph), (pw, pw)
    x = np.pad(image, zeros)
    rows = (x.shape[0] - fh) // sh + 1
    columns = (x.shape[1] - fw) // sw + 1
    if fh > x.shape[0] or fw > x.shape[1]:  # refusals
        raise ValueError("the kernel does not fit")  # refusals
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = np.sum(x[i * sh : i * sh + fh, j * sw : j * sw + fw] * kernel) + bias
    return out  # types: return out.tolist()
