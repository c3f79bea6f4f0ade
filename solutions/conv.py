# %% [markdown]
# # Convolution: stamping a filter over a picture
#
# A picture is a grid of numbers, one per pixel. How does a program find a collar or a sleeve in it?
# A convolutional network does it with stamps. It takes a very small grid of numbers and presses it
# on the picture again and again, one place after the other. Each time it asks the same question:
# how much does this spot look like what I am searching for? The answers make a new picture.
#
# The words you will meet:
#
# - **Filter** or **kernel**: the small grid that is stamped. Both words mean the same thing here.
# - **Weights**: the numbers in the kernel. A network learns them from examples.
# - **Bias**: one more number per kernel, learned too. It is added once per stamp.
# - **Feature map**: the grid of all answers of one kernel.
# - **ReLU**: the step that keeps positive answers and turns negative ones into 0.
#
# Read a section, then write the function below it. `python -m grader conv` checks this file.
#
# These rules hold for every function:
#
# - Arrays may hold any real numbers, such as `uint8` pixels. Results are `float64`.
# - Never modify an argument.
# - A bad argument raises `ValueError`. The message names the argument and its value.

# %%
import numpy as np

# %% [markdown]
# ## One stamp
#
# Lay the kernel on a patch of the picture that has the same shape. Multiply each pixel by the
# weight that lies on it. Add up the products. Then add the bias, once.
#
# ```text
# answer = (sum of patch[i, j] * kernel[i, j] over all i, j) + bias
#
#   patch     kernel     products
#   1  2       0  1       0  2
#   3  4      -1  2      -3  8
#
#   0 + 2 - 3 + 8 = 7     with a bias of 0.5: 7.5
# ```
#
# The answer is large where the patch is bright under the positive weights and dark under the
# negative ones.
#
# Beware of small integers. Photographs come as `uint8`, which ends at 255: in `uint8`, 200 * 2 is
# not 400 but 144. Turn the numbers into `float64` before you calculate.


# %%
def stamp(patch: np.ndarray, kernel: np.ndarray, bias: float = 0.0) -> float:
    """Press the kernel on one patch and return the answer.

    Args:
        patch: the part of the picture under the kernel; any real dtype.
        kernel: the weights, in the same shape as `patch`.
        bias: one number, added once.

    Returns:
        The sum of the elementwise product, plus the bias, as a float.

    Raises:
        ValueError: `patch` and `kernel` differ in shape.

    >>> stamp(np.array([[1, 2], [3, 4]]), np.array([[0, 1], [-1, 2]]), 0.5)
    7.5
    """
    ### BEGIN SOLUTION
    require_array("patch", patch)
    require_array("kernel", kernel)
    require_number("bias", bias)
    if patch.shape != kernel.shape:
        raise ValueError(f"kernel must have the shape {patch.shape}, got {kernel.shape}")
    patch = patch.astype(float)
    kernel = kernel.astype(float)
    return float(np.sum(patch * kernel) + bias)
    ### END SOLUTION


# %% [markdown]
# ## ReLU: keep what was found
#
# A negative answer means "here is the opposite of what I search for". For the next layer that is
# as good as "nothing here". ReLU (rectified linear unit) says so:
#
# ```text
# relu(x) = max(0, x)         -2  0  3.5   becomes   0  0  3.5
# ```
#
# It works on each number by itself, so it takes arrays of any number of dimensions.
#
# One number is special: NaN, "not a number". It tells you that a calculation went wrong earlier.
# ReLU must not hide that, so NaN stays NaN. Python's own `max(0, nan)` would answer 0.


# %%
def relu(x: np.ndarray) -> np.ndarray:
    """Replace every negative number by 0.

    Args:
        x: an array of any shape and any real dtype.

    Returns:
        A float64 array of the same shape; NaN stays NaN.

    >>> relu(np.array([-2, 0, 3.5])).tolist()
    [0.0, 0.0, 3.5]
    """
    ### BEGIN SOLUTION
    require_array("x", x)
    x = x.astype(float)
    return np.maximum(x, 0.0)
    ### END SOLUTION


# %% [markdown]
# ## Stamping the whole picture
#
# Start in the top left corner. Stamp, move one pixel to the right, stamp again. At the end of the
# row go back to the left, one pixel further down. The answers, in the same order, are the map.
#
# ```text
#   picture        kernel      map
#   1  2  0  3      0  1        4  7  1
#   0  1  4  1     -1  2       -1  6  0
#   2  0  1  0
#
#   first answer:  0*1 + 1*2 - 1*0 + 2*1 = 4
#   next to it:    0*2 + 1*0 - 1*1 + 2*4 = 7
#   last answer:   0*4 + 1*1 - 1*1 + 2*0 = 0
# ```
#
# With a bias of 1, each of the six answers is larger by 1. There is no ReLU in this function.
#
# **The map is smaller than the picture.** The kernel must lie on the picture with all its cells.
# In a row of W pixels, a kernel of width fw can start at pixel 0, 1, ... up to W - fw. Those are
# W - fw + 1 places, and it is the same going down:
#
# ```text
# (H, W) picture and (fh, fw) kernel   ->   (H - fh + 1, W - fw + 1) map
#
#   (3, 4) and (2, 2)     ->   (2, 3)
#   (28, 28) and (3, 3)   ->   (26, 26)
# ```
#
# Neither the picture nor the kernel has to be square.
#
# **The kernel is not flipped.** In mathematics, a convolution turns the kernel by half a turn
# before it is stamped. Stamping it as it is has another name there: cross-correlation. Every
# library for deep learning stamps the kernel as it is and still says "convolution". A network
# learns its weights anyway, so it would only learn them the other way round. We do the same. In
# the example, a flipped kernel would give 0 as its first answer instead of 4.


# %%
def conv2d(image: np.ndarray, kernel: np.ndarray, bias: float = 0.0) -> np.ndarray:
    """Stamp the kernel on every place where it fits, one pixel apart.

    Args:
        image: (H, W), any real dtype.
        kernel: (fh, fw), any real dtype; not flipped.
        bias: one number, added once per stamp.

    Returns:
        The map, (H-fh+1, W-fw+1) float64, without ReLU.

    Raises:
        ValueError: `image` or `kernel` is not 2-D or is empty, or the kernel is higher or wider
            than the image.

    >>> picture = np.array([[1, 2, 0, 3], [0, 1, 4, 1], [2, 0, 1, 0]])
    >>> conv2d(picture, np.array([[0, 1], [-1, 2]])).tolist()
    [[4.0, 7.0, 1.0], [-1.0, 6.0, 0.0]]
    """
    ### BEGIN SOLUTION
    require_array("image", image, ndim=2)
    require_array("kernel", kernel, ndim=2)
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
    ### END SOLUTION


# %% [markdown]
# ## Several kernels, several maps
#
# One kernel searches for one thing. A layer has many kernels, and each of them makes a map of its
# own from the same picture. The kernels come stacked along the last axis: number k is
# `kernels[:, :, k]`. The maps leave in the same way: number k is `maps[:, :, k]`. Each kernel has
# its own bias. ReLU comes last, after the bias.
#
# ```text
#   picture (one row):     0   0   9   9   0
#
#   kernel 0:  -1   1      0   9   0  -9     after ReLU:   0   9   0   0
#   kernel 1:   1  -1      0  -9   0   9     after ReLU:   0   0   0   9
# ```
#
# Kernel 0 finds the place where the row turns bright, kernel 1 the place where it turns dark.
#
# The bias moves the bar. If kernel 1 has the bias -4, its answers are -4, -13, -4, 5, and ReLU
# leaves 0, 0, 0, 5. Now a step counts only if it is larger than 4.


# %%
def feature_maps(
    image: np.ndarray, kernels: np.ndarray, biases: np.ndarray | None = None
) -> np.ndarray:
    """Make one feature map per kernel, with ReLU.

    Args:
        image: (H, W), any real dtype.
        kernels: (fh, fw, K), K kernels stacked along the last axis.
        biases: (K,), one per kernel; None means zeros.

    Returns:
        The K maps, (H-fh+1, W-fw+1, K) float64, none of them negative.

    Raises:
        ValueError: an argument has the wrong number of dimensions or is empty, there is not
            exactly one bias per kernel, or the kernels are higher or wider than the image.

    >>> row = np.array([[0, 0, 9, 9, 0]])
    >>> kernels = np.stack([np.array([[-1, 1]]), np.array([[1, -1]])], axis=-1)
    >>> maps = feature_maps(row, kernels, np.array([0, -4]))
    >>> maps.shape
    (1, 4, 2)
    >>> maps[:, :, 1].tolist()
    [[0.0, 0.0, 0.0, 5.0]]
    """
    ### BEGIN SOLUTION
    require_array("kernels", kernels, ndim=3)
    count = kernels.shape[2]
    if biases is None:
        biases = np.zeros(count)
    require_array("biases", biases, ndim=1)
    if biases.shape != (count,):
        raise ValueError(f"biases must have the shape {(count,)}, got {biases.shape}")
    maps = []
    for k in range(count):
        answers = conv2d(image, kernels[:, :, k], biases[k])
        maps.append(relu(answers))
    return np.stack(maps, axis=-1)
    ### END SOLUTION


# %% [markdown]
# ## Four kernels that see edges
#
# The pictures of Fashion-MNIST are 28 by 28 pixels: a bright piece of clothing on a dark ground.
# Its outline is where dark meets bright. Four kernels are enough to see it, one for each side:
#
# | kernel | answers where dark turns bright | on a T-shirt it sees |
# |---|---|---|
# | `top` | going down | the shoulders, the collar, the upper edges of the sleeves |
# | `left` | going right | the left side and the outer edge of the left sleeve |
# | `bottom` | going up | the hem and the undersides of the sleeves |
# | `right` | going left | the right side and the outer edge of the right sleeve |
#
# The collar is the lower rim of the neck opening: the opening is dark, the cloth below it bright.
# So it belongs to `top`. The same opening shows up in `left` and `right`, at its own two sides.
#
# How do you design such a kernel? The one-row kernel -1 1 from above already sees a left edge: a
# negative weight where it should be dark, a positive weight where it should be bright. Now fill a
# 3 by 3 grid with that thought. Your four kernels must keep these rules:
#
# - The nine weights add up to 0. Then an evenly bright area gives 0: there is no edge in it.
# - After ReLU, a kernel answers its own edge more strongly than the other three kernels do. Along
#   a straight top edge, for example, `top` gives the largest answer of the four.
# - After ReLU, it answers 0 along the opposite edge. What is dark-to-bright going down is
#   bright-to-dark going up.
#
# There is more than one right choice.


# %%
def edge_kernels() -> dict[str, np.ndarray]:
    """Return four kernels, each for one side of a bright shape on a dark ground.

    Returns:
        A dict with the keys "top", "left", "bottom" and "right". Each value is a (3, 3) float64
        array that sums to 0. After ReLU it answers its own edge more strongly than the other
        three do, and gives 0 along the opposite edge.

    >>> sorted(edge_kernels())
    ['bottom', 'left', 'right', 'top']
    >>> edge_kernels()["top"].shape
    (3, 3)
    """
    ### BEGIN SOLUTION
    top = np.array([[-1.0, -2.0, -1.0], [0.0, 0.0, 0.0], [1.0, 2.0, 1.0]])
    left = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    bottom = np.array([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]])
    right = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])
    return {"top": top, "left": left, "bottom": bottom, "right": right}
    ### END SOLUTION


# %%
### BEGIN SOLUTION
# What to refuse. The functions above ask this first. So a wrong argument is named where it comes
# in, and does not turn up later as a strange answer. The later lessons import it from here.


def require_array(name: str, value: object, ndim: int | None = None) -> None:
    """Refuse what is no array of real numbers, has other dimensions or is empty."""
    real = isinstance(value, np.ndarray) and value.dtype.kind in "biuf"
    if not real:
        raise ValueError(f"{name} must be an array of real numbers, got {value!r}")
    if ndim is not None and (value.ndim != ndim or value.size == 0):
        raise ValueError(f"{name} must be {ndim}-D and not empty, got the shape {value.shape}")


def require_number(name: str, value: object) -> None:
    """Refuse what is not one real number."""
    if np.ndim(value) != 0 or np.asarray(value).dtype.kind not in "biuf":
        raise ValueError(f"{name} must be one real number, got {value!r}")


### END SOLUTION


# %%
### BEGIN SOLUTION
# The same without loops. NumPy can show all patches of a picture at once, as an array of the
# shape (rows, columns, fh, fw), without copying a pixel. `tensordot` multiplies each patch by the
# kernel and adds up. It is the same calculation, only much faster.


def conv2d_without_loops(image: np.ndarray, kernel: np.ndarray, bias: float = 0.0) -> np.ndarray:
    """Answer as `conv2d` does."""
    require_array("image", image, ndim=2)
    require_array("kernel", kernel, ndim=2)
    require_number("bias", bias)
    patches = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    return np.tensordot(patches, kernel.astype(float), axes=2) + bias


### END SOLUTION
