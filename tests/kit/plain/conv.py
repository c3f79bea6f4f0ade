"""conv.py as a careful student writes it: loops, and each function built on those before it."""

import numpy as np


def stamp(patch, kernel, bias=0.0):
    if patch.shape != kernel.shape:
        raise ValueError(f"kernel must have the shape {patch.shape}, got {kernel.shape}")
    patch = patch.astype(float)
    kernel = kernel.astype(float)
    return float(np.sum(patch * kernel) + bias)


def relu(x):
    x = x.astype(float)
    return np.maximum(x, 0.0)


def conv2d(image, kernel, bias=0.0):
    if image.ndim != 2 or image.size == 0:
        raise ValueError(f"image must be 2-D and not empty, got shape {image.shape}")
    if kernel.ndim != 2 or kernel.size == 0:
        raise ValueError(f"kernel must be 2-D and not empty, got shape {kernel.shape}")
    height, width = image.shape
    fh, fw = kernel.shape
    if fh > height or fw > width:
        raise ValueError(f"kernel {kernel.shape} is larger than the image {image.shape}")
    rows = height - fh + 1
    columns = width - fw + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            patch = image[i : i + fh, j : j + fw]
            result[i, j] = stamp(patch, kernel, bias)
    return result


def feature_maps(image, kernels, biases=None):
    if kernels.ndim != 3 or kernels.size == 0:
        raise ValueError(f"kernels must be 3-D and not empty, got shape {kernels.shape}")
    count = kernels.shape[2]
    if biases is None:
        biases = np.zeros(count)
    maps = []
    for k in range(count):
        answers = conv2d(image, kernels[:, :, k], biases[k])
        maps.append(relu(answers))
    return np.stack(maps, axis=-1)


def edge_kernels():
    top = np.array([[-1.0, -1.0, -1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    left = np.array([[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]])
    bottom = np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -1.0, -1.0]])
    right = np.array([[1.0, 0.0, -1.0], [1.0, 0.0, -1.0], [1.0, 0.0, -1.0]])
    return {"top": top, "left": left, "bottom": bottom, "right": right}
