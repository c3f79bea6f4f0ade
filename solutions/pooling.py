# %% [markdown]
# # Pooling: keeping the strongest answer
#
# A feature map says how strongly a kernel answered at each place. Mostly we need not know the place
# to the pixel. That there is a collar near the top is enough. **Pooling** makes the map smaller: it
# lays a window on it and keeps a single number per window.
#
# - **Max pooling** keeps the largest number in the window.
# - **Average pooling** keeps the mean of the window.
#
# A window moves over the map like a stamp, but there is nothing to learn in it: no weights, no
# bias.
#
# Read a section, then write the function below it. `python -m grader pooling` checks this file.
#
# These rules hold for every function:
#
# - Never modify an argument.
# - A whole number may be a Python `int` or a NumPy integer. `True`, `False` and 1.5 are no sizes.
# - A bad argument raises `ValueError`. The message names the argument and its value.

# %%
import numpy as np

# %% [markdown]
# ## Max pooling
#
# With windows of 2 by 2 that lie side by side, four numbers become one:
#
# ```text
#   map                   after max pooling
#   1  3 |  0  2
#   5  2 |  1  0           5   2
#   -----+------           2  -1
#   0  1 | -4 -2
#   2  0 | -1 -3
# ```
#
# Look at the last window. All four numbers are negative, and -1 is the largest of them. The answer
# is -1, not 0: pooling has no ReLU in it.
#
# **Why the largest?** Say that a kernel found its edge in one of four pixels, and the window is
# 8 0 0 0. The maximum is 8, so the find survives in full. The mean is only 2: three pixels
# without an edge have diluted it. Now let the shirt lie one pixel further to the right, so that the
# window is 0 8 0 0. The maximum is still 8. Wherever in the window the answer was, it is kept. That
# is how a network puts up with small shifts.
#
# **Window and stride.** `pool_size` is the size of the window and `stride` is how far it moves.
# Both are an int or a pair (vertical, horizontal). If no stride is given, the window moves by its
# own size, so that windows do not overlap. With a smaller stride they do. The same map, with
# windows of 3 by 3 and a stride of 1:
#
# ```text
#   5  3
#   5  2
# ```
#
# **The size** follows the rule you know from stamping, without padding:
#
# ```text
# oh = floor((H - ph) / sh) + 1       ow = floor((W - pw) / sw) + 1
#
#   28 pixels, window 2, stride 2:   floor(26 / 2) + 1 = 14
#    5 pixels, window 2, stride 2:   floor( 3 / 2) + 1 =  2
# ```
#
# In the last line the fifth pixel has no partner. A ragged edge like this is dropped.
#
# **Channels are pooled apart.** A stack of maps (H, W, C) becomes a stack of C smaller maps. The
# numbers of different maps never meet.


# %%
def max_pool2d(
    feature_map: np.ndarray,
    pool_size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
) -> np.ndarray:
    """Keep the largest number of each window.

    Args:
        feature_map: (H, W) or (H, W, C), any real dtype.
        pool_size: the window, an int or (ph, pw), at least 1.
        stride: how far the window moves, an int or (sh, sw), at least 1; None means `pool_size`.

    Returns:
        (oh, ow) or (oh, ow, C) float64; a ragged edge is dropped.

    Raises:
        ValueError: `feature_map` is neither 2-D nor 3-D, the window is larger than the map, or
            `pool_size` or `stride` is below 1, no integer or not a pair.

    >>> example = np.array([[1, 3, 0, 2], [5, 2, 1, 0], [0, 1, -4, -2], [2, 0, -1, -3]])
    >>> max_pool2d(example).tolist()
    [[5.0, 2.0], [2.0, -1.0]]
    >>> max_pool2d(example, 3, 1).tolist()
    [[5.0, 3.0], [5.0, 2.0]]
    """
    ### BEGIN SOLUTION
    require_map(feature_map)
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    height, width = feature_map.shape[:2]
    if ph > height or pw > width:
        raise ValueError(f"pool_size {pool_size} is larger than the map {feature_map.shape}")
    rows = (height - ph) // sh + 1
    columns = (width - pw) // sw + 1
    result = np.zeros((rows, columns, *feature_map.shape[2:]))
    for i in range(rows):
        for j in range(columns):
            y, x = i * sh, j * sw
            window = feature_map[y : y + ph, x : x + pw]
            result[i, j] = window.max(axis=(0, 1))
    return result
    ### END SOLUTION


# %% [markdown]
# ## Average pooling
#
# The windows are the same, but the mean is kept: the sum of the window, divided by the number of
# its cells. For the map from above:
#
# ```text
#   (1 + 3 + 5 + 2) / 4 = 2.75        ( 0 + 2 + 1 + 0) / 4 =  0.75
#   (0 + 1 + 2 + 0) / 4 = 0.75        (-4 - 2 - 1 - 3) / 4 = -2.5
# ```
#
# The mean tells how much there is of something in the whole window. Max pooling tells whether it is
# there at all. For finding edges and shapes, max pooling is the usual choice.


# %%
def avg_pool2d(
    feature_map: np.ndarray,
    pool_size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
) -> np.ndarray:
    """Keep the mean of each window.

    Args:
        feature_map: (H, W) or (H, W, C), any real dtype.
        pool_size: the window, an int or (ph, pw), at least 1.
        stride: how far the window moves, an int or (sh, sw), at least 1; None means `pool_size`.

    Returns:
        (oh, ow) or (oh, ow, C) float64; a ragged edge is dropped.

    Raises:
        ValueError: as for `max_pool2d`.

    >>> example = np.array([[1, 3, 0, 2], [5, 2, 1, 0], [0, 1, -4, -2], [2, 0, -1, -3]])
    >>> avg_pool2d(example).tolist()
    [[2.75, 0.75], [0.75, -2.5]]
    """
    ### BEGIN SOLUTION
    require_map(feature_map)
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    height, width = feature_map.shape[:2]
    if ph > height or pw > width:
        raise ValueError(f"pool_size {pool_size} is larger than the map {feature_map.shape}")
    rows = (height - ph) // sh + 1
    columns = (width - pw) // sw + 1
    result = np.zeros((rows, columns, *feature_map.shape[2:]))
    for i in range(rows):
        for j in range(columns):
            y, x = i * sh, j * sw
            window = feature_map[y : y + ph, x : x + pw].astype(float)
            result[i, j] = window.sum(axis=(0, 1)) / (ph * pw)
    return result
    ### END SOLUTION


# %% [markdown]
# ## Flatten: from maps to one long row
#
# The last layer of a network decides between classes. It does not take a stack of maps but one row
# of numbers. `flatten` lines them up, in the order that Keras uses: **row-major**. The last axis
# runs fastest. So all channels of the first pixel come first, then all channels of the pixel to its
# right. At the end of a row of pixels the next row follows.
#
# ```text
#   map 0      map 1
#   1  2       10  20
#   3  4       30  40
#
#   flat:  1 10  2 20  3 30  4 40          (2, 2, 2) -> (8,)
# ```
#
# The order is part of the agreement with the next layer: each of its weights belongs to one place
# in the row. It depends only on the indices, not on how the array happens to lie in memory. Nothing
# is calculated, so the dtype stays as it is.


# %%
def flatten(feature_maps: np.ndarray) -> np.ndarray:
    """Line up all numbers of a stack of maps in row-major order.

    Args:
        feature_maps: (H, W, C), any dtype.

    Returns:
        (H*W*C,), with the dtype of `feature_maps`; the channels of a pixel stay together.

    >>> maps = np.stack([[[1, 2], [3, 4]], [[10, 20], [30, 40]]], axis=-1)
    >>> flatten(maps).tolist()
    [1, 10, 2, 20, 3, 30, 4, 40]
    """
    ### BEGIN SOLUTION
    return feature_maps.reshape(-1)
    ### END SOLUTION


# %%
### BEGIN SOLUTION
# What to refuse. Sizes and strides are refused as in padding.py.
from padding import pair


def require_map(feature_map: object) -> None:
    """Refuse what is no map (H, W) and no stack of maps (H, W, C)."""
    if not isinstance(feature_map, np.ndarray) or feature_map.dtype.kind not in "biuf":
        raise ValueError(f"feature_map must be an array of real numbers, got {feature_map!r}")
    if feature_map.ndim not in (2, 3):
        raise ValueError(f"feature_map must be (H, W) or (H, W, C), got {feature_map.shape}")


### END SOLUTION


# %%
### BEGIN SOLUTION
# The same without loops. NumPy can show all windows at once, (rows, columns, ..., ph, pw). Every
# sh-th row and sw-th column of them is wanted; the last two axes are the window.


def windows(
    feature_map: np.ndarray,
    pool_size: int | tuple[int, int],
    stride: int | tuple[int, int] | None,
) -> np.ndarray:
    """Show every window, without a copy: (oh, ow, ph, pw) or (oh, ow, C, ph, pw)."""
    require_map(feature_map)
    ph, pw = pair("pool_size", pool_size, 1)
    sh, sw = (ph, pw) if stride is None else pair("stride", stride, 1)
    every = np.lib.stride_tricks.sliding_window_view(feature_map, (ph, pw), axis=(0, 1))
    return every[::sh, ::sw]


def max_pool2d_without_loops(
    feature_map: np.ndarray,
    pool_size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
) -> np.ndarray:
    """Answer as `max_pool2d` does."""
    return windows(feature_map, pool_size, stride).max(axis=(-2, -1)).astype(float)


def avg_pool2d_without_loops(
    feature_map: np.ndarray,
    pool_size: int | tuple[int, int] = 2,
    stride: int | tuple[int, int] | None = None,
) -> np.ndarray:
    """Answer as `avg_pool2d` does."""
    return windows(feature_map, pool_size, stride).mean(axis=(-2, -1), dtype=float)


### END SOLUTION
