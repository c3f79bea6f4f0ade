"""The picture that is named on the command line: a place in the data set, or a file."""

import warnings
from pathlib import Path

import numpy as np

from grader.errors import UsageError
from grader.show.clothes import Clothes
from grader.text import shortened

MAX_SIDE = 64
MIN_SIDE = 8
MAX_BYTES = 20 * 2**20
MAX_PIXELS = 50 * 10**6
_FORMATS = ("PNG", "JPEG", "PPM", "GIF", "BMP", "WEBP")  # PPM is PGM and PBM, too


def choose_picture(named: str | None, clothes: Clothes) -> tuple[np.ndarray, str]:
    """The picture behind `--image`, (H, W) uint8 of at most 64 pixels a side, and where it is from.

    Nothing named is a T-shirt. Raises `UsageError`.
    """
    if named is None:
        return clothes.tshirt(), clothes.source
    if named.isdecimal():
        return _by_index(int(named), clothes), f"{clothes.source}, test picture {int(named)}"
    return _from_file(Path(named)), shortened(Path(named).name, 60)


def _by_index(index: int, clothes: Clothes) -> np.ndarray:
    if index >= clothes.size:
        raise UsageError(
            f"--image {index}: there are {clothes.size} test pictures, from 0 to "
            f"{clothes.size - 1} ({clothes.source})."
        )
    try:
        picture: np.ndarray = clothes.testing(index + 1)[0][index]
    except ValueError as error:
        raise UsageError(f"--image {index}: {error}. Choose a smaller number.") from error
    return picture


def _from_file(path: Path) -> np.ndarray:
    if not path.is_file():
        raise UsageError(f"--image {path}: there is no such file. Name a picture, or a number.")
    if path.stat().st_size > MAX_BYTES:
        raise UsageError(f"--image {path}: the file is larger than {MAX_BYTES // 2**20} MiB.")
    try:
        import PIL.Image
    except ModuleNotFoundError as error:
        raise UsageError(
            "To read a picture from a file, Pillow is needed: pip install -e '.[plots]'"
        ) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with PIL.Image.open(path, formats=_FORMATS) as image:
                grey = _grey(image)
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError) as error:
        text = "this is no picture that can be read (PNG, JPEG, PGM, GIF, BMP or WebP)"
        raise UsageError(f"--image {path}: {text}.") from error
    if min(grey.shape) < MIN_SIDE:
        height, width = grey.shape
        raise UsageError(
            f"--image {path}: at most {MAX_SIDE} pixels a side, it is {width} by {height}. "
            f"Choose a picture that is then at least {MIN_SIDE} pixels high and wide."
        )
    return grey


def _grey(image: object) -> np.ndarray:
    """(H, W) uint8 of an opened picture, upright and small; what is transparent becomes white."""
    from PIL import Image, ImageOps

    assert isinstance(image, Image.Image)
    if image.width * image.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    image.draft("L", (MAX_SIDE, MAX_SIDE))  # spares a JPEG decoder most of the work
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    ground = Image.new("RGBA", upright.size, "white")
    small = Image.alpha_composite(ground, upright).convert("L")
    small.thumbnail((MAX_SIDE, MAX_SIDE))
    return np.array(small)
