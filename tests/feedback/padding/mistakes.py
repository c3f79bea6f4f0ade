"""Known mistakes of padding.py: one sentence for each, and what it would answer."""

import numpy as np

from grader.diagnosis import misconception

SENTENCES = {
    "one-too-large": "Your result is one too large for every size; "
    "solve n + 2p - f + 1 = n for p again and watch the sign of the 1.",
    "one-too-small": "Your result is one too small for every size; "
    "solve n + 2p - f + 1 = n for p again.",
    "not-halved": "Your result is the number of zeros that are missing in all; "
    "half of them go to each side.",
    "halved-twice": "Your result is what you get when f - 1 is divided by 4; "
    "divide by 2, once for the two sides.",
    "brackets-forgotten": "Your result is what you get when only the 1 is divided by 2, "
    "not the whole difference f - 1.",
    "doubled-for-halved": "Your result is what you get when f - 1 is multiplied by 2; divide it.",
    "always-zero": "Your result is 0 for every size; solve n + 2p - f + 1 = n for p.",
    "one-not-subtracted": "Your result is what you get when f is divided by 2 without taking 1 "
    "away; solve n + 2p - f + 1 = n for p again.",
    "size-three-assumed": "Your result is the one for a kernel of size 3, whatever size is passed; "
    "use the size that is passed.",
    "frame-never-empty": "Your result is right except for size 1; such a kernel takes nothing off "
    "the picture, so it needs no frame.",
    "even-size-accepted": "Your function answers for an even size; no whole number solves "
    "n + 2p - f + 1 = n then, so it is a ValueError.",
    "padding-ignored": "Your result is what you get without any padding; use the padding.",
    "padding-doubled": "Your result is what you get with a frame twice as wide; "
    "padding is the number of zeros at each side.",
    "padding-halved": "Your result is what you get with a frame half as wide; "
    "padding is the number of zeros at each side, not at both sides together.",
    "padding-on-one-axis": "This happens when only one direction is padded; "
    "rows and columns both get a frame.",
    "one-sided-padding": "This happens when the zeros are put at one side only; "
    "the frame goes around all four.",
    "one-number-for-both": "This happens when one number of the pair is used for "
    "both directions; rows and columns have their own.",
    "frame-of-one-assumed": "Your result is what you get with a frame of width 1, "
    "whatever padding is passed; use the number that is passed.",
    "rows-and-columns-swapped": "This happens when rows and columns are mixed up; "
    "the first number is always the vertical one.",
    "square-image-assumed": "This happens when the picture is taken for a square; "
    "its height and its width may differ.",
    "ends-at-minus-zero": "This happens when a slice ends at minus the "
    "padding; with a padding of 0 such a slice is empty.",
    "off-by-one-end": "This happens when the last row or the last column is left "
    "out; check where your ranges end.",
    "off-by-one-start": "This happens when the first row or the first column is "
    "left out; counting starts at 0.",
    "picture-off-centre": "Your frame has the right size, but the picture does not lie in its "
    "middle; where does its first pixel belong?",
    "pair-as-before-and-after": "Your result is what you get when a pair is read as (before, "
    "after); it is (vertical, horizontal), the same at both ends.",
    "channels-padded": "Your result is what you get when the channels are padded too; "
    "only rows and columns get a frame.",
    "channels-first": "Your result is what you get when the channels are taken for the first axis; "
    "here they are the last.",
    "first-channel-only": "Your result is what you get when only the first channel is padded; "
    "all channels belong to the result.",
    "channel-axis-lost": "Your result has lost its last axis; a picture with one channel keeps "
    "the axis of that channel.",
    "border-repeated": "Your frame repeats the border of the picture; it should be zeros.",
    "border-mirrored": "Your frame mirrors the picture; it should be zeros.",
    "border-wrapped": "Your frame shows the opposite side of the picture; it should be zeros.",
    "border-overwritten": "Your zeros lie on the border of the picture itself; "
    "the frame goes around it and makes it larger.",
    "frame-not-zero": "Your frame is filled with another number than 0; it should be zeros.",
    "narrow-integers": "Your result is what you get when the picture is stored as uint8; "
    "give the new array the dtype of the picture.",
    "picture-does-not-fit": "The slice for the picture is smaller than the picture; "
    "the new array needs 2p more rows and columns, a slice ends at start plus length.",
    "part-not-copied": "Your result has the right frame, but a part of the picture is missing in "
    "it; does your loop end too early?",
    "frame-kept": "Your result still contains the cells of the frame; "
    "only the pixels of the picture belong to it.",
    "cut-out-wrongly": "Your result is a part of the counts on the padded picture, but the wrong "
    "one; p cells are left out at each end.",
    "stamps-leave-the-picture": "Your result also counts stamps that hang over the edge of the "
    "padded picture; a stamp is made only where all of the kernel fits.",
    "one-stamp-per-pixel": "Your result is what you get with as many stamps as pixels; "
    "along each axis only n + 2p - f + 1 stamps fit.",
    "same-padding-assumed": "Your result is what you get with the frame of 'same'; "
    "use the padding that is passed.",
    "square-kernel-assumed": "Your result is what you get when the kernel is taken for a square; "
    "its height and its width may differ.",
    "one-axis-counted": "Your result is what you get when the stamps are counted along one axis "
    "only; every row of stamps also moves along the columns.",
    "sum-for-product": "Your result is what you get when the counts of both axes are added; "
    "each place in a column goes with each place in a row.",
    "minimum-for-product": "Your result is the smaller one of the counts of both axes; "
    "each place in a column goes with each place in a row.",
    "indices-mixed-up": "Your result is what you get when the two loop variables are mixed up; "
    "one is for the rows, the other for the columns.",
    "padding-not-counted": "Your stamps stop where they would without padding; "
    "count the places on the padded picture.",
    "room-forgotten": "Your result is what you get when the distance to the edges and the kernel "
    "alone decide; a small picture has fewer places than that.",
    "kernel-limit-forgotten": "Your result grows on towards the middle; "
    "along an axis a pixel is covered f times at most.",
    "other-end-forgotten": "Your result also counts stamps that lie wholly on one side of the "
    "pixel; a stamp covers f pixels from where it starts.",
    "one-count-short": "Your count along each axis is one too small; "
    "from a to b there are b - a + 1 places, both ends included.",
    "one-count-over": "Your count along each axis is one too large; "
    "from a to b there are b - a + 1 places, both ends included.",
    "one-too-many": "Your result is what you get with one stamp too many along an axis; "
    "check where your ranges end.",
    "kernel-off-by-one": "Your result is what you get when each stamp covers one pixel too many or "
    "too few along an axis; it covers as many as the kernel has cells.",
    "ones-for-counts": "Your result says only whether a pixel is covered; "
    "it should say how many stamps cover it.",
    "starts-for-counts": "Your result counts one pixel for each stamp; "
    "a stamp covers as many pixels as the kernel has cells.",
    "stamps-do-not-overlap": "Your result is what you get when the stamp moves by its own size; "
    "with stride 1 it moves by one pixel.",
    "map-for-counts": "Your result has the shape of the map, one number for each stamp; "
    "it should have one number for each pixel of the picture.",
    "all-stamps-everywhere": "Your result is the number of all stamps in every pixel; "
    "count only those that cover the pixel.",
    "share-for-count": "Your counts are divided by a total; the result is the plain number of "
    "stamps.",
    "inner-loop-once": "Your result is what you get when the counting is done only once per round "
    "of the outer loop; check the indentation.",
    "wrong-length-accepted": "Your function takes a shape that is no pair; "
    "image_shape is (H, W), anything else is a ValueError.",
    "example-returned": "Your result is that of the example in the lesson; "
    "calculate it from the arguments.",
    "returned-too-early": "Your result is what you get when the function returns in the middle of "
    "its loop; check the indentation of the return.",
}


def both(value):
    return tuple(int(v) for v in value) if isinstance(value, tuple) else (int(value), int(value))


def framed(image, rows, columns, **how):
    """The image with (before, after) zeros for its rows and for its columns."""
    return np.pad(image, [rows, columns, (0, 0)][: image.ndim], **how)


def filled(image, padding, value):
    ph, pw = both(padding)
    shape = (image.shape[0] + 2 * ph, image.shape[1] + 2 * pw, *image.shape[2:])
    result = np.full(shape, value, dtype=image.dtype)
    result[ph : ph + image.shape[0], pw : pw + image.shape[1]] = image
    return result


def framed_by(id, sides):
    """A mistake in the frame: `sides(p)` are the zeros before and after an axis.

    It is made in both directions, in the rows only, or in the columns only.
    """

    def with_sides(rows, columns):
        def wrong(right, image, padding):
            ph, pw = both(padding)
            return framed(image, rows(ph), columns(pw))

        return misconception(id, "zero_pad")(wrong)

    def usual(p):
        return p, p

    return with_sides(sides, sides), with_sides(sides, usual), with_sides(usual, sides)


def placed(image, shape, top, left, height, width):
    """The image written into a slice of zeros, as an assignment in NumPy does it."""
    result = np.zeros((*shape, *image.shape[2:]), dtype=image.dtype)
    result[top : top + height, left : left + width] = image
    return result


def partly_copied(image, padding, rows, columns):
    result = filled(image * 0, padding, 0)
    ph, pw = both(padding)
    for i in rows:
        for j in columns:
            result[i + ph, j + pw] = image[i, j]
    return result


def copied_by(id, part):
    """A mistake in copying: of n rows or columns only `part(n)` are copied.

    It is made in both directions, in the rows only, or in the columns only.
    """

    def with_parts(rows, columns):
        def wrong(right, image, padding):
            height, width = image.shape[:2]
            return partly_copied(image, padding, rows(height), columns(width))

        return misconception(id, "zero_pad")(wrong)

    return with_parts(part, part), with_parts(part, range), with_parts(range, part)


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


def counted(rows, columns, image_shape, kernel_size, padding):
    """The counts when `rows(n, f, p)` and `columns(n, f, p)` are those along the axes."""
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.outer(rows(h, fh, ph), columns(w, fw, pw))


def counted_by(id, rule):
    """A mistake in counting along an axis, made along both, the rows only or the columns only."""

    def with_rules(rows, columns):
        def wrong(right, *sizes):
            return counted(rows, columns, *sizes)

        return misconception(id, "stamp_counts")(wrong)

    return with_rules(rule, rule), with_rules(rule, along), with_rules(along, rule)


def stamped(frame, places, cells, starts=lambda i, j: (i, j), ends=lambda i, j: (i, j)):
    """The counts in an array of the shape `frame`, where slices are cut off as NumPy does it."""
    counts = np.zeros(frame, dtype=np.int64)
    for i in range(places[0]):
        for j in range(places[1]):
            (top, left), (bottom, right) = starts(i, j), ends(i, j)
            counts[top : bottom + cells[0], left : right + cells[1]] += 1
    return counts


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
        counts = stamped(*shapes(*sizes), starts, ends)
        return cut_out(counts, sizes[0], sizes[2])

    return misconception("indices-mixed-up", "stamp_counts")(wrong)


def padded_counts(image_shape, kernel_size, padding):
    return counted(frame_and_all, frame_and_all, image_shape, kernel_size, padding)


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


@misconception("padding-ignored", "zero_pad")
def picture_as_it_is(right, image, padding):
    return image


twice_the_frame, twice_above, twice_left = framed_by("padding-doubled", lambda p: (2 * p, 2 * p))
more_after, more_below, more_right = framed_by("padding-doubled", lambda p: (p, 3 * p))
halves, halves_above, halves_left = framed_by("padding-halved", lambda p: (p // 2, p // 2))
odd_last, odd_below, odd_right = framed_by("padding-halved", lambda p: (p // 2, p - p // 2))
rounded_up, rounded_up_rows, rounded_up_columns = framed_by(
    "padding-halved", lambda p: ((p + 1) // 2, (p + 1) // 2)
)
before_only, above_only, left_only = framed_by("one-sided-padding", lambda p: (p, 0))
after_only, below_only, right_only = framed_by("one-sided-padding", lambda p: (0, p))
at_the_start, at_the_top, at_the_left = framed_by("picture-off-centre", lambda p: (0, 2 * p))
at_the_end, at_the_bottom, at_the_right = framed_by("picture-off-centre", lambda p: (2 * p, 0))
early, early_rows, early_columns = framed_by("picture-off-centre", lambda p: (p - 1, p + 1))
late, late_rows, late_columns = framed_by("picture-off-centre", lambda p: (p + 1, p - 1))
short_end, short_bottom, short_right = framed_by("off-by-one-end", lambda p: (p, p - 1))
short_start, short_top, short_left = framed_by("off-by-one-start", lambda p: (p - 1, p))
last_missing, last_row_missing, last_column_missing = copied_by(
    "off-by-one-end", lambda n: range(n - 1)
)
first_missing, first_row_missing, first_column_missing = copied_by(
    "off-by-one-start", lambda n: range(1, n)
)


@misconception("padding-on-one-axis", "zero_pad")
def only_rows_padded(right, image, padding):
    return right(image, (both(padding)[0], 0))


@misconception("padding-on-one-axis", "zero_pad")
def only_columns_padded(right, image, padding):
    return right(image, (0, both(padding)[1]))


@misconception("padding-on-one-axis", "zero_pad")
def only_rows_padded_by_an_int(right, image, padding):
    return right(image, padding if isinstance(padding, tuple) else (padding, 0))


@misconception("padding-on-one-axis", "zero_pad")
def only_columns_padded_by_an_int(right, image, padding):
    return right(image, padding if isinstance(padding, tuple) else (0, padding))


@misconception("one-number-for-both", "zero_pad")
def first_padding_for_both(right, image, padding):
    return right(image, both(padding)[0])


@misconception("one-number-for-both", "zero_pad")
def second_padding_for_both(right, image, padding):
    return right(image, both(padding)[1])


@misconception("frame-of-one-assumed", "zero_pad")
def frame_of_one(right, image, padding):
    return right(image, 1)


@misconception("rows-and-columns-swapped", "zero_pad")
def pair_swapped(right, image, padding):
    return right(image, both(padding)[::-1])


@misconception("rows-and-columns-swapped", "zero_pad")
def place_swapped(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * ph, w + 2 * pw), pw, ph, h, w)


@misconception("rows-and-columns-swapped", "zero_pad")
def shape_swapped(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * pw, w + 2 * ph), ph, pw, h, w)


@misconception("rows-and-columns-swapped", "zero_pad")
def height_and_width_swapped(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (w + 2 * ph, h + 2 * pw), ph, pw, w, h)


@misconception("square-image-assumed", "zero_pad")
def height_for_both(right, image, padding):
    (ph, pw), h = both(padding), image.shape[0]
    return placed(image, (h + 2 * ph, h + 2 * pw), ph, pw, h, h)


@misconception("square-image-assumed", "zero_pad")
def width_for_both(right, image, padding):
    (ph, pw), w = both(padding), image.shape[1]
    return placed(image, (w + 2 * ph, w + 2 * pw), ph, pw, w, w)


@misconception("square-image-assumed", "zero_pad")
def height_of_the_result_for_both(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * ph, h + 2 * pw), ph, pw, h, w)


@misconception("square-image-assumed", "zero_pad")
def columns_up_to_the_height(right, image, padding):
    height = image.shape[0]
    return partly_copied(image, padding, range(height), range(height))


@misconception("square-image-assumed", "zero_pad")
def rows_up_to_the_width(right, image, padding):
    width = image.shape[1]
    return partly_copied(image, padding, range(width), range(width))


@misconception("rows-and-columns-swapped", "zero_pad")
def ends_of_the_slices_swapped(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * ph, w + 2 * pw), ph, pw, w, h)


@misconception("square-image-assumed", "zero_pad")
def width_of_the_result_for_both(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (w + 2 * ph, w + 2 * pw), ph, pw, h, w)


@misconception("one-number-for-both", "zero_pad")
def first_padding_for_the_shape(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * ph, w + 2 * ph), ph, pw, h, w)


@misconception("one-number-for-both", "zero_pad")
def second_padding_for_the_shape(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * pw, w + 2 * pw), ph, pw, h, w)


@misconception("one-number-for-both", "zero_pad")
def first_padding_for_the_place(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * ph, w + 2 * pw), ph, ph, h, w)


@misconception("one-number-for-both", "zero_pad")
def second_padding_for_the_place(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * ph, w + 2 * pw), pw, pw, h, w)


@misconception("picture-does-not-fit", "zero_pad")
def array_of_the_size_of_the_picture(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h, w), ph, pw, h, w)


@misconception("picture-does-not-fit", "zero_pad")
def array_of_the_height_of_the_picture(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h, w + 2 * pw), ph, pw, h, w)


@misconception("picture-does-not-fit", "zero_pad")
def array_of_the_width_of_the_picture(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    return placed(image, (h + 2 * ph, w), ph, pw, h, w)


@misconception("ends-at-minus-zero", "zero_pad")
def slice_to_minus_padding(right, image, padding):
    ph, pw = both(padding)
    result = filled(image * 0, padding, 0)
    result[ph:-ph, pw:-pw] = image
    return result


@misconception("off-by-one-end", "zero_pad")
def last_row_and_column_left_out(right, image, padding):
    return right(image[:-1, :-1], padding)


@misconception("off-by-one-end", "zero_pad")
def last_row_left_out(right, image, padding):
    return right(image[:-1], padding)


@misconception("off-by-one-end", "zero_pad")
def last_column_left_out(right, image, padding):
    return right(image[:, :-1], padding)


@misconception("off-by-one-start", "zero_pad")
def first_row_and_column_left_out(right, image, padding):
    return right(image[1:, 1:], padding)


@misconception("pair-as-before-and-after", "zero_pad")
def pair_given_to_np_pad(right, image, padding):
    return np.pad(image, padding)


@misconception("pair-as-before-and-after", "zero_pad")
def pair_given_to_rows_and_columns(right, image, padding):
    return framed(image, both(padding), both(padding))


@misconception("channels-padded", "zero_pad")
def channels_padded_like_rows(right, image, padding):
    ph, pw = both(padding)
    return np.pad(image, [(ph, ph), (pw, pw), (ph, ph)][: image.ndim])


@misconception("channels-padded", "zero_pad")
def channels_padded_like_columns(right, image, padding):
    ph, pw = both(padding)
    return np.pad(image, [(ph, ph), (pw, pw), (pw, pw)][: image.ndim])


@misconception("channels-padded", "zero_pad")
def channels_padded_by_one(right, image, padding):
    ph, pw = both(padding)
    return np.pad(image, [(ph, ph), (pw, pw), (1, 1)][: image.ndim])


@misconception("channels-padded", "zero_pad")
def channels_padded_by_an_int(right, image, padding):
    return right(image, padding) if isinstance(padding, tuple) else np.pad(image, int(padding))


@misconception("channels-first", "zero_pad")
def last_two_axes_padded(right, image, padding):
    ph, pw = both(padding)
    return np.pad(image, [(0, 0), (ph, ph), (pw, pw)][-image.ndim :])


@misconception("channels-first", "zero_pad")
def channels_moved_to_the_front(right, image, padding):
    result = right(image, padding)
    return np.moveaxis(result, 2, 0) if image.ndim == 3 else result


@misconception("first-channel-only", "zero_pad")
def one_channel(right, image, padding):
    return right(image[:, :, 0] if image.ndim == 3 else image, padding)


@misconception("first-channel-only", "zero_pad")
def other_channels_zero(right, image, padding):
    if image.ndim == 3:
        image[:, :, 1:] = 0
    return right(image, padding)


@misconception("channel-axis-lost", "zero_pad")
def single_axes_dropped(right, image, padding):
    return np.squeeze(right(image, padding))


@misconception("border-repeated", "zero_pad")
def edge(right, image, padding):
    ph, pw = both(padding)
    return framed(image, (ph, ph), (pw, pw), mode="edge")


@misconception("border-mirrored", "zero_pad")
def mirror_on_the_border(right, image, padding):
    ph, pw = both(padding)
    return framed(image, (ph, ph), (pw, pw), mode="reflect")


@misconception("border-mirrored", "zero_pad")
def mirror_behind_the_border(right, image, padding):
    ph, pw = both(padding)
    return framed(image, (ph, ph), (pw, pw), mode="symmetric")


@misconception("border-wrapped", "zero_pad")
def wrapped(right, image, padding):
    ph, pw = both(padding)
    return framed(image, (ph, ph), (pw, pw), mode="wrap")


@misconception("border-overwritten", "zero_pad")
def zeros_on_the_border(right, image, padding):
    (ph, pw), (h, w) = both(padding), image.shape[:2]
    result = np.zeros_like(image)
    result[ph : h - ph, pw : w - pw] = image[ph : h - ph, pw : w - pw]
    return result


@misconception("frame-not-zero", "zero_pad")
def frame_of_ones(right, image, padding):
    return filled(image, padding, 1)


@misconception("frame-not-zero", "zero_pad")
def frame_of_minus_ones(right, image, padding):
    return filled(image, padding, -1)


@misconception("frame-not-zero", "zero_pad")
def white_frame(right, image, padding):
    return filled(image, padding, 255)


@misconception("frame-not-zero", "zero_pad")
def frame_of_the_mean(right, image, padding):
    return filled(image, padding, image.mean())


@misconception("frame-not-zero", "zero_pad")
def frame_of_the_minimum(right, image, padding):
    return filled(image, padding, image.min())


@misconception("frame-not-zero", "zero_pad")
def frame_of_the_maximum(right, image, padding):
    return filled(image, padding, image.max())


@misconception("frame-not-zero", "zero_pad")
def frame_of_nan(right, image, padding):
    return filled(image, padding, np.nan)


@misconception("frame-not-zero", "zero_pad")
def frame_of_the_padding(right, image, padding):
    return filled(image, padding, padding)


@misconception("narrow-integers", "zero_pad")
def stored_as_bytes(right, image, padding):
    with np.errstate(all="ignore"):
        return right(image.astype(np.uint8), padding)


@misconception("part-not-copied", "zero_pad")
def first_row_copied(right, image, padding):
    return partly_copied(image, padding, range(1), range(image.shape[1]))


@misconception("part-not-copied", "zero_pad")
def first_pixel_copied(right, image, padding):
    return partly_copied(image, padding, range(1), range(1))


@misconception("part-not-copied", "zero_pad")
def last_column_copied(right, image, padding):
    height, width = image.shape[:2]
    return partly_copied(image, padding, range(height), range(width - 1, width))


@misconception("part-not-copied", "zero_pad")
def last_row_copied(right, image, padding):
    height, width = image.shape[:2]
    return partly_copied(image, padding, range(height - 1, height), range(width))


@misconception("padding-ignored", "stamp_counts")
def counted_without_padding(right, image_shape, kernel_size, padding):
    return right(image_shape, kernel_size, 0)


@misconception("padding-doubled", "stamp_counts")
def counted_with_twice_the_padding(right, image_shape, kernel_size, padding):
    ph, pw = both(padding)
    return right(image_shape, kernel_size, (2 * ph, 2 * pw))


@misconception("padding-halved", "stamp_counts")
def counted_with_half_the_padding(right, image_shape, kernel_size, padding):
    ph, pw = both(padding)
    return right(image_shape, kernel_size, (ph // 2, pw // 2))


@misconception("padding-on-one-axis", "stamp_counts")
def counted_with_padded_rows(right, image_shape, kernel_size, padding):
    return right(image_shape, kernel_size, (both(padding)[0], 0))


@misconception("padding-on-one-axis", "stamp_counts")
def counted_with_padded_columns(right, image_shape, kernel_size, padding):
    return right(image_shape, kernel_size, (0, both(padding)[1]))


@misconception("one-number-for-both", "stamp_counts")
def counted_with_the_first_padding(right, image_shape, kernel_size, padding):
    return right(image_shape, kernel_size, both(padding)[0])


@misconception("one-number-for-both", "stamp_counts")
def counted_with_the_second_padding(right, image_shape, kernel_size, padding):
    return right(image_shape, kernel_size, both(padding)[1])


@misconception("frame-of-one-assumed", "stamp_counts")
def counted_with_a_padding_of_one(right, image_shape, kernel_size, padding):
    return right(image_shape, kernel_size, 1)


before_both, before_rows, before_columns = counted_by("one-sided-padding", zeros_before)
after_both, after_rows, after_columns = counted_by("one-sided-padding", zeros_after)
three_both, three_rows, three_columns = counted_by("size-three-assumed", three_cells)
whole_frame, whole_rows, whole_columns = counted_by("frame-kept", frame_and_all)
frame_after, rows_after, columns_after = counted_by("frame-kept", frame_after_picture)
frame_before, rows_before, columns_before = counted_by("frame-kept", frame_before_picture)
corner, top, left = counted_by("cut-out-wrongly", seen_at_the_start)
other_corner, bottom, right_side = counted_by("cut-out-wrongly", seen_at_the_end)
early_both, early_top, early_left = counted_by("cut-out-wrongly", seen_one_cell_early)
late_both, late_top, late_left = counted_by("cut-out-wrongly", seen_one_cell_late)
short_both, short_height, short_width = counted_by("cut-out-wrongly", seen_up_to_the_size)
minus_both, minus_rows, minus_columns = counted_by("ends-at-minus-zero", seen_to_minus_padding)
over_end, over_bottom, over_right = counted_by("stamps-leave-the-picture", hanging_over_the_end)
over_start, over_top, over_left = counted_by("stamps-leave-the-picture", hanging_over_the_start)
over_all, over_rows, over_columns = counted_by("stamps-leave-the-picture", hanging_over_both)
pixels_both, pixels_rows, pixels_columns = counted_by("one-stamp-per-pixel", place_for_each_pixel)
on_pixels, on_rows, on_columns = counted_by("one-stamp-per-pixel", place_on_each_pixel)
unpadded, unpadded_rows, unpadded_columns = counted_by("padding-not-counted", unpadded_places)
distances, distances_down, distances_across = counted_by("room-forgotten", distance_or_cells)
no_limit, no_limit_down, no_limit_across = counted_by("kernel-limit-forgotten", distance)
roomy, roomy_rows, roomy_columns = counted_by("kernel-limit-forgotten", distance_or_places)
begun, begun_down, begun_across = counted_by("other-end-forgotten", started_before)
open_ended, open_down, open_across = counted_by("other-end-forgotten", not_ended)
less, less_down, less_across = counted_by("one-count-short", one_short)
more, more_down, more_across = counted_by("one-count-over", one_over)
no_last, no_last_row, no_last_column = counted_by("off-by-one-end", without_last_place)
no_first, no_first_row, no_first_column = counted_by("off-by-one-start", without_first_place)
extra, extra_row, extra_column = counted_by("one-too-many", with_one_more_place)
last_cell, last_cell_row, last_cell_column = counted_by("kernel-off-by-one", without_last_cell)
first_cell, first_cell_row, first_cell_column = counted_by("kernel-off-by-one", without_first_cell)
wider, wider_rows, wider_columns = counted_by("kernel-off-by-one", with_one_more_cell)
apart, rows_apart, columns_apart = counted_by("stamps-do-not-overlap", side_by_side)
first_cells, _, _ = counted_by("starts-for-counts", starts)
middle_cells, _, _ = counted_by("starts-for-counts", middles)


@misconception("rows-and-columns-swapped", "stamp_counts")
def kernel_swapped(right, image_shape, kernel_size, padding):
    return right(image_shape, both(kernel_size)[::-1], padding)


@misconception("rows-and-columns-swapped", "stamp_counts")
def padding_swapped(right, image_shape, kernel_size, padding):
    return right(image_shape, kernel_size, both(padding)[::-1])


@misconception("rows-and-columns-swapped", "stamp_counts")
def kernel_and_padding_swapped(right, image_shape, kernel_size, padding):
    return right(image_shape, both(kernel_size)[::-1], both(padding)[::-1])


@misconception("rows-and-columns-swapped", "stamp_counts")
def picture_swapped(right, image_shape, kernel_size, padding):
    return right(both(image_shape)[::-1], kernel_size, padding)


@misconception("rows-and-columns-swapped", "stamp_counts")
def picture_and_kernel_swapped(right, image_shape, kernel_size, padding):
    return right(both(image_shape)[::-1], both(kernel_size)[::-1], padding)


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
def counted_on_height_by_height(right, image_shape, kernel_size, padding):
    return right((image_shape[0], image_shape[0]), kernel_size, padding)


@misconception("square-image-assumed", "stamp_counts")
def counted_on_width_by_width(right, image_shape, kernel_size, padding):
    return right((image_shape[1], image_shape[1]), kernel_size, padding)


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
def kernel_height_for_both(right, image_shape, kernel_size, padding):
    return right(image_shape, both(kernel_size)[0], padding)


@misconception("square-kernel-assumed", "stamp_counts")
def kernel_width_for_both(right, image_shape, kernel_size, padding):
    return right(image_shape, both(kernel_size)[1], padding)


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


@misconception("size-three-assumed", "stamp_counts")
def kernel_of_three(right, image_shape, kernel_size, padding):
    return right(image_shape, 3, padding)


@misconception("cut-out-wrongly", "stamp_counts")
def cut_out_with_the_padding_swapped(right, image_shape, kernel_size, padding):
    (ph, pw), (h, w) = both(padding), both(image_shape)
    return padded_counts(image_shape, kernel_size, padding)[pw : pw + h, ph : ph + w]


@misconception("same-padding-assumed", "stamp_counts")
def a_stamp_around_each_pixel(right, image_shape, kernel_size, padding):
    fh, fw = both(kernel_size)
    return right(image_shape, kernel_size, ((fh - 1) // 2, (fw - 1) // 2))


@misconception("same-padding-assumed", "stamp_counts")
def a_stamp_around_each_pixel_rounded_up(right, image_shape, kernel_size, padding):
    fh, fw = both(kernel_size)
    return right(image_shape, kernel_size, (fh // 2, fw // 2))


@misconception("one-axis-counted", "stamp_counts")
def counted_along_the_rows(right, *sizes):
    return counted(along, once, *sizes)


@misconception("one-axis-counted", "stamp_counts")
def counted_along_the_columns(right, *sizes):
    return counted(once, along, *sizes)


@misconception("one-axis-counted", "stamp_counts")
def stamps_as_wide_as_a_pixel(right, *sizes):
    return counted(along, starts, *sizes)


@misconception("one-axis-counted", "stamp_counts")
def stamps_as_high_as_a_pixel(right, *sizes):
    return counted(starts, along, *sizes)


@misconception("sum-for-product", "stamp_counts")
def axes_added(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.add.outer(along(h, fh, ph), along(w, fw, pw))


@misconception("minimum-for-product", "stamp_counts")
def smaller_axis(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.minimum.outer(along(h, fh, ph), along(w, fw, pw))


@misconception("ones-for-counts", "stamp_counts")
def covered_or_not(right, image_shape, kernel_size, padding):
    return np.minimum(right(image_shape, kernel_size, padding), 1)


@misconception("map-for-counts", "stamp_counts")
def ones_in_the_shape_of_the_map(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.ones((h + 2 * ph - fh + 1, w + 2 * pw - fw + 1), dtype=np.int64)


@misconception("map-for-counts", "stamp_counts")
def cells_in_the_shape_of_the_map(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    return np.full((h + 2 * ph - fh + 1, w + 2 * pw - fw + 1), fh * fw, dtype=np.int64)


@misconception("all-stamps-everywhere", "stamp_counts")
def number_of_stamps(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    stamps = (h + 2 * ph - fh + 1) * (w + 2 * pw - fw + 1)
    return np.full((h, w), stamps, dtype=np.int64)


@misconception("share-for-count", "stamp_counts")
def share_of_the_cells(right, image_shape, kernel_size, padding):
    fh, fw = both(kernel_size)
    return right(image_shape, kernel_size, padding) / (fh * fw)


@misconception("share-for-count", "stamp_counts")
def share_of_the_stamps(right, image_shape, kernel_size, padding):
    (h, w), (fh, fw), (ph, pw) = both(image_shape), both(kernel_size), both(padding)
    stamps = (h + 2 * ph - fh + 1) * (w + 2 * pw - fw + 1)
    return right(image_shape, kernel_size, padding) / stamps


@misconception("inner-loop-once", "stamp_counts")
def last_column_of_places_only(right, *sizes):
    return counted(along, last_place, *sizes)


@misconception("inner-loop-once", "stamp_counts")
def last_row_of_places_only(right, *sizes):
    return counted(last_place, along, *sizes)


@misconception("returned-too-early", "stamp_counts")
def first_row_of_places_only(right, *sizes):
    return counted(first_place, along, *sizes)


@misconception("returned-too-early", "stamp_counts")
def first_place_only(right, *sizes):
    return counted(first_place, first_place, *sizes)


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
