"""What padding.py makes of a picture: how often each pixel is stamped, and the frame of zeros."""

from collections.abc import Iterator

import numpy as np

from grader.language import _
from grader.pictures.scenes import Missing, Scene, Stage, Stamps, array, numbers, picture, whole

SMALL = (6, 6)
LARGE = 9  # so large a kernel that the border of a whole picture shows


def scenes(stage: Stage) -> Iterator[Scene]:
    image = stage.picture
    yield Scene(
        _("How often is each pixel stamped?"),
        _(
            "A picture of 6 by 6 pixels under a kernel of 3 by 3. Padding cannot make it equal, "
            "but it makes it fairer."
        ),
        (
            numbers(_("without padding"), counts(stage, SMALL, 3, 0), high=9),
            numbers(_("with same_padding(3)"), counts(stage, SMALL, 3, same(stage, 3)), high=9),
        ),
    )
    shape = image.shape
    yield Scene(
        _("The same for a whole picture"),
        _("A pixel is the brighter the more stamps of 9 by 9 it lies under, at most 81."),
        (
            picture(_("without padding"), counts(stage, shape, LARGE, 0), high=LARGE**2),
            picture(
                _("with same_padding(9)"),
                counts(stage, shape, LARGE, same(stage, LARGE)),
                high=LARGE**2,
            ),
        ),
    )
    frame = same(stage, LARGE)
    padded = stage.ask(array(None, None), "zero_pad", image, frame)
    yield Scene(
        _("The frame of zeros"),
        _("zero_pad with same_padding(9). The line shows where the picture should lie."),
        (
            picture(_("the picture"), image),
            picture(_("with its frame"), padded, stamps=outline(image, frame)),
        ),
    )


def same(stage: Stage, size: int) -> int | Missing:
    return stage.ask(whole, "same_padding", size)


def counts(
    stage: Stage, shape: tuple[int, ...], size: int, padding: int | Missing
) -> np.ndarray | Missing:
    return stage.ask(array(*shape), "stamp_counts", shape, size, padding)


def outline(image: np.ndarray, frame: int | Missing) -> Stamps | Missing:
    return frame if isinstance(frame, Missing) else Stamps((frame,), (frame,), *image.shape)
