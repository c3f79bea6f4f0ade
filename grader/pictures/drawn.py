"""Pictures of clothes that the kit draws itself: Fashion-MNIST's ten classes, nothing to download.

A garment is a stack of patches, one sewn over the other, on cloth with threads of its own. Its
pattern is drawn once, finely; a picture is a look at it from somewhere, in some light. What is
computed is sums, products, quotients, roots and uniform random numbers, which every platform
rounds alike: one seed, one set of pictures.

Three classes (pullover, coat, shirt) have one outline and differ by the cloth. Where its threads
lie changes with every picture, so no weighing of single pixels tells them apart; a 3x3 filter does.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

SIZE = 28
FINE = 4  # points of a pattern along one pixel
REACH = 14  # pixels from the middle of a pattern to its border
THREADS_APART = 3
THREAD_SHADE = 0.2

Corner = tuple[float, float]


class Patch(NamedTuple):
    """A convex polygon: corners clockwise, (x, y) in pixels from the middle, y downwards."""

    shade: float
    corners: tuple[Corner, ...]


class Garment(NamedTuple):
    """Patches, the uppermost last, and the way (across, down) from a dark thread to the next."""

    patches: tuple[Patch, ...]
    threads: tuple[int, int] | None = None


def _one(shade: float, *corners: Corner) -> tuple[Patch, ...]:
    return (Patch(shade, corners),)


def _two(shade: float, *corners: Corner) -> tuple[Patch, ...]:
    """A patch and its mirror image."""
    return Patch(shade, corners), Patch(shade, tuple((-x, y) for x, y in reversed(corners)))


LONG_SLEEVES = _two(0.9, (-4, -9), (-4, -4), (-8, 9), (-11, 8), (-8, -7))
BODY = _one(1, (-5, -9), (5, -9), (5.5, 10), (-5.5, 10))

GARMENTS = {
    "t-shirt": Garment(
        _two(0.9, (-5, -9), (-4, -3), (-9, -1), (-11, -5))
        + _one(1, (-5, -9), (5, -9), (5, 10), (-5, 10))
        + _one(0, (-3, -9.5), (3, -9.5), (1.5, -7), (-1.5, -7))
    ),
    "trouser": Garment(
        _two(1, (-5, -11), (0, -11), (-1.5, 11), (-6, 11))
        + _one(0.6, (-5, -11), (5, -11), (5, -9), (-5, -9))
    ),
    "pullover": Garment(
        LONG_SLEEVES + BODY + _one(0, (-2, -9.5), (2, -9.5), (1, -8), (-1, -8)),
        threads=(0, 1),
    ),
    "dress": Garment(
        _two(1, (-3.5, -11), (-2, -11), (-1, -7), (-3.5, -7))
        + _one(1, (-3.5, -8), (3.5, -8), (2.5, -2), (-2.5, -2))
        + _one(1, (-2.5, -2), (2.5, -2), (7, 11), (-7, 11))
    ),
    "coat": Garment(
        LONG_SLEEVES
        + BODY
        + _one(0, (-2.5, -9.5), (2.5, -9.5), (0.5, -4), (-0.5, -4))
        + _one(0, (-0.5, -5), (0.5, -5), (0.5, 10.5), (-0.5, 10.5)),
        threads=(1, 1),
    ),
    "sandal": Garment(
        _one(1, (-7, -1), (-3, -2), (0, 4), (-10, 5))
        + _one(0, (-6.5, 1), (-4, 0), (-2.5, 4), (-8, 5))
        + _one(1, (2, -6), (9, -7), (10, 2), (1, 3))
        + _one(0, (4, -4), (7, -4.5), (8, 2), (3, 3))
        + _one(0.9, (-11.5, 4.5), (1, 3), (3, 5.5), (-11.5, 7))
        + _one(0.9, (1, 3), (11, 0), (11, 3), (3, 5.5))
        + _one(0.9, (9, 2), (11, 1), (11, 7), (9, 7))
    ),
    "shirt": Garment(
        LONG_SLEEVES + BODY + _one(0, (-1.5, -9.5), (1.5, -9.5), (0, -6)),
        threads=(1, 0),
    ),
    "sneaker": Garment(
        _one(0.8, (-11, 1), (-9, -1), (-2, -2), (1, 4), (-11, 4))
        + _one(0.8, (-4, -1.5), (1, -6), (10, -6), (11, 4), (-4, 4))
        + _one(0, (-2, 4), (3, -2), (5.5, -2), (0.5, 4))
        + _one(1, (-11.5, 4), (11.5, 4), (11, 7), (-11, 7))
    ),
    "bag": Garment(
        _one(0.8, (-5, -9), (5, -9), (6.5, -2), (-6.5, -2))
        + _one(0, (-3.5, -7.5), (3.5, -7.5), (4.5, -2), (-4.5, -2))
        + _one(1, (-9, -2), (9, -2), (10, 8), (-10, 8))
    ),
    "ankle boot": Garment(
        _one(1, (-1, -10), (8, -10), (9, 6), (-1, 6))
        + _one(1, (-11, 3), (-8, 0), (-1, -3), (9, -3), (9, 6), (-11, 6))
        + _one(0.7, (-11, 6), (9, 6), (9, 8), (-11, 8))
    ),
}
CLASSES = tuple(GARMENTS)


def draw_clothes(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Pictures of clothes, bright on dark, and which garment each shows.

    The garments are shifted by up to 3 pixels, stretched, brighter or darker, under noise.

    Returns:
        pictures: (count, 28, 28) uint8, from 0 to 255.
        labels: (count,) int64, from 0 to 9: places in `CLASSES`, as many of each, in random order.
    """
    rng = np.random.default_rng(seed)

    def between(low: float, high: float, *shape: int) -> np.ndarray:
        return low + np.float32(high - low) * rng.random((count, *shape), dtype=np.float32)

    labels = np.argsort(rng.random(count), kind="stable") % len(CLASSES)
    pictures = _look(labels, zoom=between(0.8, 1.1, 2), shift=between(-3, 3, 2))
    pictures *= between(0.6, 1, 1, 1)
    pictures += between(0, 0.3, SIZE, SIZE)
    return _as_uint8(pictures), labels.astype(np.int64)


def draw_tshirt() -> np.ndarray:
    """A clean T-shirt in the middle of a picture, (28, 28) uint8: ground 0, cloth up to 255."""
    label = np.array([CLASSES.index("t-shirt")])
    return _as_uint8(_look(label, zoom=np.ones((1, 2)), shift=np.zeros((1, 2)))[0])


def _as_uint8(pictures: np.ndarray) -> np.ndarray:
    """Converts pictures of floats to uint8: 0 stays 0, 1 and all that is brighter becomes 255."""
    grey: np.ndarray = (255 * np.minimum(pictures, 1)).astype(np.uint8)
    return grey


def _look(labels: np.ndarray, zoom: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Garments (n, 28, 28) float32 from 0 to 1; `zoom` and `shift` are (n, 2): down, across."""
    pixels = np.arange(SIZE) - (SIZE - 1) / 2
    points = REACH + (pixels - shift[:, :, None]) / zoom[:, :, None]
    places = np.clip(np.rint(FINE * points), 0, 2 * FINE * REACH).astype(np.intp)
    rows, columns = places[:, 0, :, None], places[:, 1, None, :]
    pictures: np.ndarray = _patterns()[labels[:, None, None], rows, columns]
    return pictures


@cache
def _patterns() -> np.ndarray:
    """The pattern of every garment, (10, 113, 113) float32 from 0 to 1."""
    x = np.arange(-FINE * REACH, FINE * REACH + 1) / FINE
    y = x[:, None]
    patterns = np.zeros((len(GARMENTS), len(x), len(x)), np.float32)
    for pattern, garment in zip(patterns, GARMENTS.values(), strict=True):
        for patch in garment.patches:
            pattern += _cover(patch.corners, x, y) * (patch.shade - pattern)
        if garment.threads:
            across, down = garment.threads
            pattern[(across * x + down * y) % THREADS_APART < 1] *= THREAD_SHADE
    patterns.flags.writeable = False
    return patterns


def _cover(corners: tuple[Corner, ...], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How much of a pixel at (x, y) lies in the polygon, from 0 to 1."""
    depths = []
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        across, down = x1 - x0, y1 - y0
        length = np.sqrt(across * across + down * down)
        depths.append((across * (y - y0) - down * (x - x0)) / length)
    cover: np.ndarray = np.clip(np.minimum.reduce(depths) + 0.5, 0, 1)
    return cover
