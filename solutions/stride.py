# %% [markdown]
# # Stride: how far the stamp moves
#
# So far the stamp moved one pixel at a time. It does not have to. The **stride** is the number of
# pixels from one stamp to the next. With a stride of 2, every second place is skipped, and the map
# has about half the height and half the width. That is a quarter of the answers, and a quarter of
# the work.
#
# A stride may be
#
# - one number, for both directions;
# - a pair (vertical, horizontal): (2, 1) moves two pixels down but one pixel to the right;
# - negative: the stamp starts at the other end and walks backwards.
#
# Read a section, then write the function below it. `python -m grader stride` checks this file.
#
# These rules hold for every function:
#
# - Never modify an argument.
# - A whole number may be a Python `int` or a NumPy integer. `True`, `False` and 1.5 are no sizes.
# - A bad argument raises `ValueError`. The message names the argument and its value.

# %%
import numpy as np
from conv import stamp
from padding import zero_pad

# %% [markdown]
# ## How many answers?
#
# Look at one axis: n pixels, p zeros at each end, a kernel of size f and a stride of s.
#
# 1. There are n + 2p cells. The last place where the kernel still fits is n + 2p - f.
# 2. The stamps start at 0, s, 2s, 3s, ... and none of them may start later than that.
# 3. So s fits floor((n + 2p - f) / s) times into the way. The first stamp, at 0, comes on top.
#
# ```text
# output size = floor((n + 2p - f) / s) + 1
#
#   n = 28, f = 3, p = 0, s = 1:   floor(25 / 1) + 1 = 26
#   n = 28, f = 3, p = 1, s = 1:   floor(27 / 1) + 1 = 28
#   n = 28, f = 3, p = 1, s = 2:   floor(27 / 2) + 1 = 14
#   n =  7, f = 3, p = 0, s = 3:   floor( 4 / 3) + 1 =  2
# ```
#
# In the last line the stamps start at 0 and 3 and cover the pixels 0 to 5. Pixel 6 is never seen.
# "floor" means: round down. A stamp that does not fit is not made.
#
# The formula makes sense only if the kernel fits at all, so n + 2p must be at least f.


# %%
def output_size(n: int, kernel_size: int, padding: int = 0, stride: int = 1) -> int:
    """Return how many stamps fit along one axis.

    Args:
        n: pixels along the axis, at least 1.
        kernel_size: cells of the kernel along the axis, at least 1.
        padding: zeros added at each end, at least 0.
        stride: pixels from one stamp to the next, at least 1.

    Returns:
        floor((n + 2 * padding - kernel_size) / stride) + 1, an int.

    Raises:
        ValueError: an argument is too small or no integer, or the kernel is larger than the
            padded axis.

    >>> output_size(28, 3)
    26
    >>> output_size(28, 3, 1, 2)
    14
    """
    ### BEGIN SOLUTION
    n = whole("n", n, 1)
    f = whole("kernel_size", kernel_size, 1)
    p = whole("padding", padding, 0)
    s = whole("stride", stride, 1)
    if f > n + 2 * p:
        raise ValueError(f"kernel_size must be at most {n + 2 * p}, got {f}")
    return (n + 2 * p - f) // s + 1
    ### END SOLUTION


# %% [markdown]
# ## Where do the stamps start?
#
# A stamp that starts at pixel i covers the pixels i to i + f - 1. It must never leave the picture,
# so i lies between 0 and n - f, both included.
#
# A positive stride starts at 0 and goes up. A negative stride starts at the other end, at n - f,
# and goes down.
#
# ```text
#   n = 7, f = 3, stride  2:   0, 2, 4
#   n = 7, f = 3, stride -2:   4, 2, 0
#
#   n = 8, f = 3, stride  2:   0, 2, 4
#   n = 8, f = 3, stride -2:   5, 3, 1
# ```
#
# With 7 pixels both ways meet the same places. With 8 pixels they do not: going up, the last pixel
# is left out; going down, the first one is.
#
# With a stride of 0 the stamp would never move. That is a `ValueError`.


# %%
def stamp_positions(n: int, kernel_size: int, stride: int = 1) -> list[int]:
    """Return where each stamp along one axis starts, in the order of the visit.

    Args:
        n: pixels along the axis, at least 1.
        kernel_size: cells of the kernel along the axis, at least 1 and at most n.
        stride: pixels from one stamp to the next; positive goes up from 0, negative goes down
            from n - kernel_size.

    Returns:
        A list of ints, none below 0 and none above n - kernel_size.

    Raises:
        ValueError: `stride` is 0, an argument is too small or no integer, or the kernel does not
            fit in n pixels.

    >>> stamp_positions(8, 3, 2)
    [0, 2, 4]
    >>> stamp_positions(8, 3, -2)
    [5, 3, 1]
    """
    ### BEGIN SOLUTION
    n = whole("n", n, 1)
    f = whole("kernel_size", kernel_size, 1)
    s = whole("stride", stride)
    if s == 0 or f > n:
        raise ValueError(f"no stamp with kernel_size {f} and stride {s} fits in n = {n} pixels")
    position = 0 if s > 0 else n - f
    positions = []
    while 0 <= position <= n - f:
        positions.append(position)
        position += s
    return positions
    ### END SOLUTION


# %% [markdown]
# ## Convolution with stride and padding
#
# Now all of it together: put zeros around the picture, stamp with the stride, add the bias to each
# answer. As always, the kernel is not flipped, and there is no ReLU in this function.
#
# ```text
#   picture           kernel     stride 2, no padding
#    1  2  3  4        1  1      14  22
#    5  6  7  8        1  1
#    9 10 11 12
#
#   stamps start in row 0 and in the columns 0 and 2:
#   1 + 2 + 5 + 6 = 14      3 + 4 + 7 + 8 = 22
# ```
#
# Row 2 is left out, because a stamp that starts there would leave the picture.
#
# `padding` says how the frame is made:
#
# - an int p, or a pair (vertical, horizontal): that many zeros at both ends of the axis;
# - `"valid"`: no zeros;
# - `"same"`: as many zeros as it takes to get ceil(n / s) answers along each axis. "ceil" means:
#   round up. With a stride of 1 that is n: the same size as the picture. Hence the name.
#
# **How many zeros does "same" need?** Write o = ceil(n / s) for the number of answers. The last
# stamp starts at (o - 1) * s and needs f cells, so (o - 1) * s + f cells must be there. Only n are.
# What is missing is the frame; a negative number means that nothing is missing:
#
# ```text
# total  = max((ceil(n / s) - 1) * s + f - n, 0)
# before = floor(total / 2)       zeros at the top or left
# after  = total - before         zeros at the bottom or right
#
#   n = 28, f = 3, s = 1:   o = 28, total = 27 + 3 - 28 = 2,   before 1, after 1
#   n = 28, f = 2, s = 1:   o = 28, total = 27 + 2 - 28 = 1,   before 0, after 1
#   n = 28, f = 3, s = 2:   o = 14, total = 26 + 3 - 28 = 1,   before 0, after 1
#   n =  5, f = 1, s = 2:   o =  3, total =  4 + 1 -  5 = 0,   before 0, after 0
#   n =  5, f = 1, s = 3:   o =  2, total =  3 + 1 -  5 < 0,   before 0, after 0
# ```
#
# If the total is odd, the two ends cannot be equal. The extra zero goes to the bottom or right, as
# in Keras. So an even kernel is no problem here.
#
# Each axis has its own total. And look at the third line: with a stride of 2, "same" is not the
# same as a padding of 1. Both give 14 answers for 28 pixels, but the stamps lie elsewhere.
#
# The picture from above once more, with the same kernel, stride 2 and padding "same". Along the
# rows n = 3, so o = 2 and total = 1: one row of zeros at the bottom. Along the columns n = 4, so
# o = 2 and total = 0. The map is
#
# ```text
#   14  22
#   19  23          9 + 10 + 0 + 0 = 19      11 + 12 + 0 + 0 = 23
# ```


# %%
def conv2d_strided(
    image: np.ndarray,
    kernel: np.ndarray,
    bias: float = 0.0,
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] | str = 0,
) -> np.ndarray:
    """Convolve a picture with stride and zero padding.

    Args:
        image: (H, W), any real dtype.
        kernel: (fh, fw), any real dtype; not flipped.
        bias: one number, added once per stamp.
        stride: an int or a pair (vertical, horizontal), at least 1.
        padding: an int or a pair (vertical, horizontal), at least 0; or "valid" for none; or
            "same" for ceil(n / stride) answers along each axis, odd zeros at the bottom/right.

    Returns:
        The map, (oh, ow) float64, without ReLU.

    Raises:
        ValueError: `image` or `kernel` is not 2-D or is empty, `stride` or `padding` is too
            small, no integer, not a pair or an unknown word, or the kernel is larger than the
            padded picture.

    >>> picture = np.arange(1, 13).reshape(3, 4)
    >>> conv2d_strided(picture, np.ones((2, 2)), stride=2).tolist()
    [[14.0, 22.0]]
    >>> conv2d_strided(picture, np.ones((2, 2)), stride=2, padding="same").tolist()
    [[14.0, 22.0], [19.0, 23.0]]
    """
    ### BEGIN SOLUTION
    require_array("image", image, ndim=2)
    require_array("kernel", kernel, ndim=2)
    sh, sw = pair("stride", stride, 1)
    height, width = image.shape
    fh, fw = kernel.shape
    if isinstance(padding, str):
        if padding == "valid":
            padded = image
        elif padding == "same":
            # -(-n // s) is n / s, rounded up.
            down = max((-(-height // sh) - 1) * sh + fh - height, 0)
            right = max((-(-width // sw) - 1) * sw + fw - width, 0)
            top, left = down // 2, right // 2
            padded = np.zeros((height + down, width + right))
            padded[top : top + height, left : left + width] = image
        else:
            raise ValueError(f"padding must be 'valid', 'same' or whole numbers, got {padding!r}")
    else:
        padded = zero_pad(image, pair("padding", padding, 0))
    rows = output_size(padded.shape[0], fh, 0, sh)
    columns = output_size(padded.shape[1], fw, 0, sw)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y, x = i * sh, j * sw
            result[i, j] = stamp(padded[y : y + fh, x : x + fw], kernel, bias)
    return result
    ### END SOLUTION


# %%
### BEGIN SOLUTION
# What to refuse. Arrays are refused as in conv.py, sizes and pairs as in padding.py.
from conv import require_array, require_number
from padding import pair, whole

### END SOLUTION


# %%
### BEGIN SOLUTION
# The same without loops, as in conv.py: of all patches, every sh-th row and sw-th column. "same"
# is written shorter, too, for `np.pad` takes the zeros before and after each axis.


def conv2d_strided_without_loops(
    image: np.ndarray,
    kernel: np.ndarray,
    bias: float = 0.0,
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] | str = 0,
) -> np.ndarray:
    """Answer as `conv2d_strided` does."""
    require_array("image", image, ndim=2)
    require_array("kernel", kernel, ndim=2)
    require_number("bias", bias)
    strides = pair("stride", stride, 1)
    frame = [(0, 0), (0, 0)]
    if padding == "same":
        axes = zip(image.shape, kernel.shape, strides, strict=True)
        totals = [max((-(-n // s) - 1) * s + f - n, 0) for n, f, s in axes]
        frame = [(total // 2, total - total // 2) for total in totals]
    elif padding != "valid":
        frame = [(p, p) for p in pair("padding", padding, 0)]
    padded = np.pad(image.astype(float), frame)
    patches = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return np.tensordot(patches[:: strides[0], :: strides[1]], kernel.astype(float), axes=2) + bias


### END SOLUTION
