"""Signs of known mistakes in values of conv.py; their sentences stand with the misconceptions."""

from itertools import permutations

import numpy as np

from grader.diagnosis import symptom

SIDES = ("top", "left", "bottom", "right")


def _along_edge(kernel, side):
    """What a kernel answers, after ReLU, on the two places that straddle an edge of this side."""
    turns = SIDES.index(side)
    low, high = np.zeros((3, 3)), np.zeros((3, 3))
    low[2:], high[1:] = 1.0, 1.0
    patches = np.rot90(low, turns), np.rot90(high, turns)
    return [max(0.0, float(np.sum(patch * kernel))) for patch in patches]


def _opposite(side):
    return SIDES[(SIDES.index(side) + 2) % 4]


def _stronger(own, rival):
    return max(own) > max(rival) + 1e-9 or sum(own) > sum(rival) + 1e-9


def _answers_opposite(kernels):
    return [side for side in SIDES if max(_along_edge(kernels[side], _opposite(side))) > 1e-9]


def _outdone(kernels):
    """The pairs of a side and another side whose kernel answers its edge as strongly."""
    for side, other in permutations(SIDES, 2):
        own, rival = _along_edge(kernels[side], side), _along_edge(kernels[other], side)
        if not _stronger(own, rival):
            yield side, other


def _good(kernels):
    return not _answers_opposite(kernels) and not any(_outdone(kernels))


def _mistake_in_values(kernels):
    """The mistake in kernels that need no look at edges, else nothing."""
    if set(kernels) < set(SIDES):
        return "side-missing"
    if set(kernels) != set(SIDES):
        return "wrong-keys"
    if any(isinstance(kernel, (list, tuple)) for kernel in kernels.values()):
        return "lists-for-arrays"
    if not all(isinstance(kernel, np.ndarray) for kernel in kernels.values()):
        return "unknown"
    if any(kernel.shape != (3, 3) for kernel in kernels.values()):
        return "wrong-kernel-shape"
    if any(kernel.dtype.kind not in "iuf" for kernel in kernels.values()):
        return "unknown"
    if not all(np.isfinite(kernel).all() for kernel in kernels.values()):
        return "unknown"
    if any(kernel.dtype.kind == "u" for kernel in kernels.values()):
        return "narrow-integers"
    if any(not kernel.any() for kernel in kernels.values()):
        return "kernel-of-zeros"
    totals = {side: float(np.sum(kernel, dtype=np.float64)) for side, kernel in kernels.items()}
    wrong = [kernels[side] for side in SIDES if abs(totals[side]) > 1e-9]
    if wrong and all(kernel.min() >= 0 for kernel in wrong):
        return "no-negative-weights"
    return "sum-not-zero" if wrong else ""


def _symmetric(kernel, side):
    """Whether a kernel is the same from its own side and from the opposite one."""
    turned = np.rot90(kernel, -SIDES.index(side))
    return np.array_equal(turned, turned[::-1])


def _mistake_in_likeness(kernels):
    """The mistake of kernels that are like each other or like their own mirror image."""
    alike = [pair for pair in permutations(SIDES, 2) if np.array_equal(*map(kernels.get, pair))]
    if len(alike) == 12:
        return "same-kernel-for-all"
    answering = _answers_opposite(kernels)
    if answering and all(_symmetric(kernels[side], side) for side in answering):
        return "line-for-edge"
    if any(other == _opposite(side) for side, other in alike):
        return "opposite-kernels-alike"
    return "kernels-repeated" if alike else ""


_EXCHANGES = {
    ("bottom", "left", "top", "right"): "top-and-bottom-exchanged",
    ("top", "right", "bottom", "left"): "left-and-right-exchanged",
    ("bottom", "right", "top", "left"): "dark-and-bright-exchanged",
    ("left", "top", "right", "bottom"): "edges-transposed",
}


def _mistake_in_places(kernels):
    """The mistake of kernels that are good after one change, else nothing."""
    for order in list(permutations(SIDES))[1:]:
        if _good({side: kernels[other] for side, other in zip(SIDES, order, strict=True)}):
            return _EXCHANGES.get(order, "sides-permuted")
    if _good({side: kernel / np.abs(kernel).max() for side, kernel in kernels.items()}):
        return "scaled-differently"
    for side in SIDES:
        if _good({**kernels, side: -kernels[side]}):
            return "one-kernel-turned"
        if _good({**kernels, side: np.rot90(kernels[side], 2)}):
            return "one-kernel-turned"
    return ""


def _mistake_of_edges(kernels):
    if kernels is None:
        return "nothing-returned"
    if not isinstance(kernels, dict):
        return "no-dict"
    found = _mistake_in_values(kernels)
    if found:
        return found
    kernels = {side: kernel.astype(np.float64) for side, kernel in kernels.items()}
    if found := _mistake_in_likeness(kernels) or _mistake_in_places(kernels):
        return found
    if any(max(_along_edge(kernels[side], side)) <= 1e-9 for side in SIDES):
        return "silent-on-own-edge"
    if _answers_opposite(kernels):
        return "answers-opposite-edge"
    return "neighbour-as-strong" if any(_outdone(kernels)) else "unknown"


def _edges_show(id):
    return symptom(id, "edge_kernels")(lambda value: _mistake_of_edges(value) == id)


nothing_returned = _edges_show("nothing-returned")
no_dict = _edges_show("no-dict")
wrong_keys = _edges_show("wrong-keys")
side_missing = _edges_show("side-missing")
lists_for_arrays = _edges_show("lists-for-arrays")
wrong_kernel_shape = _edges_show("wrong-kernel-shape")
narrow_integers = _edges_show("narrow-integers")
kernel_of_zeros = _edges_show("kernel-of-zeros")
no_negative_weights = _edges_show("no-negative-weights")
sum_not_zero = _edges_show("sum-not-zero")
same_kernel_for_all = _edges_show("same-kernel-for-all")
line_for_edge = _edges_show("line-for-edge")
opposite_kernels_alike = _edges_show("opposite-kernels-alike")
kernels_repeated = _edges_show("kernels-repeated")
top_and_bottom_exchanged = _edges_show("top-and-bottom-exchanged")
left_and_right_exchanged = _edges_show("left-and-right-exchanged")
dark_and_bright_exchanged = _edges_show("dark-and-bright-exchanged")
edges_transposed = _edges_show("edges-transposed")
sides_permuted = _edges_show("sides-permuted")
scaled_differently = _edges_show("scaled-differently")
one_kernel_turned = _edges_show("one-kernel-turned")
silent_on_own_edge = _edges_show("silent-on-own-edge")
answers_opposite_edge = _edges_show("answers-opposite-edge")
neighbour_as_strong = _edges_show("neighbour-as-strong")
