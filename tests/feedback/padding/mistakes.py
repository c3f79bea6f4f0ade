"""The steps of the functions of padding.py, and what is known to be done otherwise in each.

What is a mistake of a function as a whole stands at the end.
"""

import numpy as np

from grader.diagnosis import function, misconception, mistake, step


def both(value):
    return tuple(int(v) for v in value) if isinstance(value, tuple) else (int(value), int(value))


def swap(it):
    return it[::-1]


def twice_first(it):
    return it[0], it[0]


def twice_second(it):
    return it[1], it[1]


# %% zero_pad

ZEROS = (
    mistake(
        "padding-ignored",
        "Your result is what you get without any padding; use the padding.",
        lambda: (0, 0),
    ),
    mistake(
        "one-number-for-both",
        "This happens when one number of the pair is used for both directions; rows and "
        "columns have their own.",
        twice_first,
        twice_second,
    ),
    mistake(
        "padding-on-one-axis",
        "This happens when only one direction is padded; rows and columns both get a frame.",
        lambda it: (it[0], 0),
        lambda it: (0, it[1]),
        lambda it, padding: it if isinstance(padding, tuple) else (it[0], 0),
        lambda it, padding: it if isinstance(padding, tuple) else (0, it[1]),
    ),
    mistake(
        "rows-and-columns-swapped",
        "This happens when rows and columns are mixed up; the first number is always the "
        "vertical one.",
        swap,
    ),
    mistake(
        "padding-doubled",
        "Your result is what you get with a frame twice as wide; padding is the number of "
        "zeros at each side.",
        lambda it: (2 * it[0], 2 * it[1]),
    ),
    mistake(
        "padding-halved",
        "Your result is what you get with a frame half as wide; padding is the number of "
        "zeros at each side, not at both sides together.",
        lambda it: (it[0] // 2, it[1] // 2),
    ),
    mistake(
        "frame-of-one-assumed",
        "Your result is what you get with a frame of width 1, whatever padding is passed; use"
        " the number that is passed.",
        lambda: (1, 1),
    ),
)


def on_axes(rule):
    """Zeros before and after, `rule(p)`: on both axes, on the rows only, on the columns only."""
    return (
        lambda it, zeros: tuple(map(rule, zeros)),
        lambda it, zeros: (rule(zeros[0]), it[1]),
        lambda it, zeros: (it[0], rule(zeros[1])),
    )


frame = step(
    "frame",
    lambda zeros: tuple((p, p) for p in zeros),
    mistake(
        "one-sided-padding",
        "This happens when the zeros are put at one side only; the frame goes around all four.",
        *on_axes(lambda p: (p, 0)),
        *on_axes(lambda p: (0, p)),
    ),
    mistake(
        "padding-halved",
        "Your result is what you get with a frame half as wide; padding is the number of "
        "zeros at each side, not at both sides together.",
        *on_axes(lambda p: (p // 2, p - p // 2)),
        *on_axes(lambda p: ((p + 1) // 2, (p + 1) // 2)),
        *on_axes(lambda p: (p // 2, p // 2))[1:],
    ),
    mistake(
        "padding-doubled",
        "Your result is what you get with a frame twice as wide; padding is the number of "
        "zeros at each side.",
        *on_axes(lambda p: (2 * p, 2 * p))[1:],
        *on_axes(lambda p: (p, 3 * p)),
    ),
    mistake(
        "picture-off-centre",
        "Your frame has the right size, but the picture does not lie in its middle; where "
        "does its first pixel belong?",
        *on_axes(lambda p: (0, 2 * p)),
        *on_axes(lambda p: (2 * p, 0)),
        *on_axes(lambda p: (p - 1, p + 1)),
        *on_axes(lambda p: (p + 1, p - 1)),
    ),
    mistake(
        "off-by-one-end",
        "This happens when the last row or the last column is left out; check where your "
        "ranges end.",
        *on_axes(lambda p: (p, p - 1)),
    ),
    mistake(
        "off-by-one-start",
        "This happens when the first row or the first column is left out; counting starts at 0.",
        *on_axes(lambda p: (p - 1, p)),
    ),
)
picture = step(
    "picture",
    lambda image: image,
    mistake(
        "off-by-one-end",
        "This happens when the last row or the last column is left out; check where your "
        "ranges end.",
        lambda it: it[:-1, :-1],
        lambda it: it[:-1],
        lambda it: it[:, :-1],
    ),
    mistake(
        "off-by-one-start",
        "This happens when the first row or the first column is left out; counting starts at 0.",
        lambda it: it[1:, 1:],
    ),
    mistake(
        "first-channel-only",
        "Only the first channel is padded; all channels belong to the result.",
        lambda it: it[:, :, 0] if it.ndim == 3 else it,
        lambda it: without_other_channels(it),
    ),
    mistake(
        "narrow-integers",
        "The picture is stored as uint8; give the new array the dtype of the picture.",
        lambda it: it.astype(np.uint8),
    ),
)


def without_other_channels(it):
    if it.ndim < 3:
        return it
    changed = it.copy()
    changed[:, :, 1:] = 0
    return changed


def framed(picture, frame, **how):
    return np.pad(picture, [*frame, (0, 0)][: picture.ndim], **how)


def filled(value):
    """A frame of one number, `value(picture, padding)`."""

    def make(it, picture, frame, padding):
        (top, _), (left, _) = frame
        result = np.full(it.shape, value(picture, padding), dtype=picture.dtype)
        result[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
        return result

    return make


def pasted(
    size=lambda h, w, ph, pw: (h + 2 * ph, w + 2 * pw),
    corner=tuple,
    span=tuple,
):
    """The picture written into an array of zeros, as an assignment of NumPy does it."""

    def make(picture, zeros):
        (height, width), (ph, pw) = picture.shape[:2], zeros
        result = np.zeros((*size(height, width, ph, pw), *picture.shape[2:]), picture.dtype)
        (y, x), (rows, columns) = corner((ph, pw)), span((height, width))
        result[y : y + rows, x : x + columns] = picture
        return result

    return make


def copied(part):
    """Of n rows or columns only `part(n)` are copied: of both, of the rows, of the columns."""
    return some(part, part), some(part, range), some(range, part)


def some(rows, columns):
    def make(it, picture, frame):
        result = np.zeros_like(it)
        (top, _), (left, _) = frame
        for i in rows(picture.shape[0]):
            for j in columns(picture.shape[1]):
                result[i + top, j + left] = picture[i, j]
        return result

    return make


def up_to(side):
    """Only as many rows and columns are copied as the picture has of one of them."""

    def make(it, picture, frame):
        count = picture.shape[side]
        return some(lambda n: range(count), lambda n: range(count))(it, picture, frame)

    return make


def to_minus_padding(it, picture, zeros):
    ph, pw = zeros
    result = np.zeros_like(it)
    result[ph:-ph, pw:-pw] = picture
    return result


def on_the_border(picture, zeros):
    (ph, pw), (h, w) = zeros, picture.shape[:2]
    result = np.zeros_like(picture)
    result[ph : h - ph, pw : w - pw] = picture[ph : h - ph, pw : w - pw]
    return result


def with_channels(sides):
    """The channels get `sides(zeros)` zeros, too."""
    return lambda picture, frame, zeros: np.pad(picture, [*frame, sides(zeros)][: picture.ndim])


padded = step(
    "padded",
    framed,
    mistake(
        "one-number-for-both",
        "This happens when one number of the pair is used for both directions; rows and "
        "columns have their own.",
        pasted(size=lambda h, w, ph, pw: (h + 2 * ph, w + 2 * ph)),
        pasted(size=lambda h, w, ph, pw: (h + 2 * pw, w + 2 * pw)),
        pasted(corner=twice_first),
        pasted(corner=twice_second),
    ),
    mistake(
        "rows-and-columns-swapped",
        "This happens when rows and columns are mixed up; the first number is always the "
        "vertical one.",
        pasted(corner=swap),
        pasted(size=lambda h, w, ph, pw: (h + 2 * pw, w + 2 * ph)),
        pasted(size=lambda h, w, ph, pw: (w + 2 * ph, h + 2 * pw), span=swap),
        pasted(span=swap),
    ),
    mistake(
        "square-image-assumed",
        "This happens when the picture is taken for a square; its height and its width may differ.",
        pasted(size=lambda h, w, ph, pw: (h + 2 * ph, h + 2 * pw), span=twice_first),
        pasted(size=lambda h, w, ph, pw: (w + 2 * ph, w + 2 * pw), span=twice_second),
        pasted(size=lambda h, w, ph, pw: (h + 2 * ph, h + 2 * pw)),
        pasted(size=lambda h, w, ph, pw: (w + 2 * ph, w + 2 * pw)),
        up_to(0),
        up_to(1),
    ),
    mistake(
        "picture-does-not-fit",
        "The slice for the picture is smaller than the picture; the new array needs 2p more "
        "rows and columns, a slice ends at start plus length.",
        pasted(size=lambda h, w, ph, pw: (h, w)),
        pasted(size=lambda h, w, ph, pw: (h, w + 2 * pw)),
        pasted(size=lambda h, w, ph, pw: (h + 2 * ph, w)),
    ),
    mistake(
        "ends-at-minus-zero",
        "This happens when a slice ends at minus the padding; with a padding of 0 such a "
        "slice is empty.",
        to_minus_padding,
    ),
    mistake(
        "pair-as-before-and-after",
        "A pair is read as (before, after); it is (vertical, horizontal), the same at both ends.",
        lambda picture, padding: np.pad(picture, padding),
        lambda picture, zeros: framed(picture, (zeros, zeros)),
    ),
    mistake(
        "off-by-one-end",
        "This happens when the last row or the last column is left out; check where your "
        "ranges end.",
        *copied(lambda n: range(n - 1)),
    ),
    mistake(
        "off-by-one-start",
        "This happens when the first row or the first column is left out; counting starts at 0.",
        *copied(lambda n: range(1, n)),
    ),
    mistake(
        "channels-padded",
        "The channels are padded too; only rows and columns get a frame.",
        with_channels(twice_first),
        with_channels(twice_second),
        with_channels(lambda zeros: (1, 1)),
        lambda it, picture, padding: (
            it if isinstance(padding, tuple) else np.pad(picture, int(padding))
        ),
    ),
    mistake(
        "channels-first",
        "The channels are taken for the first axis; here they are the last.",
        lambda picture, frame: np.pad(picture, [(0, 0), *frame][-picture.ndim :]),
    ),
    mistake(
        "border-repeated",
        "Your frame repeats the border of the picture; it should be zeros.",
        lambda picture, frame: framed(picture, frame, mode="edge"),
    ),
    mistake(
        "border-mirrored",
        "Your frame mirrors the picture; it should be zeros.",
        lambda picture, frame: framed(picture, frame, mode="reflect"),
        lambda picture, frame: framed(picture, frame, mode="symmetric"),
    ),
    mistake(
        "border-wrapped",
        "Your frame shows the opposite side of the picture; it should be zeros.",
        lambda picture, frame: framed(picture, frame, mode="wrap"),
    ),
    mistake(
        "border-overwritten",
        "Your zeros lie on the border of the picture itself; the frame goes around it and "
        "makes it larger.",
        on_the_border,
    ),
    mistake(
        "frame-not-zero",
        "Your frame is filled with another number than 0; it should be zeros.",
        filled(lambda picture, padding: 1),
        filled(lambda picture, padding: -1),
        filled(lambda picture, padding: 255),
        filled(lambda picture, padding: picture.mean()),
        filled(lambda picture, padding: picture.min()),
        filled(lambda picture, padding: picture.max()),
        filled(lambda picture, padding: np.nan),
        filled(lambda picture, padding: padding),
    ),
    mistake(
        "part-not-copied",
        "Your result has the right frame, but a part of the picture is missing in it; does "
        "your loop end too early?",
        some(lambda n: range(1), range),
        some(lambda n: range(1), lambda n: range(1)),
        some(range, lambda n: range(n - 1, n)),
        some(lambda n: range(n - 1, n), range),
    ),
)
zero_pad = function(
    "zero_pad",
    "image padding",
    step("zeros", lambda padding: both(padding), *ZEROS),
    frame,
    picture,
    padded,
    step(
        "returned",
        lambda padded: padded,
        mistake(
            "channel-axis-lost",
            "Your result has lost its last axis; a picture with one channel keeps the axis of "
            "that channel.",
            np.squeeze,
        ),
        mistake(
            "channels-first",
            "The channels are taken for the first axis; here they are the last.",
            lambda it: np.moveaxis(it, 2, 0) if it.ndim == 3 else it,
        ),
    ),
)

# %% stamp_counts


def covered(n, size, places, before=0):
    """How many stamps at these places of the padded axis cover each of the n pixels."""
    counts = [sum(place <= i + before < place + size for place in places) for i in range(n)]
    return np.array(counts, dtype=np.int64)


def along(n, f, p):
    """The right counts along one axis."""
    return covered(n, f, range(n + 2 * p - f + 1), p)


def frame_and_all(n, f, p):
    return covered(n + 2 * p, f, range(n + 2 * p - f + 1))


def frame_after_picture(n, f, p):
    return frame_and_all(n, f, p)[p:]


def frame_before_picture(n, f, p):
    return frame_and_all(n, f, p)[: p + n]


def seen_at_the_start(n, f, p):
    return frame_and_all(n, f, p)[:n]


def seen_at_the_end(n, f, p):
    return frame_and_all(n, f, p)[2 * p :]


def seen_one_cell_early(n, f, p):
    return frame_and_all(n, f, p)[p - 1 : p - 1 + n]


def seen_one_cell_late(n, f, p):
    return frame_and_all(n, f, p)[p + 1 : p + 1 + n]


def seen_up_to_the_size(n, f, p):
    return frame_and_all(n, f, p)[p:n]


def seen_to_minus_padding(n, f, p):
    return frame_and_all(n, f, p)[p:-p]


def unpadded_places(n, f, p):
    return covered(n, f, range(n - f + 1), p)


def zeros_before(n, f, p):
    return covered(n, f, range(n + p - f + 1), p)


def zeros_after(n, f, p):
    return covered(n, f, range(n + p - f + 1))


def three_cells(n, f, p):
    return covered(n, 3, range(n + 2 * p - f + 1), p)


def hanging_over_the_end(n, f, p):
    return covered(n, f, range(n + 2 * p), p)


def hanging_over_the_start(n, f, p):
    return covered(n, f, range(1 - f, n + 2 * p - f + 1), p)


def hanging_over_both(n, f, p):
    return np.full(n, f)


def place_for_each_pixel(n, f, p):
    return covered(n, f, range(n), p)


def place_on_each_pixel(n, f, p):
    return covered(n, f, range(n))


def once(n, f, p):
    return np.ones(n, dtype=np.int64)


def distance_or_cells(n, f, p):
    return np.array([min(i + 1 + p, n - i + p, f) for i in range(n)], dtype=np.int64)


def distance(n, f, p):
    return np.array([min(i + 1 + p, n - i + p) for i in range(n)], dtype=np.int64)


def started_before(n, f, p):
    return np.minimum(np.arange(n) + p, n + 2 * p - f) + 1


def not_ended(n, f, p):
    return started_before(n, f, p)[::-1]


def one_short(n, f, p):
    return along(n, f, p) - 1


def one_over(n, f, p):
    return along(n, f, p) + 1


def without_last_place(n, f, p):
    return covered(n, f, range(n + 2 * p - f), p)


def without_first_place(n, f, p):
    return covered(n, f, range(1, n + 2 * p - f + 1), p)


def with_one_more_place(n, f, p):
    return covered(n, f, range(n + 2 * p - f + 2), p)


def without_last_cell(n, f, p):
    return covered(n, f - 1, range(n + 2 * p - f + 1), p)


def without_first_cell(n, f, p):
    return covered(n, f - 1, range(1, n + 2 * p - f + 2), p)


def with_one_more_cell(n, f, p):
    return covered(n, f + 1, range(n + 2 * p - f + 1), p)


def starts(n, f, p):
    return covered(n, 1, range(n + 2 * p - f + 1), p)


def middles(n, f, p):
    return covered(n, 1, range(f // 2, n + 2 * p - f + 1 + f // 2), p)


def side_by_side(n, f, p):
    return covered(n, f, range(0, n + 2 * p - f + 1, f), p)


def last_place(n, f, p):
    return covered(n, f, [n + 2 * p - f], p)


def first_place(n, f, p):
    return covered(n, f, [0], p)


def distance_or_places(n, f, p):
    return np.minimum(distance(n, f, p), n + 2 * p - f + 1)


def by(rule):
    """Other counts `rule(n, f, p)`: along both axes, along the rows only or the columns only."""
    return (
        lambda shape, cells, zeros: axes(rule, rule, shape, cells, zeros),
        lambda it, shape, cells, zeros: (axes(rule, along, shape, cells, zeros)[0], it[1]),
        lambda it, shape, cells, zeros: (it[0], axes(along, rule, shape, cells, zeros)[1]),
    )


def axes(rows, columns, shape, cells, zeros):
    """The counts along the rows and along the columns."""
    (h, w), (fh, fw), (ph, pw) = shape, cells, zeros
    return rows(h, fh, ph), columns(w, fw, pw)


def on(rows, columns):
    return lambda shape, cells, zeros: axes(rows, columns, shape, cells, zeros)


counts = step(
    "counts",
    lambda shape, cells, zeros: axes(along, along, shape, cells, zeros),
    mistake(
        "one-sided-padding",
        "This happens when the zeros are put at one side only; the frame goes around all four.",
        *by(zeros_before),
        *by(zeros_after),
    ),
    mistake(
        "size-three-assumed",
        "Your result is the one for a kernel of size 3, whatever size is passed; use the size"
        " that is passed.",
        *by(three_cells),
    ),
    mistake(
        "frame-kept",
        "Your result still contains the cells of the frame; only the pixels of the picture "
        "belong to it.",
        *by(frame_and_all),
        *by(frame_after_picture),
        *by(frame_before_picture),
    ),
    mistake(
        "cut-out-wrongly",
        "Your result is a part of the counts on the padded picture, but the wrong one; p "
        "cells are left out at each end.",
        *by(seen_at_the_start),
        *by(seen_at_the_end),
        *by(seen_one_cell_early),
        *by(seen_one_cell_late),
        *by(seen_up_to_the_size),
    ),
    mistake(
        "ends-at-minus-zero",
        "This happens when a slice ends at minus the padding; with a padding of 0 such a "
        "slice is empty.",
        *by(seen_to_minus_padding),
    ),
    mistake(
        "stamps-leave-the-picture",
        "Your result also counts stamps that hang over the edge of the padded picture; a "
        "stamp is made only where all of the kernel fits.",
        *by(hanging_over_the_end),
        *by(hanging_over_the_start),
        *by(hanging_over_both),
    ),
    mistake(
        "one-stamp-per-pixel",
        "Your result is what you get with as many stamps as pixels; along each axis only n + "
        "2p - f + 1 stamps fit.",
        *by(place_for_each_pixel),
        *by(place_on_each_pixel),
    ),
    mistake(
        "padding-not-counted",
        "Your stamps stop where they would without padding; count the places on the padded "
        "picture.",
        *by(unpadded_places),
    ),
    mistake(
        "room-forgotten",
        "The distance to the edges and the kernel alone decide; a small picture has fewer "
        "places than that.",
        *by(distance_or_cells),
    ),
    mistake(
        "kernel-limit-forgotten",
        "Your result grows on towards the middle; along an axis a pixel is covered f times at"
        " most.",
        *by(distance),
        *by(distance_or_places),
    ),
    mistake(
        "other-end-forgotten",
        "Your result also counts stamps that lie wholly on one side of the pixel; a stamp "
        "covers f pixels from where it starts.",
        *by(started_before),
        *by(not_ended),
    ),
    mistake(
        "one-count-short",
        "Your count along each axis is one too small; from a to b there are b - a + 1 places,"
        " both ends included.",
        *by(one_short),
    ),
    mistake(
        "one-count-over",
        "Your count along each axis is one too large; from a to b there are b - a + 1 places,"
        " both ends included.",
        *by(one_over),
    ),
    mistake(
        "off-by-one-end",
        "This happens when the last row or the last column is left out; check where your "
        "ranges end.",
        *by(without_last_place),
    ),
    mistake(
        "off-by-one-start",
        "This happens when the first row or the first column is left out; counting starts at 0.",
        *by(without_first_place),
    ),
    mistake(
        "one-too-many",
        "Your result is what you get with one stamp too many along an axis; check where your "
        "ranges end.",
        *by(with_one_more_place),
    ),
    mistake(
        "kernel-off-by-one",
        "Each stamp covers one pixel too many or too few along an axis; it covers as many as "
        "the kernel has cells.",
        *by(without_last_cell),
        *by(without_first_cell),
        *by(with_one_more_cell),
    ),
    mistake(
        "stamps-do-not-overlap",
        "The stamp moves by its own size; with stride 1 it moves by one pixel.",
        *by(side_by_side),
    ),
    mistake(
        "starts-for-counts",
        "Your result counts one pixel for each stamp; a stamp covers as many pixels as the "
        "kernel has cells.",
        by(starts)[0],
        by(middles)[0],
    ),
    mistake(
        "one-axis-counted",
        "The stamps are counted along one axis only; every row of stamps also moves along the"
        " columns.",
        on(along, once),
        on(once, along),
        on(along, starts),
        on(starts, along),
    ),
    mistake(
        "inner-loop-once",
        "The counting is done only once per round of the outer loop; check the indentation.",
        on(along, last_place),
        on(last_place, along),
    ),
    mistake(
        "returned-too-early",
        "The function returns in the middle of its loop; check the indentation of the return.",
        on(first_place, along),
        on(first_place, first_place),
    ),
)


def places_of(shape, cells, zeros):
    """How many places there are along each axis."""
    return [n + 2 * p - f + 1 for n, f, p in zip(shape, cells, zeros, strict=True)]


def written(value):
    """One number everywhere in the shape of the map: `value(shape, cells, zeros)`."""

    def make(shape, cells, zeros):
        return np.full(places_of(shape, cells, zeros), value(shape, cells), dtype=np.int64)

    return make


stamp_counts = function(
    "stamp_counts",
    "image_shape kernel_size padding",
    step(
        "shape",
        lambda image_shape: both(image_shape),
        mistake(
            "rows-and-columns-swapped",
            "This happens when rows and columns are mixed up; the first number is always the "
            "vertical one.",
            swap,
        ),
        mistake(
            "square-image-assumed",
            "This happens when the picture is taken for a square; its height and its width may "
            "differ.",
            twice_first,
            twice_second,
        ),
    ),
    step(
        "cells",
        lambda kernel_size: both(kernel_size),
        mistake(
            "square-kernel-assumed",
            "The kernel is taken for a square; its height and its width may differ.",
            twice_first,
            twice_second,
        ),
        mistake(
            "rows-and-columns-swapped",
            "This happens when rows and columns are mixed up; the first number is always the "
            "vertical one.",
            swap,
        ),
        mistake(
            "size-three-assumed",
            "Your result is the one for a kernel of size 3, whatever size is passed; use the size"
            " that is passed.",
            lambda: (3, 3),
        ),
    ),
    step(
        "zeros",
        lambda padding: both(padding),
        *ZEROS,
        mistake(
            "same-padding-assumed",
            "Your result is what you get with the frame of 'same'; use the padding that is passed.",
            lambda cells: ((cells[0] - 1) // 2, (cells[1] - 1) // 2),
            lambda cells: (cells[0] // 2, cells[1] // 2),
        ),
    ),
    counts,
    step(
        "together",
        lambda counts: np.outer(*counts),
        mistake(
            "sum-for-product",
            "The counts of both axes are added; each place in a column goes with each place in a "
            "row.",
            lambda counts: np.add.outer(*counts),
        ),
        mistake(
            "minimum-for-product",
            "Your result is the smaller one of the counts of both axes; each place in a column "
            "goes with each place in a row.",
            lambda counts: np.minimum.outer(*counts),
        ),
        mistake(
            "ones-for-counts",
            "Your result says only whether a pixel is covered; it should say how many stamps "
            "cover it.",
            lambda it: np.minimum(it, 1),
        ),
        mistake(
            "map-for-counts",
            "Your result has the shape of the map, one number for each stamp; it should have one "
            "number for each pixel of the picture.",
            written(lambda shape, cells: 1),
            written(lambda shape, cells: cells[0] * cells[1]),
        ),
        mistake(
            "all-stamps-everywhere",
            "Your result is the number of all stamps in every pixel; count only those that cover "
            "the pixel.",
            lambda shape, cells, zeros: np.full(shape, np.prod(places_of(shape, cells, zeros))),
        ),
        mistake(
            "share-for-count",
            "Your counts are divided by a total; the result is the plain number of stamps.",
            lambda it, cells: it / (cells[0] * cells[1]),
            lambda it, shape, cells, zeros: it / np.prod(places_of(shape, cells, zeros)),
        ),
    ),
)

# %% mistakes in a function as a whole


def along_axes(rows, columns, image_shape, kernel_size, padding):
    sizes = both(image_shape), both(kernel_size), both(padding)
    return np.outer(*axes(rows, columns, *sizes))


SENTENCES = {
    "one-too-large": "Your result is one too large for every size; solve n + 2p - f + 1 = n for "
    "p again and "
    "watch the sign of the 1.",
    "one-too-small": "Your result is one too small for every size; solve n + 2p - f + 1 = n for "
    "p again.",
    "not-halved": "Your result is the number of zeros that are missing in all; half of them go "
    "to each "
    "side.",
    "halved-twice": "F - 1 is divided by 4; divide by 2, once for the two sides.",
    "brackets-forgotten": "Only the 1 is divided by 2, not the whole difference f - 1.",
    "doubled-for-halved": "F - 1 is multiplied by 2; divide it.",
    "always-zero": "Your result is 0 for every size; solve n + 2p - f + 1 = n for p.",
    "one-not-subtracted": "F is divided by 2 without taking 1 away; solve n + 2p - f + 1 = n for "
    "p again.",
    "size-three-assumed": "Your result is the one for a kernel of size 3, whatever size is "
    "passed; use the size "
    "that is passed.",
    "frame-never-empty": "Your result is right except for size 1; such a kernel takes nothing "
    "off the picture, so "
    "it needs no frame.",
    "even-size-accepted": "Your function answers for an even size; no whole number solves n + 2p "
    "- f + 1 = n then, "
    "so it is a ValueError.",
    "one-number-for-both": "This happens when one number of the pair is used for both "
    "directions; rows and columns "
    "have their own.",
    "rows-and-columns-swapped": "This happens when rows and columns are mixed up; the first "
    "number is always the vertical"
    " one.",
    "square-image-assumed": "This happens when the picture is taken for a square; its height and "
    "its width may "
    "differ.",
    "cut-out-wrongly": "Your result is a part of the counts on the padded picture, but the wrong "
    "one; p cells "
    "are left out at each end.",
    "square-kernel-assumed": "The kernel is taken for a square; its height and its width may "
    "differ.",
    "indices-mixed-up": "The two loop variables are mixed up; one is for the rows, the other for "
    "the columns.",
    "wrong-length-accepted": "Your function takes a shape that is no pair; image_shape is (H, "
    "W), anything else is a "
    "ValueError.",
    "example-returned": "Your result is that of the example in the lesson; calculate it from the "
    "arguments.",
}


def stamped(frame, places, cells):
    """The counts in an array of the shape `frame`, where slices are cut off as NumPy does it."""
    rows, columns = (np.zeros(size, dtype=np.int64) for size in frame)
    for i in range(places[0]):
        rows[i : i + cells[0]] += 1
    for j in range(places[1]):
        columns[j : j + cells[1]] += 1
    return np.outer(rows, columns)


def shapes(image_shape, kernel_size, padding):
    """The padded picture, the number of stamps in each direction, and the kernel."""
    sizes = zip(both(image_shape), both(kernel_size), both(padding), strict=True)
    (height, rows), (width, columns) = ((n + 2 * p, n + 2 * p - f + 1) for n, f, p in sizes)
    return (height, width), (rows, columns), both(kernel_size)


def cut_out(counts, image_shape, padding):
    (ph, pw), (h, w) = both(padding), both(image_shape)
    return counts[ph : ph + h, pw : pw + w]


def mixed_up(starts, ends):
    """A mistake in the slice of a stamp, whose ends are made of the wrong loop variables."""

    def wrong(right, *sizes):
        frame, places, cells = shapes(*sizes)
        counts = np.zeros(frame, dtype=np.int64)
        for i in range(places[0]):
            for j in range(places[1]):
                (top, left), (bottom, right) = starts(i, j), ends(i, j)
                counts[top : bottom + cells[0], left : right + cells[1]] += 1
        return cut_out(counts, sizes[0], sizes[2])

    return misconception("indices-mixed-up", "stamp_counts")(wrong)


def padded_counts(image_shape, kernel_size, padding):
    return along_axes(frame_and_all, frame_and_all, image_shape, kernel_size, padding)


@misconception("one-too-large", "same_padding")
def sign_of_the_one_turned(right, kernel_size):
    return (kernel_size + 1) // 2


@misconception("one-too-large", "same_padding")
def sign_of_the_one_turned_with_a_fraction(right, kernel_size):
    return (kernel_size + 1) / 2


@misconception("one-too-small", "same_padding")
def three_subtracted(right, kernel_size):
    return (kernel_size - 3) // 2


@misconception("one-too-small", "same_padding")
def never_below_zero(right, kernel_size):
    return max((kernel_size - 3) // 2, 0)


@misconception("one-too-small", "same_padding")
def three_subtracted_with_a_fraction(right, kernel_size):
    return (kernel_size - 3) / 2


@misconception("not-halved", "same_padding")
def all_missing_zeros(right, kernel_size):
    return kernel_size - 1


@misconception("halved-twice", "same_padding")
def divided_by_four(right, kernel_size):
    return (kernel_size - 1) // 4


@misconception("halved-twice", "same_padding")
def divided_by_four_with_a_fraction(right, kernel_size):
    return (kernel_size - 1) / 4


@misconception("brackets-forgotten", "same_padding")
def only_the_one_divided(right, kernel_size):
    return kernel_size - 1 // 2


@misconception("brackets-forgotten", "same_padding")
def only_the_one_divided_with_a_fraction(right, kernel_size):
    return kernel_size - 1 / 2


@misconception("one-not-subtracted", "same_padding")
def half_the_size(right, kernel_size):
    return kernel_size / 2


@misconception("size-three-assumed", "same_padding")
def always_one(right, kernel_size):
    return 1


@misconception("frame-never-empty", "same_padding")
def at_least_one(right, kernel_size):
    return max(right(kernel_size), 1)


@misconception("doubled-for-halved", "same_padding")
def doubled(right, kernel_size):
    return (kernel_size - 1) * 2


@misconception("always-zero", "same_padding")
def zero(right, kernel_size):
    return 0


@misconception("even-size-accepted", "same_padding")
def even_rounded_down(right, kernel_size):
    return (kernel_size - 1) // 2 if kernel_size in range(2, 1000, 2) else right(kernel_size)


@misconception("even-size-accepted", "same_padding")
def even_rounded_up(right, kernel_size):
    return kernel_size // 2 if kernel_size in range(2, 1000, 2) else right(kernel_size)


@misconception("even-size-accepted", "same_padding")
def even_with_a_fraction(right, kernel_size):
    return (kernel_size - 1) / 2 if kernel_size in range(2, 1000, 2) else right(kernel_size)


@misconception("rows-and-columns-swapped", "stamp_counts")
def places_swapped(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    rows = covered(h, fh, range(w + 2 * pw - fw + 1), ph)
    columns = covered(w, fw, range(h + 2 * ph - fh + 1), pw)
    return np.outer(rows, columns)


@misconception("rows-and-columns-swapped", "stamp_counts")
def covered_cells_swapped(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    rows = covered(h, fw, range(h + 2 * ph - fh + 1), ph)
    columns = covered(w, fh, range(w + 2 * pw - fw + 1), pw)
    return np.outer(rows, columns)


@misconception("rows-and-columns-swapped", "stamp_counts")
def number_of_places_with_the_kernel_swapped(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    rows = covered(h, fh, range(h + 2 * ph - fw + 1), ph)
    columns = covered(w, fw, range(w + 2 * pw - fh + 1), pw)
    return np.outer(rows, columns)


@misconception("rows-and-columns-swapped", "stamp_counts")
def padded_shape_swapped(right, *sizes):
    frame, places, cells = shapes(*sizes)
    return cut_out(stamped(frame[::-1], places, cells), sizes[0], sizes[2])


@misconception("rows-and-columns-swapped", "stamp_counts")
def cut_out_swapped(right, *sizes):
    swapped = padded_counts(*sizes).T
    return cut_out(swapped, sizes[0], sizes[2]).T


@misconception("rows-and-columns-swapped", "stamp_counts")
def number_of_places_with_the_picture_swapped(right, image_shape, kernel_size, padding):
    frame, _, cells = shapes(image_shape, kernel_size, padding)
    _, places, _ = shapes(both(image_shape)[::-1], kernel_size, padding)
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("rows-and-columns-swapped", "stamp_counts")
def slices_swapped(right, *sizes):
    (height, width), (rows, columns), cells = shapes(*sizes)
    counts = stamped((width, height), (rows, columns), cells)
    return cut_out(counts.T, sizes[0], sizes[2])


first = mixed_up(lambda i, j: (i, i), lambda i, j: (i, i))


second = mixed_up(lambda i, j: (j, j), lambda i, j: (j, j))


first_start = mixed_up(lambda i, j: (j, j), lambda i, j: (i, j))


first_end = mixed_up(lambda i, j: (i, j), lambda i, j: (j, j))


second_start = mixed_up(lambda i, j: (i, i), lambda i, j: (i, j))


second_end = mixed_up(lambda i, j: (i, j), lambda i, j: (i, i))


@misconception("one-number-for-both", "stamp_counts")
def places_with_the_first_padding(right, image_shape, kernel_size, padding):
    frame, _, cells = shapes(image_shape, kernel_size, padding)
    _, places, _ = shapes(image_shape, kernel_size, both(padding)[0])
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("one-number-for-both", "stamp_counts")
def places_with_the_second_padding(right, image_shape, kernel_size, padding):
    frame, _, cells = shapes(image_shape, kernel_size, padding)
    _, places, _ = shapes(image_shape, kernel_size, both(padding)[1])
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("one-number-for-both", "stamp_counts")
def frame_with_the_first_padding(right, image_shape, kernel_size, padding):
    frame, _, _ = shapes(image_shape, kernel_size, both(padding)[0])
    _, places, cells = shapes(image_shape, kernel_size, padding)
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("one-number-for-both", "stamp_counts")
def frame_with_the_second_padding(right, image_shape, kernel_size, padding):
    frame, _, _ = shapes(image_shape, kernel_size, both(padding)[1])
    _, places, cells = shapes(image_shape, kernel_size, padding)
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("one-number-for-both", "stamp_counts")
def cut_out_with_the_first_padding(right, image_shape, kernel_size, padding):
    counts = padded_counts(image_shape, kernel_size, padding)
    return cut_out(counts, image_shape, both(padding)[0])


@misconception("one-number-for-both", "stamp_counts")
def cut_out_with_the_second_padding(right, image_shape, kernel_size, padding):
    counts = padded_counts(image_shape, kernel_size, padding)
    return cut_out(counts, image_shape, both(padding)[1])


@misconception("square-image-assumed", "stamp_counts")
def places_on_height_by_height(right, image_shape, kernel_size, padding):
    frame, _, cells = shapes(image_shape, kernel_size, padding)
    _, places, _ = shapes((image_shape[0], image_shape[0]), kernel_size, padding)
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("square-image-assumed", "stamp_counts")
def places_on_width_by_width(right, image_shape, kernel_size, padding):
    frame, _, cells = shapes(image_shape, kernel_size, padding)
    _, places, _ = shapes((image_shape[1], image_shape[1]), kernel_size, padding)
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("square-image-assumed", "stamp_counts")
def padded_height_by_height(right, image_shape, kernel_size, padding):
    _, places, cells = shapes(image_shape, kernel_size, padding)
    frame, _, _ = shapes((image_shape[0], image_shape[0]), kernel_size, padding)
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("square-image-assumed", "stamp_counts")
def padded_width_by_width(right, image_shape, kernel_size, padding):
    _, places, cells = shapes(image_shape, kernel_size, padding)
    frame, _, _ = shapes((image_shape[1], image_shape[1]), kernel_size, padding)
    return cut_out(stamped(frame, places, cells), image_shape, padding)


@misconception("square-image-assumed", "stamp_counts")
def height_by_height_cut_out(right, image_shape, kernel_size, padding):
    counts = padded_counts(image_shape, kernel_size, padding)
    return cut_out(counts, (image_shape[0], image_shape[0]), padding)


@misconception("square-image-assumed", "stamp_counts")
def width_by_width_cut_out(right, image_shape, kernel_size, padding):
    counts = padded_counts(image_shape, kernel_size, padding)
    return cut_out(counts, (image_shape[1], image_shape[1]), padding)


@misconception("square-image-assumed", "stamp_counts")
def places_of_the_rows_for_both(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.outer(along(h, fh, ph), covered(w, fw, range(h + 2 * ph - fh + 1), pw))


@misconception("square-image-assumed", "stamp_counts")
def places_of_the_columns_for_both(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.outer(covered(h, fh, range(w + 2 * pw - fw + 1), ph), along(w, fw, pw))


@misconception("square-kernel-assumed", "stamp_counts")
def height_of_the_covered_cells_for_both(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.outer(along(h, fh, ph), covered(w, fh, range(w + 2 * pw - fw + 1), pw))


@misconception("square-kernel-assumed", "stamp_counts")
def width_of_the_covered_cells_for_both(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.outer(covered(h, fw, range(h + 2 * ph - fh + 1), ph), along(w, fw, pw))


@misconception("square-kernel-assumed", "stamp_counts")
def number_of_places_with_the_kernel_height(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.outer(along(h, fh, ph), covered(w, fw, range(w + 2 * pw - fh + 1), pw))


@misconception("square-kernel-assumed", "stamp_counts")
def number_of_places_with_the_kernel_width(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.outer(covered(h, fh, range(h + 2 * ph - fw + 1), ph), along(w, fw, pw))


@misconception("cut-out-wrongly", "stamp_counts")
def cut_out_with_the_padding_swapped(right, image_shape, kernel_size, padding):
    (ph, pw), (h, w) = both(padding), both(image_shape)
    return padded_counts(image_shape, kernel_size, padding)[pw : pw + h, ph : ph + w]


@misconception("wrong-length-accepted", "stamp_counts")
def further_sizes_ignored(right, image_shape, kernel_size, padding):
    return right(image_shape[:2], kernel_size, padding)


@misconception("wrong-length-accepted", "stamp_counts")
def single_size_for_both(right, image_shape, kernel_size, padding):
    return right(image_shape * 2 if len(image_shape) == 1 else image_shape, kernel_size, padding)


@misconception("example-returned", "stamp_counts")
def example(right, image_shape, kernel_size, padding):
    return right((4, 4), 3, 0)


GREY = np.array([[0.5, -1.25, 2.0, 3.5], [4.25, 1.5, -0.75, 2.5], [-2.0, 3.25, 1.75, 0.25]])
COLOURS = np.stack([GREY, 2 * GREY + 1, 5 - GREY], axis=2)

PROBES = {
    "same_padding": [(1,), (3,), (5,), (7,), (9,), (13,)],
    "zero_pad": [
        (GREY, 2),
        (GREY, (1, 3)),
        (GREY.T, (3, 2)),
        (GREY, 0),
        (COLOURS, 2),
        (COLOURS, (3, 2)),
        (COLOURS[:, :, :1], 1),
    ],
    "stamp_counts": [
        ((9, 12), (3, 2), 0),
        ((12, 9), (2, 4), (2, 3)),
        ((9, 11), 4, (3, 1)),
        ((9, 10), (6, 7), 0),
        ((8, 9), (4, 5), 4),
        ((9, 8), (4, 1), (0, 2)),
        ((10, 11), (6, 7), (3, 2)),
    ],
}
