"""Right code for conv.py, written in other ways than the plain submission."""

import numpy as np
from conv import conv2d, relu, stamp


# %% stamp, cell by cell, with an error of its own
class ShapeError(ValueError):
    pass


def stamp(patch, kernel, bias=0.0):
    if patch.shape != kernel.shape:
        raise ShapeError(f"{patch.shape} is not {kernel.shape}")
    total = 0.0
    for pixel, weight in zip(patch.flat, kernel.flat, strict=True):
        total += float(pixel) * float(weight)
    return total + bias


# %% stamp, a NumPy number from einsum
def stamp(patch, kernel, bias=0.0):
    if patch.shape != kernel.shape:
        raise UnicodeError("a ValueError, too")
    total = np.einsum("ij,ij->", patch.astype(np.float64), kernel.astype(np.float64))
    return np.float64(total + bias)


# %% stamp, exact sums, bias first
def stamp(patch, kernel, bias=0.0):
    if patch.shape != kernel.shape:
        raise np.exceptions.AxisError("the axes differ")
    from math import fsum

    pairs = zip(patch.ravel().tolist(), kernel.ravel().tolist(), strict=True)
    return fsum([bias, *(pixel * weight for pixel, weight in pairs)])


# %% stamp, the dtype in the product
def stamp(patch, kernel, bias=0.0):
    if patch.ndim != kernel.ndim or list(patch.shape) != list(kernel.shape):
        raise ValueError("shapes")
    return np.multiply(patch, kernel, dtype=np.float64).sum() + bias


# %% relu, a mask
def relu(x):
    result = np.array(x, dtype=np.float64, order="C")
    result[result < 0] = 0
    return result


# %% relu, row by row
def relu(x):
    if x.ndim == 1:
        return np.array([0.0 if number < 0 else float(number) for number in x])
    return np.stack([relu(row) for row in x])


# %% relu, with zeros below zero
def relu(x):
    return np.where(x <= 0, -0.0, x).astype(float)


# %% relu, clipped
def relu(x):
    return np.clip(x.astype(float), 0, None)


# %% conv2d, four loops over lists
def conv2d(image, kernel, bias=0.0):
    if image.ndim != 2 or kernel.ndim != 2 or 0 in image.shape or 0 in kernel.shape:
        raise ValueError("two dimensions, none of them empty")
    (height, width), (fh, fw) = image.shape, kernel.shape
    if fh > height or fw > width:
        raise ValueError(f"kernel {kernel.shape} does not fit in {image.shape}")
    pixels, weights = image.tolist(), kernel.tolist()
    result = []
    for i in range(height - fh + 1):
        row = []
        for j in range(width - fw + 1):
            answer = bias
            for a in range(fh):
                for b in range(fw):
                    answer += pixels[i + a][j + b] * weights[a][b]
            row.append(float(answer))
        result.append(row)
    return np.array(result)


# %% conv2d, sliding windows that refuse by themselves
def conv2d(image, kernel, bias=0.0):
    height, width = image.shape
    fh, fw = kernel.shape
    if 0 in (height, width, fh, fw):
        raise ValueError("empty")
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (fh, fw))
    return np.einsum("ijab,ab->ij", windows, kernel.astype(float)) + bias


# %% conv2d, one shifted picture for each weight
def fits(image, kernel):
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError("two dimensions")
    rows = image.shape[0] - kernel.shape[0] + 1
    columns = image.shape[1] - kernel.shape[1] + 1
    if image.size * kernel.size == 0 or rows < 1 or columns < 1:
        raise ValueError("sizes")
    return rows, columns


def conv2d(image, kernel, bias=0.0):
    rows, columns = fits(image, kernel)
    result = np.full((rows, columns), bias, dtype=float)
    for (a, b), weight in np.ndenumerate(kernel):
        result += float(weight) * image[a : a + rows, b : b + columns]
    return result


# %% conv2d, a matrix of patches
def conv2d(image, kernel, bias=0.0):
    if image.ndim != 2 or kernel.ndim != 2 or min(image.shape + kernel.shape) == 0:
        raise ValueError("dimensions")
    fh, fw = kernel.shape
    rows, columns = image.shape[0] - fh + 1, image.shape[1] - fw + 1
    if min(rows, columns) <= 0:
        raise ValueError("too large")
    places = [(i, j) for i in range(rows) for j in range(columns)]
    patches = np.array([image[i : i + fh, j : j + fw].ravel() for i, j in places], dtype=float)
    return (patches @ kernel.ravel().astype(float) + bias).reshape(rows, columns)


# %% conv2d, Fourier transforms
def conv2d(image, kernel, bias=0.0):
    if image.ndim != 2 or kernel.ndim != 2 or image.size == 0 or kernel.size == 0:
        raise ValueError("dimensions")
    rows, columns = np.subtract(image.shape, kernel.shape) + 1
    if rows < 1 or columns < 1:
        raise ValueError("too large")
    shape = image.shape
    image, kernel = image.astype(float), kernel.astype(float)
    spectrum = np.fft.rfft2(image, shape) * np.conj(np.fft.rfft2(kernel, shape))
    return np.fft.irfft2(spectrum, shape)[:rows, :columns] + bias


# %% conv2d, halves of halves
def conv2d(image, kernel, bias=0.0):
    if image.ndim != 2 or kernel.ndim != 2 or image.size == 0 or kernel.size == 0:
        raise ValueError("dimensions")
    (height, width), (fh, fw) = image.shape, kernel.shape
    if fh > height or fw > width:
        raise ValueError("too large")
    if height > fh:
        half = (height - fh + 1) // 2
        upper, lower = image[: half + fh - 1], image[half:]
        return np.vstack([conv2d(upper, kernel, bias), conv2d(lower, kernel, bias)])
    if width > fw:
        half = (width - fw + 1) // 2
        left, right = image[:, : half + fw - 1], image[:, half:]
        return np.hstack([conv2d(left, kernel, bias), conv2d(right, kernel, bias)])
    return np.array([[stamp(image, kernel, bias)]])


# %% conv2d, rows with np.convolve
def conv2d(image, kernel, bias=0.0):
    if image.ndim != 2 or kernel.ndim != 2 or image.size == 0 or kernel.size == 0:
        raise ValueError("dimensions")
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("too large")
    fh, fw = kernel.shape
    flipped = kernel[:, ::-1].astype(float)
    result = np.zeros((image.shape[0] - fh + 1, image.shape[1] - fw + 1), order="F") + bias
    for i in range(result.shape[0]):
        for a in range(fh):
            result[i] += np.convolve(image[i + a].astype(float), flipped[a], "valid")
    return result


# %% feature_maps, one sum over all axes
def feature_maps(image, kernels, biases=None):
    fh, fw, _ = kernels.shape
    height, width = image.shape
    if fh > height or fw > width or kernels.size == 0:
        raise ValueError("kernels")
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (fh, fw))
    maps = np.tensordot(windows, kernels.astype(float), axes=((2, 3), (0, 1)))
    if biases is not None:
        maps = maps + biases
    return np.maximum(maps, 0.0)


# %% feature_maps, written into one array
def feature_maps(image, kernels, biases=None):
    if kernels.ndim != 3:
        raise ValueError("kernels must have three dimensions")
    count = kernels.shape[-1]
    result = None
    for k in range(count):
        bias = 0.0 if biases is None else biases[k]
        answers = conv2d(image, kernels[..., k], bias)
        if result is None:
            result = np.empty((*answers.shape, count))
        result[..., k] = np.where(answers > 0, answers, 0)
    return result


# %% feature_maps, an axis moved
def feature_maps(image, kernels, biases=None):
    if kernels.ndim != 3:
        raise ValueError("three dimensions")
    biases = [0.0] * kernels.shape[2] if biases is None else biases.tolist()
    moved = np.moveaxis(kernels, -1, 0)
    maps = [conv2d(image, kernel, bias) for kernel, bias in zip(moved, biases, strict=True)]
    return relu(np.array(maps).transpose(1, 2, 0))


# %% feature_maps, a product of matrices
def feature_maps(image, kernels, biases=None):
    if image.ndim != 2 or kernels.ndim != 3:
        raise ValueError("dimensions")
    fh, fw, count = kernels.shape
    rows, columns = image.shape[0] - fh + 1, image.shape[1] - fw + 1
    if rows < 1 or columns < 1:
        raise ValueError("too large")
    shifts = [image[a : a + rows, b : b + columns] for a in range(fh) for b in range(fw)]
    answers = np.stack(shifts, axis=-1).astype(float) @ kernels.reshape(-1, count).astype(float)
    return relu(answers + (0.0 if biases is None else biases))


# %% edge_kernels, Sobel
def edge_kernels():
    top = np.outer([-1, 0, 1], [1, 2, 1])
    return {"right": -top.T, "bottom": -top, "left": top.T, "top": top}


# %% edge_kernels, Kirsch, turned
def edge_kernels():
    kernel = np.array([[-3, -3, -3], [-3, 0, -3], [5, 5, 5]], dtype=np.float32)
    return {side: np.rot90(kernel, k) for k, side in enumerate(["top", "left", "bottom", "right"])}


# %% edge_kernels, thirds
def edge_kernels():
    top = np.array([[-1 / 3] * 3, [0.0] * 3, [1 / 3] * 3])
    return {"top": top, "left": top.T, "bottom": top[::-1], "right": top[::-1].T}


# %% edge_kernels, a step of two rows
def edge_kernels():
    top = np.array([[0, 0, 0], [-1, -1, -1], [1, 1, 1]], dtype=np.int8)
    left = np.array([[-9.0, 9.0, 0.0]] * 3)
    return {"top": top, "bottom": -top, "left": left, "right": left[:, ::-1]}


# %% edge_kernels, a thin line of weights
def edge_kernels():
    kernels = {side: np.zeros((3, 3)) for side in ("top", "left", "bottom", "right")}
    for side, dark, bright in [
        ("top", (0, 1), (2, 1)),
        ("left", (1, 0), (1, 2)),
        ("bottom", (2, 1), (0, 1)),
        ("right", (1, 2), (1, 0)),
    ]:
        kernels[side][dark], kernels[side][bright] = -1e-3, 1e-3
    return kernels


# %% the whole file in one class
class Layer:
    def __init__(self, kernels, biases):
        if kernels.ndim != 3 or kernels.size == 0:
            raise ValueError("kernels")
        self.kernels = kernels
        self.biases = np.zeros(kernels.shape[2]) if biases is None else biases

    def __call__(self, image):
        maps = (conv2d(image, self.kernels[:, :, k], bias) for k, bias in enumerate(self.biases))
        return np.dstack([np.fmax(each, 0) for each in maps])


def feature_maps(image, kernels, biases=None):
    return Layer(kernels, biases)(image)
