"""What conv.py makes of a picture: a stamp, maps before and after ReLU, four kernels at work."""

from collections.abc import Iterator

import numpy as np

from grader.language import N_, _
from grader.pictures.scenes import Missing, Scene, Stage, array, entries, numbers, picture, real

SIDES = (N_("top"), N_("left"), N_("bottom"), N_("right"))
ROW = np.array([[-1.0, 1.0]])  # the kernel of one row that the lesson begins with


def scenes(stage: Stage) -> Iterator[Scene]:
    rises = np.diff(stage.picture.astype(float), axis=1)
    yield one_stamp(stage, rises)
    yield one_map(stage, rises)
    kernels = stage.ask(entries(SIDES, array(3, 3)), "edge_kernels")
    yield Scene(
        _("The picture and your four kernels"),
        _("Each kernel searches for one side of a bright shape on a dark ground."),
        (
            picture(_("the picture"), stage.picture),
            *(numbers(_(side), kernels[side]) for side in SIDES),
        ),
    )
    yield feature_maps(stage, kernels)


def one_stamp(stage: Stage, rises: np.ndarray) -> Scene:
    """A stamp at the place where a row of the picture turns bright most steeply."""
    i, j = np.unravel_index(np.argmax(rises), rises.shape)
    patch = stage.picture[i : i + 1, j : j + 2]
    answer = stage.ask(real, "stamp", patch, ROW)
    return Scene(
        _("One stamp"),
        _("Two pixels of the picture at a left edge, the kernel, and the answer."),
        (
            numbers(_("the patch"), patch, high=255),
            numbers(_("the kernel"), ROW),
            numbers("stamp", answer if isinstance(answer, Missing) else np.array([[answer]])),
        ),
    )


def one_map(stage: Stage, rises: np.ndarray) -> Scene:
    found = stage.ask(array(None, None), "conv2d", stage.picture, ROW)
    kept = stage.ask(array(None, None), "relu", rises if isinstance(found, Missing) else found)
    return Scene(
        _("One kernel, one map"),
        _(
            "The kernel -1 1 answers where a row turns bright, and with a negative number (blue) "
            "where it turns dark. ReLU keeps what was found."
        ),
        (picture("conv2d", found), picture(_("then relu"), kept)),
    )


def feature_maps(stage: Stage, kernels: dict[str, np.ndarray] | Missing) -> Scene:
    if isinstance(kernels, Missing):
        kernels = {N_("turns bright"): ROW, N_("turns dark"): -ROW}
        text = _("Until edge_kernels is done: the kernel -1 1 and its opposite.")
    else:
        text = _("Bright is where a kernel found its edge. Together they draw the outline.")
    stack = np.stack(list(kernels.values()), axis=-1)
    maps = stage.ask(array(None, None, len(kernels)), "feature_maps", stage.picture, stack)
    panels = tuple(picture(_(name), maps[:, :, k]) for k, name in enumerate(kernels))
    return Scene(_("The feature maps"), text, panels)
