"""Where pictures of clothes come from: Fashion-MNIST if it is on this machine, else the kit.

The four files are read as Keras has stored them, without Keras and without a network.
"""

import gzip
import os
import struct
import zlib
from pathlib import Path
from typing import Protocol

import numpy as np
from msgspec import Struct

from grader.language import _
from grader.pictures.drawn import SIZE, draw_clothes, draw_tshirt

Labelled = tuple[np.ndarray, np.ndarray]

_FILES = ("train-images", "train-labels", "t10k-images", "t10k-labels")
_PICTURES_MAGIC, _LABELS_MAGIC = 0x803, 0x801
_DRAWN = 1000
_SHIRTS_WITHIN = 100  # the first T-shirt is among the first pictures


class Clothes(Protocol):
    """Pictures (count, 28, 28) uint8 with labels (count,); `size` is the number of test pictures.

    Methods raise `ValueError` where a file is not what it should be.
    """

    @property
    def source(self) -> str: ...

    @property
    def size(self) -> int: ...

    def training(self, count: int) -> Labelled: ...

    def testing(self, count: int) -> Labelled: ...

    def tshirt(self) -> np.ndarray: ...


class Drawn(Struct, frozen=True):
    """Clothes that the kit draws, maybe in the place of a folder of damaged files."""

    damaged: Path | None = None
    size: int = _DRAWN

    @property
    def source(self) -> str:
        if self.damaged is None:
            return _("clothes that the kit draws")
        text = _("clothes that the kit draws, for the files in {folder} are damaged")
        return text.format(folder=self.damaged)

    def training(self, count: int) -> Labelled:
        return draw_clothes(count, 1)

    def testing(self, count: int) -> Labelled:
        pictures, labels = draw_clothes(_DRAWN, 2)
        return pictures[:count], labels[:count]

    def tshirt(self) -> np.ndarray:
        return draw_tshirt()


class FashionMnist(Struct, frozen=True):
    """The data set in a folder of four gzipped idx files."""

    folder: Path
    source: str = "Fashion-MNIST"
    size: int = 10_000

    def training(self, count: int) -> Labelled:
        return self._read("train", count)

    def testing(self, count: int) -> Labelled:
        return self._read("t10k", count)

    def tshirt(self) -> np.ndarray:
        """The first test picture of class 0."""
        pictures, labels = self.testing(_SHIRTS_WITHIN)
        shirt: np.ndarray = pictures[int(np.argmin(labels))]
        return shirt

    def _read(self, part: str, count: int) -> Labelled:
        pictures = _idx(self.folder / _name(f"{part}-images"), _PICTURES_MAGIC, count)
        labels = _idx(self.folder / _name(f"{part}-labels"), _LABELS_MAGIC, count)
        return pictures, labels.astype(np.int64)


def find_clothes() -> Clothes:
    """Fashion-MNIST where Keras keeps its data sets, else the drawn clothes."""
    home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
    folder = home / "datasets" / "fashion-mnist"
    if not all((folder / _name(file)).is_file() for file in _FILES):
        return Drawn()
    found = FashionMnist(folder)
    try:
        found.training(_DRAWN), found.testing(_DRAWN)
    except ValueError:
        return Drawn(folder)
    return found


def _name(file: str) -> str:
    dimensions = 3 if file.endswith("images") else 1
    return f"{file}-idx{dimensions}-ubyte.gz"


def _idx(path: Path, magic: int, count: int) -> np.ndarray:
    """The first `count` entries of an idx file of bytes, as uint8."""
    dimensions = magic & 0xFF
    try:
        with gzip.open(path) as file:
            header = struct.unpack(f">{1 + dimensions}I", file.read(4 * (1 + dimensions)))
            shape = (min(count, header[1]), *header[2:])
            if header[0] != magic or shape[1:] not in ((), (SIZE, SIZE)):
                text = _("{path} does not hold what its name says")
                raise ValueError(text.format(path=path))
            data = file.read(int(np.prod(shape)))
    except (OSError, EOFError, zlib.error, struct.error) as error:
        raise ValueError(_("{path} cannot be read").format(path=path)) from error
    return np.frombuffer(data, np.uint8).reshape(shape)
