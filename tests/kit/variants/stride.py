"""Right versions of stride.py that are written in other ways."""

import numpy as np
from padding import zero_pad
from stride import output_size, pair, stamp_positions, whole


# %% size by the length of a range
def output_size(n, kernel_size, padding=0, stride=1):
    last = whole("n", n, 1) + 2 * whole("padding", padding, 0) - whole("size", kernel_size, 1)
    count = len(range(0, last + 1, whole("stride", stride, 1)))
    if count == 0:
        raise ValueError(f"a kernel of {kernel_size} does not fit")
    return count


# %% size by math.floor
def output_size(n, kernel_size, padding=0, stride=1):
    import math

    n, kernel_size = whole("n", n, 1), whole("kernel_size", kernel_size, 1)
    padding, stride = whole("padding", padding, 0), whole("stride", stride, 1)
    steps = (n + 2 * padding - kernel_size) / stride
    if steps < 0:
        raise ValueError("the kernel is larger than the padded picture")
    return math.floor(steps) + 1


# %% size by cutting off a fraction, as a NumPy integer
def output_size(n, kernel_size, padding=0, stride=1):
    sizes = zip((n, kernel_size, padding, stride), (1, 1, 0, 1), strict=True)
    n, f, p, s = (whole("size", value, least) for value, least in sizes)
    if f > n + 2 * p:
        raise ValueError(f"{f} > {n + 2 * p}")
    return np.int64((n + 2 * p - f) / s + 1)


# %% size by counting
def output_size(n, kernel_size, padding=0, stride=1):
    frame = int(whole("padding", padding, 0))
    end, start = int(whole("n", n, 1)) + frame, -frame
    size, step = int(whole("size", kernel_size, 1)), int(whole("stride", stride, 1))
    count = 0
    while start + size <= end:
        count += 1
        start += step
    if not count:
        raise ValueError("there is no room")
    return count


# %% places by ranges
def stamp_positions(n, kernel_size, stride=1):
    last = whole("n", n, 1) - whole("kernel_size", kernel_size, 1)
    step = whole("stride", stride)
    return list(range(last, -1, step) if step < 0 else range(0, last + 1, step))


# %% places by np.arange
def stamp_positions(n, kernel_size, stride=1):
    n, size, step = whole("n", n, 1), whole("kernel_size", kernel_size, 1), whole("stride", stride)
    if step == 0:
        raise ValueError("the stamp does not move")
    places = np.arange(0, n - size + 1, step) if step > 0 else np.arange(n - size, -1, step)
    return list(places)


# %% places by recursion
def stamp_positions(n, kernel_size, stride=1):
    step = whole("stride", stride)
    if step == 0:
        raise ValueError("the stride is 0")
    if whole("n", n) < whole("kernel_size", kernel_size, 1):
        return []
    if step < 0:
        return [n - kernel_size, *stamp_positions(n + step, kernel_size, step)]
    return [0, *(place + step for place in stamp_positions(n - step, kernel_size, step))]


# %% places going down as a mirror of those going up
def stamp_positions(n, kernel_size, stride=1):
    n, size, step = whole("n", n, 1), whole("kernel_size", kernel_size, 1), whole("stride", stride)
    if not step:
        raise ValueError(f"stride {stride}")
    if step < 0:
        return [n - size - place for place in stamp_positions(n, size, -step)]
    return [pixel for pixel in range(n) if pixel % step == 0 and pixel + size <= n]


# %% places from the output size
def stamp_positions(n, kernel_size, stride=1):
    step = whole("stride", stride)
    count = output_size(n, kernel_size, 0, abs(step))
    start = 0 if step > 0 else whole("n", n) - whole("kernel_size", kernel_size)
    return [start + k * step for k in range(count)]


# %% convolution by sliding windows
def sides_of(image, kernel, stride, padding):
    """The zeros before and after each axis."""
    if not isinstance(padding, str):
        return [(p, p) for p in pair("padding", padding, 0)]
    if padding == "valid":
        return [(0, 0), (0, 0)]
    if padding != "same":
        raise ValueError(f"padding {padding!r} is unknown")
    sides = []
    for n, f, s in zip(image.shape, kernel.shape, stride, strict=True):
        total = max(f - s, 0) if n % s == 0 else max(f - n % s, 0)
        sides.append((total // 2, total - total // 2))
    return sides


def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or kernel.ndim != 2 or kernel.size == 0:
        raise ValueError("image and kernel must be 2-D")
    down, across = pair("stride", stride, 1)
    padded = np.pad(image.astype(float), sides_of(image, kernel, (down, across), padding))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::down, ::across]
    return np.einsum("ijkl,kl->ij", windows, kernel.astype(float)) + bias


# %% convolution without a padded picture
def sides_of(image, kernel, stride, padding):
    if isinstance(padding, str):
        if padding not in ("same", "valid"):
            raise ValueError(padding)
        axes = zip(image.shape, kernel.shape, stride, strict=True)
        same = padding == "same"
        totals = [max((n - 1) // s * s + f - n, 0) if same else 0 for n, f, s in axes]
        return [(total // 2, (total + 1) // 2) for total in totals]
    return [(p, p) for p in pair("padding", padding, 0)]


def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if np.ndim(image) != 2 or np.ndim(kernel) != 2 or 0 in image.shape + kernel.shape:
        raise ValueError("two matrices are needed")
    (height, width), (fh, fw) = image.shape, kernel.shape
    sh, sw = pair("stride", stride, 1)
    (top, bottom), (left, right) = sides_of(image, kernel, (sh, sw), padding)
    rows = output_size(height + top + bottom, fh, 0, sh)
    columns = output_size(width + left + right, fw, 0, sw)
    result = [[float(bias)] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            for k in range(fh):
                for m in range(fw):
                    y, x = i * sh + k - top, j * sw + m - left
                    if 0 <= y < height and 0 <= x < width:
                        result[i][j] += float(image[y, x]) * float(kernel[k, m])
    return np.array(result)


# %% convolution by shifted pictures
def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError("image and kernel have two dimensions")
    (h, w), (fh, fw) = image.shape, kernel.shape
    s, t = pair("stride", stride, 1)
    if isinstance(padding, str) and padding == "same":
        rows, columns = -(-h // s), -(-w // t)
        down, right = max((rows - 1) * s + fh - h, 0), max((columns - 1) * t + fw - w, 0)
        sides = ((down // 2, down - down // 2), (right // 2, right - right // 2))
    else:
        ph, pw = pair("padding", 0 if padding == "valid" else padding, 0)
        rows, columns = output_size(h, fh, ph, s), output_size(w, fw, pw, t)
        sides = ((ph, ph), (pw, pw))
    padded = np.pad(image, sides)
    result = np.full((rows, columns), bias, dtype=np.float64)
    for k in range(fh):
        for m in range(fw):
            shifted = padded[k : k + (rows - 1) * s + 1 : s, m : m + (columns - 1) * t + 1 : t]
            result += shifted * float(kernel[k, m])
    return result


# %% convolution by a matrix of patches
def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or kernel.ndim != 2 or not kernel.size:
        raise ValueError("shapes")
    step = pair("stride", stride, 1)
    if isinstance(padding, str):
        if padding not in ("valid", "same"):
            raise ValueError("padding")
        padded = image.astype(float)
        for axis in range(2 if padding == "same" else 0):
            n, f, s = image.shape[axis], kernel.shape[axis], step[axis]
            total = max((-(-n // s) - 1) * s + f - n, 0)
            sides = [(0, 0), (0, 0)]
            sides[axis] = (total // 2, total - total // 2)
            padded = np.pad(padded, sides)
    else:
        padded = zero_pad(image, pair("padding", padding, 0)).astype(float)
    (fh, fw), (height, width) = kernel.shape, padded.shape
    rows, columns = stamp_positions(height, fh, step[0]), stamp_positions(width, fw, step[1])
    patches = np.array([padded[y : y + fh, x : x + fw].ravel() for y in rows for x in columns])
    return (patches @ kernel.ravel()).reshape(len(rows), len(columns)) + bias


# %% convolution with stride 1, then every second answer
def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or kernel.ndim != 2 or kernel.size == 0:
        raise ValueError("not a picture and a kernel")
    height, width = image.shape
    fh, fw = kernel.shape
    sh, sw = pair("stride", stride, 1)
    if isinstance(padding, str):
        if padding not in {"valid", "same"}:
            raise ValueError(f"unknown padding {padding}")
        down = right = 0
        if padding == "same":
            down = max(fh - (height % sh or sh), 0)
            right = max(fw - (width % sw or sw), 0)
        top, left = down // 2, right // 2
    else:
        top, left = pair("padding", padding, 0)
        down, right = 2 * top, 2 * left
    padded = np.zeros((height + down, width + right))
    padded[top : top + height, left : left + width] = image
    if fh > height + down or fw > width + right:
        raise ValueError("the kernel is too large")
    every = np.zeros((height + down - fh + 1, width + right - fw + 1))
    for y in range(every.shape[0]):
        for x in range(every.shape[1]):
            every[y, x] = np.vdot(padded[y : y + fh, x : x + fw], kernel)
    return every[::sh, ::sw] + bias


# %% convolution by strided views
def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or kernel.ndim != 2 or kernel.size == 0:
        raise ValueError("dimensions")
    steps = np.array(pair("stride", stride, 1))
    sizes, cells = np.array(image.shape), np.array(kernel.shape)
    match padding:
        case "same":
            totals = np.maximum((np.ceil(sizes / steps).astype(int) - 1) * steps + cells - sizes, 0)
            before = totals // 2
        case "valid":
            totals = before = np.array([0, 0])
        case str():
            raise ValueError(f"what is {padding}?")
        case _:
            before = np.array(pair("padding", padding, 0))
            totals = 2 * before
    if np.any(cells > sizes + totals):
        raise ValueError("the kernel does not fit")
    padded = np.zeros(sizes + totals)
    inside = tuple(slice(b, b + n) for b, n in zip(before, sizes, strict=True))
    padded[inside] = image
    shape = (*((sizes + totals - cells) // steps + 1), *cells)
    strides = (*(np.array(padded.strides) * steps), *padded.strides)
    views = np.lib.stride_tricks.as_strided(padded, shape, strides, writeable=False)
    return np.tensordot(views, kernel.astype(np.float64), axes=2) + np.float64(bias)


# %% convolution as a class
class Stamping:
    """Stamps one kernel onto pictures."""

    def __init__(self, kernel, bias, stride, padding):
        if kernel.ndim != 2 or kernel.size == 0:
            raise ValueError(f"a kernel of shape {kernel.shape}")
        self.kernel, self.bias = kernel.astype(float), bias
        self.steps, self.padding = pair("stride", stride, 1), padding

    def sides(self, n, axis):
        if self.padding == "same":
            f, s = self.kernel.shape[axis], self.steps[axis]
            total = max((-(-n // s) - 1) * s + f - n, 0)
            return total // 2, total - total // 2
        p = 0 if self.padding == "valid" else pair("padding", self.padding, 0)[axis]
        return p, p

    def __call__(self, image):
        if image.ndim != 2 or image.size == 0:
            raise ValueError(f"a picture of shape {image.shape}")
        padded = np.pad(image, [self.sides(n, axis) for axis, n in enumerate(image.shape)])
        (fh, fw), (sh, sw) = self.kernel.shape, self.steps
        ys = range(0, padded.shape[0] - fh + 1, sh)
        xs = range(0, padded.shape[1] - fw + 1, sw)
        if not ys or not xs:
            raise ValueError("the kernel is larger than the picture")
        patches = [[padded[y : y + fh, x : x + fw] for x in xs] for y in ys]
        return np.sum(patches * self.kernel, axis=(2, 3)) + self.bias


def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    return Stamping(kernel, bias, stride, padding)(image)


# %% convolution that takes words in any case, and refuses a large kernel for same
def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError("image and kernel must be 2-D")
    word = padding.lower() if isinstance(padding, str) else ""
    if word == "same" and (kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]):
        raise ValueError("the kernel is larger than the picture")
    (sh, sw), zeros = pair("stride", stride, 1), [(0, 0), (0, 0)]
    if word == "same":
        for axis, s in enumerate((sh, sw)):
            n, f = image.shape[axis], kernel.shape[axis]
            total = max((-(-n // s) - 1) * s + f - n, 0)
            zeros[axis] = (total // 2, total - total // 2)
    elif word != "valid":
        zeros = [(p, p) for p in pair("padding", padding, 0)]
    padded = np.pad(image.astype(np.float64), zeros)
    rows = stamp_positions(padded.shape[0], kernel.shape[0], sh)
    columns = stamp_positions(padded.shape[1], kernel.shape[1], sw)
    return np.array(
        [
            [
                (padded[y : y + kernel.shape[0], x : x + kernel.shape[1]] * kernel).sum() + bias
                for x in columns
            ]
            for y in rows
        ]
    )


# %% convolution with more zeros at the end than are stamped
def conv2d_strided(image, kernel, bias=0.0, stride=1, padding=0):
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError(f"shapes {image.shape} and {kernel.shape}")
    (height, width), (fh, fw), (sh, sw) = image.shape, kernel.shape, pair("stride", stride, 1)
    if isinstance(padding, str) and padding == "same":
        rows, columns = -(-height // sh), -(-width // sw)
        top = max((rows - 1) * sh + fh - height, 0) // 2
        left = max((columns - 1) * sw + fw - width, 0) // 2
    else:
        top, left = (0, 0) if padding == "valid" else pair("padding", padding, 0)
        rows = output_size(height, fh, top, sh)
        columns = output_size(width, fw, left, sw)
    padded = np.zeros((height + 2 * top + fh + sh, width + 2 * left + fw + sw))
    padded[top : top + height, left : left + width] = image
    result = np.empty((rows, columns))
    for (i, j), _ in np.ndenumerate(result):
        patch = padded[i * sh : i * sh + fh, j * sw : j * sw + fw]
        result[i, j] = bias + sum(a * b for a, b in zip(patch.flat, kernel.flat, strict=True))
    return result


# %% sizes of whole numbers by their __index__
def whole(name, value, least=None):
    if isinstance(value, bool):
        raise ValueError(f"{name} must not be a bool")
    try:
        number = value.__index__()
    except AttributeError:
        raise ValueError(f"{name} must be an integer, got {value!r}") from None
    if least is not None and number < least:
        raise ValueError(f"{name} must be at least {least}, got {value}")
    return number


# %% pairs by unpacking
def pair(name, value, least):
    try:
        first, second = value
    except TypeError:
        first = second = value
    return whole(name, first, least), whole(name, second, least)
