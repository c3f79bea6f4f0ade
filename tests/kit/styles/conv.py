import numpy as np


def stamp(patch, kernel, bias=0.0):
    if patch.shape != kernel.shape:  # refusals
        raise ValueError("patch and kernel must have one shape")  # refusals
    patch, kernel = patch.astype(float), kernel.astype(float)  # dtypes
    return np.sum(patch * kernel) + bias


def relu(x):
    x = np.asarray(x, dtype=float)  # dtypes
    x = x.copy()  # copies
    x[x < 0] = 0
    return x


def conv2d(image, kernel, bias=0.0):
    if image.ndim != 2 or kernel.ndim != 2 or image.size == 0 or kernel.size == 0:  # refusals
        raise ValueError("image and kernel must be 2-D and not empty")  # refusals
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:  # refusals
        raise ValueError("the kernel must fit in the image")  # refusals
    image, kernel = image.astype(float), kernel.astype(float)  # dtypes
    h, w = image.shape  # oblong: h = w = image.shape[0]
    fh, fw = kernel.shape  # oblong: fh = fw = kernel.shape[0]
    out = np.zeros((h - fh + 1, w - fw + 1))
    for i in range(h - fh + 1):
        for j in range(w - fw + 1):
            out[i, j] = np.sum(image[i : i + fh, j : j + fw] * kernel) + bias
    return out  # types: return out.tolist()


def feature_maps(image, kernels, biases=None):
    if kernels.ndim != 3:  # refusals
        raise ValueError("kernels must be (fh, fw, K)")  # refusals
    count = kernels.shape[2]
    if biases is None:
        biases = [0] * count
    maps = []
    for k in range(count):
        answers = np.array(conv2d(image, kernels[:, :, k], biases[k]))
        maps.append(np.maximum(answers, 0))
    return np.stack(maps, axis=-1)


def edge_kernels():
    top = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]])
    return {"top": top, "left": top.T, "bottom": -top, "right": -top.T}
