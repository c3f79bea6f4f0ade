# %% [markdown]
# # Padding: what happens at the border
#
# Stamping a picture without padding has two costs.
#
# **The picture shrinks.** A kernel of size f takes f - 1 pixels off each direction. With 3 by 3
# kernels, 28 becomes 26, then 24, then 22, two pixels less per layer. After 13 layers a map of 2
# by 2 is left, and no kernel of that size fits on it any more.
#
# **The border is seen less often.** A pixel in the middle lies under each of the nine cells of a
# 3 by 3 kernel in turn, so it is stamped nine times. The corner pixel is stamped just once.
#
# The remedy is padding: a frame of zeros around the picture. The kernel may then reach over the
# edge. Zeros are the natural choice, because a weight times 0 adds nothing to the answer.
#
# Two kinds have names:
#
# - **valid** padding: no frame at all. Each stamp lies on real pixels only, and the map shrinks.
# - **same** padding: a frame just wide enough that the map is as large as the picture.
#
# Read a section, then write the function below it. `python -m grader padding` checks this file.
#
# These rules hold for every function:
#
# - Never modify an argument.
# - A whole number may be a Python `int` or a NumPy integer. `True`, `False` and 1.5 are no sizes.
# - A bad argument raises `ValueError`. The message names the argument and its value.

# %%
import numpy as np

# %% [markdown]
# ## How wide is the frame of "same"?
#
# Take a row of n pixels and put p zeros at each end: n + 2p cells. A kernel of size f then gives
# n + 2p - f + 1 answers. "Same" asks for n answers, so solve for p:
#
# ```text
# n + 2p - f + 1 = n
#             2p = f - 1
#              p = (f - 1) / 2
#
#   f = 1: p = 0      f = 3: p = 1      f = 5: p = 2      f = 7: p = 3
# ```
#
# Note that n has dropped out: the frame depends on the kernel alone.
#
# An even kernel is a problem. For f = 4 the formula says p = 1.5, but half a zero does not exist.
# Three zeros are missing per row, and no frame has the same width on both sides and gives three.
# That is one reason why most kernels are 3 by 3 or 5 by 5. Here an even size is a `ValueError`.


# %%
def same_padding(kernel_size: int) -> int:
    """Return the width of the zero frame that keeps a picture's size.

    Args:
        kernel_size: the height or width f of the kernel, odd and at least 1.

    Returns:
        The p that solves n + 2p - f + 1 = n, an int.

    Raises:
        ValueError: `kernel_size` is even, below 1, or no integer.

    >>> same_padding(3)
    1
    >>> same_padding(5)
    2
    """
    ### BEGIN SOLUTION
    size = whole("kernel_size", kernel_size, 1)
    if size % 2 == 0:
        raise ValueError(f"kernel_size must be odd, got {size}")
    return (size - 1) // 2
    ### END SOLUTION


# %% [markdown]
# ## Putting zeros around a picture
#
# The frame has the height ph above and below, and the width pw to the left and right. One number
# stands for both.
#
# ```text
#   picture      padding 1         padding (0, 2): none above and below, two left and right
#   1  2         0  0  0  0
#   3  4         0  1  2  0        0  0  1  2  0  0
#                0  3  4  0        0  0  3  4  0  0
#                0  0  0  0
#
# (H, W)      ->   (H + 2 ph, W + 2 pw)
# (H, W, C)   ->   (H + 2 ph, W + 2 pw, C)
# ```
#
# A picture may have channels as its last axis, such as red, green and blue. Each channel gets its
# frame, but no channel is added: C stays C.
#
# Padding does no arithmetic, so there is no reason to change the kind of number. A `uint8` picture
# stays `uint8`.


# %%
def zero_pad(image: np.ndarray, padding: int | tuple[int, int]) -> np.ndarray:
    """Put a frame of zeros around a picture.

    Args:
        image: (H, W) or (H, W, C), any dtype.
        padding: the width of the frame, an int for all sides or (ph, pw); never negative.

    Returns:
        A padded array, (H+2*ph, W+2*pw) or (H+2*ph, W+2*pw, C), with the dtype of `image`.

    Raises:
        ValueError: `image` is neither 2-D nor 3-D, or `padding` is negative, no integer or not
            a pair.

    >>> zero_pad(np.array([[1, 2], [3, 4]]), (0, 2)).tolist()
    [[0, 0, 1, 2, 0, 0], [0, 0, 3, 4, 0, 0]]
    >>> zero_pad(np.zeros((28, 28, 3), dtype=np.uint8), 1).shape
    (30, 30, 3)
    """
    ### BEGIN SOLUTION
    require_picture(image)
    top, left = pair("padding", padding, 0)
    height, width = image.shape[:2]
    shape = (height + 2 * top, width + 2 * left, *image.shape[2:])
    result = np.zeros(shape, dtype=image.dtype)
    result[top : top + height, left : left + width] = image
    return result
    ### END SOLUTION


# %% [markdown]
# ## How often is each pixel stamped?
#
# Count it. Stamp a 3 by 3 kernel on a 4 by 4 picture, one pixel apart. There are four stamps, and
# this is how many of them cover each pixel:
#
# ```text
#   no padding        padding 1
#   1  2  2  1        4  6  6  4
#   2  4  4  2        6  9  9  6
#   2  4  4  2        6  9  9  6
#   1  2  2  1        4  6  6  4
# ```
#
# Without padding, the corner has a say in one answer and the middle in four. On a larger picture
# the middle gets all nine. With a frame of one zero there are 16 stamps. The corner now counts
# four times and the middle nine times: still not equal, but much fairer.
#
# Look at a single row to see where the numbers come from. A row of 4 pixels with a kernel of 3 has
# two stamps, on the pixels 0 1 2 and 1 2 3:
#
# ```text
#   pixel      0  1  2  3
#   stamp 0    x  x  x
#   stamp 1       x  x  x
#   count      1  2  2  1
# ```
#
# The result has the shape of the picture. The cells of the frame are stamped as well, but they are
# not part of the result.


# %%
def stamp_counts(
    image_shape: tuple[int, int],
    kernel_size: int | tuple[int, int],
    padding: int | tuple[int, int] = 0,
) -> np.ndarray:
    """Count how many stamps of a stride-1 convolution cover each pixel.

    Args:
        image_shape: (H, W), both at least 1.
        kernel_size: an int or (fh, fw), at least 1.
        padding: the width of the zero frame, an int or (ph, pw), never negative.

    Returns:
        The counts, (H, W) int64, without the cells of the frame.

    Raises:
        ValueError: an argument is too small, no integer or not a pair, or the kernel is larger
            than the padded picture.

    >>> stamp_counts((4, 4), 3).tolist()
    [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]]
    >>> stamp_counts((1, 4), (1, 3), (0, 1)).tolist()
    [[2, 3, 3, 2]]
    """
    ### BEGIN SOLUTION
    if isinstance(image_shape, int | np.integer):
        raise ValueError(f"image_shape must be (height, width), got {image_shape!r}")
    height, width = pair("image_shape", image_shape, 1)
    fh, fw = pair("kernel_size", kernel_size, 1)
    ph, pw = pair("padding", padding, 0)
    rows = height + 2 * ph - fh + 1
    columns = width + 2 * pw - fw + 1
    if rows < 1 or columns < 1:
        raise ValueError(f"kernel_size {kernel_size} is larger than the padded image")
    counts = np.zeros((height + 2 * ph, width + 2 * pw), dtype=np.int64)
    for i in range(rows):
        for j in range(columns):
            counts[i : i + fh, j : j + fw] += 1
    return counts[ph : ph + height, pw : pw + width]
    ### END SOLUTION


# %%
### BEGIN SOLUTION
# What to refuse. Sizes come as whole numbers or as pairs of them. The later lessons need the same,
# so they import `whole` and `pair` from here.


def whole(name: str, value: object, least: int | None = None) -> int:
    """Take a whole number, a NumPy integer too, and refuse the rest. `True` is no number here."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise ValueError(f"{name} must be a whole number, got {value!r}")
    if least is not None and value < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    return int(value)


def pair(name: str, value: object, least: int) -> tuple[int, int]:
    """Take a pair of whole numbers, or one for both directions, and refuse the rest."""
    if not isinstance(value, tuple | list):
        value = (value, value)
    if len(value) != 2:
        raise ValueError(f"{name} must be one whole number or a pair, got {value!r}")
    return whole(name, value[0], least), whole(name, value[1], least)


def require_picture(image: object) -> None:
    """Refuse what is no array (H, W) or (H, W, C)."""
    if not isinstance(image, np.ndarray) or image.ndim not in (2, 3):
        raise ValueError(f"image must be an array (H, W) or (H, W, C), got {image!r}")


### END SOLUTION


# %%
### BEGIN SOLUTION
# The same without loops. Look at one axis: the stamps that cover a cell start at it, or up to
# size - 1 cells before it, as far as there are any. Then multiply: each of the stamps that cover a
# pixel's row meets each of those that cover its column.


def stamp_counts_without_loops(
    image_shape: tuple[int, int],
    kernel_size: int | tuple[int, int],
    padding: int | tuple[int, int] = 0,
) -> np.ndarray:
    """Answer as `stamp_counts` does."""
    shape = pair("image_shape", image_shape, 1)
    size = pair("kernel_size", kernel_size, 1)
    frame = pair("padding", padding, 0)
    return np.outer(
        counts_along_one_axis(shape[0], size[0], frame[0]),
        counts_along_one_axis(shape[1], size[1], frame[1]),
    )


def counts_along_one_axis(n: int, size: int, padding: int) -> np.ndarray:
    """Count how many stamps cover each of n pixels in a row, (n,) int64."""
    last = n + 2 * padding - size
    if last < 0:
        raise ValueError(f"kernel_size {size} is larger than the padded image")
    cell = np.arange(n, dtype=np.int64) + padding
    return np.minimum(cell, last) - np.maximum(cell - size + 1, 0) + 1


### END SOLUTION
