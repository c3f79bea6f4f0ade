"""pooling.py as a careful student writes it."""

import numpy as np


def whole(name, value):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
        raise ValueError(f"{name} must be an integer of at least 1, got {value!r}")
    return int(value)


def pair(name, value):
    if isinstance(value, tuple):
        first, second = value
    else:
        first = second = value
    return whole(name, first), whole(name, second)


def max_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride)
    height, width = feature_map.shape[:2]
    if ph > height or pw > width:
        raise ValueError(f"pool_size {pool_size} is larger than the map {feature_map.shape}")
    rows = (height - ph) // sh + 1
    columns = (width - pw) // sw + 1
    result = np.zeros((rows, columns) + feature_map.shape[2:])
    for i in range(rows):
        for j in range(columns):
            y, x = i * sh, j * sw
            window = feature_map[y : y + ph, x : x + pw]
            result[i, j] = window.max(axis=(0, 1))
    return result


def avg_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride)
    height, width = feature_map.shape[:2]
    if ph > height or pw > width:
        raise ValueError(f"pool_size {pool_size} is larger than the map {feature_map.shape}")
    rows = (height - ph) // sh + 1
    columns = (width - pw) // sw + 1
    result = np.zeros((rows, columns) + feature_map.shape[2:])
    for i in range(rows):
        for j in range(columns):
            y, x = i * sh, j * sw
            window = feature_map[y : y + ph, x : x + pw].astype(float)
            result[i, j] = window.sum(axis=(0, 1)) / (ph * pw)
    return result


def flatten(feature_maps):
    return feature_maps.reshape(-1)
