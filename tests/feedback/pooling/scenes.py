"""What pooling.py makes of a picture: before and after max and average pooling, and flattening."""

from collections.abc import Callable, Iterator

import numpy as np

from grader.language import _
from grader.pictures.scenes import Panel, Scene, Stage, array, numbers, picture

POOLS = ("max_pool2d", "avg_pool2d")
SMALL = np.array([[1, 3, 0, 2], [5, 2, 1, 1], [0, 0, 7, 4], [2, 6, 8, 9]], dtype=float)
TWO_MAPS = np.array([[[1, 10], [2, 20]], [[3, 30], [4, 40]]], dtype=float)


def scenes(stage: Stage) -> Iterator[Scene]:
    flat = stage.ask(array(TWO_MAPS.size), "flatten", TWO_MAPS)
    yield Scene(
        _("Four windows of 2 by 2"),
        _("Max pooling keeps the largest number of each window, average pooling their mean."),
        pooled(stage, SMALL, numbers),
    )
    yield Scene(
        _("The picture"),
        _("Half as high and half as wide: a quarter of the numbers, and still a picture."),
        pooled(stage, stage.picture, picture),
    )
    yield Scene(
        _("A feature map"),
        _(
            "How much brighter a pixel is than its left neighbour. A thin line is what max "
            "pooling keeps bright; the mean dims it."
        ),
        pooled(stage, brighter(stage.picture), picture),
    )
    yield Scene(
        _("Flatten"),
        _("Two maps of 2 by 2 become one row: all channels of the first pixel, then of the next."),
        (
            numbers(_("map {number}").format(number=0), TWO_MAPS[:, :, 0], high=40),
            numbers(_("map {number}").format(number=1), TWO_MAPS[:, :, 1], high=40),
            numbers(_("after flatten"), flat[None], high=40),
        ),
    )


def pooled(stage: Stage, values: np.ndarray, draw: Callable[..., Panel]) -> tuple[Panel, ...]:
    """Before and after, all in one range of brightness."""
    shape = tuple(side // 2 for side in values.shape)
    high = float(values.max())
    after = {name: stage.ask(array(*shape), name, values, 2) for name in POOLS}
    return (
        draw(_("before"), values, high=high),
        *(
            draw(_("after {function}").format(function=name), after[name], high=high)
            for name in POOLS
        ),
    )


def brighter(image: np.ndarray) -> np.ndarray:
    """(H, W) float64: the rise from the pixel on the left, at least 0."""
    return np.maximum(np.diff(image.astype(float), axis=1, prepend=0.0), 0.0)
