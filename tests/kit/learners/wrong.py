"""Functions as learners write them, each with mistakes in the lines that end with `# wrong`.

A cell is one submission: `# %% EXERCISE.FUNCTION`. What it needs from other files it imports.
"""

import numpy as np


# %% conv.conv2d
def conv2d(image, kernel, bias=0.0):
    H, W = image.shape
    f = kernel.shape[0]
    result = np.zeros((H - f + 1, W - f + 1))
    for y in range(H - f):  # wrong
        for x in range(W - f):  # wrong
            result[y, x] = np.sum(image[y : y + f, x : x + f] * kernel) + bias
    return result


# %% conv.conv2d
def conv2d(image, kernel, bias=0.0):
    ih, iw = image.shape
    kh, kw = kernel.shape
    out = []
    for i in range(ih - kh + 1):
        row = []
        for j in range(iw - kw + 1):
            total = 0
            for a in range(kh):
                for b in range(kw):
                    total += image[i + a, b] * kernel[a, b]  # wrong
            row.append(float(total + bias))
        out.append(row)
    return np.array(out)


# %% conv.conv2d
def conv2d(image, kernel, bias=0.0):
    ih, iw = image.shape
    kh, kw = kernel.shape
    out = np.zeros((ih - kh + 1, iw - kw + 1))
    total = 0.0  # wrong
    for i in range(ih - kh + 1):
        for j in range(iw - kw + 1):
            for a in range(kh):
                for b in range(kw):
                    total += float(image[i + a, j + b]) * kernel[a, b]
            out[i, j] = total + bias
    return out


# %% conv.conv2d
def conv2d(image, kernel, bias=0.0):
    ih, iw = image.shape
    kh, kw = kernel.shape
    out = np.zeros((ih - kh + 1, iw - kw + 1))
    for i in range(ih - kh + 1):
        for j in range(iw - kw + 1):
            window = image[i : i + kh, j : j + kw]
            out[i, j] = np.sum(window * kernel)
            out[i, j] = out[i, j] + bias * i  # wrong
    return out


# %% conv.stamp
def stamp(patch, kernel, bias=0.0):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    answer = 0.0
    for i in range(patch.shape[0]):
        for j in range(patch.shape[0]):  # wrong
            answer += float(patch[i, j]) * float(kernel[i, j])
    return answer + bias


# %% conv.stamp
def stamp(patch, kernel, bias=0.0):
    if patch.shape != kernel.shape:
        raise ValueError("shapes differ")
    answer = 0.0
    for a, b in zip(patch.astype(float).ravel(), kernel.T.astype(float).ravel()):  # wrong
        answer += a * b
    return float(answer + bias)


# %% conv.feature_maps
def feature_maps(image, kernels, biases=None):
    count = kernels.shape[2]
    if biases is None:
        biases = np.zeros(count)
    maps = []
    for k in range(count):
        answer = conv2d(image, kernels[:, :, k], biases[0])  # wrong
        maps.append(np.maximum(answer, 0))
    return np.stack(maps, axis=2)


# %% conv.feature_maps
def feature_maps(image, kernels, biases=None):
    count = kernels.shape[2]
    if biases is None:
        biases = np.zeros(count)
    maps = []
    for k in range(1, count):  # wrong
        maps.append(relu(conv2d(image, kernels[:, :, k], biases[k])))
    return np.stack(maps, axis=2)


# %% padding.zero_pad
def zero_pad(image, padding):
    if isinstance(padding, tuple):
        ph, pw = padding
    else:
        ph = pw = padding
    h, w = image.shape[:2]
    result = np.zeros((h + 2 * ph, w + 2 * pw) + image.shape[2:], dtype=image.dtype)
    result[ph : ph + h, ph : ph + w] = image  # wrong
    return result


# %% padding.stamp_counts
def stamp_counts(image_shape, kernel_size, padding=0):
    h, w = image_shape
    fh, fw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    ph, pw = padding if isinstance(padding, tuple) else (padding, padding)
    counts = np.zeros((h + 2 * ph, w + 2 * pw), dtype=np.int64)
    for i in range(h + 2 * ph - fh + 1):
        for j in range(w + 2 * pw - fw + 1):
            counts[i : i + fh, j : j + fw] = 1  # wrong
    return counts[ph : ph + h, pw : pw + w]


# %% stride.stamp_positions
def stamp_positions(n, kernel_size, stride=1):
    if stride == 0:
        raise ValueError("stride")
    last = n - kernel_size
    if stride > 0:
        return list(range(0, last, stride))  # wrong
    return list(range(last, -1, stride))


# %% stride.output_size
def output_size(n, kernel_size, padding=0, stride=1):
    size = n + padding * 2 - kernel_size
    size = size // stride
    return size - 1  # wrong


# %% pooling.max_pool2d
def max_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pool_size if isinstance(pool_size, tuple) else (pool_size, pool_size)
    if stride is None:
        stride = (ph, pw)
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    oh = (feature_map.shape[0] - ph) // sh + 1
    ow = (feature_map.shape[1] - pw) // sw + 1
    out = np.zeros((oh, ow) + feature_map.shape[2:])
    for i in range(oh):
        for j in range(ow):
            window = feature_map[i * sh : i * sh + ph, j * sh : j * sh + pw]  # wrong
            out[i, j] = window.max(axis=(0, 1))
    return out


# %% pooling.avg_pool2d
def avg_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pool_size if isinstance(pool_size, tuple) else (pool_size, pool_size)
    if stride is None:
        stride = (ph, pw)
    sh, sw = stride if isinstance(stride, tuple) else (stride, stride)
    oh = (feature_map.shape[0] - ph) // sh + 1
    ow = (feature_map.shape[1] - pw) // sw + 1
    out = np.zeros((oh, ow) + feature_map.shape[2:])
    for i in range(oh):
        for j in range(ow):
            window = feature_map[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = window.sum(axis=(0, 1)) / (ph + pw)  # wrong
    return out


# %% pooling.flatten
def flatten(feature_maps):
    values = []
    for row in feature_maps:
        for cell in row:
            values = list(np.ravel(cell))  # wrong
    return np.array(values, dtype=feature_maps.dtype)


# %% cnn.conv_params
def conv_params(kernel_size, in_channels, filters):
    if isinstance(kernel_size, tuple):
        cells = kernel_size[0] * kernel_size[0]  # wrong
    else:
        cells = kernel_size**2
    return cells * in_channels * filters + filters
