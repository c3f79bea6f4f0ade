"""Mistakes in stride.py: what is wrong, how the report must name it, and the change to make."""

SIZE = "(n + 2 * p - f) // s + 1"
START = "position = 0 if s > 0 else n - f"
WHILE = "while 0 <= position <= n - f:"
PLACES = """    position = 0 if s > 0 else n - f
    positions = []
    while 0 <= position <= n - f:
        positions.append(position)
        position += s
    return positions
"""
STRIDE = 'sh, sw = pair("stride", stride, 1)'
SHAPES = "height, width = image.shape"
KERNEL = "fh, fw = kernel.shape"
DOWN = "max((-(-height // sh) - 1) * sh + fh - height, 0)"
RIGHT = "max((-(-width // sw) - 1) * sw + fw - width, 0)"
CORNER = "top, left = down // 2, right // 2"
SAME = """            padded = np.zeros((height + down, width + right))
            padded[top : top + height, left : left + width] = image
"""
NUMBER = 'padded = zero_pad(image, pair("padding", padding, 0))'
ROWS = "rows = output_size(padded.shape[0], fh, 0, sh)"
COLUMNS = "columns = output_size(padded.shape[1], fw, 0, sw)"
PLACE = "y, x = i * sh, j * sw"
STAMP = "stamp(padded[y : y + fh, x : x + fw], kernel, bias)"
PRODUCTS = "padded[y : y + fh, x : x + fw] * kernel"
BIAS = "y : y + fh, x : x + fw], kernel, bias)"
ZEROS = "result = np.zeros((rows, columns))"


def framed(frame, **how):
    """The lines that put a frame of another kind around the picture."""
    options = "".join(f", {name}={value}" for name, value in how.items())
    return (
        'ph, pw = pair("padding", padding, 0)\n'
        f"        padded = np.pad(image.astype(float), {frame}{options})"
    )


BOTH_ENDS = "[(ph, ph), (pw, pw)]"

MUTANTS = {
    "output_size": [
        ("the first stamp is forgotten", "off-by-one-end", SIZE, "(n + 2 * p - f) // s"),
        ("two are added", "one-too-many", SIZE, "(n + 2 * p - f) // s + 2"),
        ("1 is added before dividing", "one-divided-too", SIZE, "(n + 2 * p - f + 1) // s"),
        ("it is rounded up", "rounded-up", SIZE, "-((f - n - 2 * p) // s) + 1"),
        ("it is rounded", "rounded-to-nearest", SIZE, "round((n + 2 * p - f) / s) + 1"),
        ("it is not rounded", "not-rounded", SIZE, "(n + 2 * p - f) / s + 1"),
        ("it is a float", "float-for-integer", SIZE, "float((n + 2 * p - f) // s + 1)"),
        ("the padding counts once", "one-sided-padding", SIZE, "(n + p - f) // s + 1"),
        ("the padding is ignored", "padding-ignored", SIZE, "(n - f) // s + 1"),
        ("the padding is subtracted", "padding-subtracted", SIZE, "(n - 2 * p - f) // s + 1"),
        ("the padding counts four times", "padding-doubled", SIZE, "(n + 4 * p - f) // s + 1"),
        ("the stride is ignored", "stride-ignored", SIZE, "n + 2 * p - f + 1"),
        ("it is multiplied by the stride", "stride-multiplied", SIZE, "(n + 2 * p - f) * s + 1"),
        ("the stride is subtracted", "stride-subtracted", SIZE, "n + 2 * p - f - s + 1"),
        ("the remainder is taken", "remainder-for-quotient", SIZE, "(n + 2 * p - f) % s + 1"),
        ("the brackets are missing", "part-divided", SIZE, "n + 2 * p - f // s + 1"),
        ("the kernel is not divided", "part-divided", SIZE, "(n + 2 * p) // s - f + 1"),
        ("the stride is a gap", "stride-off-by-one", SIZE, "(n + 2 * p - f) // (s + 1) + 1"),
        ("the kernel is forgotten", "kernel-forgotten", SIZE, "(n + 2 * p) // s + 1"),
        ("the kernel is added", "kernel-added", SIZE, "(n + 2 * p + f) // s + 1"),
        ("the kernel is odd", "odd-kernel-assumed", SIZE, "(n + 2 * (p - f // 2) - 1) // s + 1"),
        ("the kernel has size 3", "size-three-assumed", SIZE, "(n + 2 * p - 3) // s + 1"),
        ("the size is that of same", "same-size-assumed", SIZE, "-(-n // s)"),
        ("the default stride is 2", "wrong-default", "stride=1", "stride=2"),
        (
            "the padding has no default",
            "argument-missing",
            "padding=0, stride=1",
            "padding, stride",
        ),
        (
            "padding and stride are swapped",
            "padding-and-stride-swapped",
            "padding=0, stride=1",
            "stride=1, padding=0",
        ),
        (
            "a kernel that does not fit is accepted",
            "too-large-accepted",
            "if f > n + 2 * p:",
            "if f > n + 2 * p + 99:",
        ),
        (
            "a kernel that does not fit has no size",
            "too-large-accepted",
            'raise ValueError(f"kernel_size must be at most {n + 2 * p}, got {f}")',
            "return 0",
        ),
        (
            "the kernel is compared with the picture",
            "right-argument-refused",
            "if f > n + 2 * p:",
            "if f > n:",
        ),
        (
            "a kernel as large as the picture is refused",
            "right-argument-refused",
            "f > n + 2 * p",
            "f >= n + 2 * p",
        ),
        (
            "a stride of 0 is accepted",
            "refusal-by-accident",
            'whole("stride", stride, 1)',
            'whole("stride", stride, 0)',
        ),
        (
            "a negative stride is accepted",
            "too-small-accepted",
            'whole("stride", stride, 1)',
            'whole("stride", stride, -5) or 1',
        ),
        (
            "a negative padding is accepted",
            "too-small-accepted",
            'whole("padding", padding, 0)',
            'whole("padding", padding)',
        ),
        ("a size of 0 is accepted", "too-small-accepted", 'whole("n", n, 1)', 'whole("n", n, 0)'),
        (
            "any kernel size is accepted",
            "too-small-accepted",
            'whole("kernel_size", kernel_size, 1)',
            'whole("kernel_size", kernel_size)',
        ),
        (
            "True is taken for 1",
            "bool-taken-for-number",
            'whole("n", n, 1)',
            'whole("n", 1 if n is True else n, 1)',
        ),
        (
            "fractions are cut off",
            "fraction-accepted",
            'whole("stride", stride, 1)',
            'whole("stride", int(stride) if type(stride) is float else stride, 1)',
        ),
        (
            "NumPy integers are refused",
            "numpy-integers-refused",
            'whole("n", n, 1)',
            'whole("n", n if type(n) is int else 0.5, 1)',
        ),
    ],
    "stamp_positions": [
        ("the last place is left out", "ends-too-early", "position <= n - f:", "position < n - f:"),
        (
            "0 is left out",
            "ends-too-early",
            WHILE,
            "while (s > 0 or 0 < position) and position <= n - f:",
        ),
        (
            "ranges end too early",
            "ends-too-early",
            PLACES,
            "    return list(range(0, n - f, s) if s > 0 else range(n - f, 0, s))\n",
        ),
        (
            "the downward range stops before 0",
            "ends-too-early",
            PLACES,
            "    return list(range(0, n - f + 1, s) if s > 0 else range(n - f, 0, s))\n",
        ),
        ("0 is no place", "starts-too-late", "0 <= position", "0 < position"),
        ("going up starts at 1", "starts-too-late", START, "position = 1 if s > 0 else n - f"),
        (
            "going up starts at the stride",
            "starts-too-late",
            START,
            "position = s if s > 0 else n - f",
        ),
        (
            "places are counted from 1",
            "counted-from-one",
            "append(position)",
            "append(position + 1)",
        ),
        ("one place too many", "one-too-many", "position <= n - f:", "position <= n - f + 1:"),
        (
            "going down goes on to -1",
            "one-too-many",
            "0 <= position",
            "-1 <= position",
        ),
        (
            "going up goes on to the last pixel",
            "stamps-leave-the-picture",
            "position <= n - f:",
            "position < n:",
        ),
        (
            "the kernel is forgotten",
            "stamps-leave-the-picture",
            PLACES,
            "    return list(range(0, n, s) if s > 0 else range(n - 1, -1, s))\n",
        ),
        (
            "a stamp hangs over",
            "ragged-edge-kept",
            "    return positions",
            "    if positions[-1] not in (0, n - f):\n"
            "        positions.append(position)\n"
            "    return positions",
        ),
        (
            "the last stamp is pulled back",
            "ragged-edge-kept",
            "    return positions",
            "    if s > 0 and positions[-1] != n - f:\n"
            "        positions.append(n - f)\n"
            "    return positions",
        ),
        (
            "going down starts at the size",
            "wrong-start-going-down",
            PLACES,
            "    return list(range(0, n - f + 1, s) if s > 0 else range(n, -1, s))\n",
        ),
        (
            "going down starts at the last pixel",
            "wrong-start-going-down",
            PLACES,
            "    return list(range(0, n - f + 1, s) if s > 0 else range(n - 1, -1, s))\n",
        ),
        (
            "going down starts one too high",
            "wrong-start-going-down",
            PLACES,
            "    return list(range(0, n - f + 1, s) if s > 0 else range(n - f + 1, -1, s))\n",
        ),
        (
            "going down starts one too low",
            "wrong-start-going-down",
            START,
            "position = 0 if s > 0 else n - f - 1",
        ),
        (
            "the upward list is reversed",
            "reversed-upward-list",
            PLACES,
            "    places = list(range(0, n - f + 1, abs(s)))\n"
            "    return places if s > 0 else places[::-1]\n",
        ),
        ("the list is sorted", "sorted-upwards", "return positions", "return sorted(positions)"),
        (
            "the sign of the stride is ignored",
            "sign-of-stride-ignored",
            'whole("stride", stride)',
            'abs(whole("stride", stride))',
        ),
        (
            "the direction is turned",
            "direction-turned",
            'whole("stride", stride)',
            '-whole("stride", stride)',
        ),
        (
            "there is nothing for a negative stride",
            "nothing-for-negative-stride",
            PLACES,
            "    return list(range(0, n - f + 1, s))\n",
        ),
        (
            "going down starts at 0",
            "places-below-zero",
            PLACES,
            "    return list(range(0, n - f + 1, s) if s > 0 else range(0, f - n - 1, s))\n",
        ),
        (
            "a negative stride is refused",
            None,
            'whole("stride", stride)',
            'whole("stride", stride, 0)',
        ),
        ("the step is 1", "stride-ignored", "position += s", "position += 1 if s > 0 else -1"),
        (
            "the stride is a gap of pixels",
            "stride-off-by-one",
            "position += s",
            "position += s + 1 if s > 0 else s - 1",
        ),
        (
            "the stride comes after the kernel",
            "stride-after-kernel",
            "position += s",
            "position += s + f if s > 0 else s - f",
        ),
        (
            "the step is the size of the kernel",
            "kernel-size-for-stride",
            "position += s",
            "position += f if s > 0 else -f",
        ),
        (
            "the middles are listed",
            "middles-for-starts",
            "append(position)",
            "append(position + f // 2)",
        ),
        ("the ends are listed", "ends-for-starts", "append(position)", "append(position + f - 1)"),
        (
            "the stamps are numbered",
            "numbers-for-places",
            "append(position)",
            "append(len(positions))",
        ),
        ("the number is returned", "count-for-list", "return positions", "return len(positions)"),
        (
            "it returns in the loop",
            "returned-too-early",
            "    return positions",
            "        return positions",
        ),
        (
            "the result is an array",
            "array-for-list",
            "return positions",
            "return np.array(positions)",
        ),
        ("the result is a tuple", "array-for-list", "return positions", "return tuple(positions)"),
        (
            "the places are floats",
            "float-for-integer",
            "append(position)",
            "append(float(position))",
        ),
        ("nothing is returned", "nothing-returned", "return positions", "positions"),
        ("the list is printed", "printed-not-returned", "return positions", "print(positions)"),
        ("the default stride is 2", "wrong-default", "stride=1", "stride=2"),
        (
            "the list grows from call to call",
            None,
            "stride=1):",
            "stride=1, positions=[]):",
            "    positions = []\n",
            "",
        ),
        (
            "a stride of 0 is a stride of 1",
            "too-small-accepted",
            "if s == 0 or f > n:",
            "s = s or 1 - isinstance(stride, bool)\n    if f > n:",
        ),
        (
            "True is taken for 1",
            "bool-taken-for-number",
            'whole("stride", stride)',
            'whole("stride", 1 if stride is True else stride)',
        ),
        (
            "fractions are cut off",
            "fraction-accepted",
            'whole("stride", stride)',
            'whole("stride", int(stride) if type(stride) is float else stride)',
        ),
    ],
    "conv2d_strided": [
        (
            "the kernel is flipped",
            "flipped-kernel",
            BIAS,
            BIAS.replace("kernel", "kernel[::-1, ::-1]"),
        ),
        (
            "the kernel is upside down",
            "kernel-upside-down",
            BIAS,
            BIAS.replace("kernel", "kernel[::-1]"),
        ),
        (
            "the kernel is transposed",
            "transposed-kernel",
            KERNEL,
            "kernel = kernel.T\n    " + KERNEL,
        ),
        ("the bias is forgotten", "bias-forgotten", BIAS, BIAS.replace(", bias", "")),
        ("the bias is subtracted", "bias-subtracted", BIAS, BIAS.replace("bias", "-bias")),
        (
            "the bias is added for each cell",
            "bias-per-pixel",
            STAMP,
            f"np.sum({PRODUCTS} + bias)",
        ),
        (
            "the bias is a factor",
            "bias-multiplied",
            STAMP,
            STAMP.replace(", bias", "") + " * bias",
        ),
        (
            "the bias is added to the picture",
            "bias-on-image",
            SHAPES,
            SHAPES + "\n    image, bias = image + bias, 0.0",
        ),
        ("the bias is cut off", "bias-cut-to-integer", BIAS, BIAS.replace("bias", "int(bias)")),
        ("there is a ReLU", "relu-not-asked", STAMP, f"max(0.0, {STAMP})"),
        ("signs are dropped", "sign-lost", STAMP, f"abs({STAMP})"),
        ("the mean is taken", "mean-for-sum", STAMP, f"np.mean({PRODUCTS}) + bias"),
        ("the products overflow", "narrow-integers", STAMP, f"np.sum({PRODUCTS}) + bias"),
        (
            "pixels are whole numbers",
            "inputs-cut-to-integers",
            SHAPES,
            SHAPES + "\n    image = image.astype(int)",
        ),
        ("the map has whole numbers", "rounded", ZEROS, ZEROS.replace("))", "), dtype=int)")),
        (
            "the map is float32",
            "float32-result",
            "return result",
            "return result.astype(np.float32)",
        ),
        ("the map is transposed", "rows-and-columns-swapped", "return result", "return result.T"),
        (
            "the stride is (horizontal, vertical)",
            "rows-and-columns-swapped",
            "sh, sw = pair",
            "sw, sh = pair",
        ),
        (
            "the places are swapped",
            None,
            PLACE,
            "y, x = i * sw, j * sh",
        ),
        ("the first stride is for both", "one-number-for-both", STRIDE, STRIDE + "\n    sw = sh"),
        ("the second stride is for both", "one-number-for-both", STRIDE, STRIDE + "\n    sh = sw"),
        ("only rows have a stride", "stride-on-one-axis", STRIDE, STRIDE + "\n    sw = 1"),
        ("only columns have a stride", "stride-on-one-axis", STRIDE, STRIDE + "\n    sh = 1"),
        ("the stride is ignored", "stride-ignored", STRIDE, STRIDE + "\n    sh = sw = 1"),
        ("places are not multiplied", "stride-ignored", PLACE, "y, x = i, j"),
        (
            "the stride is a gap of pixels",
            "stride-off-by-one",
            STRIDE,
            STRIDE + "\n    sh, sw = sh + 1, sw + 1",
        ),
        (
            "the stamp moves by its own size",
            "kernel-size-for-stride",
            KERNEL,
            KERNEL + "\n    sh, sw = fh, fw",
        ),
        (
            "the slice of the full map starts too late",
            "late-start",
            ROWS,
            "down, right = sh, sw\n    sh = sw = 1\n    " + ROWS,
            "return result",
            "return result[down - 1 :: down, right - 1 :: right]",
        ),
        (
            "the picture is thinned out",
            "picture-thinned-out",
            ROWS,
            "padded, sh, sw = padded[::sh, ::sw], 1, 1\n    " + ROWS,
        ),
        (
            "the strided map is thinned out",
            "stride-applied-twice",
            "return result",
            "return result[::sh, ::sw]",
        ),
        (
            "the places are indices",
            "place-for-index",
            "result[i, j]",
            "result[i * sh, j * sw]",
        ),
        (
            "the map has gaps",
            "place-for-index",
            ZEROS,
            "result = np.zeros((padded.shape[0] - fh + 1, padded.shape[1] - fw + 1))",
            "result[i, j]",
            "result[i * sh, j * sw]",
        ),
        ("the padding is ignored", "padding-ignored", NUMBER, NUMBER + "\n        padded = image"),
        (
            "the frame is twice as wide",
            "padding-doubled",
            NUMBER,
            framed("[(2 * ph, 2 * ph), (2 * pw, 2 * pw)]"),
        ),
        ("zeros come before only", "one-sided-padding", NUMBER, framed("[(ph, 0), (pw, 0)]")),
        ("zeros come after only", "one-sided-padding", NUMBER, framed("[(0, ph), (0, pw)]")),
        ("only rows are padded", "padding-on-one-axis", NUMBER, framed("[(ph, ph), (0, 0)]")),
        (
            "the padding is (horizontal, vertical)",
            "rows-and-columns-swapped",
            NUMBER,
            framed("[(pw, pw), (ph, ph)]"),
        ),
        (
            "the first padding is for both",
            "one-number-for-both",
            NUMBER,
            framed("ph"),
        ),
        (
            "np.pad gets the pair as it is",
            None,
            NUMBER,
            framed("(ph, pw)"),
        ),
        ("the frame is 1 wide", "frame-of-one-assumed", NUMBER, framed("1")),
        ("the border is repeated", "border-repeated", NUMBER, framed(BOTH_ENDS, mode="'edge'")),
        ("the picture is mirrored", "border-mirrored", NUMBER, framed(BOTH_ENDS, mode="'reflect'")),
        ("the picture is wrapped", "border-wrapped", NUMBER, framed(BOTH_ENDS, mode="'wrap'")),
        (
            "the frame is made of ones",
            "frame-not-zero",
            NUMBER,
            framed(BOTH_ENDS, constant_values=1),
        ),
        (
            "the frame is the bias",
            "bias-in-the-frame",
            NUMBER,
            framed(BOTH_ENDS, constant_values="bias"),
        ),
        (
            "stamps are counted without the frame",
            "padding-not-counted",
            ROWS,
            "rows = output_size(height, fh, 0, sh)",
            COLUMNS,
            "columns = output_size(width, fw, 0, sw)",
        ),
        (
            "the map is padded",
            "result-padded",
            NUMBER,
            'ph, pw = pair("padding", padding, 0)\n        padded = image',
            "return result",
            "return result if isinstance(padding, str) else zero_pad(result, (ph, pw))",
        ),
        (
            "valid is same",
            "valid-taken-for-same",
            'if padding == "valid"',
            'if padding == ""',
            'elif padding == "same"',
            'elif padding in ("same", "valid")',
        ),
        ("same is valid", "same-taken-for-valid", SAME, "            padded = image\n"),
        (
            "the words are swapped",
            "valid-taken-for-same",
            'if padding == "valid"',
            'if padding == "same"',
            'elif padding == "same"',
            'elif padding == "valid"',
        ),
        (
            "VALID is asked for",
            "right-argument-refused",
            'padding == "valid"',
            'padding == "VALID"',
        ),
        (
            "the odd zero comes first",
            "odd-pixel-wrong-side",
            CORNER,
            "top, left = (down + 1) // 2, (right + 1) // 2",
        ),
        ("all zeros come last", "same-on-one-side", CORNER, "top = left = 0"),
        ("all zeros come first", "same-on-one-side", CORNER, "top, left = down, right"),
        (
            "both ends get the smaller half",
            "odd-pixel-lost",
            CORNER,
            CORNER + "\n            down, right = 2 * top, 2 * left",
        ),
        (
            "same looks at the kernel alone",
            "same-from-kernel-alone",
            CORNER,
            "top, left = (fh - 1) // 2, (fw - 1) // 2\n            down, right = 2 * top, 2 * left",
        ),
        (
            "same is half a kernel at each end",
            "same-from-kernel-alone",
            CORNER,
            "top, left = fh // 2, fw // 2\n            down, right = 2 * top, 2 * left",
        ),
        ("same forgets the stride", "same-without-stride", DOWN, "fh - 1", RIGHT, "fw - 1"),
        (
            "same is a frame of 1",
            "fixed-size",
            CORNER,
            "top, left, down, right = 1, 1, 2, 2",
        ),
        (
            "same rounds down",
            "same-rounded-down",
            DOWN,
            DOWN.replace("-(-height // sh)", "height // sh"),
            RIGHT,
            RIGHT.replace("-(-width // sw)", "width // sw"),
        ),
        (
            "same keeps the size",
            "same-keeps-the-size",
            DOWN,
            "(height - 1) * sh + fh - height",
            RIGHT,
            "(width - 1) * sw + fw - width",
        ),
        (
            "same adds less than nothing",
            "same-below-zero",
            DOWN,
            DOWN[4:-4],
            RIGHT,
            RIGHT[4:-4],
        ),
        (
            "same makes room for one stamp more",
            "same-stamps-miscounted",
            DOWN,
            DOWN.replace(" - 1)", ")"),
            RIGHT,
            RIGHT.replace(" - 1)", ")"),
        ),
        (
            "same has no room for its zeros",
            "picture-does-not-fit",
            SAME,
            SAME.replace("height + down, width + right", "height, width"),
        ),
        (
            "same adds one zero too many",
            "same-total-off-by-one",
            DOWN,
            DOWN.replace("- height,", "- height + 1,"),
            RIGHT,
            RIGHT.replace("- width,", "- width + 1,"),
        ),
        (
            "same has all zeros at both ends",
            "same-doubled",
            CORNER,
            "top, left = down, right\n            down, right = 2 * top, 2 * left",
        ),
        (
            "same works for strides that divide",
            "same-by-remainder",
            DOWN,
            "max(fh - sh, 0)",
            RIGHT,
            "max(fw - sw, 0)",
        ),
        (
            "same has the total of the rows for both",
            "one-number-for-both",
            CORNER,
            "right = down\n            " + CORNER,
        ),
        (
            "same has the kernel of the rows for both",
            "square-kernel-assumed",
            RIGHT,
            RIGHT.replace("fw", "fh"),
        ),
        (
            "same has the height for both",
            "square-image-assumed",
            RIGHT,
            RIGHT.replace("width", "height"),
        ),
        (
            "same mixes up the totals",
            "rows-and-columns-swapped",
            CORNER,
            "down, right = right, down\n            " + CORNER,
        ),
        ("same refuses even kernels", None, CORNER, CORNER + "\n            assert fh % 2"),
        (
            "a ragged edge is kept",
            "ragged-edge-kept",
            ROWS,
            "more = -(padded.shape[0] - fh) % sh, -(padded.shape[1] - fw) % sw\n"
            "    padded = np.pad(padded, [(0, more[0]), (0, more[1])])\n    " + ROWS,
        ),
        (
            "the last row and column are missing",
            "off-by-one-end",
            "return result",
            "return result[:-1, :-1]",
        ),
        ("the last row stays empty", "off-by-one-end", "range(rows)", "range(rows - 1)"),
        ("the first column stays empty", "off-by-one-start", "range(columns)", "range(1, columns)"),
        (
            "the map has a row and column too many",
            "one-stamp-too-many",
            ZEROS,
            ZEROS.replace("rows, columns", "rows + 1, columns + 1"),
        ),
        (
            "the numbers of rows and columns are swapped",
            "rows-and-columns-swapped",
            ZEROS,
            ZEROS.replace("rows, columns", "columns, rows"),
        ),
        ("the map is a square", "square-image-assumed", COLUMNS, "columns = rows"),
        ("the kernel is a square", "square-kernel-assumed", COLUMNS, COLUMNS.replace("fw", "fh")),
        (
            "the stamping is outside the inner loop",
            "inner-loop-once",
            "            y, x = i * sh, j * sw\n            result",
            "            y, x = i * sh, j * sw\n        result",
        ),
        (
            "it returns after the first row",
            "returned-too-early",
            "    return result",
            "        return result",
        ),
        ("the default stride is 2", "wrong-default", "stride=1", "stride=2"),
        ("same is the default", "wrong-default", "padding=0", 'padding="same"'),
        (
            "the picture is cleared",
            "input-modified",
            "return result",
            "image[:] = 0\n    return result",
        ),
        (
            "a negative stride goes up",
            "too-small-accepted",
            STRIDE,
            'sh, sw = (abs(s) for s in pair("stride", stride, -9))',
            PLACE,
            "y, x = i * max(sh, 1), j * max(sw, 1)",
        ),
        (
            "a stride of 0 is 1",
            "too-small-accepted",
            STRIDE,
            'sh, sw = (s or 1 for s in pair("stride", stride, 0))',
        ),
        (
            "a negative padding is none",
            "too-small-accepted",
            NUMBER,
            'ph, pw = (max(p, 0) for p in pair("padding", padding, -9))\n'
            "        padded = zero_pad(image, (ph, pw))",
        ),
        (
            "other words mean valid",
            "unknown-word-accepted",
            'padding == "valid"',
            'padding != "same"',
        ),
        (
            "other words are a KeyError",
            "wrong-exception",
            'raise ValueError(f"padding',
            'raise KeyError(f"padding',
        ),
        (
            "a third axis is added up",
            "third-axis-accepted",
            '    require_array("image"',
            "    if image.ndim == 3:\n        image = image.sum(axis=2)\n"
            "    if kernel.ndim == 3:\n        kernel = kernel.sum(axis=2)\n"
            '    require_array("image"',
        ),
        (
            "a kernel that does not fit gives an empty map",
            "too-large-accepted",
            ROWS,
            "if fh > padded.shape[0] or fw > padded.shape[1]:\n"
            "        rows = max((padded.shape[0] - fh) // sh + 1, 0)\n"
            "        columns = max((padded.shape[1] - fw) // sw + 1, 0)\n"
            "        return np.zeros((rows, columns))\n    " + ROWS,
        ),
        (
            "True is taken for 1",
            "bool-taken-for-number",
            STRIDE,
            'sh, sw = pair("stride", 1 if stride is True else stride, 1)',
        ),
        (
            "fractions of the padding are cut off",
            "fraction-accepted",
            NUMBER,
            "padding = int(padding) if type(padding) is float else padding\n        " + NUMBER,
        ),
    ],
}
