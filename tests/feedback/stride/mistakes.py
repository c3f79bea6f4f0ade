"""Known mistakes of stride.py: one sentence for each, and what it would answer."""

import math

import numpy as np

from grader.diagnosis import misconception

SENTENCES = {
    "off-by-one-end": "Your result leaves out the last stamp along an axis; "
    "the first place, the last place and all between them count.",
    "off-by-one-start": "Your result leaves out the first stamp along an axis; "
    "it lies at the very corner.",
    "one-too-many": "Your result has one stamp too many along an axis; "
    "the last one starts at n + 2p - f at the latest.",
    "one-divided-too": "Your result is what you get when the 1 is added before dividing; "
    "divide first, then add the first stamp.",
    "rounded-up": "Your result is what you get when the division is rounded up; "
    "a stamp that does not fit is not made.",
    "rounded-to-nearest": "Your result is what you get when the division is rounded to the nearest "
    "number; always round down.",
    "not-rounded": "Your result has a fraction; the number of stamps is rounded down.",
    "part-divided": "Your result is what you get when only a part of n + 2p - f is divided by the "
    "stride; divide the whole difference.",
    "stride-multiplied": "Your result is what you get when you multiply by the stride; "
    "a larger stride gives fewer stamps, so divide.",
    "stride-subtracted": "Your result is what you get when the stride is subtracted; divide by it.",
    "remainder-for-quotient": "Your result is what you get from the remainder of the division; "
    "the quotient is the number of steps.",
    "stride-ignored": "Your result is what you get when the stamp moves by one pixel each time; "
    "use the stride.",
    "stride-off-by-one": "Your result is what you get with a stride that is larger by one; "
    "the stride is the distance from start to start.",
    "stride-after-kernel": "Your result is what you get when the stride is the gap between two "
    "stamps; it is the distance from start to start.",
    "kernel-size-for-stride": "Your result is what you get when the stamp moves by its own size; "
    "use the stride.",
    "kernel-forgotten": "Your result is what you get when the size of the kernel is left out; "
    "a stamp must fit with all its cells.",
    "kernel-added": "Your result is what you get when the size of the kernel is added; "
    "a larger kernel has less room, so subtract it.",
    "kernel-halved": "Your result is what you get with half the size of the kernel; "
    "a stamp needs room for all its cells.",
    "odd-kernel-assumed": "Your result is right for odd kernels only; "
    "an even one does not reach equally far to both sides of a middle.",
    "size-three-assumed": "Your result is what you get with a kernel of size 3; "
    "use the size of the kernel that is passed.",
    "same-size-assumed": "Your result is what you get with the padding of 'same'; "
    "use the padding that is passed.",
    "padding-and-stride-swapped": "Your result is what you get when padding and stride are "
    "swapped; check the order of the arguments.",
    "padding-ignored": "Your result is what you get without any padding; use the padding.",
    "padding-doubled": "Your result is what you get with a frame twice as wide; "
    "padding is the number of zeros at each end.",
    "padding-halved": "Your result is what you get with a frame half as wide; "
    "padding is the number of zeros at each end.",
    "padding-subtracted": "Your result is what you get when the padding is subtracted; "
    "zeros make the picture larger.",
    "one-sided-padding": "Your result is what you get when the zeros are put at one end only; "
    "there are as many at the other.",
    "too-large-accepted": "Your function answers although the kernel does not fit; "
    "compare it with the padded size first and raise ValueError.",
    "ends-too-early": "Your list leaves out a place at the end where a stamp still fits; "
    "0 and n - f are both places.",
    "starts-too-late": "Your list leaves out the place where it should start: 0 going up, "
    "n - f going down.",
    "counted-from-one": "Your list is right, but counted from 1; the first pixel is number 0.",
    "stamps-leave-the-picture": "Your list has places where the stamp leaves the picture; "
    "it must fit with its last pixel, too.",
    "ragged-edge-kept": "Your result has an extra stamp at the end, for pixels that the steps do "
    "not reach; leave them out.",
    "kernel-size-for-last-place": "Your list ends where the kernel ends that lies at 0; "
    "the last place is n - f.",
    "wrong-start-going-down": "Your list starts at the wrong place for a negative stride; "
    "where does a stamp start that ends with the last pixel?",
    "reversed-upward-list": "Your list is the upward one in reverse; "
    "a negative stride starts at n - f, which may lead to other places.",
    "sorted-upwards": "Your list has the right places in the wrong order; "
    "a negative stride visits them downwards.",
    "sign-of-stride-ignored": "Your list is the one for the positive stride; "
    "a negative stride starts at the other end.",
    "direction-turned": "Your list goes in the wrong direction; "
    "a positive stride goes up, a negative one down.",
    "nothing-for-negative-stride": "Your list is empty for a negative stride; "
    "it should start at n - f and go down.",
    "places-below-zero": "Your list goes down from 0 for a negative stride; "
    "it should start at n - f.",
    "middles-for-starts": "Your list says where the middle of each stamp lies; "
    "say where the stamp starts.",
    "ends-for-starts": "Your list says where each stamp ends; say where it starts.",
    "numbers-for-places": "Your list numbers the stamps; "
    "say where they start, which is as many strides away.",
    "count-for-list": "Your result is the number of stamps; the places are asked for, as a list.",
    "returned-too-early": "Your result is what you get when the function returns in the middle of "
    "its loop; check the indentation of the return.",
    "inner-loop-once": "Your result is filled only once per round of the outer loop; "
    "check the indentation.",
    "flipped-kernel": "Your result is what you get when the kernel is flipped (turned by 180 "
    "degrees); lay it on the picture as it is.",
    "mirrored-kernel": "Your result is what you get when the kernel is mirrored in one direction; "
    "lay it on the picture as it is.",
    "transposed-kernel": "This happens when the kernel is transposed; "
    "lay it on the picture as it is.",
    "turned-kernel": "Your result is what you get when the kernel is turned by 90 degrees; "
    "lay it on the picture as it is.",
    "kernel-ignored": "Your result is the sum of the pixels alone; "
    "multiply each one by its cell of the kernel first.",
    "bias-forgotten": "Your result is what you get without the bias; add it to each answer.",
    "bias-per-pixel": "Your result is what you get when the bias is added for every cell of the "
    "kernel; add it once per stamp.",
    "bias-per-row": "Your result is what you get when the bias is added for every row or column of "
    "the kernel; add it once per stamp.",
    "bias-doubled": "Your result is what you get when the bias is added twice; "
    "add it once per stamp.",
    "bias-subtracted": "Your result is what you get when the bias is subtracted; add it.",
    "bias-multiplied": "Your result is what you get when each answer is multiplied by the bias; "
    "add it.",
    "bias-in-the-picture": "Your result is what you get when the bias is added to the pixels; "
    "add it to the answers.",
    "bias-in-the-kernel": "Your result is what you get when the bias is added to the kernel; "
    "add it to the answers.",
    "bias-cut-off": "Your result is what you get when the bias is cut off to a whole number; "
    "keep its fraction.",
    "relu-not-asked": "Your result is what you get with a ReLU; "
    "here negative answers stay as they are.",
    "absolute-values": "Your result has lost its signs; negative answers stay as they are.",
    "mean-for-sum": "Your result is what you get when the products are averaged; add them up.",
    "maximum-for-sum": "Your result is the largest product under each stamp; add them all up.",
    "matrix-product": "This happens from a matrix product; multiply cell by cell.",
    "narrow-integers": "Your result is what you get when the products overflow in the small "
    "integers of the picture; convert to float64 first.",
    "inputs-cut-off": "Your result is what you get when the picture or the kernel is cut off to "
    "whole numbers; convert to float64 instead.",
    "stride-on-one-axis": "Your result is what you get when only one direction moves by the "
    "stride; rows and columns both do.",
    "one-number-for-both": "Your result is what you get when one number of a pair is used for both "
    "directions; rows and columns have their own.",
    "rows-and-columns-swapped": "This happens when rows and columns are mixed up; "
    "the first number is always the vertical one.",
    "square-kernel-assumed": "This happens when the kernel is taken for a square; "
    "its height and its width may differ.",
    "square-image-assumed": "This happens when the picture is taken for a square; "
    "its height and its width may differ.",
    "late-start": "Your result is what you get when the first stamp does not lie at the corner; "
    "keep the answers 0, s, 2s and so on.",
    "picture-thinned-out": "Your result is what you get when the stride leaves out pixels of the "
    "picture; only stamps are left out.",
    "dilated-kernel": "Your result is what you get when the stride spreads the cells of the "
    "kernel; they lie side by side, and the stamp moves.",
    "stride-applied-twice": "Your result is what you get when the stride is used twice; "
    "use it once, for the place or for the count.",
    "stride-added": "This happens when the stride is added to the number of the "
    "stamp; multiply them.",
    "place-divided": "Your result is what you get when the number of the stamp is divided by the "
    "stride; multiply them.",
    "indices-mixed-up": "This happens when the two loop variables are mixed up; "
    "one is for the rows, the other for the columns.",
    "place-for-index": "This happens when the place of a stamp is also its index in "
    "the map; the map has no gaps.",
    "padding-on-one-axis": "Your result is what you get when only one direction is padded; "
    "rows and columns both are.",
    "frame-of-one-assumed": "Your result is what you get with a frame of width 1; "
    "use the padding that is passed.",
    "padding-not-counted": "Your result stops where it would without padding; "
    "count the stamps on the padded picture.",
    "picture-does-not-fit": "The slice for the picture is smaller than the picture; "
    "the padded array is larger by all zeros, a slice ends at start plus length.",
    "result-padded": "Your result is what you get when zeros are put around the map; "
    "put them around the picture, before stamping.",
    "border-repeated": "Your result is what you get when the frame repeats the border of the "
    "picture; it should be zeros.",
    "border-mirrored": "Your result is what you get when the frame mirrors the picture; "
    "it should be zeros.",
    "border-wrapped": "Your result is what you get when the frame shows the opposite side of the "
    "picture; it should be zeros.",
    "frame-not-zero": "Your result is what you get when the frame is filled with another number "
    "than 0; it should be zeros.",
    "bias-in-the-frame": "Your result is what you get when the frame is filled with the bias; "
    "it should be zeros.",
    "valid-taken-for-same": "Your result for 'valid' is the one for 'same'; "
    "'valid' adds no zeros at all.",
    "same-taken-for-valid": "Your result for 'same' is the one for 'valid'; "
    "'same' adds zeros until there are ceil(n / s) answers.",
    "odd-pixel-wrong-side": "Your result for 'same' has its odd zero at the top or left; "
    "it belongs to the bottom or right.",
    "same-on-one-side": "Your result for 'same' is what you get when all zeros go to one side; "
    "half of them go before the picture.",
    "odd-pixel-lost": "Your result for 'same' is what you get with equally many zeros at both "
    "ends; an odd total has one more at the bottom or right.",
    "same-from-kernel-alone": "Your result for 'same' is what you get with half of f - 1 zeros at "
    "both ends, or f / 2; the total depends on the stride, too.",
    "same-without-stride": "Your result for 'same' is what you get when the zeros are counted for "
    "stride 1; with a larger stride fewer are missing.",
    "same-rounded-down": "Your result for 'same' is what you get with floor(n / s) answers; "
    "round up.",
    "same-keeps-the-size": "Your result for 'same' is as large as the picture; "
    "with a stride there are ceil(n / s) answers.",
    "same-below-zero": "Your function adds less than no zeros for 'same'; "
    "where the total is negative, nothing is missing.",
    "same-total-off-by-one": "Your result for 'same' is what you get when the total is off by one; "
    "the last stamp starts at (o - 1) s and needs f cells.",
    "same-stamps-miscounted": "Your result for 'same' is what you get when zeros are counted for "
    "more or fewer than ceil(n / s) stamps; the last starts at (o - 1) s.",
    "same-doubled": "Your result for 'same' is what you get when one end gets all missing zeros "
    "and the other end some, too; each gets about half.",
    "same-half-missing": "Your result for 'same' is what you get when one half of the missing "
    "zeros is left out; they go to both ends.",
    "same-size-not-subtracted": "Your result for 'same' is what you get when all cells that are "
    "needed are added; n of them are there already.",
    "same-by-remainder": "Your result for 'same' is right only when the stride divides n, or only "
    "when it does not; both happen.",
    "unknown-word-accepted": "Your function takes an unknown word for padding; "
    "anything but 'valid' and 'same' is a ValueError.",
    "third-axis-accepted": "Your function takes an array that is not 2-D; "
    "look at its number of dimensions first and raise ValueError.",
}


@misconception("off-by-one-end", "output_size")
def first_stamp_forgotten(right, n, f, p, s):
    return (n + 2 * p - f) // s


@misconception("off-by-one-end", "output_size")
def last_place_forgotten(right, n, f, p, s):
    return len(range(0, n + 2 * p - f, s))


@misconception("off-by-one-end", "output_size")
def one_subtracted(right, n, f, p, s):
    return (n + 2 * p - f) // s - 1


@misconception("one-too-many", "output_size")
def two_added(right, n, f, p, s):
    return (n + 2 * p - f) // s + 2


@misconception("one-divided-too", "output_size")
def one_added_before(right, n, f, p, s):
    return (n + 2 * p - f + 1) // s


@misconception("one-divided-too", "output_size")
def one_added_before_with_a_fraction(right, n, f, p, s):
    return (n + 2 * p - f + 1) / s


@misconception("one-divided-too", "output_size")
def one_added_before_and_after(right, n, f, p, s):
    return (n + 2 * p - f + 1) // s + 1


@misconception("rounded-up", "output_size")
def ceiling(right, n, f, p, s):
    return math.ceil((n + 2 * p - f) / s) + 1


@misconception("rounded-to-nearest", "output_size")
def nearest_even(right, n, f, p, s):
    return round((n + 2 * p - f) / s) + 1


@misconception("rounded-to-nearest", "output_size")
def nearest_even_at_last(right, n, f, p, s):
    return round((n + 2 * p - f) / s + 1)


@misconception("rounded-to-nearest", "output_size")
def nearest(right, n, f, p, s):
    return math.floor((n + 2 * p - f) / s + 0.5) + 1


@misconception("not-rounded", "output_size")
def with_a_fraction(right, n, f, p, s):
    return (n + 2 * p - f) / s + 1


@misconception("part-divided", "output_size")
def kernel_divided(right, n, f, p, s):
    return n + 2 * p - f // s + 1


@misconception("part-divided", "output_size")
def kernel_divided_with_a_fraction(right, n, f, p, s):
    return n + 2 * p - f / s + 1


@misconception("part-divided", "output_size")
def padded_size_divided(right, n, f, p, s):
    return (n + 2 * p) // s - f + 1


@misconception("part-divided", "output_size")
def size_divided(right, n, f, p, s):
    return n // s + 2 * p - f + 1


@misconception("part-divided", "output_size")
def all_but_the_size_divided(right, n, f, p, s):
    return n + (2 * p - f) // s + 1


@misconception("part-divided", "output_size")
def all_but_the_padding_divided(right, n, f, p, s):
    return (n - f) // s + 2 * p + 1


@misconception("part-divided", "output_size")
def each_part_divided(right, n, f, p, s):
    return n // s + 2 * p // s - f // s + 1


@misconception("part-divided", "output_size")
def one_divided(right, n, f, p, s):
    return n + 2 * p - f + 1 // s


@misconception("stride-multiplied", "output_size")
def multiplied(right, n, f, p, s):
    return (n + 2 * p - f) * s + 1


@misconception("stride-subtracted", "output_size")
def subtracted(right, n, f, p, s):
    return n + 2 * p - f - s + 1


@misconception("stride-subtracted", "output_size")
def one_less_than_the_stride_subtracted(right, n, f, p, s):
    return n + 2 * p - f + 1 - (s - 1)


@misconception("remainder-for-quotient", "output_size")
def remainder(right, n, f, p, s):
    return (n + 2 * p - f) % s + 1


@misconception("stride-ignored", "output_size")
def not_divided(right, n, f, p, s):
    return n + 2 * p - f + 1


@misconception("stride-off-by-one", "output_size")
def divided_by_one_more(right, n, f, p, s):
    return (n + 2 * p - f) // (s + 1) + 1


@misconception("stride-after-kernel", "output_size")
def gap_between_stamps(right, n, f, p, s):
    return (n + 2 * p - f) // (f + s) + 1


@misconception("kernel-size-for-stride", "output_size")
def divided_by_the_kernel(right, n, f, p, s):
    return (n + 2 * p - f) // f + 1


@misconception("kernel-forgotten", "output_size")
def size_without_kernel(right, n, f, p, s):
    return (n + 2 * p) // s + 1


@misconception("kernel-forgotten", "output_size")
def size_without_kernel_and_first_stamp(right, n, f, p, s):
    return (n + 2 * p) // s


@misconception("kernel-forgotten", "output_size")
def size_for_kernel_one(right, n, f, p, s):
    return (n + 2 * p - 1) // s + 1


@misconception("kernel-added", "output_size")
def size_with_kernel_added(right, n, f, p, s):
    return (n + 2 * p + f) // s + 1


@misconception("kernel-halved", "output_size")
def size_with_half_the_kernel(right, n, f, p, s):
    return (n + 2 * p - f // 2) // s + 1


@misconception("odd-kernel-assumed", "output_size")
def even_kernel_as_one_larger(right, n, f, p, s):
    return (n + 2 * p - 2 * (f // 2) - 1) // s + 1


@misconception("odd-kernel-assumed", "output_size")
def even_kernel_as_one_smaller(right, n, f, p, s):
    return (n + 2 * p - 2 * ((f - 1) // 2) - 1) // s + 1


@misconception("size-three-assumed", "output_size")
def kernel_of_three(right, n, f, p, s):
    return (n + 2 * p - 3) // s + 1


@misconception("same-size-assumed", "output_size")
def size_over_stride(right, n, f, p, s):
    return -(-n // s)


@misconception("same-size-assumed", "output_size")
def size_over_stride_rounded_down(right, n, f, p, s):
    return n // s


@misconception("padding-and-stride-swapped", "output_size")
def padding_and_stride_swapped(right, n, f, p, s):
    return (n + 2 * s - f) // p + 1


@misconception("padding-ignored", "output_size")
def size_without_padding(right, n, f, p, s):
    return (n - f) // s + 1


@misconception("padding-doubled", "output_size")
def size_with_twice_the_padding(right, n, f, p, s):
    return (n + 4 * p - f) // s + 1


@misconception("padding-halved", "output_size")
def size_with_half_the_padding(right, n, f, p, s):
    return (n + 2 * (p // 2) - f) // s + 1


@misconception("padding-subtracted", "output_size")
def size_with_padding_subtracted(right, n, f, p, s):
    return (n - 2 * p - f) // s + 1


@misconception("one-sided-padding", "output_size")
def padding_added_once(right, n, f, p, s):
    return (n + p - f) // s + 1


@misconception("too-large-accepted", "output_size")
def without_looking_at_the_kernel(right, n, f, p, s):
    return (n + 2 * p - f) // s + 1 if f > n + 2 * p else right(n, f, p, s)


@misconception("too-large-accepted", "output_size")
def never_below_zero(right, n, f, p, s):
    return max((n + 2 * p - f) // s + 1, 0) if f > n + 2 * p else right(n, f, p, s)


def walk(start, end, step):
    """From start to end, both included."""
    return list(range(start, end + 1 if step > 0 else end - 1, step))


@misconception("ends-too-early", "stamp_positions")
def last_place_left_out(right, n, f, s):
    return list(range(0, n - f, s) if s > 0 else range(n - f, 0, s))


@misconception("ends-too-early", "stamp_positions")
def last_place_going_up_left_out(right, n, f, s):
    return list(range(0, n - f, s)) if s > 0 else right(n, f, s)


@misconception("ends-too-early", "stamp_positions")
def zero_left_out_going_down(right, n, f, s):
    return list(range(n - f, 0, s)) if s < 0 else right(n, f, s)


@misconception("ends-too-early", "stamp_positions")
def one_stamp_fewer(right, n, f, s):
    return right(n, f, s)[:-1]


@misconception("ends-too-early", "stamp_positions")
def zero_and_one_left_out_going_down(right, n, f, s):
    return list(range(n - f, 1, s)) if s < 0 else right(n, f, s)


@misconception("ends-too-early", "stamp_positions")
def two_places_left_out_going_up(right, n, f, s):
    return walk(0, n - f - 2, s) if s > 0 else right(n, f, s)


@misconception("ends-too-early", "stamp_positions")
def nothing_at_the_end(right, n, f, s):
    return [place for place in right(n, f, s) if place < n - f] if s > 0 else []


@misconception("ends-too-early", "stamp_positions")
def end_not_a_place(right, n, f, s):
    return [place for place in right(n, f, s) if place < n - f]


@misconception("starts-too-late", "stamp_positions")
def first_place_left_out(right, n, f, s):
    return right(n, f, s)[1:]


@misconception("starts-too-late", "stamp_positions")
def first_place_left_out_going_up(right, n, f, s):
    return right(n, f, s)[1:] if s > 0 else right(n, f, s)


@misconception("starts-too-late", "stamp_positions")
def started_at_one(right, n, f, s):
    return walk(1, n - f, s) if s > 0 else right(n, f, s)


@misconception("starts-too-late", "stamp_positions")
def zero_not_a_place(right, n, f, s):
    return [] if s > 0 else [place for place in right(n, f, s) if place > 0]


@misconception("starts-too-late", "stamp_positions")
def started_one_step_later_going_down(right, n, f, s):
    return right(n, f, s)[1:] if s < 0 else right(n, f, s)


@misconception("counted-from-one", "stamp_positions")
def one_larger(right, n, f, s):
    return [place + 1 for place in right(n, f, s)]


@misconception("one-too-many", "stamp_positions")
def one_place_further(right, n, f, s):
    return walk(0, n - f + 1, s) if s > 0 else walk(n - f, -1, s)


@misconception("one-too-many", "stamp_positions")
def one_place_further_going_up(right, n, f, s):
    return walk(0, n - f + 1, s) if s > 0 else right(n, f, s)


@misconception("one-too-many", "stamp_positions")
def one_place_further_going_down(right, n, f, s):
    return walk(n - f, -1, s) if s < 0 else right(n, f, s)


@misconception("one-too-many", "stamp_positions")
def one_stamp_more(right, n, f, s):
    places = right(n, f, s)
    return [*places, places[-1] + s]


@misconception("stamps-leave-the-picture", "stamp_positions")
def up_to_the_last_pixel(right, n, f, s):
    return list(range(0, n, s)) if s > 0 else right(n, f, s)


@misconception("stamps-leave-the-picture", "stamp_positions")
def up_to_the_last_pixel_but_one(right, n, f, s):
    return list(range(0, n - 1, s)) if s > 0 else right(n, f, s)


@misconception("stamps-leave-the-picture", "stamp_positions")
def up_to_the_size(right, n, f, s):
    return list(range(0, n + 1, s)) if s > 0 else right(n, f, s)


@misconception("stamps-leave-the-picture", "stamp_positions")
def from_pixel_to_pixel(right, n, f, s):
    return list(range(0, n, s) if s > 0 else range(n - 1, -1, s))


@misconception("stamps-leave-the-picture", "stamp_positions")
def until_nothing_is_covered(right, n, f, s):
    return list(range(0, n, s) if s > 0 else range(n - f, -f, s))


@misconception("stamps-leave-the-picture", "stamp_positions")
def until_nothing_is_covered_going_down(right, n, f, s):
    return list(range(n - f, -f, s)) if s < 0 else right(n, f, s)


@misconception("stamps-leave-the-picture", "stamp_positions")
def within_half_a_kernel(right, n, f, s):
    return walk(0, n - f // 2 - 1, s) if s > 0 else right(n, f, s)


@misconception("ragged-edge-kept", "stamp_positions")
def last_stamp_hangs_over(right, n, f, s):
    places = right(n, f, s)
    return [*places, places[-1] + s] if (n - f) % s else places


@misconception("ragged-edge-kept", "stamp_positions")
def last_stamp_hangs_over_going_up(right, n, f, s):
    places = right(n, f, s)
    return [*places, places[-1] + s] if s > 0 and (n - f) % s else places


@misconception("ragged-edge-kept", "stamp_positions")
def last_stamp_pulled_back(right, n, f, s):
    places, last = right(n, f, s), n - f if s > 0 else 0
    return places if places[-1] == last else [*places, last]


@misconception("ragged-edge-kept", "stamp_positions")
def last_stamp_pulled_back_going_up(right, n, f, s):
    places = right(n, f, s)
    return [*places, n - f] if s > 0 and places[-1] != n - f else places


@misconception("ragged-edge-kept", "stamp_positions")
def last_stamp_pulled_back_to_zero(right, n, f, s):
    places = right(n, f, s)
    return [*places, 0] if s < 0 and places[-1] != 0 else places


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_the_size(right, n, f, s):
    return list(range(n, -1, s)) if s < 0 else right(n, f, s)


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_the_last_pixel(right, n, f, s):
    return list(range(n - 1, -1, s)) if s < 0 else right(n, f, s)


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_one_too_high(right, n, f, s):
    return list(range(n - f + 1, -1, s)) if s < 0 else right(n, f, s)


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_one_too_low(right, n, f, s):
    return list(range(n - f - 1, -1, s)) if s < 0 else right(n, f, s)


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_the_kernel_size(right, n, f, s):
    return list(range(f, -1, s)) if s < 0 else right(n, f, s)


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_the_last_cell_of_the_kernel(right, n, f, s):
    return list(range(f - 1, -1, s)) if s < 0 else right(n, f, s)


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_the_last_pixel_to_the_kernel(right, n, f, s):
    return walk(n - 1, f - 1, s) if s < 0 else right(n, f, s)


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_the_last_pixel_while_it_fits(right, n, f, s):
    return [place for place in range(n - 1, -1, s) if place <= n - f] if s < 0 else right(n, f, s)


@misconception("wrong-start-going-down", "stamp_positions")
def down_from_half_a_kernel(right, n, f, s):
    return list(range(n - f // 2 - 1, -1, s)) if s < 0 else right(n, f, s)


@misconception("reversed-upward-list", "stamp_positions")
def upward_list_reversed(right, n, f, s):
    return right(n, f, s) if s > 0 else right(n, f, -s)[::-1]


@misconception("sorted-upwards", "stamp_positions")
def downward_list_sorted(right, n, f, s):
    return sorted(right(n, f, s))


@misconception("sign-of-stride-ignored", "stamp_positions")
def stride_without_sign(right, n, f, s):
    return right(n, f, abs(s))


@misconception("direction-turned", "stamp_positions")
def stride_with_the_other_sign(right, n, f, s):
    return right(n, f, -s)


@misconception("direction-turned", "stamp_positions")
def always_downwards(right, n, f, s):
    return right(n, f, -abs(s))


@misconception("direction-turned", "stamp_positions")
def always_backwards(right, n, f, s):
    return right(n, f, s)[::-1]


@misconception("nothing-for-negative-stride", "stamp_positions")
def empty_for_negative_stride(right, n, f, s):
    return [] if s < 0 else right(n, f, s)


@misconception("places-below-zero", "stamp_positions")
def down_from_zero(right, n, f, s):
    return walk(0, -(n - f), s) if s < 0 else right(n, f, s)


@misconception("places-below-zero", "stamp_positions")
def zero_alone_for_negative_stride(right, n, f, s):
    return [0] if s < 0 else right(n, f, s)


@misconception("places-below-zero", "stamp_positions")
def indices_from_the_end(right, n, f, s):
    return walk(-f, -n, s) if s < 0 else right(n, f, s)


@misconception("places-below-zero", "stamp_positions")
def indices_from_the_last_pixel(right, n, f, s):
    return walk(-1, f - n - 1, s) if s < 0 else right(n, f, s)


@misconception("kernel-forgotten", "stamp_positions")
def half_of_the_list_without_kernel(right, n, f, s):
    return list(range(0, n, s)) if s > 0 else list(range(n, -1, s))


@misconception("kernel-size-for-last-place", "stamp_positions")
def up_to_the_kernel_size(right, n, f, s):
    return walk(0, f, s) if s > 0 else walk(f, 0, s)


@misconception("kernel-size-for-last-place", "stamp_positions")
def below_the_kernel_size(right, n, f, s):
    return walk(0, f - 1, s) if s > 0 else right(n, f, s)


@misconception("stride-ignored", "stamp_positions")
def step_of_one(right, n, f, s):
    return right(n, f, 1 if s > 0 else -1)


@misconception("stride-ignored", "stamp_positions")
def step_of_one_going_down(right, n, f, s):
    return right(n, f, max(s, -1))


@misconception("stride-ignored", "stamp_positions")
def step_of_one_going_up(right, n, f, s):
    return right(n, f, min(s, 1))


@misconception("stride-ignored", "stamp_positions")
def always_upwards_by_one(right, n, f, s):
    return right(n, f, 1)


@misconception("stride-off-by-one", "stamp_positions")
def step_of_one_more(right, n, f, s):
    return right(n, f, s + 1 if s > 0 else s - 1)


@misconception("stride-after-kernel", "stamp_positions")
def gap_between(right, n, f, s):
    return right(n, f, s + f if s > 0 else s - f)


@misconception("kernel-size-for-stride", "stamp_positions")
def step_of_the_kernel(right, n, f, s):
    return right(n, f, f if s > 0 else -f)


@misconception("stride-multiplied", "stamp_positions")
def step_times_the_kernel(right, n, f, s):
    return right(n, f, s * f)


@misconception("size-three-assumed", "stamp_positions")
def places_for_three_cells(right, n, f, s):
    return right(n, 3, s)


@misconception("odd-kernel-assumed", "stamp_positions")
def places_for_an_odd_kernel(right, n, f, s):
    return right(n, 2 * (f // 2) + 1, s)


@misconception("odd-kernel-assumed", "stamp_positions")
def places_for_a_smaller_odd_kernel(right, n, f, s):
    return right(n, 2 * ((f - 1) // 2) + 1, s)


@misconception("middles-for-starts", "stamp_positions")
def middles(right, n, f, s):
    return [place + f // 2 for place in right(n, f, s)]


@misconception("middles-for-starts", "stamp_positions")
def middles_rounded_down(right, n, f, s):
    return [place + (f - 1) // 2 for place in right(n, f, s)]


@misconception("ends-for-starts", "stamp_positions")
def last_pixels(right, n, f, s):
    return [place + f - 1 for place in right(n, f, s)]


@misconception("ends-for-starts", "stamp_positions")
def last_pixels_plus_one(right, n, f, s):
    return [place + f for place in right(n, f, s)]


@misconception("wrong-start-going-down", "stamp_positions")
def last_pixels_plus_one_going_down(right, n, f, s):
    return [place + f for place in right(n, f, s)] if s < 0 else right(n, f, s)


@misconception("numbers-for-places", "stamp_positions")
def numbers(right, n, f, s):
    return list(range(len(right(n, f, s))))


@misconception("numbers-for-places", "stamp_positions")
def numbers_backwards(right, n, f, s):
    count = len(right(n, f, s))
    return list(range(count) if s > 0 else range(count - 1, -1, -1))


@misconception("numbers-for-places", "stamp_positions")
def numbers_subtracted(right, n, f, s):
    count = len(right(n, f, s))
    return list(range(count) if s > 0 else range(n - f, n - f - count, -1))


@misconception("count-for-list", "stamp_positions")
def count(right, n, f, s):
    return len(right(n, f, s))


@misconception("returned-too-early", "stamp_positions")
def first_place_alone(right, n, f, s):
    return right(n, f, s)[:1]


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


def equal(p):
    return p, p


def none(*sizes):
    return 0, 0


def frame(image, kernel, stride, padding, same=(keras, keras), number=(equal, equal)):
    """The zeros before and after rows and columns: `same(n, f, s)` or `number(p)` for each."""
    if not isinstance(padding, str):
        return [rule(p) for rule, p in zip(number, both(padding), strict=True)]
    if padding == "valid":
        return [(0, 0), (0, 0)]
    axes = zip(same, image.shape, kernel.shape, both(stride), strict=True)
    return [rule(n, f, s) for rule, n, f, s in axes]


def framed(image, kernel, stride, padding, **how):
    return np.pad(image, frame(image, kernel, stride, padding), **how)


def stamped(padded, kernel, bias, stride):
    windows = np.lib.stride_tricks.sliding_window_view(padded.astype(float), kernel.shape)
    down, across = both(stride)
    return np.tensordot(windows[::down, ::across], kernel.astype(float), 2) + bias


def with_sides(id, **rules):
    """A mistake in the zeros before and after an axis."""

    def wrong(right, image, kernel, bias, stride, padding):
        sides = frame(image, kernel, stride, padding, **rules)
        return stamped(np.pad(image, sides), kernel, bias, stride)

    return misconception(id, "conv2d_strided")(wrong)


def for_same(id, rule):
    """A mistake in "same", made in both directions, in the rows only or in the columns only."""
    axes = (rule, rule), (rule, keras), (keras, rule)
    return tuple(with_sides(id, same=rules) for rules in axes)


def for_numbers(id, rule):
    """A mistake with a number p, made in both directions, in rows only or in columns only."""
    axes = (rule, rule), (rule, equal), (equal, rule)
    return tuple(with_sides(id, number=rules) for rules in axes)


def changed(padding, change):
    """The padding for `right`, where `change(ph, pw)` is made of numbers."""
    return padding if isinstance(padding, str) else change(*both(padding))


def with_numbers_only(id, wrong):
    """A mistake in the frame, made always or for numbers only."""

    def for_numbers_only(right, *arguments):
        word = isinstance(arguments[-1], str)
        return right(*arguments) if word else wrong(right, *arguments)

    mark = misconception(id, "conv2d_strided")
    return mark(wrong), mark(for_numbers_only)


def filled(id, **how):
    """A frame that is filled as `np.pad` is told."""

    def wrong(right, image, kernel, bias, stride, padding):
        padded = framed(image.astype(float), kernel, stride, padding, **how)
        return stamped(padded, kernel, bias, stride)

    return with_numbers_only(id, wrong)


def windows(image, kernel, stride, padding):
    """The pixels under each stamp, in the dtype of the picture."""
    padded = framed(image, kernel, stride, padding)
    down, across = both(stride)
    return np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::down, ::across]


def looped(padded, kernel, bias, stride, rows, columns, size=None, place=None, loops=None):
    """The map of rows times columns stamps; a patch is cut out as a slice of NumPy does it."""
    (down, across), (fh, fw) = both(stride), size or kernel.shape
    result = np.zeros((rows, columns))
    for i, j in np.ndindex(loops or (rows, columns)):
        y, x = place(i, j, down, across) if place else (i * down, j * across)
        patch = padded[max(y, 0) : max(y + fh, 0), max(x, 0) : max(x + fw, 0)].astype(float)
        result[i, j] = np.sum(patch * kernel) + bias
    return result


def placed(id, place):
    """A mistake in where the stamp (i, j) lies: `place(i, j, down, across)`."""

    def wrong(right, image, kernel, bias, stride, padding):
        rows, columns = right(image, kernel, bias, stride, padding).shape
        padded = framed(image, kernel, stride, padding)
        return looped(padded, kernel, bias, stride, rows, columns, place=place)

    return misconception(id, "conv2d_strided")(wrong)


def sized(id, picture=None, size=None, step=None, loops=None):
    """A mistake in how many stamps there are: taken from another picture, kernel or stride.

    Each of them is a function of the pair (vertical, horizontal), as is `loops` of the number of
    stamps, where only the loops go wrong and the map has the right shape.
    """

    def wrong(right, image, kernel, bias, stride, padding):
        padded = framed(image, kernel, stride, padding)
        pairs = (padded.shape, picture), (kernel.shape, size), (both(stride), step)
        changed = [change(*pair) if change else pair for pair, change in pairs]
        counts = [(n - f) // s + 1 for n, f, s in zip(*changed, strict=True)]
        return looped(
            padded, kernel, bias, stride, *counts, loops=loops(*counts) if loops else None
        )

    return misconception(id, "conv2d_strided")(wrong)


def written(id, size=None, corner=None, span=None):
    """A mistake in writing the picture into an array of zeros, made always or for "same" only.

    `size(h, w, down, right)` is the shape of the array, `corner(top, left)` where the picture
    begins, `span(h, w)` how large the slice for it is.
    """

    def always(right, image, kernel, bias, stride, padding):
        (top, bottom), (left, right_side) = frame(image, kernel, stride, padding)
        (h, w), total = image.shape, (top + bottom, left + right_side)
        padded = np.zeros(size(h, w, *total) if size else (h + total[0], w + total[1]))
        y, x = corner(top, left) if corner else (top, left)
        rows, columns = span(h, w) if span else (h, w)
        padded[y : y + rows, x : x + columns] = image
        return stamped(padded, kernel, bias, stride)

    def for_same_only(right, *arguments):
        same = isinstance(arguments[-1], str)
        return always(right, *arguments) if same else right(*arguments)

    mark = misconception(id, "conv2d_strided")
    return mark(always), mark(for_same_only)


def swap(first, second):
    return second, first


def twice_first(first, second):
    return first, first


def twice_second(first, second):
    return second, second


def in_shape(result, shape):
    """The answers written one by one into an array of a wrong shape."""
    strange = np.zeros(shape(*result.shape))
    for at in np.ndindex(result.shape):
        strange[at] = result[at]
    return strange


def emptied(result, rows, columns):
    result[rows, columns] = 0
    return result


@misconception("flipped-kernel", "conv2d_strided")
def flipped(right, image, kernel, *rest):
    return right(image, kernel[::-1, ::-1], *rest)


@misconception("mirrored-kernel", "conv2d_strided")
def upside_down(right, image, kernel, *rest):
    return right(image, kernel[::-1], *rest)


@misconception("mirrored-kernel", "conv2d_strided")
def left_to_right(right, image, kernel, *rest):
    return right(image, kernel[:, ::-1], *rest)


@misconception("transposed-kernel", "conv2d_strided")
def transposed(right, image, kernel, *rest):
    return right(image, kernel.T, *rest)


@misconception("transposed-kernel", "conv2d_strided")
def multiplied_by_the_transposed_kernel(right, image, kernel, bias, stride, padding):
    patches = windows(image, kernel, stride, padding)
    return np.sum(patches * kernel.T, axis=(2, 3), dtype=float) + bias


@misconception("turned-kernel", "conv2d_strided")
def turned_to_the_left(right, image, kernel, *rest):
    return right(image, np.rot90(kernel), *rest)


@misconception("turned-kernel", "conv2d_strided")
def turned_to_the_right(right, image, kernel, *rest):
    return right(image, np.rot90(kernel, -1), *rest)


@misconception("kernel-ignored", "conv2d_strided")
def pixels_added(right, image, kernel, *rest):
    return right(image, np.ones_like(kernel), *rest)


@misconception("bias-forgotten", "conv2d_strided")
def without_bias(right, image, kernel, bias, *rest):
    return right(image, kernel, 0.0, *rest)


@misconception("bias-per-pixel", "conv2d_strided")
def bias_for_each_cell(right, image, kernel, bias, *rest):
    return right(image, kernel, bias * kernel.size, *rest)


@misconception("bias-per-row", "conv2d_strided")
def bias_for_each_row(right, image, kernel, bias, *rest):
    return right(image, kernel, bias * kernel.shape[0], *rest)


@misconception("bias-per-row", "conv2d_strided")
def bias_for_each_column(right, image, kernel, bias, *rest):
    return right(image, kernel, bias * kernel.shape[1], *rest)


@misconception("bias-doubled", "conv2d_strided")
def bias_twice(right, image, kernel, bias, *rest):
    return right(image, kernel, 2 * bias, *rest)


@misconception("bias-subtracted", "conv2d_strided")
def bias_with_the_other_sign(right, image, kernel, bias, *rest):
    return right(image, kernel, -bias, *rest)


@misconception("bias-multiplied", "conv2d_strided")
def times_bias(right, image, kernel, bias, *rest):
    return right(image, kernel, 0.0, *rest) * bias


@misconception("bias-in-the-picture", "conv2d_strided")
def bias_before_padding(right, image, kernel, bias, *rest):
    return right(image.astype(float) + bias, kernel, 0.0, *rest)


@misconception("bias-in-the-picture", "conv2d_strided")
def bias_before_padding_and_after(right, image, kernel, bias, *rest):
    return right(image.astype(float) + bias, kernel, bias, *rest)


@misconception("bias-in-the-picture", "conv2d_strided")
def bias_after_padding(right, image, kernel, bias, *rest):
    return right(image, kernel, bias * float(kernel.astype(float).sum()), *rest)


@misconception("bias-in-the-kernel", "conv2d_strided")
def bias_on_each_weight(right, image, kernel, bias, *rest):
    return right(image, kernel.astype(float) + bias, 0.0, *rest)


@misconception("bias-cut-off", "conv2d_strided")
def whole_bias(right, image, kernel, bias, *rest):
    return right(image, kernel, int(bias), *rest)


@misconception("relu-not-asked", "conv2d_strided")
def relu(right, *arguments):
    return np.maximum(right(*arguments), 0.0)


@misconception("relu-not-asked", "conv2d_strided")
def relu_before_the_bias(right, image, kernel, bias, *rest):
    return np.maximum(right(image, kernel, 0.0, *rest), 0.0) + bias


@misconception("absolute-values", "conv2d_strided")
def absolute(right, *arguments):
    return np.abs(right(*arguments))


@misconception("absolute-values", "conv2d_strided")
def absolute_before_the_bias(right, image, kernel, bias, *rest):
    return np.abs(right(image, kernel, 0.0, *rest)) + bias


@misconception("mean-for-sum", "conv2d_strided")
def mean(right, image, kernel, *rest):
    return right(image, kernel.astype(float) / kernel.size, *rest)


@misconception("mean-for-sum", "conv2d_strided")
def mean_of_products_and_bias(right, image, kernel, bias, *rest):
    return right(image, kernel, bias, *rest) / kernel.size


@misconception("maximum-for-sum", "conv2d_strided")
def largest_product(right, image, kernel, bias, stride, padding):
    products = windows(image.astype(float), kernel, stride, padding) * kernel
    return products.max(axis=(2, 3)) + bias


@misconception("matrix-product", "conv2d_strided")
def patches_times_kernel(right, image, kernel, bias, stride, padding):
    patches = windows(image.astype(float), kernel, stride, padding)
    return np.array([[np.sum(patch @ kernel) for patch in row] for row in patches]) + bias


@misconception("narrow-integers", "conv2d_strided")
def products_overflow(right, image, kernel, bias, stride, padding):
    return np.sum(windows(image, kernel, stride, padding) * kernel, axis=(2, 3)) + float(bias)


@misconception("narrow-integers", "conv2d_strided")
def products_and_sums_overflow(right, image, kernel, bias, stride, padding):
    products = windows(image, kernel, stride, padding) * kernel
    return np.sum(products, axis=(2, 3), dtype=products.dtype) + float(bias)


@misconception("narrow-integers", "conv2d_strided")
def kernel_in_the_dtype_of_the_picture(right, image, kernel, bias, stride, padding):
    kernel = kernel.astype(image.dtype)
    return np.sum(windows(image, kernel, stride, padding) * kernel, axis=(2, 3)) + float(bias)


@misconception("narrow-integers", "conv2d_strided")
def picture_in_the_dtype_of_the_kernel(right, image, kernel, *rest):
    return right(image.astype(kernel.dtype), kernel, *rest)


@misconception("narrow-integers", "conv2d_strided")
def kernel_turned_to_the_dtype_of_the_picture(right, image, kernel, *rest):
    return right(image, kernel.astype(image.dtype), *rest)


@misconception("inputs-cut-off", "conv2d_strided")
def whole_pixels(right, image, *rest):
    return right(image.astype(np.int64), *rest)


@misconception("inputs-cut-off", "conv2d_strided")
def whole_weights(right, image, kernel, *rest):
    return right(image, kernel.astype(np.int64), *rest)


@misconception("inputs-cut-off", "conv2d_strided")
def whole_pixels_and_weights(right, image, kernel, *rest):
    return right(image.astype(np.int64), kernel.astype(np.int64), *rest)


@misconception("stride-ignored", "conv2d_strided")
def moved_by_one(right, image, kernel, bias, stride, padding):
    return right(image, kernel, bias, 1, padding)


@misconception("stride-ignored", "conv2d_strided")
def moved_by_one_in_the_right_frame(right, image, kernel, bias, stride, padding):
    return stamped(framed(image, kernel, stride, padding), kernel, bias, 1)


@misconception("stride-on-one-axis", "conv2d_strided")
def stride_for_rows_only(right, image, kernel, bias, stride, padding):
    return right(image, kernel, bias, (both(stride)[0], 1), padding)


@misconception("stride-on-one-axis", "conv2d_strided")
def stride_for_columns_only(right, image, kernel, bias, stride, padding):
    return right(image, kernel, bias, (1, both(stride)[1]), padding)


@misconception("stride-on-one-axis", "conv2d_strided")
def stride_for_rows_only_in_the_right_frame(right, image, kernel, bias, stride, padding):
    padded = framed(image, kernel, stride, padding)
    return stamped(padded, kernel, bias, (both(stride)[0], 1))


@misconception("stride-on-one-axis", "conv2d_strided")
def stride_for_columns_only_in_the_right_frame(right, image, kernel, bias, stride, padding):
    padded = framed(image, kernel, stride, padding)
    return stamped(padded, kernel, bias, (1, both(stride)[1]))


@misconception("stride-on-one-axis", "conv2d_strided")
def int_for_rows_only(right, image, kernel, bias, stride, padding):
    stride = stride if isinstance(stride, tuple) else (stride, 1)
    return right(image, kernel, bias, stride, padding)


@misconception("stride-on-one-axis", "conv2d_strided")
def int_for_columns_only(right, image, kernel, bias, stride, padding):
    stride = stride if isinstance(stride, tuple) else (1, stride)
    return right(image, kernel, bias, stride, padding)


@misconception("one-number-for-both", "conv2d_strided")
def first_stride_for_both(right, image, kernel, bias, stride, padding):
    return right(image, kernel, bias, both(stride)[0], padding)


@misconception("one-number-for-both", "conv2d_strided")
def second_stride_for_both(right, image, kernel, bias, stride, padding):
    return right(image, kernel, bias, both(stride)[1], padding)


@misconception("one-number-for-both", "conv2d_strided")
def first_stride_for_both_in_the_right_frame(right, image, kernel, bias, stride, padding):
    return stamped(framed(image, kernel, stride, padding), kernel, bias, both(stride)[0])


@misconception("one-number-for-both", "conv2d_strided")
def second_stride_for_both_in_the_right_frame(right, image, kernel, bias, stride, padding):
    return stamped(framed(image, kernel, stride, padding), kernel, bias, both(stride)[1])


@misconception("one-number-for-both", "conv2d_strided")
def same_with_the_first_stride(right, image, kernel, bias, stride, padding):
    padded = framed(image, kernel, both(stride)[0], padding)
    return stamped(padded, kernel, bias, stride)


@misconception("one-number-for-both", "conv2d_strided")
def same_with_the_second_stride(right, image, kernel, bias, stride, padding):
    padded = framed(image, kernel, both(stride)[1], padding)
    return stamped(padded, kernel, bias, stride)


first_stride_in_counts = sized("one-number-for-both", step=twice_first)
second_stride_in_counts = sized("one-number-for-both", step=twice_second)


first_corner_twice, first_corner_twice_in_same = written("one-number-for-both", corner=twice_first)
second_corner_twice, second_corner_twice_in_same = written(
    "one-number-for-both", corner=twice_second
)
first_total_twice, first_total_twice_in_same = written(
    "one-number-for-both", size=lambda h, w, d, r: (h + d, w + d)
)
second_total_twice, second_total_twice_in_same = written(
    "one-number-for-both", size=lambda h, w, d, r: (h + r, w + r)
)
swapped_corner, swapped_corner_in_same = written("rows-and-columns-swapped", corner=swap)
swapped_totals, swapped_totals_in_same = written(
    "rows-and-columns-swapped", size=lambda h, w, d, r: (h + r, w + d)
)
swapped_shape, swapped_shape_in_same = written(
    "rows-and-columns-swapped", size=lambda h, w, d, r: (w + r, h + d)
)
swapped_span, swapped_span_in_same = written("rows-and-columns-swapped", span=swap)
no_room, no_room_in_same = written("picture-does-not-fit", size=lambda h, w, d, r: (h, w))
no_room_below, no_room_below_in_same = written(
    "picture-does-not-fit", size=lambda h, w, d, r: (h, w + r)
)
no_room_at_the_right, no_room_at_the_right_in_same = written(
    "picture-does-not-fit", size=lambda h, w, d, r: (h + d, w)
)
height_twice, height_twice_in_same = written(
    "square-image-assumed", size=lambda h, w, d, r: (h + d, h + r)
)
width_twice, width_twice_in_same = written(
    "square-image-assumed", size=lambda h, w, d, r: (w + d, w + r)
)
height_spanned_twice, height_spanned_twice_in_same = written(
    "square-image-assumed", span=twice_first
)
width_spanned_twice, width_spanned_twice_in_same = written(
    "square-image-assumed", span=twice_second
)


@misconception("one-number-for-both", "conv2d_strided")
def first_padding_for_both(right, image, kernel, bias, stride, padding):
    padding = changed(padding, lambda ph, pw: (ph, ph))
    return right(image, kernel, bias, stride, padding)


@misconception("one-number-for-both", "conv2d_strided")
def second_padding_for_both(right, image, kernel, bias, stride, padding):
    padding = changed(padding, lambda ph, pw: (pw, pw))
    return right(image, kernel, bias, stride, padding)


@misconception("one-number-for-both", "conv2d_strided")
def same_of_the_rows_for_both(right, image, kernel, bias, stride, padding):
    sides = frame(image, kernel, stride, padding)
    sides = twice_first(*sides) if padding == "same" else sides
    return stamped(np.pad(image, sides), kernel, bias, stride)


@misconception("one-number-for-both", "conv2d_strided")
def same_of_the_columns_for_both(right, image, kernel, bias, stride, padding):
    sides = frame(image, kernel, stride, padding)
    sides = twice_second(*sides) if padding == "same" else sides
    return stamped(np.pad(image, sides), kernel, bias, stride)


@misconception("rows-and-columns-swapped", "conv2d_strided")
def stride_swapped(right, image, kernel, bias, stride, padding):
    return right(image, kernel, bias, both(stride)[::-1], padding)


@misconception("rows-and-columns-swapped", "conv2d_strided")
def stride_swapped_in_the_right_frame(right, image, kernel, bias, stride, padding):
    return stamped(framed(image, kernel, stride, padding), kernel, bias, both(stride)[::-1])


swapped_places = placed("rows-and-columns-swapped", lambda i, j, s, t: (i * t, j * s))
swapped_vertical_stride = placed("rows-and-columns-swapped", lambda i, j, s, t: (i * t, j * t))
swapped_horizontal_stride = placed("rows-and-columns-swapped", lambda i, j, s, t: (i * s, j * s))
swapped_coordinates = placed("rows-and-columns-swapped", lambda i, j, s, t: (j * t, i * s))
swapped_counts = sized("rows-and-columns-swapped", swap, swap, swap)
swapped_kernel_in_counts = sized("rows-and-columns-swapped", size=swap)
swapped_picture_in_counts = sized("rows-and-columns-swapped", picture=swap)
swapped_stride_in_counts = sized("rows-and-columns-swapped", step=swap)
swapped_loops = sized("rows-and-columns-swapped", loops=swap)
swapped_indices = placed("rows-and-columns-swapped", lambda i, j, s, t: (j * s, i * t))
first_index_twice = placed("indices-mixed-up", lambda i, j, s, t: (i * s, i * t))
second_index_twice = placed("indices-mixed-up", lambda i, j, s, t: (j * s, j * t))
first_start_twice = placed("indices-mixed-up", lambda i, j, s, t: (i * s, i * s))
second_start_twice = placed("indices-mixed-up", lambda i, j, s, t: (j * t, j * t))


@misconception("rows-and-columns-swapped", "conv2d_strided")
def padding_swapped(right, image, kernel, bias, stride, padding):
    padding = changed(padding, lambda ph, pw: (pw, ph))
    return right(image, kernel, bias, stride, padding)


@misconception("rows-and-columns-swapped", "conv2d_strided")
def stride_and_padding_swapped(right, image, kernel, bias, stride, padding):
    padding = padding if isinstance(padding, str) else both(padding)[::-1]
    return right(image, kernel, bias, both(stride)[::-1], padding)


@misconception("rows-and-columns-swapped", "conv2d_strided")
def same_with_the_stride_swapped(right, image, kernel, bias, stride, padding):
    padded = framed(image, kernel, both(stride)[::-1], padding)
    return stamped(padded, kernel, bias, stride)


@misconception("rows-and-columns-swapped", "conv2d_strided")
def same_with_the_kernel_swapped(right, image, kernel, bias, stride, padding):
    return stamped(framed(image, kernel.T, stride, padding), kernel, bias, stride)


@misconception("rows-and-columns-swapped", "conv2d_strided")
def same_with_the_picture_swapped(right, image, kernel, bias, stride, padding):
    sides = frame(image.T, kernel, stride, padding)
    return stamped(np.pad(image, sides), kernel, bias, stride)


@misconception("rows-and-columns-swapped", "conv2d_strided")
def same_swapped(right, image, kernel, bias, stride, padding):
    sides = frame(image, kernel, stride, padding)
    sides = swap(*sides) if padding == "same" else sides
    return stamped(np.pad(image, sides), kernel, bias, stride)


@misconception("rows-and-columns-swapped", "conv2d_strided")
def shape_of_the_map_swapped(right, *arguments):
    return in_shape(right(*arguments), swap)


@misconception("square-image-assumed", "conv2d_strided")
def rows_by_rows(right, *arguments):
    return in_shape(right(*arguments), twice_first)


@misconception("square-image-assumed", "conv2d_strided")
def columns_by_columns(right, *arguments):
    return in_shape(right(*arguments), twice_second)


@misconception("square-kernel-assumed", "conv2d_strided")
def height_of_the_kernel_for_both(right, image, kernel, bias, stride, padding):
    padded, size = framed(image, kernel, stride, padding), kernel.shape[0]
    rows, columns = stamped(padded, np.zeros((size, size)), 0, stride).shape
    return looped(padded, kernel, bias, stride, rows, columns, (size, size))


@misconception("square-kernel-assumed", "conv2d_strided")
def width_of_the_kernel_for_both(right, image, kernel, bias, stride, padding):
    padded, size = framed(image, kernel, stride, padding), kernel.shape[1]
    rows, columns = stamped(padded, np.zeros((size, size)), 0, stride).shape
    return looped(padded, kernel, bias, stride, rows, columns, (size, size))


@misconception("square-kernel-assumed", "conv2d_strided")
def width_of_the_patch_for_both(right, image, kernel, bias, stride, padding):
    rows, columns = right(image, kernel, bias, stride, padding).shape
    padded, size = framed(image, kernel, stride, padding), kernel.shape[1]
    return looped(padded, kernel, bias, stride, rows, columns, (size, size))


@misconception("square-kernel-assumed", "conv2d_strided")
def number_of_stamps_with_the_kernel_height(right, image, kernel, bias, stride, padding):
    padded, size = framed(image, kernel, stride, padding), kernel.shape[0]
    rows, columns = stamped(padded, np.zeros((size, size)), 0, stride).shape
    return looped(padded, kernel, bias, stride, rows, columns)


@misconception("square-kernel-assumed", "conv2d_strided")
def number_of_stamps_with_the_kernel_width(right, image, kernel, bias, stride, padding):
    padded, size = framed(image, kernel, stride, padding), kernel.shape[1]
    rows, columns = stamped(padded, np.zeros((size, size)), 0, stride).shape
    return looped(padded, kernel, bias, stride, rows, columns)


@misconception("square-kernel-assumed", "conv2d_strided")
def same_with_the_kernel_height(right, image, kernel, bias, stride, padding):
    square = np.zeros((kernel.shape[0], kernel.shape[0]))
    return stamped(framed(image, square, stride, padding), kernel, bias, stride)


@misconception("square-kernel-assumed", "conv2d_strided")
def same_with_the_kernel_width(right, image, kernel, bias, stride, padding):
    square = np.zeros((kernel.shape[1], kernel.shape[1]))
    return stamped(framed(image, square, stride, padding), kernel, bias, stride)


@misconception("square-kernel-assumed", "conv2d_strided")
def cells_up_to_the_height(right, image, kernel, bias, stride, padding):
    rows, columns = right(image, kernel, bias, stride, padding).shape
    kernel = kernel[:, : kernel.shape[0]]
    padded = framed(image, kernel, stride, padding)
    return stamped(padded, kernel, bias, stride)[:rows, :columns]


@misconception("square-kernel-assumed", "conv2d_strided")
def cells_up_to_the_width(right, image, kernel, bias, stride, padding):
    rows, columns = right(image, kernel, bias, stride, padding).shape
    kernel = kernel[: kernel.shape[1]]
    padded = framed(image, kernel, stride, padding)
    return stamped(padded, kernel, bias, stride)[:rows, :columns]


@misconception("square-image-assumed", "conv2d_strided")
def same_with_the_picture_height(right, image, kernel, bias, stride, padding):
    square = np.zeros((image.shape[0], image.shape[0]))
    return stamped(np.pad(image, frame(square, kernel, stride, padding)), kernel, bias, stride)


@misconception("square-image-assumed", "conv2d_strided")
def same_with_the_picture_width(right, image, kernel, bias, stride, padding):
    square = np.zeros((image.shape[1], image.shape[1]))
    return stamped(np.pad(image, frame(square, kernel, stride, padding)), kernel, bias, stride)


height_in_counts = sized("square-image-assumed", picture=twice_first)
width_in_counts = sized("square-image-assumed", picture=twice_second)
rows_for_both = sized("square-image-assumed", twice_first, twice_first, twice_first)
columns_for_both = sized("square-image-assumed", twice_second, twice_second, twice_second)
loops_over_rows = sized("square-image-assumed", loops=twice_first)
loops_over_columns = sized("square-image-assumed", loops=twice_second)
not_multiplied = placed("stride-ignored", lambda i, j, s, t: (i, j))
rows_not_multiplied = placed("stride-on-one-axis", lambda i, j, s, t: (i, j * t))
columns_not_multiplied = placed("stride-on-one-axis", lambda i, j, s, t: (i * s, j))
added = placed("stride-added", lambda i, j, s, t: (i + s, j + t))
added_to_rows = placed("stride-added", lambda i, j, s, t: (i + s, j * t))
added_to_columns = placed("stride-added", lambda i, j, s, t: (i * s, j + t))
divided = placed("place-divided", lambda i, j, s, t: (i // s, j // t))
rows_divided = placed("place-divided", lambda i, j, s, t: (i // s, j * t))
columns_divided = placed("place-divided", lambda i, j, s, t: (i * s, j // t))


@misconception("stride-off-by-one", "conv2d_strided")
def moved_by_one_more(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    return right(image, kernel, bias, (down + 1, across + 1), padding)


@misconception("kernel-size-for-stride", "conv2d_strided")
def moved_by_the_kernel(right, image, kernel, bias, stride, padding):
    return right(image, kernel, bias, kernel.shape, padding)


@misconception("stride-after-kernel", "conv2d_strided")
def moved_by_stride_and_kernel(right, image, kernel, bias, stride, padding):
    (down, across), (fh, fw) = both(stride), kernel.shape
    return right(image, kernel, bias, (down + fh, across + fw), padding)


@misconception("late-start", "conv2d_strided")
def last_of_every_stride(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    every = stamped(framed(image, kernel, stride, padding), kernel, bias, 1)
    return every[down - 1 :: down, across - 1 :: across]


@misconception("late-start", "conv2d_strided")
def last_of_every_stride_of_stride_one(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    return right(image, kernel, bias, 1, padding)[down - 1 :: down, across - 1 :: across]


@misconception("late-start", "conv2d_strided")
def from_the_second_one(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    every = stamped(framed(image, kernel, stride, padding), kernel, bias, 1)
    return every[1::down, 1::across] if (down, across) != (1, 1) else every


@misconception("late-start", "conv2d_strided")
def from_half_a_stride(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    every = stamped(framed(image, kernel, stride, padding), kernel, bias, 1)
    return every[down // 2 :: down, across // 2 :: across]


@misconception("late-start", "conv2d_strided")
def from_one_stride(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    every = stamped(framed(image, kernel, stride, padding), kernel, bias, 1)
    return every[down::down, across::across] if (down, across) != (1, 1) else every


@misconception("picture-thinned-out", "conv2d_strided")
def padded_picture_thinned_out(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    return stamped(framed(image, kernel, stride, padding)[::down, ::across], kernel, bias, 1)


@misconception("picture-thinned-out", "conv2d_strided")
def picture_thinned_out(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    return right(image[::down, ::across], kernel, bias, 1, padding)


@misconception("picture-thinned-out", "conv2d_strided")
def picture_thinned_out_and_stride(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    return right(image[::down, ::across], kernel, bias, stride, padding)


def spread(kernel, stride):
    """The kernel with its cells a stride apart."""
    (down, across), (fh, fw) = both(stride), kernel.shape
    result = np.zeros(((fh - 1) * down + 1, (fw - 1) * across + 1))
    result[::down, ::across] = kernel
    return result


@misconception("dilated-kernel", "conv2d_strided")
def cells_a_stride_apart(right, image, kernel, bias, stride, padding):
    return right(image, spread(kernel, stride), bias, 1, padding)


@misconception("dilated-kernel", "conv2d_strided")
def cells_a_stride_apart_and_stride(right, image, kernel, bias, stride, padding):
    return right(image, spread(kernel, stride), bias, stride, padding)


@misconception("stride-applied-twice", "conv2d_strided")
def every_stride_of_the_strided(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    return right(image, kernel, bias, stride, padding)[::down, ::across]


@misconception("stride-applied-twice", "conv2d_strided")
def strided_map_with_gaps(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    result = right(image, kernel, bias, stride, padding)
    gaps = np.zeros_like(result)
    gaps[::down, ::across] = result[::down, ::across]
    return gaps


@misconception("stride-applied-twice", "conv2d_strided")
def unstrided_map_with_gaps(right, image, kernel, bias, stride, padding):
    rows, columns = right(image, kernel, bias, stride, padding).shape
    every = stamped(framed(image, kernel, stride, padding), kernel, bias, 1)
    down, across = both(stride)
    gaps = np.zeros((rows, columns))
    gaps[::down, ::across] = every[:rows:down, :columns:across]
    return gaps


@misconception("place-for-index", "conv2d_strided")
def large_map_with_gaps(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    every = stamped(framed(image, kernel, stride, padding), kernel, bias, 1)
    gaps = np.zeros_like(every)
    gaps[::down, ::across] = every[::down, ::across]
    return gaps


@misconception("place-for-index", "conv2d_strided")
def places_beyond_the_map(right, image, kernel, bias, stride, padding):
    down, across = both(stride)
    result = right(image, kernel, bias, stride, padding)
    strange = np.zeros_like(result)
    for i, j in np.ndindex(result.shape):
        strange[i * down, j * across] = result[i, j]
    return strange


@misconception("padding-ignored", "conv2d_strided")
def no_padding(right, image, kernel, bias, stride, padding):
    return right(image, kernel, bias, stride, 0)


_, rows_unpadded, columns_unpadded = for_numbers("padding-on-one-axis", none)
_, rows_unpadded_in_same, columns_unpadded_in_same = for_same("padding-on-one-axis", none)
no_rows_in_frame = with_sides("padding-on-one-axis", same=(none, keras), number=(none, equal))
no_columns_in_frame = with_sides("padding-on-one-axis", same=(keras, none), number=(equal, none))
no_number = with_sides("padding-ignored", number=(none, none))
twice, twice_above, twice_left = for_numbers("padding-doubled", lambda p: (2 * p, 2 * p))
half, half_above, half_left = for_numbers("padding-halved", lambda p: (p // 2, p // 2))
total, total_above, total_left = for_numbers("padding-halved", halves)
before_only, above_only, left_only = for_numbers("one-sided-padding", lambda p: (p, 0))
after_only, below_only, right_only = for_numbers("one-sided-padding", lambda p: (0, p))
all_before, all_above, all_left = for_numbers("one-sided-padding", lambda p: (2 * p, 0))
all_after, all_below, all_right = for_numbers("one-sided-padding", lambda p: (0, 2 * p))
always_one, one_above, one_left = for_numbers("frame-of-one-assumed", lambda p: (1, 1))
at_most_one, _, _ = for_numbers("frame-of-one-assumed", lambda p: (min(p, 1), min(p, 1)))


@misconception("padding-not-counted", "conv2d_strided")
def as_many_stamps_as_without_padding(right, image, kernel, bias, stride, padding):
    rows, columns = stamped(image, kernel, bias, stride).shape
    return right(image, kernel, bias, stride, padding)[:rows, :columns]


@misconception("padding-not-counted", "conv2d_strided")
def as_many_stamps_as_without_padding_of_numbers(right, image, kernel, bias, stride, padding):
    if isinstance(padding, str):
        return right(image, kernel, bias, stride, padding)
    rows, columns = stamped(image, kernel, bias, stride).shape
    return right(image, kernel, bias, stride, padding)[:rows, :columns]


def zeros_around_the_map(right, image, kernel, bias, stride, padding):
    sides = frame(image, kernel, stride, padding)
    return np.pad(right(image, kernel, bias, stride, 0), sides)


around, around_of_numbers = with_numbers_only("result-padded", zeros_around_the_map)


@misconception("result-padded", "conv2d_strided")
def map_padded_to_the_size_of_same(right, image, kernel, bias, stride, padding):
    result = right(image, kernel, bias, stride, padding)
    inner = right(image, kernel, bias, stride, 0)
    missing = [n - m for n, m in zip(result.shape, inner.shape, strict=True)]
    return np.pad(inner, [(total // 2, total - total // 2) for total in missing])


edge, edge_of_numbers = filled("border-repeated", mode="edge")
reflected, reflected_of_numbers = filled("border-mirrored", mode="reflect")
symmetric, symmetric_of_numbers = filled("border-mirrored", mode="symmetric")
wrapped, wrapped_of_numbers = filled("border-wrapped", mode="wrap")
ones, ones_of_numbers = filled("frame-not-zero", constant_values=1.0)
minus_ones, minus_ones_of_numbers = filled("frame-not-zero", constant_values=-1.0)
white, white_of_numbers = filled("frame-not-zero", constant_values=255.0)


def frame_of_the_mean(right, image, kernel, bias, stride, padding):
    padded = framed(image.astype(float), kernel, stride, padding, constant_values=image.mean())
    return stamped(padded, kernel, bias, stride)


def frame_of_the_bias(right, image, kernel, bias, stride, padding):
    padded = framed(image.astype(float), kernel, stride, padding, constant_values=bias)
    return stamped(padded, kernel, bias, stride)


average, average_of_numbers = with_numbers_only("frame-not-zero", frame_of_the_mean)
of_bias, of_bias_of_numbers = with_numbers_only("bias-in-the-frame", frame_of_the_bias)


@misconception("valid-taken-for-same", "conv2d_strided")
def same_for_valid(right, image, kernel, bias, stride, padding):
    padding = "same" if isinstance(padding, str) and padding == "valid" else padding
    return right(image, kernel, bias, stride, padding)


@misconception("valid-taken-for-same", "conv2d_strided")
def words_swapped(right, image, kernel, bias, stride, padding):
    if isinstance(padding, str):
        padding = {"same": "valid", "valid": "same"}[padding]
    return right(image, kernel, bias, stride, padding)


@misconception("size-three-assumed", "conv2d_strided")
def three_cells_of_the_kernel(right, image, kernel, *rest):
    return right(image, kernel[:3, :3], *rest)


@misconception("size-three-assumed", "conv2d_strided")
def three_cells_stamped(right, image, kernel, *rest):
    rows, columns = right(image, kernel, *rest).shape
    return right(image, kernel[:3, :3], *rest)[:rows, :columns]


same_as_valid = with_sides("same-taken-for-valid", same=(none, none))
odd_first, odd_top, odd_left = for_same("odd-pixel-wrong-side", lambda *axis: keras(*axis)[::-1])
odd_first_of_one, _, _ = for_same("odd-pixel-wrong-side", lambda n, f, s: halves(f - 1)[::-1])
last, last_below, last_right = for_same("same-on-one-side", lambda *axis: (0, missing(*axis)))
at_first, first_above, first_left = for_same("same-on-one-side", lambda *axis: (missing(*axis), 0))
smaller_halves, smaller_rows, smaller_columns = for_same(
    "odd-pixel-lost", lambda *axis: (missing(*axis) // 2, missing(*axis) // 2)
)
larger_halves, larger_rows, larger_columns = for_same(
    "odd-pixel-lost", lambda *axis: ((missing(*axis) + 1) // 2, (missing(*axis) + 1) // 2)
)
down_halves, down_rows, down_columns = for_same(
    "same-from-kernel-alone", lambda n, f, s: ((f - 1) // 2, (f - 1) // 2)
)
up_halves, up_rows, up_columns = for_same(
    "same-from-kernel-alone", lambda n, f, s: (f // 2, f // 2)
)
of_stride_one, rows_of_stride_one, columns_of_stride_one = for_same(
    "same-without-stride", lambda n, f, s: halves(f - 1)
)
one_zero, one_zero_above, one_zero_left = for_same("size-three-assumed", lambda n, f, s: (1, 1))
of_three, rows_of_three, columns_of_three = for_same(
    "size-three-assumed", lambda n, f, s: keras(n, 3, s)
)
floored, floored_rows, floored_columns = for_same(
    "same-rounded-down", lambda n, f, s: halves((n // s - 1) * s + f - n)
)
full, full_rows, full_columns = for_same(
    "same-keeps-the-size", lambda n, f, s: halves((n - 1) * s + f - n)
)
negative, negative_rows, negative_columns = for_same(
    "same-below-zero", lambda n, f, s: (lacking(n, f, s) // 2, -(-lacking(n, f, s) // 2))
)
absolute_total, absolute_rows, absolute_columns = for_same(
    "same-below-zero", lambda n, f, s: halves(abs(lacking(n, f, s)))
)
one_more, one_more_below, one_more_right = for_same(
    "same-total-off-by-one", lambda n, f, s: halves(lacking(n, f, s) + 1)
)
one_less, one_less_below, one_less_right = for_same(
    "same-total-off-by-one", lambda n, f, s: halves(lacking(n, f, s) - 1)
)
over, over_below, over_right = for_same(
    "same-stamps-miscounted", lambda n, f, s: halves(lacking(n, f, s) + s)
)
under, under_below, under_right = for_same(
    "same-stamps-miscounted", lambda n, f, s: halves(lacking(n, f, s) - s)
)
two_over, two_over_below, two_over_right = for_same(
    "same-stamps-miscounted", lambda n, f, s: halves(lacking(n, f, s) + 2 * s)
)
whole, whole_rows, whole_columns = for_same(
    "same-doubled", lambda *axis: (missing(*axis), missing(*axis))
)
whole_before, whole_above, whole_left = for_same(
    "same-doubled", lambda *axis: (missing(*axis), keras(*axis)[1])
)
whole_after, whole_below, whole_right = for_same(
    "same-doubled", lambda *axis: (keras(*axis)[0], missing(*axis))
)
half_before, half_above_only, half_left_only = for_same(
    "same-half-missing", lambda *axis: (keras(*axis)[0], 0)
)
half_after, half_below_only, half_right_only = for_same(
    "same-half-missing", lambda *axis: (0, keras(*axis)[1])
)
wide, wide_rows, wide_columns = for_same("same-doubled", lambda n, f, s: (f - 1, f - 1))
dividing, dividing_rows, dividing_columns = for_same(
    "same-by-remainder", lambda n, f, s: halves(f - s)
)
not_dividing, not_dividing_rows, not_dividing_columns = for_same(
    "same-by-remainder", lambda n, f, s: halves(f - n % s)
)
needed, needed_rows, needed_columns = for_same(
    "same-size-not-subtracted", lambda n, f, s: halves(lacking(n, f, s) + n)
)


@misconception("same-rounded-down", "conv2d_strided")
def map_cut_to_floor(right, image, kernel, bias, stride, padding):
    result = right(image, kernel, bias, stride, padding)
    if padding != "same":
        return result
    down, across = both(stride)
    return result[: image.shape[0] // down, : image.shape[1] // across]


@misconception("same-below-zero", "conv2d_strided")
def negative_frame_as_a_slice(right, image, kernel, bias, stride, padding):
    if padding != "same":
        return right(image, kernel, bias, stride, padding)
    axes = zip(image.shape, kernel.shape, both(stride), strict=True)
    down, across = (lacking(*axis) for axis in axes)
    (h, w), top, left = image.shape, down // 2, across // 2
    padded = np.zeros((h + down, w + across))
    padded[top : top + h, left : left + w] = image
    return stamped(padded, kernel, bias, stride)


@misconception("ragged-edge-kept", "conv2d_strided")
def map_rounded_up(right, image, kernel, bias, stride, padding):
    padded = framed(image.astype(float), kernel, stride, padding)
    axes = zip(padded.shape, kernel.shape, both(stride), strict=True)
    return stamped(np.pad(padded, [(0, (f - n) % s) for n, f, s in axes]), kernel, bias, stride)


@misconception("ragged-edge-kept", "conv2d_strided")
def map_rounded_up_and_left_empty(right, image, kernel, bias, stride, padding):
    padded = framed(image, kernel, stride, padding)
    axes = zip(padded.shape, kernel.shape, both(stride), strict=True)
    more = [(0, int((n - f) % s > 0)) for n, f, s in axes]
    return np.pad(right(image, kernel, bias, stride, padding), more)


@misconception("off-by-one-end", "conv2d_strided")
def last_row_and_column_missing(right, *arguments):
    return right(*arguments)[:-1, :-1]


@misconception("off-by-one-end", "conv2d_strided")
def last_row_missing(right, *arguments):
    return right(*arguments)[:-1]


@misconception("off-by-one-end", "conv2d_strided")
def last_column_missing(right, *arguments):
    return right(*arguments)[:, :-1]


@misconception("off-by-one-end", "conv2d_strided")
def last_row_and_column_empty(right, *arguments):
    return emptied(emptied(right(*arguments), -1, slice(None)), slice(None), -1)


@misconception("off-by-one-end", "conv2d_strided")
def last_row_empty(right, *arguments):
    return emptied(right(*arguments), -1, slice(None))


@misconception("off-by-one-end", "conv2d_strided")
def last_column_empty(right, *arguments):
    return emptied(right(*arguments), slice(None), -1)


@misconception("off-by-one-end", "conv2d_strided")
def last_place_not_stamped(right, image, kernel, bias, stride, padding):
    padded = framed(image, kernel, stride, padding)
    return stamped(padded[:-1, :-1], kernel, bias, stride)


@misconception("off-by-one-end", "conv2d_strided")
def last_place_of_the_rows_not_stamped(right, image, kernel, bias, stride, padding):
    return stamped(framed(image, kernel, stride, padding)[:-1], kernel, bias, stride)


@misconception("off-by-one-end", "conv2d_strided")
def last_place_of_the_columns_not_stamped(right, image, kernel, bias, stride, padding):
    return stamped(framed(image, kernel, stride, padding)[:, :-1], kernel, bias, stride)


@misconception("off-by-one-start", "conv2d_strided")
def first_row_and_column_missing(right, *arguments):
    return right(*arguments)[1:, 1:]


@misconception("off-by-one-start", "conv2d_strided")
def first_row_and_column_empty(right, *arguments):
    return emptied(emptied(right(*arguments), 0, slice(None)), slice(None), 0)


@misconception("off-by-one-start", "conv2d_strided")
def first_row_empty(right, *arguments):
    return emptied(right(*arguments), 0, slice(None))


@misconception("off-by-one-start", "conv2d_strided")
def first_column_empty(right, *arguments):
    return emptied(right(*arguments), slice(None), 0)


@misconception("off-by-one-start", "conv2d_strided")
def first_pixels_not_stamped(right, image, kernel, bias, stride, padding):
    return stamped(framed(image, kernel, stride, padding)[1:, 1:], kernel, bias, stride)


@misconception("one-too-many", "conv2d_strided")
def empty_row_and_column(right, *arguments):
    return np.pad(right(*arguments), [(0, 1), (0, 1)])


@misconception("one-too-many", "conv2d_strided")
def empty_row(right, *arguments):
    return np.pad(right(*arguments), [(0, 1), (0, 0)])


@misconception("one-too-many", "conv2d_strided")
def empty_column(right, *arguments):
    return np.pad(right(*arguments), [(0, 0), (0, 1)])


@misconception("one-too-many", "conv2d_strided")
def cut_off_stamps(right, image, kernel, bias, stride, padding):
    rows, columns = right(image, kernel, bias, stride, padding).shape
    padded = framed(image, kernel, stride, padding)
    return looped(padded, kernel, bias, stride, rows + 1, columns + 1)


@misconception("inner-loop-once", "conv2d_strided")
def only_the_last_column(right, *arguments):
    return emptied(right(*arguments), slice(None), slice(None, -1))


@misconception("inner-loop-once", "conv2d_strided")
def only_the_last_row(right, *arguments):
    return emptied(right(*arguments), slice(None, -1), slice(None))


@misconception("returned-too-early", "conv2d_strided")
def only_the_first_row(right, *arguments):
    return emptied(right(*arguments), slice(1, None), slice(None))


@misconception("returned-too-early", "conv2d_strided")
def only_the_first_stamp(right, *arguments):
    result = right(*arguments)
    first, result[:] = result[0, 0], 0
    result[0, 0] = first
    return result


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
