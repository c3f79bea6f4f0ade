"""The steps of the functions of stride.py, and what is known to be done otherwise in each.

What is a mistake of a function as a whole stands at the end.
"""

import math

import numpy as np
from stamping import (
    VIEWS,
    along,
    answers,
    biased,
    count,
    emptied,
    laid,
    numbers,
    patches,
    places,
    result,
    returned,
    size,
    stored,
    visited,
    window,
    written,
)

from grader.diagnosis import function, misconception, mistake, more, step

# %% output_size

given = step(
    "given",
    lambda n, kernel_size, padding, stride: tuple(map(int, (n, kernel_size, padding, stride))),
    mistake(
        "padding-and-stride-swapped",
        "Padding and stride are swapped; check the order of the arguments.",
        lambda it: (it[0], it[1], it[3], it[2]),
    ),
)
kernel = step(
    "f",
    lambda given: given[1],
    mistake(
        "size-three-assumed",
        "Your result is what you get with a kernel of size 3; use the size of the kernel that is "
        "passed.",
        lambda: 3,
    ),
    mistake(
        "kernel-forgotten",
        "The size of the kernel is left out; a stamp must fit with all its cells.",
        lambda: 0,
        lambda: 1,
    ),
    mistake(
        "kernel-halved",
        "Your result is what you get with half the size of the kernel; a stamp needs room for all"
        " its cells.",
        lambda it: it // 2,
    ),
    mistake(
        "kernel-added",
        "The size of the kernel is added; a larger kernel has less room, so subtract it.",
        lambda it: -it,
    ),
    mistake(
        "odd-kernel-assumed",
        "Your result is right for odd kernels only; an even one does not reach equally far to "
        "both sides of a middle.",
        lambda it: 2 * (it // 2) + 1,
        lambda it: 2 * ((it - 1) // 2) + 1,
    ),
)
zeros = step(
    "zeros",
    lambda given: 2 * given[2],
    mistake(
        "one-sided-padding",
        "The zeros are put at one end only; there are as many at the other.",
        lambda given: given[2],
    ),
    mistake(
        "padding-ignored",
        "Your result is what you get without any padding; use the padding.",
        lambda: 0,
    ),
    mistake(
        "padding-doubled",
        "Your result is what you get with a frame twice as wide; padding is the number of zeros "
        "at each end.",
        lambda given: 4 * given[2],
    ),
    mistake(
        "padding-halved",
        "Your result is what you get with a frame half as wide; padding is the number of zeros at"
        " each end.",
        lambda given: 2 * (given[2] // 2),
    ),
    mistake(
        "padding-subtracted",
        "The padding is subtracted; zeros make the picture larger.",
        lambda it: -it,
    ),
)
paces = (
    mistake(
        "stride-ignored",
        "The stamp moves by one pixel each time; use the stride.",
        lambda: 1,
    ),
    mistake(
        "stride-off-by-one",
        "Your result is what you get with a stride that is larger by one; the stride is the "
        "distance from start to start.",
        lambda it: it + 1,
    ),
    mistake(
        "kernel-size-for-stride",
        "The stamp moves by its own size; use the stride.",
        lambda f: f,
    ),
    mistake(
        "stride-after-kernel",
        "The stride is the gap between two stamps; it is the distance from start to start.",
        lambda it, f: it + f,
    ),
)
moves = step(
    "moves",
    lambda given, zeros, f, s: (given[0] + zeros - f) // s,
    mistake(
        "rounded-up",
        "The division is rounded up; a stamp that does not fit is not made.",
        lambda given, zeros, f, s: math.ceil((given[0] + zeros - f) / s),
    ),
    mistake(
        "not-rounded",
        "Your result has a fraction; the number of stamps is rounded down.",
        lambda given, zeros, f, s: (given[0] + zeros - f) / s,
    ),
    mistake(
        "rounded-to-nearest",
        "The division is rounded to the nearest number; always round down.",
        lambda given, zeros, f, s: round((given[0] + zeros - f) / s),
        lambda given, zeros, f, s: round((given[0] + zeros - f) / s + 1) - 1,
        lambda given, zeros, f, s: math.floor((given[0] + zeros - f) / s + 0.5),
    ),
    mistake(
        "one-divided-too",
        "The 1 is added before dividing; divide first, then add the first stamp.",
        lambda given, zeros, f, s: (given[0] + zeros - f + 1) // s - 1,
        lambda given, zeros, f, s: (given[0] + zeros - f + 1) / s - 1,
        lambda given, zeros, f, s: (given[0] + zeros - f + 1) // s,
    ),
    mistake(
        "part-divided",
        "Only a part of n + 2p - f is divided by the stride; divide the whole difference.",
        lambda given, zeros, f, s: given[0] + zeros - f // s,
        lambda given, zeros, f, s: given[0] + zeros - f / s,
        lambda given, zeros, f, s: (given[0] + zeros) // s - f,
        lambda given, zeros, f, s: given[0] // s + zeros - f,
        lambda given, zeros, f, s: given[0] + (zeros - f) // s,
        lambda given, zeros, f, s: (given[0] - f) // s + zeros,
        lambda given, zeros, f, s: given[0] // s + zeros // s - f // s,
        lambda given, zeros, f, s: given[0] + zeros - f + 1 // s - 1,
    ),
    mistake(
        "stride-multiplied",
        "You multiply by the stride; a larger stride gives fewer stamps, so divide.",
        lambda given, zeros, f, s: (given[0] + zeros - f) * s,
    ),
    mistake(
        "stride-subtracted",
        "The stride is subtracted; divide by it.",
        lambda given, zeros, f, s: given[0] + zeros - f - s,
        lambda given, zeros, f, s: given[0] + zeros - f - (s - 1),
    ),
    mistake(
        "remainder-for-quotient",
        "Your result is what you get from the remainder of the division; the quotient is the "
        "number of steps.",
        lambda given, zeros, f, s: (given[0] + zeros - f) % s,
    ),
    mistake(
        "same-size-assumed",
        "Your result is what you get with the padding of 'same'; use the padding that is passed.",
        lambda given, s: -(-given[0] // s) - 1,
        lambda given, s: given[0] // s - 1,
    ),
)
output_size = function(
    "output_size",
    "n kernel_size padding stride",
    given,
    kernel,
    zeros,
    step("s", lambda given: given[3], *paces),
    moves,
    step(
        "size",
        lambda moves: moves + 1,
        mistake(
            "off-by-one-end",
            "Your result leaves out the last stamp along an axis; the first place, the last place "
            "and all between them count.",
            lambda moves: moves,
            lambda moves: moves - 1,
            lambda given, zeros, f, s: len(range(0, given[0] + zeros - f, s)),
        ),
        mistake(
            "one-too-many",
            "Your result has one stamp too many along an axis; the last one starts at n + 2p - f "
            "at the latest.",
            lambda moves: moves + 2,
        ),
    ),
)

# %% stamp_positions


def walk(start, end, step):
    """From start to end, both included."""
    return list(range(start, end + 1 if step > 0 else end - 1, step))


def going_up(start, end):
    """Other places for a positive stride: from `start(n, f, s)` to `end(n, f, s)`."""

    def make(n, f, s, it):
        return walk(start(n, f, s), end(n, f, s), s) if s > 0 else it

    return make


def going_down(start, end):
    """Other places for a negative stride."""

    def make(n, f, s, it):
        return walk(start(n, f, s), end(n, f, s), s) if s < 0 else it

    return make


def both_ways(start, end):
    """Other places for both: the end of the way down is the start of the way up."""

    def make(n, f, s):
        first, last = start(n, f, s), end(n, f, s)
        return walk(first, last, s) if s > 0 else walk(last, first, s)

    return make


def zero(n, f, s):
    return 0


def last(n, f, s):
    return n - f


walked = step(
    "walked",
    lambda n, f, s: walk(0, n - f, s) if s > 0 else walk(n - f, 0, s),
    mistake(
        "ends-too-early",
        "Your list leaves out a place at the end where a stamp still fits; 0 and n - f are both "
        "places.",
        lambda n, f, s: list(range(0, n - f, s) if s > 0 else range(n - f, 0, s)),
        going_up(zero, lambda n, f, s: n - f - 1),
        going_down(last, lambda n, f, s: 1),
        lambda it: it[:-1],
        going_down(last, lambda n, f, s: 2),
        going_up(zero, lambda n, f, s: n - f - 2),
        lambda n, f, s, it: [place for place in it if place < n - f] if s > 0 else [],
        lambda n, f, it: [place for place in it if place < n - f],
    ),
    mistake(
        "starts-too-late",
        "Your list leaves out the place where it should start: 0 going up, n - f going down.",
        lambda it: it[1:],
        lambda s, it: it[1:] if s > 0 else it,
        going_up(lambda n, f, s: 1, last),
        lambda s, it: [] if s > 0 else [place for place in it if place > 0],
        lambda s, it: it[1:] if s < 0 else it,
    ),
    mistake(
        "one-too-many",
        "Your result has one stamp too many along an axis; the last one starts at n + 2p - f at "
        "the latest.",
        both_ways(zero, lambda n, f, s: n - f + 1),
        going_up(zero, lambda n, f, s: n - f + 1),
        going_down(last, lambda n, f, s: -1),
        lambda s, it: [*it, it[-1] + s],
        lambda n, f, s: walk(0, n - f + 1, s) if s > 0 else walk(n - f, -1, s),
    ),
    mistake(
        "stamps-leave-the-picture",
        "Your list has places where the stamp leaves the picture; it must fit with its last "
        "pixel, too.",
        going_up(zero, lambda n, f, s: n - 1),
        going_up(zero, lambda n, f, s: n - 2),
        going_up(zero, lambda n, f, s: n),
        both_ways(zero, lambda n, f, s: n - 1),
        lambda n, f, s: list(range(0, n, s) if s > 0 else range(n - f, -f, s)),
        going_down(last, lambda n, f, s: 1 - f),
        going_up(zero, lambda n, f, s: n - f // 2 - 1),
    ),
    mistake(
        "ragged-edge-kept",
        "Your result has an extra stamp at the end, for pixels that the steps do not reach; leave"
        " them out.",
        lambda n, f, s, it: [*it, it[-1] + s] if (n - f) % s else it,
        lambda n, f, s, it: [*it, it[-1] + s] if s > 0 and (n - f) % s else it,
        lambda n, f, s, it: it if it[-1] in (0, n - f) else [*it, it[-1] + s],
        lambda n, f, s, it: it if it[-1] in (0, n - f) else [*it, n - f if s > 0 else 0],
        lambda n, f, s, it: [*it, n - f] if s > 0 and it[-1] != n - f else it,
        lambda s, it: [*it, 0] if s < 0 and it[-1] != 0 else it,
    ),
    mistake(
        "wrong-start-going-down",
        "Your list starts at the wrong place for a negative stride; where does a stamp start that"
        " ends with the last pixel?",
        going_down(lambda n, f, s: n, zero),
        going_down(lambda n, f, s: n - 1, zero),
        going_down(lambda n, f, s: n - f + 1, zero),
        going_down(lambda n, f, s: n - f - 1, zero),
        going_down(lambda n, f, s: f, zero),
        going_down(lambda n, f, s: f - 1, zero),
        going_down(lambda n, f, s: n - 1, lambda n, f, s: f - 1),
        lambda n, f, s, it: [p for p in range(n - 1, -1, s) if p <= n - f] if s < 0 else it,
        going_down(lambda n, f, s: n - f // 2 - 1, zero),
        lambda f, s, it: [place + f for place in it] if s < 0 else it,
    ),
    mistake(
        "nothing-for-negative-stride",
        "Your list is empty for a negative stride; it should start at n - f and go down.",
        lambda s, it: [] if s < 0 else it,
    ),
    mistake(
        "places-below-zero",
        "Your list goes down from 0 for a negative stride; it should start at n - f.",
        going_down(zero, lambda n, f, s: f - n),
        lambda s, it: [0] if s < 0 else it,
        going_down(lambda n, f, s: -f, lambda n, f, s: -n),
        going_down(lambda n, f, s: -1, lambda n, f, s: f - n - 1),
    ),
    mistake(
        "reversed-upward-list",
        "Your list is the upward one in reverse; a negative stride starts at n - f, which may "
        "lead to other places.",
        lambda n, f, s, it: it if s > 0 else walk(0, n - f, -s)[::-1],
    ),
    mistake(
        "kernel-forgotten",
        "The size of the kernel is left out; a stamp must fit with all its cells.",
        lambda n, s: list(range(0, n, s)) if s > 0 else list(range(n, -1, s)),
    ),
    mistake(
        "kernel-size-for-last-place",
        "Your list ends where the kernel ends that lies at 0; the last place is n - f.",
        lambda f, s: walk(0, f, s) if s > 0 else walk(f, 0, s),
        going_up(zero, lambda n, f, s: f - 1),
    ),
)
stamp_positions = function(
    "stamp_positions",
    "size kernel_size stride",
    step("n", lambda size: int(size)),
    step(
        "f",
        lambda kernel_size: int(kernel_size),
        mistake(
            "size-three-assumed",
            "Your result is what you get with a kernel of size 3; use the size of the kernel that "
            "is passed.",
            lambda: 3,
        ),
        mistake(
            "odd-kernel-assumed",
            "Your result is right for odd kernels only; an even one does not reach equally far to "
            "both sides of a middle.",
            lambda it: 2 * (it // 2) + 1,
            lambda it: 2 * ((it - 1) // 2) + 1,
        ),
    ),
    step(
        "s",
        lambda stride: int(stride),
        mistake(
            "stride-ignored",
            "The stamp moves by one pixel each time; use the stride.",
            lambda it: 1 if it > 0 else -1,
            lambda it: max(it, -1),
            lambda it: min(it, 1),
            lambda: 1,
        ),
        mistake(
            "sign-of-stride-ignored",
            "Your list is the one for the positive stride; a negative stride starts at the other "
            "end.",
            abs,
        ),
        mistake(
            "direction-turned",
            "Your list goes in the wrong direction; a positive stride goes up, a negative one "
            "down.",
            lambda it: -it,
            lambda it: -abs(it),
        ),
        mistake(
            "stride-off-by-one",
            "Your result is what you get with a stride that is larger by one; the stride is the "
            "distance from start to start.",
            lambda it: it + 1 if it > 0 else it - 1,
        ),
        mistake(
            "kernel-size-for-stride",
            "The stamp moves by its own size; use the stride.",
            lambda it, f: f if it > 0 else -f,
        ),
        mistake(
            "stride-after-kernel",
            "The stride is the gap between two stamps; it is the distance from start to start.",
            lambda it, f: it + f if it > 0 else it - f,
        ),
        mistake(
            "stride-multiplied",
            "You multiply by the stride; a larger stride gives fewer stamps, so divide.",
            lambda it, f: it * f,
        ),
    ),
    walked,
    step(
        "listed",
        lambda walked: walked,
        mistake(
            "counted-from-one",
            "Your list is right, but counted from 1; the first pixel is number 0.",
            lambda it: [place + 1 for place in it],
        ),
        mistake(
            "sorted-upwards",
            "Your list has the right places in the wrong order; a negative stride visits them "
            "downwards.",
            sorted,
        ),
        mistake(
            "direction-turned",
            "Your list goes in the wrong direction; a positive stride goes up, a negative one "
            "down.",
            lambda it: it[::-1],
        ),
        mistake(
            "middles-for-starts",
            "Your list says where the middle of each stamp lies; say where the stamp starts.",
            lambda it, f: [place + f // 2 for place in it],
            lambda it, f: [place + (f - 1) // 2 for place in it],
        ),
        mistake(
            "ends-for-starts",
            "Your list says where each stamp ends; say where it starts.",
            lambda it, f: [place + f - 1 for place in it],
            lambda it, f: [place + f for place in it],
        ),
        mistake(
            "numbers-for-places",
            "Your list numbers the stamps; say where they start, which is as many strides away.",
            lambda it: list(range(len(it))),
            lambda it, s: list(range(len(it)) if s > 0 else range(len(it) - 1, -1, -1)),
            lambda it, n, f, s: list(
                range(len(it)) if s > 0 else range(n - f, n - f - len(it), -1)
            ),
        ),
        mistake(
            "count-for-list",
            "Your result is the number of stamps; the places are asked for, as a list.",
            len,
        ),
        mistake(
            "returned-too-early",
            "The function returns in the middle of its loop; check the indentation of the return.",
            lambda it: it[:1],
        ),
    ),
)

# %% conv2d_strided


def both(value):
    return tuple(int(v) for v in value) if isinstance(value, tuple) else (int(value), int(value))


def halves(total):
    return max(total, 0) // 2, (max(total, 0) + 1) // 2


def lacking(n, f, s):
    """How many cells "same" needs and n pixels are not; less than 0 where there are enough."""
    return (-(-n // s) - 1) * s + f - n


def missing(n, f, s):
    return max(lacking(n, f, s), 0)


def keras(n, f, s):
    """The zeros of "same" before and after an axis."""
    return halves(lacking(n, f, s))


def sides(rule, sizes, window, paces):
    """The zeros before and after rows and columns: `rule(n, f, s)` for each."""
    return tuple(rule(*axis) for axis in zip(sizes, window, paces, strict=True))


def on_axes(wrong, right):
    """What is wrong on both axes, on the rows only, on the columns only."""
    return wrong, (wrong[0], right[1]), (right[0], wrong[1])


def for_same(rule):
    """Other zeros for "same": on both axes, on the rows only or on the columns only."""

    def make(number):
        def frame(it, padding, picture, window, steps):
            wrong = sides(rule, picture.shape, window, steps)
            return on_axes(wrong, it)[number] if padding == "same" else it

        return frame

    return tuple(map(make, range(3)))


def for_numbers(rule):
    """Other zeros for a number p, before and after: `rule(p)`."""

    def make(number):
        def frame(it, padding):
            if isinstance(padding, str):
                return it
            return on_axes(tuple(map(rule, both(padding))), it)[number]

        return frame

    return tuple(map(make, range(3)))


def same_of(sizes=lambda it: it, cells=lambda it: it, paces=lambda it: it):
    """The zeros of "same" for other sizes, another kernel or another stride."""

    def frame(it, padding, picture, window, steps):
        if padding != "same":
            return it
        return sides(keras, sizes(picture.shape), cells(window), paces(steps))

    return frame


def swap(it):
    return it[::-1]


def twice_first(it):
    return it[0], it[0]


def twice_second(it):
    return it[1], it[1]


NOTHING = (0, 0)
SWAPPED = "Rows and columns are swapped; rows come first, in shapes and in indices."
SQUARE_IMAGE = (
    "The picture is taken to be square; use its height for rows and its width for columns."
)
SQUARE_KERNEL = (
    "The kernel is taken to be square; use its height for rows and its width for columns."
)
ONE_NUMBER = "One number of a pair is used for both directions; rows and columns have their own."
ONE_AXIS = "Only one direction moves by the stride; rows and columns both do."
IGNORED = "The stamp moves by one pixel each time; use the stride."
PACES = (
    mistake("stride-ignored", IGNORED, lambda: (1, 1)),
    mistake("one-number-for-both", ONE_NUMBER, twice_first, twice_second),
    mistake(
        "stride-on-one-axis",
        ONE_AXIS,
        lambda it: (it[0], 1),
        lambda it: (1, it[1]),
        lambda it, stride: it if isinstance(stride, tuple) else (it[0], 1),
        lambda it, stride: it if isinstance(stride, tuple) else (1, it[1]),
    ),
    mistake("rows-and-columns-swapped", SWAPPED, swap),
    mistake(
        "stride-off-by-one",
        "Your result is what you get with a stride that is larger by one; the stride is the "
        "distance from start to start.",
        lambda it: (it[0] + 1, it[1] + 1),
    ),
    mistake(
        "kernel-size-for-stride",
        "The stamp moves by its own size; use the stride.",
        lambda window: window,
    ),
    mistake(
        "stride-after-kernel",
        "The stride is the gap between two stamps; it is the distance from start to start.",
        lambda it, window: (it[0] + window[0], it[1] + window[1]),
    ),
)
steps = step("steps", lambda stride: both(stride), *PACES)


def spread(laid, steps):
    """The kernel with its cells a stride apart."""
    (down, across), (fh, fw) = steps, laid.shape
    result = np.zeros(((fh - 1) * down + 1, (fw - 1) * across + 1))
    result[::down, ::across] = laid
    return result


spread_out = mistake(
    "dilated-kernel",
    "The stride spreads the cells of the kernel; they lie side by side, and the stamp moves.",
    lambda it, stride: spread(it, both(stride)),
)
frame = step(
    "frame",
    lambda padding, picture, window, steps: (
        sides(keras, picture.shape, window, steps)
        if padding == "same"
        else (NOTHING, NOTHING)
        if padding == "valid"
        else tuple((p, p) for p in both(padding))
    ),
    mistake(
        "padding-ignored",
        "Your result is what you get without any padding; use the padding.",
        lambda: (NOTHING, NOTHING),
        for_numbers(lambda p: NOTHING)[0],
    ),
    mistake(
        "odd-pixel-wrong-side",
        "Your result for 'same' has its odd zero at the top or left; it belongs to the bottom or "
        "right.",
        *for_same(lambda n, f, s: swap(keras(n, f, s))),
        for_same(lambda n, f, s: swap(halves(f - 1)))[0],
    ),
    mistake(
        "same-from-kernel-alone",
        "Your result for 'same' is what you get with half of f - 1 zeros at both ends, or f / 2; "
        "the total depends on the stride, too.",
        *for_same(lambda n, f, s: ((f - 1) // 2, (f - 1) // 2)),
        *for_same(lambda n, f, s: (f // 2, f // 2)),
    ),
    mistake(
        "same-without-stride",
        "Your result for 'same' is what you get when the zeros are counted for stride 1; with a "
        "larger stride fewer are missing.",
        *for_same(lambda n, f, s: halves(f - 1)),
    ),
    mistake(
        "same-taken-for-valid",
        "Your result for 'same' is the one for 'valid'; 'same' adds zeros until there are "
        "ceil(n / s) answers.",
        lambda it, padding: (NOTHING, NOTHING) if padding == "same" else it,
    ),
    mistake(
        "valid-taken-for-same",
        "Your result for 'valid' is the one for 'same'; 'valid' adds no zeros at all.",
        lambda it, padding, picture, window, steps: (
            sides(keras, picture.shape, window, steps) if padding == "valid" else it
        ),
        lambda it, padding, picture, window, steps: (
            sides(keras, picture.shape, window, steps)
            if padding == "valid"
            else (NOTHING, NOTHING)
            if padding == "same"
            else it
        ),
    ),
    mistake(
        "one-sided-padding",
        "The zeros are put at one end only; there are as many at the other.",
        *for_numbers(lambda p: (p, 0)),
        *for_numbers(lambda p: (0, p)),
        *for_numbers(lambda p: (2 * p, 0)),
        *for_numbers(lambda p: (0, 2 * p)),
    ),
    mistake(
        "padding-on-one-axis",
        "Only one direction is padded; rows and columns both are.",
        *for_numbers(lambda p: NOTHING)[1:],
        *for_same(lambda n, f, s: NOTHING)[1:],
        lambda it: (NOTHING, it[1]),
        lambda it: (it[0], NOTHING),
    ),
    mistake(
        "one-number-for-both",
        ONE_NUMBER,
        for_numbers(lambda p: (p, p))[0],
        lambda it, padding: it if isinstance(padding, str) else twice_first(it),
        lambda it, padding: it if isinstance(padding, str) else twice_second(it),
        lambda it, padding: twice_first(it) if padding == "same" else it,
        lambda it, padding: twice_second(it) if padding == "same" else it,
        same_of(paces=twice_first),
        same_of(paces=twice_second),
    ),
    mistake(
        "rows-and-columns-swapped",
        SWAPPED,
        lambda it, padding: it if isinstance(padding, str) else swap(it),
        lambda it, padding: swap(it) if padding == "same" else it,
        same_of(paces=swap),
        same_of(cells=swap),
        same_of(sizes=swap),
    ),
    mistake(
        "square-kernel-assumed",
        SQUARE_KERNEL,
        same_of(cells=twice_first),
        same_of(cells=twice_second),
    ),
    mistake(
        "square-image-assumed",
        SQUARE_IMAGE,
        same_of(sizes=twice_first),
        same_of(sizes=twice_second),
    ),
    mistake(
        "padding-doubled",
        "Your result is what you get with a frame twice as wide; padding is the number of zeros "
        "at each end.",
        *for_numbers(lambda p: (2 * p, 2 * p)),
    ),
    mistake(
        "padding-halved",
        "Your result is what you get with a frame half as wide; padding is the number of zeros at "
        "each end.",
        *for_numbers(lambda p: (p // 2, p // 2)),
        *for_numbers(halves),
    ),
    mistake(
        "frame-of-one-assumed",
        "Your result is what you get with a frame of width 1; use the padding that is passed.",
        *for_numbers(lambda p: (1, 1)),
        for_numbers(lambda p: (min(p, 1), min(p, 1)))[0],
    ),
    mistake(
        "same-on-one-side",
        "Your result for 'same' is what you get when all zeros go to one side; half of them go "
        "before the picture.",
        *for_same(lambda n, f, s: (0, missing(n, f, s))),
        *for_same(lambda n, f, s: (missing(n, f, s), 0)),
    ),
    mistake(
        "odd-pixel-lost",
        "Your result for 'same' is what you get with equally many zeros at both ends; an odd "
        "total has one more at the bottom or right.",
        *for_same(lambda n, f, s: (missing(n, f, s) // 2, missing(n, f, s) // 2)),
        *for_same(lambda n, f, s: ((missing(n, f, s) + 1) // 2, (missing(n, f, s) + 1) // 2)),
    ),
    mistake(
        "fixed-size",
        "A size is written into the code as a number; read all sizes from the shapes.",
        *for_same(lambda n, f, s: (1, 1)),
        *for_same(lambda n, f, s: keras(n, 3, s)),
    ),
    mistake(
        "same-rounded-down",
        "Your result for 'same' is what you get with floor(n / s) answers; round up.",
        *for_same(lambda n, f, s: halves((n // s - 1) * s + f - n)),
    ),
    mistake(
        "same-keeps-the-size",
        "Your result for 'same' is as large as the picture; with a stride there are ceil(n / s) "
        "answers.",
        *for_same(lambda n, f, s: halves((n - 1) * s + f - n)),
    ),
    mistake(
        "same-below-zero",
        "Your function adds less than no zeros for 'same'; where the total is negative, nothing "
        "is missing.",
        *for_same(lambda n, f, s: (lacking(n, f, s) // 2, -(-lacking(n, f, s) // 2))),
        *for_same(lambda n, f, s: halves(abs(lacking(n, f, s)))),
    ),
    mistake(
        "same-total-off-by-one",
        "Your result for 'same' is what you get when the total is off by one; the last stamp "
        "starts at (o - 1) s and needs f cells.",
        *for_same(lambda n, f, s: halves(lacking(n, f, s) + 1)),
        *for_same(lambda n, f, s: halves(lacking(n, f, s) - 1)),
    ),
    mistake(
        "same-stamps-miscounted",
        "Your result for 'same' is what you get when zeros are counted for more or fewer than "
        "ceil(n / s) stamps; the last starts at (o - 1) s.",
        *for_same(lambda n, f, s: halves(lacking(n, f, s) + s)),
        *for_same(lambda n, f, s: halves(lacking(n, f, s) - s)),
        *for_same(lambda n, f, s: halves(lacking(n, f, s) + 2 * s)),
    ),
    mistake(
        "same-doubled",
        "Your result for 'same' is what you get when one end gets all missing zeros and the other "
        "end some, too; each gets about half.",
        *for_same(lambda n, f, s: (missing(n, f, s), missing(n, f, s))),
        *for_same(lambda n, f, s: (missing(n, f, s), keras(n, f, s)[1])),
        *for_same(lambda n, f, s: (keras(n, f, s)[0], missing(n, f, s))),
        *for_same(lambda n, f, s: (f - 1, f - 1)),
    ),
    mistake(
        "same-half-missing",
        "Your result for 'same' is what you get when one half of the missing zeros is left out; "
        "they go to both ends.",
        *for_same(lambda n, f, s: (keras(n, f, s)[0], 0)),
        *for_same(lambda n, f, s: (0, keras(n, f, s)[1])),
    ),
    mistake(
        "same-by-remainder",
        "Your result for 'same' is right only when the stride divides n, or only when it does "
        "not; both happen.",
        *for_same(lambda n, f, s: halves(f - s)),
        *for_same(lambda n, f, s: halves(f - n % s)),
    ),
    mistake(
        "same-size-not-subtracted",
        "Your result for 'same' is what you get when all cells that are needed are added; n of "
        "them are there already.",
        *for_same(lambda n, f, s: halves(lacking(n, f, s) + n)),
    ),
)


def filled(**how):
    """A frame that is filled as `np.pad` is told: always, and for numbers only."""

    def always(picture, frame):
        return np.pad(picture, frame, **how)

    def for_numbers_only(it, picture, frame, padding):
        return it if isinstance(padding, str) else always(picture, frame)

    return always, for_numbers_only


def filled_with(value):
    """A frame of one number, `value(picture, bias)`: always, and for numbers only."""

    def always(picture, frame, bias):
        return np.pad(picture, frame, constant_values=value(picture, bias))

    def for_numbers_only(it, picture, frame, bias, padding):
        return it if isinstance(padding, str) else always(picture, frame, bias)

    return always, for_numbers_only


def pasted(size=lambda h, w, down, right: (h + down, w + right), corner=tuple, span=tuple):
    """The picture written into an array of zeros: always, and for "same" only.

    `size` is the shape of the array, `corner` where the picture begins, `span` how large the slice
    for it is.
    """

    def always(picture, frame):
        (top, bottom), (left, right) = frame
        padded = np.zeros(size(*picture.shape, top + bottom, left + right))
        (y, x), (rows, columns) = corner((top, left)), span(picture.shape)
        padded[y : y + rows, x : x + columns] = picture
        return padded

    def for_same_only(it, picture, frame, padding):
        return always(picture, frame) if padding == "same" else it

    return always, for_same_only


NOT_ZERO = "The frame is filled with another number than 0; it should be zeros."
padded = step(
    "pixels",
    lambda picture, frame: np.pad(picture, frame),
    mistake(
        "border-repeated",
        "The frame repeats the border of the picture; it should be zeros.",
        *filled(mode="edge"),
    ),
    mistake(
        "border-mirrored",
        "The frame mirrors the picture; it should be zeros.",
        *filled(mode="reflect"),
        *filled(mode="symmetric"),
    ),
    mistake(
        "frame-not-zero",
        NOT_ZERO,
        *filled(constant_values=1.0),
        *filled(constant_values=-1.0),
        *filled(constant_values=255.0),
        *filled_with(lambda picture, bias: picture.mean()),
    ),
    mistake(
        "border-wrapped",
        "The frame shows the opposite side of the picture; it should be zeros.",
        *filled(mode="wrap"),
    ),
    mistake(
        "bias-in-the-frame",
        "The frame is filled with the bias; it should be zeros.",
        *filled_with(lambda picture, bias: bias),
    ),
    mistake(
        "one-number-for-both",
        ONE_NUMBER,
        *pasted(corner=twice_first),
        *pasted(corner=twice_second),
        *pasted(size=lambda h, w, down, right: (h + down, w + down)),
        *pasted(size=lambda h, w, down, right: (h + right, w + right)),
    ),
    mistake(
        "rows-and-columns-swapped",
        SWAPPED,
        *pasted(corner=swap),
        *pasted(size=lambda h, w, down, right: (h + right, w + down)),
        *pasted(size=lambda h, w, down, right: (w + right, h + down)),
        *pasted(span=swap),
    ),
    mistake(
        "picture-does-not-fit",
        "The slice for the picture is smaller than the picture; the padded array is larger by all "
        "zeros, a slice ends at start plus length.",
        *pasted(size=lambda h, w, down, right: (h, w)),
        *pasted(size=lambda h, w, down, right: (h, w + right)),
        *pasted(size=lambda h, w, down, right: (h + down, w)),
    ),
    mistake(
        "square-image-assumed",
        SQUARE_IMAGE,
        *pasted(size=lambda h, w, down, right: (h + down, h + right)),
        *pasted(size=lambda h, w, down, right: (w + down, w + right)),
        *pasted(span=twice_first),
        *pasted(span=twice_second),
    ),
    mistake(
        "same-below-zero",
        "Your function adds less than no zeros for 'same'; where the total is negative, nothing "
        "is missing.",
        lambda it, picture, window, steps, padding: (
            with_a_slice(picture, window, steps) if padding == "same" else it
        ),
    ),
)


def with_a_slice(picture, window, steps):
    """The array of "same" may be smaller than the picture."""
    down, across = (lacking(*axis) for axis in zip(picture.shape, window, steps, strict=True))
    (h, w), top, left = picture.shape, down // 2, across // 2
    array = np.zeros((h + down, w + across))
    array[top : top + h, left : left + w] = picture
    return array


strided_count = more(
    count,
    mistake(
        "stride-applied-twice",
        "The stride counts twice, in the number of places and in the step from one to the next; "
        "once is enough.",
        lambda it, pace: tuple(-(-n // s) for n, s in zip(it, pace, strict=True)),
    ),
    mistake(
        "padding-not-counted",
        "Your result stops where it would without padding; count the stamps on the padded picture.",
        lambda it, picture, window, pace: tuple(
            min(a, along(*axis)) for a, *axis in zip(it, picture.shape, window, pace, strict=True)
        ),
        lambda it, picture, window, pace, padding: (
            it
            if isinstance(padding, str)
            else tuple(along(*axis) for axis in zip(picture.shape, window, pace, strict=True))
        ),
    ),
    mistake(
        "one-number-for-both",
        ONE_NUMBER,
        lambda pixels, window, pace: counted(pixels.shape, window, twice_first(pace)),
        lambda pixels, window, pace: counted(pixels.shape, window, twice_second(pace)),
    ),
    mistake(
        "rows-and-columns-swapped",
        SWAPPED,
        lambda pixels, window, pace: counted(pixels.shape, window, swap(pace)),
    ),
    mistake(
        "stride-ignored",
        "The number of stamps is counted without the stride; divide by it.",
        lambda pixels, window: counted(pixels.shape, window, (1, 1)),
    ),
    mistake(
        "same-rounded-down",
        "Your result for 'same' is what you get with floor(n / s) answers; round up.",
        lambda it, picture, pace, padding: (
            tuple(n // s for n, s in zip(picture.shape, pace, strict=True))
            if padding == "same"
            else it
        ),
    ),
)


def counted(sizes, window, pace):
    return tuple(along(*axis) for axis in zip(sizes, window, pace, strict=True))


def pair(value):
    """A (down, right) pair beside the places (2, rows, columns)."""
    return np.reshape(value, (2, 1, 1))


strided_places = more(
    places,
    mistake(
        "stride-ignored",
        IGNORED,
        lambda visited: np.indices(np.maximum(visited, 0)),
    ),
    mistake(
        "stride-on-one-axis",
        ONE_AXIS,
        lambda visited, pace: np.indices(np.maximum(visited, 0)) * pair((1, pace[1])),
        lambda visited, pace: np.indices(np.maximum(visited, 0)) * pair((pace[0], 1)),
    ),
    mistake(
        "rows-and-columns-swapped",
        SWAPPED,
        lambda visited, pace: np.indices(np.maximum(visited, 0)) * pair(swap(pace)),
        lambda visited, pace: swap(np.indices(np.maximum(visited, 0))) * pair(pace),
    ),
    mistake(
        "one-number-for-both",
        ONE_NUMBER,
        lambda visited, pace: np.indices(np.maximum(visited, 0)) * pace[0],
        lambda visited, pace: np.indices(np.maximum(visited, 0)) * pace[1],
    ),
    mistake(
        "index-used-twice",
        "One index is used for rows and for columns; each needs an index of its own.",
        lambda visited, pace: np.indices(np.maximum(visited, 0))[[0, 0]] * pair(pace),
        lambda visited, pace: np.indices(np.maximum(visited, 0))[[1, 1]] * pair(pace),
    ),
    mistake(
        "stride-added",
        "This happens when the stride is added to the number of the stamp; multiply them.",
        lambda visited, pace: np.indices(np.maximum(visited, 0)) + pair(pace),
        lambda it, visited, pace: np.stack([np.indices(visited)[0] + pace[0], it[1]]),
        lambda it, visited, pace: np.stack([it[0], np.indices(visited)[1] + pace[1]]),
    ),
    mistake(
        "place-divided",
        "The number of the stamp is divided by the stride; multiply them.",
        lambda visited, pace: np.indices(np.maximum(visited, 0)) // pair(pace),
        lambda it, visited, pace: np.stack([np.indices(visited)[0] // pace[0], it[1]]),
        lambda it, visited, pace: np.stack([it[0], np.indices(visited)[1] // pace[1]]),
    ),
    mistake(
        "late-start",
        "The first stamp does not lie at the corner; keep the answers 0, s, 2s and so on.",
        lambda it, pace: it + pair(pace) - 1,
        lambda it, pace: it + (pair(pace) > 1),
        lambda it, pace: it + pair(pace) // 2,
        lambda it, pace: it + np.where(pair(pace) > 1, pair(pace), 0),
    ),
    mistake(
        "stride-applied-twice",
        "The stride counts twice, in the number of places and in the step from one to the next; "
        "once is enough.",
        lambda it, pace: it * pair(pace),
    ),
)


def starting_late(start):
    """The answers of stride 1 from `start(s)` on, a stride apart: fewer at the end."""

    def make(pixels, laid, pace, bias):
        windows = np.lib.stride_tricks.sliding_window_view(pixels, laid.shape)
        every = np.tensordot(windows, laid, 2) + bias
        (down, across) = pace
        return every[start(down) :: down, start(across) :: across]

    return make


def with_gaps(answers_of):
    """The answers stand where they were taken, with zeros between them."""

    def make(it, pixels, laid, pace, bias):
        windows = np.lib.stride_tricks.sliding_window_view(pixels, laid.shape)
        every = np.tensordot(windows, laid, 2) + bias
        return answers_of(it, every, *pace)

    return make


def at_every(shape, answers, down, across):
    gaps = np.zeros(shape)
    answers = answers[: -(-shape[0] // down), : -(-shape[1] // across)]
    gaps[::down, ::across] = answers
    return gaps


def beyond(it, down, across):
    """The answers written at their places in a map that is too small for that."""
    strange = np.zeros(it.shape)
    for i, j in np.ndindex(it.shape):
        strange[i * down, j * across] = it[i, j]
    return strange


strided_written = more(
    written,
    mistake(
        "late-start",
        "The first stamp does not lie at the corner; keep the answers 0, s, 2s and so on.",
        starting_late(lambda s: s - 1),
        starting_late(lambda s: min(s - 1, 1)),
        starting_late(lambda s: s // 2),
        starting_late(lambda s: s if s > 1 else 0),
    ),
    mistake(
        "picture-thinned-out",
        "The stride leaves out pixels of the picture; only stamps are left out.",
        lambda pixels, pace, laid, bias: of_picture(thin(pixels, pace), laid, (1, 1), bias),
        lambda picture, pace, laid, bias, padding, window, frame: of_picture(
            framed_thin(picture, pace, padding, window, frame), laid, (1, 1), bias
        ),
        lambda picture, pace, laid, bias, padding, window, frame: of_picture(
            framed_thin(picture, pace, padding, window, frame), laid, pace, bias
        ),
    ),
    mistake(
        "stride-applied-twice",
        "The stride counts twice, in the number of places and in the step from one to the next; "
        "once is enough.",
        lambda it, pace: it[:: pace[0], :: pace[1]],
        lambda it, pace: at_every(it.shape, it[:: pace[0], :: pace[1]], *pace),
        with_gaps(
            lambda it, every, down, across: at_every(
                it.shape, every[: it.shape[0] : down, : it.shape[1] : across], down, across
            )
        ),
    ),
    mistake(
        "place-for-index",
        "This happens when the place of a stamp is also its index in the map; the map has no gaps.",
        with_gaps(
            lambda it, every, down, across: at_every(
                every.shape, every[::down, ::across], down, across
            )
        ),
        lambda it, pace: beyond(it, *pace),
    ),
    mistake(
        "result-padded",
        "Zeros are put around the map; put them around the picture, before stamping.",
        lambda it, picture, laid, pace, bias, frame: np.pad(
            of_picture(picture, laid, pace, bias), frame
        ),
        lambda it, picture, laid, pace, bias, frame, padding: (
            it if isinstance(padding, str) else np.pad(of_picture(picture, laid, pace, bias), frame)
        ),
        lambda it, picture, laid, pace, bias: in_the_middle(
            it.shape, of_picture(picture, laid, pace, bias)
        ),
    ),
    mistake(
        "padding-not-counted",
        "Your result stops where it would without padding; count the stamps on the padded picture.",
        lambda it, picture, laid, pace, bias: it[
            tuple(map(slice, of_picture(picture, laid, pace, bias).shape))
        ],
    ),
    mistake(
        "inner-loop-once",
        "Your result is filled only once per round of the outer loop; check the indentation.",
        lambda it: emptied(it, np.s_[:, :-1]),
        lambda it: emptied(it, np.s_[:-1]),
    ),
    mistake(
        "ragged-edge-kept",
        "Your result has an extra stamp at the end, for pixels that the steps do not reach; leave "
        "them out.",
        lambda pixels, laid, pace, bias: of_picture(
            np.pad(pixels, ragged(pixels, laid, pace)), laid, pace, bias
        ),
        lambda it, pixels, laid, pace: np.pad(
            it, [(0, int(more > 0)) for _, more in ragged(pixels, laid, pace)]
        ),
    ),
    mistake(
        "one-stamp-too-many",
        "There is one place too many; the last place is where the kernel still lies on the "
        "picture, n - f.",
        lambda it: np.pad(it, [(0, 1), (0, 1)]),
        lambda it: np.pad(it, [(0, 1), (0, 0)]),
        lambda it: np.pad(it, [(0, 0), (0, 1)]),
    ),
    mistake(
        "relu-not-asked",
        "Negative answers become 0; there is no ReLU in this function.",
        lambda it, bias: np.maximum(it - bias, 0.0) + bias,
    ),
    mistake(
        "sign-lost",
        "Negative answers become positive; keep their sign.",
        lambda it, bias: np.abs(it - bias) + bias,
    ),
)


def thin(picture, pace):
    return picture[:: pace[0], :: pace[1]]


def framed_thin(picture, pace, padding, window, frame):
    """Every s-th pixel of the picture, padded afterwards."""
    rest = thin(picture, pace)
    return np.pad(rest, sides(keras, rest.shape, window, (1, 1)) if padding == "same" else frame)


def of_picture(picture, laid, pace, bias):
    """The answers without a frame."""
    windows = np.lib.stride_tricks.sliding_window_view(picture, laid.shape)
    return np.tensordot(windows[:: pace[0], :: pace[1]], laid, 2) + bias


def in_the_middle(shape, answers):
    rest = [n - m for n, m in zip(shape, answers.shape, strict=True)]
    return np.pad(answers, [(each // 2, each - each // 2) for each in rest])


def ragged(pixels, laid, pace):
    axes = zip(pixels.shape, laid.shape, pace, strict=True)
    return [(0, (f - n) % s) for n, f, s in axes]


conv2d_strided = function(
    "conv2d_strided",
    "image kernel bias stride padding",
    step("weights", lambda kernel: kernel),
    numbers,
    step("picture", lambda numbers: numbers[0], *VIEWS),
    more(laid, spread_out),
    window,
    steps,
    frame,
    padded,
    step("pace", lambda steps: steps, *PACES),
    strided_count,
    size,
    result,
    visited,
    strided_places,
    patches,
    answers,
    biased,
    strided_written,
    stored,
    returned,
)

# %% what should be refused

SENTENCES = {
    "too-large-accepted": "Your function answers although the kernel does not fit; "
    "compare it with the padded size first and raise ValueError.",
    "unknown-word-accepted": "Your function takes an unknown word for padding; "
    "anything but 'valid' and 'same' is a ValueError.",
    "third-axis-accepted": "Your function takes an array that is not 2-D; "
    "look at its number of dimensions first and raise ValueError.",
}


@misconception("too-large-accepted", "output_size")
def without_looking_at_the_kernel(right, n, f, p, s):
    return (n + 2 * p - f) // s + 1 if f > n + 2 * p else right(n, f, p, s)


@misconception("too-large-accepted", "output_size")
def never_below_zero(right, n, f, p, s):
    return max((n + 2 * p - f) // s + 1, 0) if f > n + 2 * p else right(n, f, p, s)


@misconception("unknown-word-accepted", "conv2d_strided")
def valid_for_unknown_words(right, image, kernel, bias, stride, padding):
    if isinstance(padding, str) and padding != "same":
        padding = "valid"
    return right(image, kernel, bias, stride, padding)


@misconception("unknown-word-accepted", "conv2d_strided")
def same_for_unknown_words(right, image, kernel, bias, stride, padding):
    if isinstance(padding, str) and padding != "valid":
        padding = "same"
    return right(image, kernel, bias, stride, padding)


@misconception("unknown-word-accepted", "conv2d_strided")
def full_padding(right, image, kernel, bias, stride, padding):
    if isinstance(padding, str) and padding == "full":
        padding = (kernel.shape[0] - 1, kernel.shape[1] - 1)
    return right(image, kernel, bias, stride, padding)


@misconception("third-axis-accepted", "conv2d_strided")
def channels_added_up(right, image, kernel, *rest):
    image = image.sum(axis=2) if image.ndim == 3 else image
    return right(image, kernel.sum(axis=2) if kernel.ndim == 3 else kernel, *rest)


@misconception("third-axis-accepted", "conv2d_strided")
def rows_accepted(right, image, kernel, *rest):
    return right(np.atleast_2d(image), np.atleast_2d(kernel), *rest)


def numbers_in(*shape):
    """Numbers without a pattern, always the same."""
    return np.round(np.random.default_rng(9).normal(size=shape), 2)


BYTES = np.random.default_rng(8).integers(90, 256, size=(5, 6)).astype(np.uint8)

PROBES = {
    "output_size": [
        (17, 4, 3, 4),
        (12, 5, 1, 3),
        (15, 2, 1, 2),
        (20, 3, 2, 1),
        (17, 4, 1, 1),
        (31, 6, 4, 5),
        (24, 7, 2, 4),
        (19, 3, 1, 4),
        (16, 3, 1, 2),
    ],
    "stamp_positions": [
        (13, 4, 3),
        (13, 4, -3),
        (15, 3, -2),
        (15, 3, 2),
        (17, 2, 4),
        (17, 2, -4),
        (9, 5, 1),
        (9, 5, -1),
        (23, 6, 7),
        (23, 6, -7),
    ],
    "conv2d_strided": [
        (numbers_in(7, 9), numbers_in(2, 4), 0.7, (2, 3), (3, 2)),
        (numbers_in(9, 8), numbers_in(3, 2), -1.6, (3, 2), (1, 4)),
        (numbers_in(8, 7), numbers_in(3, 3), 1.3, 1, 2),
        (numbers_in(7, 8), numbers_in(4, 2), 0.7, (2, 3), "same"),
        (numbers_in(9, 7), numbers_in(3, 5), 0.7, (3, 2), "same"),
        (numbers_in(8, 8), numbers_in(2, 2), 1.3, 1, "same"),
        (numbers_in(8, 10), numbers_in(5, 6), 1.3, 4, "same"),
        (numbers_in(7, 8), numbers_in(1, 2), 1.3, (3, 5), "same"),
        (numbers_in(6, 10), numbers_in(4, 3), -1.6, (2, 3), "same"),
        (numbers_in(10, 9), numbers_in(3, 4), -1.6, (2, 4), "same"),
        (numbers_in(9, 10), numbers_in(4, 3), -1.6, (4, 2), "same"),
        (numbers_in(9, 7), numbers_in(3, 5), 0.7, 1, "same"),
        (numbers_in(7, 7), numbers_in(1, 1), 0.7, 4, "same"),
        (numbers_in(6, 9), numbers_in(3, 2), 0.7, 1, "valid"),
        (numbers_in(5, 5), numbers_in(5, 4), 0.7, (2, 1), 0),
        (BYTES, BYTES[1:3, 1:4], 1.5, (2, 1), (1, 2)),
        (BYTES, numbers_in(2, 3), 1.5, (1, 2), (1, 2)),
        (BYTES, (BYTES[:2, :2] - 200).astype(np.int8), 1.5, 2, 1),
    ],
}
