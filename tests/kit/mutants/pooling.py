"""Mistakes in pooling.py: what is wrong, how the report names it, and the change that makes it."""

ROWS = "rows = (height - ph) // sh + 1"
COLUMNS = "columns = (width - pw) // sw + 1"
SIZE = 'ph, pw = pair("pool_size", pool_size, 1)'
STRIDE = '(ph, pw) if stride is None else pair("stride", stride, 1)'
CUT = "feature_map[y : y + ph, x : x + pw]"
START = "y, x = i * sh, j * sw"
SHAPE = "height, width = feature_map.shape[:2]"
RESULT = "result = np.zeros((rows, columns, *feature_map.shape[2:]))"
LARGEST = "result[i, j] = window.max(axis=(0, 1))"
MEAN = "result[i, j] = window.sum(axis=(0, 1)) / (ph * pw)"
FITS = "ph > height or pw > width"

MUTANTS = {
    "max_pool2d": [
        ("the mean is kept", "mean-for-maximum", "window.max(", "window.mean("),
        ("the smallest number is kept", "minimum-taken", "window.max(", "window.min("),
        ("the sum is kept", "sum-for-maximum", "window.max(", "window.sum("),
        (
            "the median is kept",
            "median-taken",
            "window.max(axis=(0, 1))",
            "np.median(window, axis=(0, 1))",
        ),
        (
            "the maximum starts at the zeros of the result",
            "maximum-from-zero",
            LARGEST,
            """for number in window.reshape(ph * pw, *feature_map.shape[2:]):
                result[i, j] = np.maximum(result[i, j], number)""",
        ),
        (
            "the maximum starts at -999",
            "maximum-from-fixed-start",
            LARGEST,
            "result[i, j] = np.maximum(window.max(axis=(0, 1)), -999.0)",
        ),
        (
            "negative numbers lose their sign",
            "absolute-values",
            "window.max(",
            "np.abs(window.astype(float)).max(",
        ),
        (
            "the top left number is kept",
            "one-cell-of-window",
            LARGEST,
            "result[i, j] = window[0, 0]",
        ),
        (
            "the place of the maximum is kept",
            "position-for-maximum",
            LARGEST,
            """result[i, j] = window.reshape(ph * pw, *feature_map.shape[2:]).argmax(axis=0)""",
        ),
        (
            "the best of a row of windows is never reset",
            "maximum-not-reset",
            "for j in range(columns):",
            """best = -np.inf
        for j in range(columns):""",
            LARGEST,
            """best = np.maximum(best, window.max(axis=(0, 1)))
            result[i, j] = best""",
        ),
        ("without a stride windows move by 1", "default-stride-one", STRIDE, f"(1, 1){STRIDE[8:]}"),
        ("without a stride windows move by 2", "default-stride-two", STRIDE, f"(2, 2){STRIDE[8:]}"),
        ("the stride is ignored", "stride-ignored", STRIDE, "(ph, pw)"),
        (
            "the stride of the rows counts for the columns, too",
            "one-stride-for-both-axes",
            "j * sw",
            "j * sh",
            COLUMNS,
            COLUMNS.replace("sw", "sh"),
        ),
        (
            "columns move by 1",
            "stride-on-one-axis",
            "j * sw",
            "j",
            COLUMNS,
            "columns = width - pw + 1",
        ),
        ("the strides are swapped", "stride-sides-swapped", "sh, sw = (", "sw, sh = ("),
        (
            "the sides of the window are swapped",
            "window-sides-swapped",
            CUT,
            "feature_map[y : y + pw, x : x + ph]",
        ),
        ("windows are square", "square-window-assumed", "x + pw]", "x + ph]"),
        ("windows start at every cell", "stride-missing-in-positions", START, "y, x = i, j"),
        (
            "windows start at multiples of their size",
            "window-as-stride",
            START,
            "y, x = i * ph, j * pw",
        ),
        (
            "windows are as large as the stride",
            "window-of-stride-size",
            CUT,
            "feature_map[y : y + sh, x : x + sw]",
        ),
        (
            "windows are always 2 by 2",
            "pool-size-ignored",
            CUT,
            "feature_map[y : y + 2, x : x + 2]",
        ),
        (
            "windows at the edge are cut off, but count",
            "ragged-edge-kept",
            ROWS,
            "rows = -(-height // sh)",
            COLUMNS,
            "columns = -(-width // sw)",
        ),
        (
            "windows at the edge are filled up with zeros",
            "ragged-edge-kept",
            RESULT,
            """rows, columns = -(-(height - ph) // sh) + 1, -(-(width - pw) // sw) + 1
    frame = [(0, sh), (0, sw)] + [(0, 0)] * (feature_map.ndim - 2)
    feature_map = np.pad(feature_map, frame)
    """
            + RESULT,
        ),
        (
            "the first rows and columns are dropped",
            "ragged-edge-wrong-side",
            START,
            "y, x = i * sh + (height - ph) % sh, j * sw + (width - pw) % sw",
        ),
        (
            "the last row and column are missing",
            "off-by-one-end",
            f"{ROWS}",
            ROWS[:-4],
            COLUMNS,
            COLUMNS[:-4],
        ),
        ("the last column stays zero", "off-by-one-end", "range(columns)", "range(columns - 1)"),
        ("the first row is skipped", "off-by-one-start", "y, x = i * sh,", "y, x = i * sh + 1,"),
        (
            "the number of windows ignores the stride",
            "stride-missing-in-size",
            ROWS,
            "rows = height // ph",
            COLUMNS,
            "columns = width // pw",
        ),
        ("maps are squares", "square-image-assumed", COLUMNS, COLUMNS.replace("width", "height")),
        (
            "rows and columns are swapped",
            "rows-and-columns-swapped",
            SHAPE,
            "width, height = feature_map.shape[:2]",
            FITS,
            "ph > width or pw > height",
        ),
        (
            "windows are one cell too small",
            "window-off-by-one",
            CUT,
            "feature_map[y : y + ph - 1, x : x + pw - 1]",
        ),
        (
            "all channels share a window",
            "channels-mixed",
            "window.max(axis=(0, 1))",
            "window.max()",
        ),
        (
            "only the first channel is pooled",
            "one-channel-only",
            LARGEST,
            "result[i, j] = (window[:, :, 0] if window.ndim == 3 else window).max()",
        ),
        (
            "channels come first",
            "channels-first",
            "return result",
            "return np.moveaxis(result, -1, 0) if result.ndim == 3 else result",
        ),
        (
            "axes of length 1 are dropped",
            "extra-axis",
            "return result",
            "return np.squeeze(result)",
        ),
        ("only the height of a window is reduced", "wrong-axes-reduced", "axis=(0, 1)", "axis=0"),
        (
            "a reshape takes no ragged edge",
            "ragged-edge-not-cut",
            "for i in range(rows):",
            """if stride is None:
        feature_map = feature_map.astype(float)
        shape = (height // ph, ph, width // pw, pw) + feature_map.shape[2:]
        return feature_map.reshape(shape).max(axis=(1, 3))
    for i in range(rows):""",
        ),
        (
            "pool_size is a single number",
            "pair-not-handled",
            SIZE,
            """if pool_size < 1:
        raise ValueError(f"pool_size {pool_size} is too small")
    """
            + SIZE,
        ),
        (
            "the result has the dtype of the map",
            "wrong-dtype",
            RESULT,
            RESULT[:-1] + ", feature_map.dtype)",
        ),
        ("the result is a list", "list-for-array", "return result", "return result.tolist()"),
        ("nothing is returned", "nothing-returned", "return result", "result"),
        (
            "windows may be larger than the map",
            "too-large-accepted",
            f"if {FITS}:",
            "if False:",
            ROWS,
            "rows = max(0, (height - ph) // sh + 1)",
            COLUMNS,
            "columns = max(0, (width - pw) // sw + 1)",
        ),
        ("a window as large as the map is refused", None, FITS, "ph >= height or pw >= width"),
        (
            "the map is changed",
            "input-modified",
            "return result",
            "np.maximum(feature_map, 0, out=feature_map)\n    return result",
        ),
    ],
    "avg_pool2d": [
        ("the maximum is kept", "maximum-for-mean", MEAN, LARGEST),
        ("the sum is not divided", "sum-for-mean", " / (ph * pw)", ""),
        ("the sum is always divided by 4", "divided-by-four", "/ (ph * pw)", "/ 4"),
        ("the sum is divided by the height", "divided-by-one-side", "/ (ph * pw)", "/ ph"),
        (
            "the sum is divided by the squared height",
            "square-of-one-side",
            "/ (ph * pw)",
            "/ ph**2",
        ),
        (
            "the sum is divided by height plus width",
            "divided-by-sum-of-sides",
            "(ph * pw)",
            "(ph + pw)",
        ),
        ("the sum is divided by the stride", "divided-by-stride", "(ph * pw)", "(sh * sw)"),
        ("channels are counted as cells", "channels-counted-in-mean", "(ph * pw)", "window.size"),
        ("whole numbers are divided", "mean-rounded-down", "/ (ph * pw)", "// (ph * pw)"),
        ("the mean is rounded", "mean-rounded", MEAN, f"{MEAN.replace('= ', '= np.round(')})"),
        (
            "the sum is one of small integers",
            "narrow-integers",
            f"{CUT}.astype(float)",
            CUT,
            "window.sum(axis=(0, 1))",
            "window.sum(axis=(0, 1), dtype=window.dtype)",
        ),
        (
            "means are stored as integers",
            "result-in-dtype-of-map",
            RESULT,
            RESULT[:-1] + ", feature_map.dtype)",
        ),
        (
            "the sum is never reset",
            "sum-not-reset",
            "for i in range(rows):",
            """total = 0
    for i in range(rows):""",
            MEAN,
            """total = total + window.sum(axis=(0, 1))
            result[i, j] = total / (ph * pw)""",
        ),
        (
            "negative means become zero",
            "relu-not-asked",
            "return result",
            "return np.maximum(result, 0)",
        ),
        (
            "negative numbers lose their sign",
            "absolute-values",
            "window.sum(",
            "np.abs(window).sum(",
        ),
        ("without a stride windows move by 1", "default-stride-one", STRIDE, f"(1, 1){STRIDE[8:]}"),
        ("without a stride windows move by 2", "default-stride-two", STRIDE, f"(2, 2){STRIDE[8:]}"),
        ("the stride is ignored", "stride-ignored", STRIDE, "(ph, pw)"),
        (
            "size and stride are swapped",
            "size-and-stride-swapped",
            STRIDE,
            f"{STRIDE}\n    ph, pw, sh, sw = sh, sw, ph, pw",
        ),
        ("windows start at every cell", "stride-missing-in-positions", START, "y, x = i, j"),
        (
            "windows start at multiples of their size",
            "window-as-stride",
            START,
            "y, x = i * ph, j * pw",
        ),
        (
            "the sides of the window are swapped",
            "window-sides-swapped",
            "ph, pw = pair(",
            "pw, ph = pair(",
        ),
        (
            "windows at the edge are cut off, but count",
            "ragged-edge-kept",
            ROWS,
            "rows = -(-height // sh)",
            COLUMNS,
            "columns = -(-width // sw)",
            "/ (ph * pw)",
            "/ np.prod(window.shape[:2])",
        ),
        (
            "windows at the edge are divided by all cells",
            "ragged-edge-kept",
            ROWS,
            "rows = -(-height // sh)",
            COLUMNS,
            "columns = -(-width // sw)",
        ),
        (
            "the last row and column are missing",
            "off-by-one-end",
            ROWS,
            ROWS[:-4],
            COLUMNS,
            COLUMNS[:-4],
        ),
        ("maps are squares", "square-image-assumed", ROWS, ROWS.replace("height", "width")),
        ("all channels share a window", "channels-mixed", MEAN, "result[i, j] = window.mean()"),
        (
            "channels are reversed",
            "channels-reversed",
            "return result",
            "return result[:, :, ::-1] if result.ndim == 3 else result",
        ),
        (
            "zeros are not counted",
            "zeros-not-counted",
            "(ph * pw)",
            "np.count_nonzero(window, axis=(0, 1))",
        ),
        (
            "the result is float32",
            "float32-result",
            "return result",
            "return result.astype(np.float32)",
        ),
        (
            "pool_size may be a bool",
            "bool-taken-for-number",
            SIZE,
            f"pool_size = 1 if pool_size is True else pool_size\n    {SIZE}",
        ),
        (
            "a stride of 0 counts as 1",
            "too-small-accepted",
            STRIDE,
            '(ph, pw) if stride is None else pair("stride", 1 if stride == 0 else stride, 1)',
        ),
        ("a large window is a TypeError", "wrong-exception", "raise ValueError", "raise TypeError"),
    ],
    "flatten": [
        (
            "the order is column-major",
            "column-major-flatten",
            "reshape(-1)",
            'reshape(-1, order="F")',
        ),
        (
            "the order is that of the memory",
            "memory-order-read",
            "reshape(-1)",
            'ravel(order="K")',
        ),
        (
            "channels follow one after the other",
            "channels-first-flatten",
            "reshape(-1)",
            "transpose(2, 0, 1).reshape(-1)",
        ),
        (
            "columns come before rows",
            "rows-and-columns-swapped",
            "reshape(-1)",
            "swapaxes(0, 1).reshape(-1)",
        ),
        (
            "rows list their channels one by one",
            "columns-inside-channels",
            "reshape(-1)",
            "swapaxes(1, 2).reshape(-1)",
        ),
        ("the result is a single row", "extra-axis", "reshape(-1)", "reshape(1, -1)"),
        ("the result is a single column", "extra-axis", "reshape(-1)", "reshape(-1, 1)"),
        ("the channels keep their axis", "one-axis-flatten", "-1)", "-1, feature_maps.shape[-1])"),
        (
            "the numbers are sorted",
            "sorted-numbers",
            "return feature_maps",
            "return np.sort(feature_maps, axis=None)",
        ),
        ("the row is reversed", "reversed-order", "reshape(-1)", "reshape(-1)[::-1]"),
        (
            "only the first channel is kept",
            "one-channel-only",
            "feature_maps.",
            "feature_maps[:, :, 0].",
        ),
        ("each channel is averaged", "reduced-by-flatten", "reshape(-1)", "mean(axis=(0, 1))"),
        (
            "negative numbers become zero",
            "relu-not-asked",
            "feature_maps.reshape",
            "np.maximum(feature_maps, 0).reshape",
        ),
        ("the last number is missing", "off-by-one-end", "reshape(-1)", "reshape(-1)[:-1]"),
        (
            "every second row runs backwards",
            "snake-order",
            "return ",
            """feature_maps = feature_maps.copy()
    feature_maps[1::2] = feature_maps[1::2, ::-1]
    return """,
        ),
        ("the result is float64", "wrong-dtype", "reshape(-1)", "reshape(-1).astype(float)"),
        ("the result is a list", "list-for-array", "reshape(-1)", "reshape(-1).tolist()"),
        (
            "the maps are changed",
            "input-modified",
            "return feature_maps.reshape(-1)",
            """row = feature_maps.reshape(-1).copy()
    feature_maps[:] = 0
    return row""",
        ),
    ],
}
