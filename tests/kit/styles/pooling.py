import numpy as np


def whole(value):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):  # refusals
        raise ValueError(f"{value} is no whole number")  # refusals
    if value < 1:  # refusals
        raise ValueError(f"{value} is below 1")  # refusals
    value = int(value)  # dtypes
    return value


def pair(value):
    if isinstance(value, tuple):  # pairs
        return whole(value[0]), whole(value[1])  # pairs
    return whole(value), whole(value)


def pooled(maps, pool_size, stride, function):
    ph, pw = pair(pool_size)
    sh, sw = (ph, pw) if stride is None else pair(stride)
    h, w = maps.shape[:2]  # oblong: h = w = maps.shape[0]
    if ph > h or pw > w:  # refusals
        raise ValueError("the window does not fit")  # refusals
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = []
    for i in range(rows):
        row = []
        for j in range(columns):
            row.append(function(maps[i * sh : i * sh + ph, j * sw : j * sw + pw], axis=(0, 1)))
        out.append(row)
    out = np.array(out)  # types
    out = np.asarray(out).astype(float)  # dtypes
    return out


def max_pool2d(feature_map, pool_size=2, stride=None):
    return pooled(feature_map, pool_size, stride, np.max)


def avg_pool2d(feature_map, pool_size=2, stride=None):
    return pooled(feature_map, pool_size, stride, np.mean)


def flatten(feature_maps):
    return feature_maps.reshape(-1)  # types: return feature_maps.reshape(1, -1)
