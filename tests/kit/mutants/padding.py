"""Mistakes in padding.py: what is wrong, how the report must name it, and the change to make."""

FORMULA = "(size - 1) // 2"
PLACE = "result[top : top + height, left : left + width] = image"
SHAPE = "height + 2 * top, width + 2 * left"
ZEROS = "np.zeros(shape, dtype=image.dtype)"
SIDES = 'top, left = pair("padding", padding, 0)'
CROP = "counts[ph : ph + height, pw : pw + width]"
COVER = "counts[i : i + fh, j : j + fw] += 1"
KERNEL = 'fh, fw = pair("kernel_size", kernel_size, 1)'
FRAME = 'ph, pw = pair("padding", padding, 0)'
LOOPS = """    for i in range(rows):
        for j in range(columns):
            counts[i : i + fh, j : j + fw] += 1
"""

MUTANTS = {
    "same_padding": [
        ("the formula is solved with a plus", "one-too-large", FORMULA, "(size + 1) // 2"),
        ("one more is taken away", "one-too-small", FORMULA, "(size - 2) // 2"),
        ("both sides are counted together", "not-halved", FORMULA, "size - 1"),
        ("the brackets are missing", "brackets-forgotten", FORMULA, "size - 1 // 2"),
        ("the missing zeros are halved twice", "halved-twice", FORMULA, "(size - 1) // 2 // 2"),
        ("every kernel is 3 by 3", "size-three-assumed", FORMULA, "1"),
        ("there is a frame in any case", "frame-never-empty", FORMULA, "max((size - 1) // 2, 1)"),
        ("a float is returned", "float-for-integer", FORMULA, "(size - 1) / 2"),
        ("the sign is turned", "sign-turned", FORMULA, "(1 - size) // 2"),
        ("the formula is forgotten", "always-zero", FORMULA, "0"),
        ("a pair is returned", None, "return (size - 1) // 2", "return (size // 2, size // 2)"),
        (
            "the result is printed",
            "printed-not-returned",
            "return (size - 1) // 2",
            "print((size - 1) // 2)",
        ),
        (
            "an even size is rounded down",
            "even-size-accepted",
            "if size % 2 == 0:",
            "if size == 0:",
        ),
        ("only the size 2 is even", "even-size-accepted", "size % 2 == 0", "size == 2"),
        ("an odd size is refused", "right-argument-refused", "size % 2 == 0", "size % 2 == 1"),
        (
            "an even size gives None",
            "none-for-error",
            'raise ValueError(f"kernel_size must be odd, got {size}")',
            "return None",
        ),
        (
            "an even size is a TypeError",
            "wrong-exception",
            "raise ValueError(f",
            "raise TypeError(f",
        ),
        (
            "negative sizes are accepted",
            "too-small-accepted",
            'whole("kernel_size", kernel_size, 1)',
            'whole("kernel_size", kernel_size, -9)',
        ),
        (
            "True is taken for 1",
            "bool-taken-for-number",
            'whole("kernel_size", kernel_size, 1)',
            'whole("kernel_size", kernel_size + 0, 1)',
        ),
        (
            "fractions are cut off",
            "fraction-accepted",
            'whole("kernel_size", kernel_size, 1)',
            'kernel_size if kernel_size is True else whole("", int(kernel_size), 1)',
            "if size % 2 == 0:",
            "if size is True or size % 2 == 0:",
        ),
        (
            "NumPy integers are refused",
            "numpy-integers-refused",
            'size = whole("kernel_size", kernel_size, 1)',
            'size = whole("kernel_size", kernel_size, 1) if type(kernel_size) is int else 2',
        ),
        (
            "only the sizes of the lesson are known",
            "right-argument-refused",
            "return (size - 1) // 2",
            'if size > 7:\n        raise ValueError("too large")\n    return (size - 1) // 2',
        ),
    ],
    "zero_pad": [
        ("the padding is ignored", "padding-ignored", SIDES, SIDES + "\n    top = left = 0"),
        (
            "the frame is twice as wide",
            "padding-doubled",
            SIDES,
            SIDES + "\n    top *= 2; left *= 2",
        ),
        (
            "the frame is half as wide",
            "padding-halved",
            SIDES,
            SIDES + "\n    top //= 2; left //= 2",
        ),
        ("only rows are padded", "padding-on-one-axis", SIDES, SIDES + "\n    left = 0"),
        (
            "zeros are put before only",
            "one-sided-padding",
            SHAPE,
            "height + top, width + left",
        ),
        (
            "zeros are put after only",
            "one-sided-padding",
            SHAPE,
            "height + top, width + left",
            PLACE,
            "result[:height, :width] = image",
        ),
        (
            "the picture stays at the corner",
            "picture-off-centre",
            PLACE,
            "result[:height, :width] = image",
        ),
        (
            "the pair is (horizontal, vertical)",
            "rows-and-columns-swapped",
            "top, left = pair",
            "left, top = pair",
        ),
        (
            "the first number is for both",
            "one-number-for-both",
            SIDES,
            SIDES + "\n    left = top",
        ),
        (
            "np.pad gets the pair as it is",
            "pair-as-before-and-after",
            PLACE,
            "result = np.pad(image, padding)",
        ),
        (
            "channels are padded",
            "channels-padded",
            PLACE,
            "axes = [(top, top), (left, left), (top, top)]\n"
            "    result = np.pad(image, axes[: image.ndim])",
        ),
        (
            "channels are the first axis",
            "channels-first",
            PLACE,
            "axes = [(0, 0), (top, top), (left, left)]\n"
            "    result = np.pad(image, axes[-image.ndim :])",
        ),
        (
            "only the first channel is kept",
            "first-channel-only",
            SIDES,
            SIDES + "\n    image = image[:, :, 0] if image.ndim == 3 else image",
        ),
        (
            "the axis of one channel is lost",
            "channel-axis-lost",
            "return result",
            "return result.squeeze()",
        ),
        (
            "the border is repeated",
            "border-repeated",
            PLACE,
            "axes = [(top, top), (left, left), (0, 0)]\n"
            '    result = np.pad(image, axes[: image.ndim], mode="edge")',
        ),
        (
            "the picture is mirrored",
            "border-mirrored",
            PLACE,
            "axes = [(top, top), (left, left), (0, 0)]\n"
            '    result = np.pad(image, axes[: image.ndim], mode="reflect")',
        ),
        (
            "the picture is wrapped around",
            "border-wrapped",
            PLACE,
            "axes = [(top, top), (left, left), (0, 0)]\n"
            '    result = np.pad(image, axes[: image.ndim], mode="wrap")',
        ),
        (
            "the zeros lie on the picture",
            "border-overwritten",
            PLACE,
            "result = np.zeros_like(image)\n"
            "    inside = slice(top, height - top), slice(left, width - left)\n"
            "    result[inside] = image[inside]",
        ),
        ("the frame is made of ones", "frame-not-zero", "np.zeros(", "np.ones("),
        (
            "the slice ends at minus the padding",
            "ends-at-minus-zero",
            PLACE,
            "result[top:-top, left:-left] = image",
        ),
        (
            "the last row and column are not copied",
            "off-by-one-end",
            PLACE,
            "for i in range(height - 1):\n"
            "        for j in range(width - 1):\n"
            "            result[i + top, j + left] = image[i, j]",
        ),
        (
            "the first row and column are not copied",
            "off-by-one-start",
            PLACE,
            "for i in range(1, height):\n"
            "        for j in range(1, width):\n"
            "            result[i + top, j + left] = image[i, j]",
        ),
        (
            "the inner loop runs over the height",
            "square-image-assumed",
            PLACE,
            "for i in range(height):\n"
            "        for j in range(height):\n"
            "            result[i + top, j + left] = image[i, j]",
        ),
        (
            "pixels are copied only at the end of a row",
            "part-not-copied",
            PLACE,
            "for i in range(height):\n"
            "        for j in range(width):\n"
            "            pass\n"
            "        result[i + top, j + left] = image[i, j]",
        ),
        (
            "the picture is taken for a square",
            "square-image-assumed",
            "image.shape[:2]",
            "image.shape[0], image.shape[0]",
        ),
        (
            "the place of the picture is swapped",
            "rows-and-columns-swapped",
            PLACE,
            "result[left : left + height, top : top + width] = image",
        ),
        ("any picture becomes float64", "wrong-dtype", ZEROS, "np.zeros(shape)"),
        ("the new array holds integers", "rounded", ZEROS, "np.zeros(shape, dtype=int)"),
        ("the new array holds bytes", "narrow-integers", ZEROS, "np.zeros(shape, dtype=np.uint8)"),
        ("the result is a list", "list-for-array", "return result", "return result.tolist()"),
        (
            "the result is transposed",
            "rows-and-columns-swapped",
            "return result",
            "return result.swapaxes(0, 1)",
        ),
        ("nothing is returned", "nothing-returned", "return result", "result"),
        ("the picture is never written", "all-zeros", PLACE, "result[top:, left:] * 1"),
        (
            "the picture is cleared",
            "input-modified",
            "return result",
            "image[...] = 0\n    return result",
        ),
        (
            "the frame is always 1 wide",
            "frame-of-one-assumed",
            SIDES,
            SIDES + "\n    top = left = 1",
        ),
        ("pictures with channels crash", None, "image.shape[:2]", "image.shape"),
        (
            "channels are cut off",
            "shapes-differ",
            ", *image.shape[2:]",
            "",
        ),
        (
            "negative frames are no frames",
            "too-small-accepted",
            SIDES,
            'top, left = (max(side, 0) for side in pair("padding", padding, -9))',
        ),
        (
            "a frame of 0 is refused",
            "right-argument-refused",
            SIDES,
            'top, left = pair("padding", padding, 0)\n'
            "    if padding == 0:\n"
            '        raise ValueError("no padding")',
        ),
        (
            "True is taken for 1",
            "bool-taken-for-number",
            SIDES,
            'top, left = pair("padding", padding + 0 if padding is True else padding, 0)',
        ),
        (
            "fractions are cut off",
            "fraction-accepted",
            SIDES,
            'top, left = pair("padding", int(padding) if type(padding) is float else padding, 0)',
        ),
        (
            "an assertion refuses",
            "wrong-exception",
            SIDES,
            'assert np.min(padding) >= 0, "padding is negative"\n    ' + SIDES,
        ),
        (
            "NumPy integers are refused",
            "numpy-integers-refused",
            SIDES,
            "if isinstance(padding, np.integer):\n"
            '        raise ValueError("padding is no integer")\n    ' + SIDES,
        ),
    ],
    "stamp_counts": [
        ("the padding is ignored", "padding-ignored", FRAME, FRAME + "\n    ph = pw = 0"),
        ("the frame is twice as wide", "padding-doubled", FRAME, FRAME + "\n    ph *= 2; pw *= 2"),
        (
            "the frame is always 1 wide",
            "frame-of-one-assumed",
            FRAME,
            FRAME + "\n    ph = pw = 1",
        ),
        ("the default padding is 1", "wrong-default", "padding=0", "padding=1"),
        ("only rows are padded", "padding-on-one-axis", FRAME, FRAME + "\n    pw = 0"),
        (
            "the first padding is for both",
            "one-number-for-both",
            FRAME,
            FRAME + "\n    pw = ph",
        ),
        (
            "the padding is (horizontal, vertical)",
            "rows-and-columns-swapped",
            "ph, pw = pair",
            "pw, ph = pair",
        ),
        (
            "the kernel is (width, height)",
            "rows-and-columns-swapped",
            "fh, fw = pair",
            "fw, fh = pair",
        ),
        (
            "the picture is (width, height)",
            "rows-and-columns-swapped",
            "height, width = pair",
            "width, height = pair",
        ),
        (
            "the covered cells are swapped",
            "rows-and-columns-swapped",
            COVER,
            "counts[i : i + fw, j : j + fh] += 1",
        ),
        (
            "the kernel is a square of its height",
            "square-kernel-assumed",
            KERNEL,
            KERNEL + "\n    fw = fh",
        ),
        (
            "the picture is a square",
            "square-image-assumed",
            'height, width = pair("image_shape", image_shape, 1)',
            "height = width = image_shape[0]",
        ),
        (
            "there are as many columns of stamps as rows",
            "square-image-assumed",
            "for j in range(columns)",
            "for j in range(rows)",
        ),
        ("every kernel is 3 by 3", "size-three-assumed", KERNEL, KERNEL + "\n    fh = fw = 3"),
        ("the frame is not cut off", "frame-kept", CROP, "counts"),
        ("the frame is cut off at the end", "cut-out-wrongly", CROP, "counts[:height, :width]"),
        (
            "the slice ends at minus the padding",
            "ends-at-minus-zero",
            CROP,
            "counts[ph:-ph, pw:-pw]",
        ),
        (
            "the last stamps are left out",
            "off-by-one-end",
            LOOPS,
            LOOPS.replace("rows", "rows - 1").replace("columns", "columns - 1"),
        ),
        (
            "the first stamps are left out",
            "off-by-one-start",
            LOOPS,
            LOOPS.replace("rows", "1, rows").replace("columns", "1, columns"),
        ),
        (
            "there is one stamp too many",
            "one-too-many",
            LOOPS,
            LOOPS.replace("rows", "rows + 1").replace("columns", "columns + 1"),
        ),
        (
            "stamps start on every cell",
            "stamps-leave-the-picture",
            LOOPS,
            LOOPS.replace("rows", "height + 2 * ph").replace("columns", "width + 2 * pw"),
        ),
        (
            "there is a stamp for every pixel",
            "one-stamp-per-pixel",
            LOOPS,
            LOOPS.replace("rows", "height").replace("columns", "width"),
        ),
        (
            "a stamp lies around each pixel",
            "same-padding-assumed",
            FRAME,
            FRAME + "\n    ph, pw = (fh - 1) // 2, (fw - 1) // 2",
        ),
        (
            "a stamp covers one pixel less",
            "kernel-off-by-one",
            COVER,
            "counts[i : i + fh - 1, j : j + fw - 1] += 1",
        ),
        ("covered pixels are 1", "ones-for-counts", "+= 1", "= 1"),
        ("only the corner of a stamp is counted", "starts-for-counts", COVER, "counts[i, j] += 1"),
        (
            "stamps do not overlap",
            "stamps-do-not-overlap",
            LOOPS,
            LOOPS.replace("rows", "0, rows, fh").replace("columns", "0, columns, fw"),
        ),
        (
            "the counting is outside the inner loop",
            "inner-loop-once",
            "            counts[i",
            "            pass\n        counts[i",
        ),
        (
            "the function returns after the first row",
            "returned-too-early",
            "    return counts[",
            "        return counts[",
        ),
        (
            "only the rows are counted",
            "one-axis-counted",
            COVER,
            "counts[i : i + fh, j] += 1",
        ),
        (
            "counts of the axes are added",
            "sum-for-product",
            "return " + CROP,
            "counts = np.zeros((height + 2 * ph, width + 2 * pw), dtype=np.int64)\n"
            "    for i in range(rows):\n"
            "        counts[i : i + fh] += 1\n"
            "    for j in range(columns):\n"
            "        counts[:, j : j + fw] += 1\n"
            "    return " + CROP,
        ),
        (
            "only edges and kernel decide",
            "room-forgotten",
            "return " + CROP,
            "down = [min(i + 1 + ph, height - i + ph, fh) for i in range(height)]\n"
            "    across = [min(j + 1 + pw, width - j + pw, fw) for j in range(width)]\n"
            "    return np.outer(down, across).astype(np.int64)",
        ),
        (
            "the kernel does not limit the counts",
            "kernel-limit-forgotten",
            "return " + CROP,
            "down = [min(i + 1 + ph, height - i + ph, rows) for i in range(height)]\n"
            "    across = [min(j + 1 + pw, width - j + pw, columns) for j in range(width)]\n"
            "    return np.outer(down, across).astype(np.int64)",
        ),
        (
            "the result has the shape of the map",
            "map-for-counts",
            "return " + CROP,
            "return np.full((rows, columns), fh * fw, dtype=np.int64)",
        ),
        ("the counts are shares", "share-for-count", CROP, CROP + " / (fh * fw)"),
        ("the counts are floats", "wrong-dtype", "dtype=np.int64", "dtype=float"),
        ("the result is a list", "list-for-array", CROP, CROP + ".tolist()"),
        ("the result is transposed", "rows-and-columns-swapped", CROP, CROP + ".T"),
        (
            "a size of 0 is accepted",
            "too-small-accepted",
            'pair("kernel_size", kernel_size, 1)',
            'pair("kernel_size", kernel_size, 0)',
        ),
        (
            "a negative frame is accepted",
            "too-small-accepted",
            'pair("padding", padding, 0)',
            'pair("padding", padding, -1)',
        ),
        (
            "an even kernel is refused",
            "right-argument-refused",
            KERNEL,
            KERNEL + '\n    if fh % 2 == 0 or fw % 2 == 0:\n        raise ValueError("even")',
        ),
        (
            "True is taken for 1",
            "bool-taken-for-number",
            'pair("kernel_size", kernel_size, 1)',
            'pair("kernel_size", kernel_size if kernel_size is not True else 1, 1)',
        ),
        (
            "fractions of the padding are cut off",
            "fraction-accepted",
            'pair("padding", padding, 0)',
            'pair("padding", int(padding) if type(padding) is float else padding, 0)',
        ),
    ],
}
