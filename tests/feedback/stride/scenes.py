"""What stride.py makes of a picture: where the stamps stand, and the maps that shrink."""

from collections.abc import Iterator

import numpy as np

from grader.language import _
from grader.pictures.scenes import Missing, Scene, Stage, Stamps, array, integers, picture

SIZE = 3
BLUR = np.full((SIZE, SIZE), 1 / SIZE**2)  # the mean of what lies under it: a small copy
ROW = 8
STRIDES = (1, 2, (2, 3))


def scenes(stage: Stage) -> Iterator[Scene]:
    yield Scene(
        _("The stamps along one row of 8 pixels"),
        _("One line for each stamp, in the order of stamp_positions. A stamp covers 3 pixels."),
        tuple(picture(named(step), steps(stage, step), caption=False) for step in (1, 2, 3, -2)),
    )
    image = stage.picture
    yield Scene(
        _("The stamps on the picture"),
        _("A mark is the upper left corner of a stamp of 3 by 3; the first stamp is shown whole."),
        tuple(
            picture(named(stride), image, stamps=stamps(stage, stride), caption=False)
            for stride in STRIDES
        ),
    )
    maps = [
        stage.ask(array(None, None), "conv2d_strided", image, BLUR, 0.0, stride)
        for stride in STRIDES
    ]
    yield Scene(
        _("Their maps"),
        _("conv2d_strided with a kernel that takes the mean: every stamp gives one pixel."),
        tuple(
            picture(named(stride), each, high=255)
            for stride, each in zip(STRIDES, maps, strict=True)
        ),
    )


def named(stride: int | tuple[int, int]) -> str:
    return _("stride {stride}").format(stride=stride)


def positions(stage: Stage, pixels: int, stride: int) -> tuple[int, ...] | Missing:
    return stage.ask(integers, "stamp_positions", pixels, SIZE, stride)


def steps(stage: Stage, stride: int) -> np.ndarray | Missing:
    """(stamps, ROW), 1 where a stamp covers a pixel."""
    starts = positions(stage, ROW, stride)
    if isinstance(starts, Missing):
        return starts
    behind = np.arange(ROW) - np.array(starts, dtype=object)[:, None]
    return ((behind >= 0) & (behind < SIZE)).astype(float)


def stamps(stage: Stage, stride: int | tuple[int, int]) -> Stamps | Missing:
    height, width = stage.picture.shape
    down, across = stride if isinstance(stride, tuple) else (stride, stride)
    tops, lefts = positions(stage, height, down), positions(stage, width, across)
    if isinstance(tops, Missing):
        return tops
    return lefts if isinstance(lefts, Missing) else Stamps(tops, lefts, SIZE, SIZE)
