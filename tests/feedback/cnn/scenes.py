"""What cnn.py makes of a picture: a network is trained, and its filters and maps are shown."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.language import _
from grader.pictures.scenes import (
    Curve,
    Missing,
    Panel,
    Scene,
    Stage,
    Unfit,
    array,
    chart,
    model,
    picture,
)

KERAS = ("build_model", "train")
PICTURES, UNSEEN, EPOCHS = 600, 300, 8
FILTERS, MAPS = 16, 4
MAX_FILTERS = 64

Scores = dict[str, list[dict[str, float]]]


def scenes(stage: Stage) -> Iterator[Scene]:
    trained, scores = training(stage)
    text = _(
        "A new network sees {pictures} pictures of clothes, {epochs} times over. After each time "
        "it is asked about these and about {unseen} others."
    )
    yield Scene(
        _("The training"),
        text.format(pictures=PICTURES, epochs=EPOCHS, unseen=UNSEEN),
        (
            chart(_("loss"), curves(scores, "loss"), _("epochs")),
            chart(_("accuracy"), curves(scores, "accuracy"), _("epochs"), high=1),
        ),
    )
    kernels, biases = trained[0], trained[1]
    count = 1 if isinstance(kernels, Missing) else kernels.shape[3]
    yield Scene(
        _("The filters that it learned"),
        _(
            "Orange is a positive weight, blue a negative one. Nobody designed these: the training "
            "found them."
        ),
        filters(kernels),
    )
    maps = stage.ask(
        array(None, None, count), "conv_layer", stage.picture[:, :, None] / 255, kernels, biases
    )
    yield Scene(
        _("Some of their feature maps"),
        _("What conv_layer gives for the picture: the four filters whose answers differ most."),
        feature_maps(maps),
    )


def training(stage: Stage) -> tuple[Any, Scores | Missing]:
    """The weights of the trained network, and its scores after each epoch."""
    seen, unseen = stage.clothes.training(PICTURES), stage.clothes.testing(UNSEEN)
    scores: Scores = {_("pictures it learned"): [], _("new pictures"): []}
    network = stage.ask(convolutional, "build_model")
    for _epoch in range(EPOCHS):
        network = stage.ask(convolutional, "train", network, *seen, 1)
        for name, clothes in zip(scores, (seen, unseen), strict=True):
            score = stage.score(network, *clothes)
            if isinstance(score, Missing):
                return network if isinstance(network, Missing) else network.weights, score
            scores[name].append(score)
    return network.weights, scores


def convolutional(value: Any) -> Any:
    """A model that begins with kernels for grey pictures (fh, fw, 1, K) and their biases."""
    weights = model(value).weights
    shape = weights[0].shape if weights else ()
    if len(shape) != 4 or shape[2] != 1 or not 1 <= shape[3] <= MAX_FILTERS or len(weights) < 2:
        raise Unfit(_("a network that begins with a convolution of grey pictures"))
    return value


def curves(scores: Scores | Missing, name: str) -> list[Curve] | Missing:
    """The loss, or the first metric there is, over the epochs."""
    if isinstance(scores, Missing):
        return scores
    first = next(iter(scores.values()))[0]
    key = "loss" if name == "loss" else next((key for key in first if key != "loss"), None)
    if key is None:
        return Missing("build_model", _("build_model compiles the network without a metric"))
    return [
        Curve(line, tuple(score.get(key, np.nan) for score in steps))
        for line, steps in scores.items()
    ]


def filters(kernels: np.ndarray | Missing) -> tuple[Panel, ...]:
    if isinstance(kernels, Missing):
        return (picture(_("the filters"), kernels),)
    shown = range(min(FILTERS, kernels.shape[3]))
    return tuple(picture(f"{k + 1}", kernels[:, :, 0, k], caption=False) for k in shown)


def feature_maps(maps: np.ndarray | Missing) -> tuple[Panel, ...]:
    if isinstance(maps, Missing):
        return (picture(_("the maps"), maps),)
    name = _("filter {number}")
    return tuple(picture(name.format(number=k + 1), maps[:, :, k]) for k in most_different(maps))


def most_different(maps: np.ndarray) -> list[int]:
    """Places of up to `MAPS` maps: the strongest, then always the one least like those before."""
    flat = np.nan_to_num(maps.reshape(-1, maps.shape[2]), posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(flat, axis=0)
    alike = (flat / np.maximum(lengths, 1e-12)).T @ (flat / np.maximum(lengths, 1e-12))
    alike[lengths == 0] = 1.0  # a filter that never answers shows nothing
    chosen = [int(np.argmax(lengths))]
    while len(chosen) < min(MAPS, len(lengths)):
        nearest = alike[:, chosen].max(axis=1)
        nearest[chosen] = np.inf
        chosen.append(int(np.argmin(nearest)))
    return sorted(chosen)
