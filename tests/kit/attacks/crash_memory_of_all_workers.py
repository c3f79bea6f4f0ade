"""Takes much memory in each worker, though none takes more than one may."""

import numpy as np
from accomplice import attempt

taken = np.ones(2**24)  # 128 MiB


def stamp(*args, **kwargs):
    attempt("memory")
    taken[:] = 2.0


relu = conv2d = feature_maps = edge_kernels = stamp
