"""The picture that is named on the command line: a place in the data set, or a file."""

import warnings
from pathlib import Path

import numpy as np

from grader.errors import UsageError
from grader.language import _
from grader.pictures.clothes import Clothes
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
        return _by_index(int(named), clothes), _test_picture(int(named), clothes)
    return picture_in_file(Path(named), f"--image {named}"), shortened(Path(named).name, 60)


def _test_picture(index: int, clothes: Clothes) -> str:
    return _("{source}, test picture {index}").format(source=clothes.source, index=index)


def _by_index(index: int, clothes: Clothes) -> np.ndarray:
    if index >= clothes.size:
        text = _("--image {index}: there are {count} test pictures, from 0 to {last} ({source}).")
        last = clothes.size - 1
        raise UsageError(
            text.format(index=index, count=clothes.size, last=last, source=clothes.source)
        )
    try:
        picture: np.ndarray = clothes.testing(index + 1)[0][index]
    except ValueError as error:
        text = _("--image {index}: {reason}. Choose a smaller number.")
        raise UsageError(text.format(index=index, reason=error)) from error
    return picture


def picture_in_file(path: Path, named: str) -> np.ndarray:
    """The picture in a file, (H, W) uint8 of at most 64 pixels a side; `named` is how it was asked
    for. Raises `UsageError`."""
    if not path.is_file():
        text = _("{named}: there is no such file. Name a picture, or a number.")
        raise UsageError(text.format(named=named))
    if path.stat().st_size > MAX_BYTES:
        text = _("{named}: the file is larger than {size} MiB.")
        raise UsageError(text.format(named=named, size=MAX_BYTES // 2**20))
    try:
        import PIL.Image
    except ModuleNotFoundError as error:
        text = _("To read a picture from a file, Pillow is needed: {command}")
        raise UsageError(text.format(command="pip install -e '.[plots]'")) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with PIL.Image.open(path, formats=_FORMATS) as image:
                grey = _grey(image)
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError) as error:
        text = _("{named}: this is no picture that can be read (PNG, JPEG, PGM, GIF, BMP or WebP).")
        raise UsageError(text.format(named=named)) from error
    if min(grey.shape) < MIN_SIDE:
        height, width = grey.shape
        text = _(
            "{named}: at most {most} pixels a side, it is {width} by {height}. "
            "Choose a picture that is then at least {least} pixels high and wide."
        )
        sizes = {"most": MAX_SIDE, "least": MIN_SIDE, "width": width, "height": height}
        raise UsageError(text.format(named=named, **sizes))
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
