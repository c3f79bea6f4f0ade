"""What pooling.py makes of a picture: before and after max and average pooling, and flattening."""

from collections.abc import Callable, Iterator

import numpy as np

from grader.show import Panel, Scene, Stage, array, numbers, picture

POOLS = ("max_pool2d", "avg_pool2d")
SMALL = np.array([[1, 3, 0, 2], [5, 2, 1, 1], [0, 0, 7, 4], [2, 6, 8, 9]], dtype=float)
TWO_MAPS = np.array([[[1, 10], [2, 20]], [[3, 30], [4, 40]]], dtype=float)


def scenes(stage: Stage) -> Iterator[Scene]:
    yield Scene(
        "Four windows of 2 by 2",
        "Max pooling keeps the largest number of each window, average pooling their mean.",
        pooled(stage, SMALL, numbers),
    )
    yield Scene(
        "The picture",
        "Half as high and half as wide: a quarter of the numbers, and still a picture.",
        pooled(stage, stage.picture, picture),
    )
    yield Scene(
        "A feature map",
        "How much brighter a pixel is than its left neighbour. A thin line is what max pooling "
        "keeps bright; the mean dims it.",
        pooled(stage, brighter(stage.picture), picture),
    )
    yield Scene(
        "Flatten",
        "Two maps of 2 by 2 become one row: all channels of the first pixel, then of the next.",
        (
            numbers("map 0", TWO_MAPS[:, :, 0], high=40),
            numbers("map 1", TWO_MAPS[:, :, 1], high=40),
            numbers(
                "after flatten", stage.ask(array(TWO_MAPS.size), "flatten", TWO_MAPS)[None], high=40
            ),
        ),
    )


def pooled(stage: Stage, values: np.ndarray, draw: Callable[..., Panel]) -> tuple[Panel, ...]:
    """Before and after, all in one range of brightness."""
    shape = tuple(side // 2 for side in values.shape)
    high = float(values.max())
    after = {name: stage.ask(array(*shape), name, values, 2) for name in POOLS}
    return (
        draw("before", values, high=high),
        *(draw(f"after {name}", after[name], high=high) for name in POOLS),
    )


def brighter(image: np.ndarray) -> np.ndarray:
    """(H, W) float64: the rise from the pixel on the left, at least 0."""
    return np.maximum(np.diff(image.astype(float), axis=1, prepend=0.0), 0.0)
