"""Right versions of pooling.py that are written in other ways."""

import numpy as np
from pooling import pair


# %% sliding windows
def windows_of(feature_map, pool_size, stride):
    size = pair("pool_size", pool_size, 1)
    down, across = size if stride is None else pair("stride", stride, 1)
    views = np.lib.stride_tricks.sliding_window_view(feature_map.astype(float), size, axis=(0, 1))
    return views[::down, ::across]


def max_pool2d(feature_map, pool_size=2, stride=None):
    return windows_of(feature_map, pool_size, stride).max(axis=(-2, -1))


def avg_pool2d(feature_map, pool_size=2, stride=None):
    return windows_of(feature_map, pool_size, stride).mean(axis=(-2, -1))


# %% strided views
def views_of(feature_map, pool_size, stride):
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = pair("stride", pool_size if stride is None else stride, 1)
    numbers = np.ascontiguousarray(feature_map, dtype=float)
    height, width, *channels = numbers.shape
    if ph > height or pw > width:
        raise ValueError(f"pool_size {pool_size} does not fit into {feature_map.shape}")
    down, across, *rest = numbers.strides
    return np.lib.stride_tricks.as_strided(
        numbers,
        ((height - ph) // sh + 1, (width - pw) // sw + 1, ph, pw, *channels),
        (down * sh, across * sw, down, across, *rest),
        writeable=False,
    )


def max_pool2d(feature_map, pool_size=2, stride=None):
    return views_of(feature_map, pool_size, stride).max(axis=(2, 3))


def avg_pool2d(feature_map, pool_size=2, stride=None):
    return views_of(feature_map, pool_size, stride).mean(axis=(2, 3))


# %% reshaped where windows lie side by side
def max_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size, 1)
    height, width, *channels = feature_map.shape
    if ph > height or pw > width:
        raise ValueError(f"pool_size {(ph, pw)} is larger than {(height, width)}")
    if stride is None or pair("stride", stride, 1) == (ph, pw):
        rows, columns = height // ph, width // pw
        whole_windows = feature_map[: rows * ph, : columns * pw]
        cut = whole_windows.reshape(rows, ph, columns, pw, *channels)
        return cut.max(axis=(1, 3)).astype(np.float64)
    sh, sw = pair("stride", stride, 1)
    answers = [
        [feature_map[y : y + ph, x : x + pw].max(axis=(0, 1)) for x in range(0, width - pw + 1, sw)]
        for y in range(0, height - ph + 1, sh)
    ]
    return np.array(answers, dtype=np.float64)


# %% shifted maps
def shifted(feature_map, pool_size, stride):
    (ph, pw), (sh, sw) = pair("size", pool_size, 1), pair("stride", stride or 1, 1)
    if stride is None:
        sh, sw = ph, pw
    elif stride == 0:
        raise ValueError("stride must not be 0")
    bottom, end = feature_map.shape[0] - ph + 1, feature_map.shape[1] - pw + 1
    if min(bottom, end) < 1:
        raise ValueError("pool_size must fit into the map")
    numbers = feature_map.astype(float)
    return [numbers[a : bottom + a : sh, b : end + b : sw] for a in range(ph) for b in range(pw)]


def max_pool2d(feature_map, pool_size=2, stride=None):
    return np.maximum.reduce(shifted(feature_map, pool_size, stride))


def avg_pool2d(feature_map, pool_size=2, stride=None):
    maps = shifted(feature_map, pool_size, stride)
    return sum(maps) / len(maps)


# %% four loops from minus infinity
def max_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    height, width = feature_map.shape[:2]
    if height < ph or width < pw:
        raise ValueError("no window fits")
    shape = ((height - ph) // sh + 1, (width - pw) // sw + 1)
    best = np.full(shape + feature_map.shape[2:], -np.inf)
    for i, j in np.ndindex(shape):
        for a in range(ph):
            for b in range(pw):
                best[i, j] = np.maximum(best[i, j], feature_map[i * sh + a, j * sw + b])
    return best


# %% python lists
def max_pool2d(feature_map, pool_size=2, stride=None):
    if feature_map.ndim == 3:
        stack = [max_pool2d(each, pool_size, stride) for each in np.moveaxis(feature_map, 2, 0)]
        return np.dstack(stack)
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    cells = feature_map.tolist()
    height, width = len(cells), len(cells[0])
    if ph > height or pw > width:
        raise ValueError(f"{pool_size} is too large")
    result = []
    for y in range(0, height - ph + 1, sh):
        line = []
        for x in range(0, width - pw + 1, sw):
            line.append(max(max(row[x : x + pw]) for row in cells[y : y + ph]))
        result.append(line)
    return np.array(result, dtype=float)


# %% one axis after the other
def max_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    height, width = feature_map.shape[:2]
    if ph > height or pw > width:
        raise ValueError("too large")
    rows = [feature_map[y : y + ph].max(axis=0) for y in range(0, height - ph + 1, sh)]
    lines = np.array(rows, dtype=float)
    columns = [lines[:, x : x + pw].max(axis=1) for x in range(0, width - pw + 1, sw)]
    return np.stack(columns, axis=1)


# %% minimum of the negatives
def max_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    turned = -feature_map.astype(np.float64)
    height, width = turned.shape[:2]
    if not (ph <= height and pw <= width):
        raise ValueError(f"pool_size={pool_size!r}")
    out = np.empty(((height - ph) // sh + 1, (width - pw) // sw + 1, *turned.shape[2:]))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = turned[i * sh :][:ph, j * sw :][:, :pw].min(axis=(0, 1))
    return -out


# %% sorted windows
def max_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    height, width, *channels = feature_map.shape
    if ph > height or pw > width:
        raise ValueError("pool_size")
    lines = []
    y = 0
    while y + ph <= height:
        line = []
        x = 0
        while x + pw <= width:
            cells = feature_map[y : y + ph, x : x + pw].reshape(ph * pw, *channels)
            line.append(np.sort(cells, axis=0)[-1])
            x += sw
        lines.append(line)
        y += sh
    return np.asarray(lines).astype(float)


# %% a class for both
class TooLarge(ValueError):
    pass


class Pool:
    def __init__(self, reduce):
        self.reduce = reduce

    def __call__(self, feature_map, pool_size=2, stride=None):
        ph, pw = pair("pool_size", pool_size, 1)
        sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
        if ph > feature_map.shape[0] or pw > feature_map.shape[1]:
            raise TooLarge(pool_size)
        ys = np.arange(0, feature_map.shape[0] - ph + 1, sh)[:, None] + np.arange(ph)
        xs = np.arange(0, feature_map.shape[1] - pw + 1, sw)[:, None] + np.arange(pw)
        cut = feature_map[ys[:, None, :, None], xs[None, :, None, :]]
        return self.reduce(cut.astype(float), axis=(2, 3))


max_pool2d = Pool(np.max)
avg_pool2d = Pool(np.mean)


# %% a closure that recurses
def pooling(reduce):
    def pool(feature_map, pool_size=2, stride=None):
        size = pair("pool_size", pool_size, 1)
        step = size if stride is None else pair("stride", stride, 1)
        if any(p > n for p, n in zip(size, feature_map.shape[:2], strict=True)):
            raise ValueError(f"a window {size} is larger than the map {feature_map.shape}")
        return along(feature_map.astype(float), size, step)

    def along(numbers, size, step):
        (ph, pw), (sh, sw) = size, step
        if numbers.shape[0] >= ph + sh:
            upper, lower = along(numbers[:ph], size, step), along(numbers[sh:], size, step)
            return np.concatenate([upper, lower])
        if numbers.shape[1] >= pw + sw:
            left, right = along(numbers[:, :pw], size, step), along(numbers[:, sw:], size, step)
            return np.concatenate([left, right], axis=1)
        return reduce(numbers[:ph, :pw], axis=(0, 1), keepdims=True)

    return pool


max_pool2d = pooling(np.max)
avg_pool2d = pooling(np.average)


# %% sums of a summed table
def avg_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    height, width, *channels = feature_map.shape
    if ph > height or pw > width:
        raise ValueError("the window is too large")
    table = np.zeros((height + 1, width + 1, *channels))
    table[1:, 1:] = feature_map.astype(float).cumsum(axis=0).cumsum(axis=1)
    sums = table[ph:, pw:] - table[:-ph, pw:] - table[ph:, :-pw] + table[:-ph, :-pw]
    return sums[::sh, ::sw] / (ph * pw)


# %% a convolution with equal weights
def avg_pool2d(feature_map, pool_size=2, stride=None):
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    if ph > feature_map.shape[0] or pw > feature_map.shape[1]:
        raise ValueError(f"pool_size: {pool_size}")
    rows = (feature_map.shape[0] - ph) // sh + 1
    columns = (feature_map.shape[1] - pw) // sw + 1
    total = np.zeros((rows, columns, *feature_map.shape[2:]))
    for a in range(ph):
        for b in range(pw):
            total += feature_map[a : a + rows * sh : sh, b : b + columns * sw : sw][:rows, :columns]
    total /= ph * pw
    return total


# %% matrices that average
def avg_pool2d(feature_map, pool_size=2, stride=None):
    def averages(count, size, step):
        if size > count:
            raise ValueError(f"pool_size {size} is larger than {count}")
        starts = range(0, count - size + 1, step)
        return np.array([[(s <= i < s + size) / size for i in range(count)] for s in starts])

    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    down = averages(feature_map.shape[0], ph, sh)
    across = averages(feature_map.shape[1], pw, sw)
    return np.einsum("ih,jw,hw...->ij...", down, across, feature_map.astype(float))


# %% flat iterators and loops
def flatten(feature_maps):
    return np.array(list(feature_maps.flat), dtype=feature_maps.dtype)


# %% a ravel
def flatten(feature_maps):
    return np.ravel(feature_maps)


# %% three loops
def flatten(feature_maps):
    height, width, channels = feature_maps.shape
    row = np.empty(height * width * channels, dtype=feature_maps.dtype)
    for i in range(height):
        for j in range(width):
            for k in range(channels):
                row[(i * width + j) * channels + k] = feature_maps[i, j, k]
    return row


# %% pixels joined
def flatten(feature_maps):
    return np.concatenate([pixel for line in feature_maps for pixel in line])


# %% recursion over axes
def flatten(feature_maps):
    if feature_maps.ndim == 1:
        return feature_maps.copy()
    return np.hstack([flatten(part) for part in feature_maps])


# %% einsum and strides
def flatten(feature_maps):
    contiguous = np.ascontiguousarray(feature_maps)
    return np.lib.stride_tricks.as_strided(
        contiguous, (contiguous.size,), (contiguous.itemsize,)
    ).copy()
