"""Where the pictures of a show come from: Fashion-MNIST, the kit itself, a file."""

import gzip
import io
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from grader.errors import UsageError
from grader.pictures.clothes import Drawn, FashionMnist, find_clothes
from grader.pictures.image import MAX_SIDE, choose_picture


def write_fashion_mnist(home: Path, count: int = 1000) -> Path:
    """A data set of that many pictures, all 9 but the third, a T-shirt whose pixels are all 3."""
    folder = home / "datasets" / "fashion-mnist"
    folder.mkdir(parents=True)
    labels = np.full(count, 9, np.uint8)
    labels[3] = 0
    pictures = np.repeat(labels, 28 * 28)
    pictures[3 * 28 * 28 : 4 * 28 * 28] = 3
    for part in ("train", "t10k"):
        header = struct.pack(">4I", 0x803, count, 28, 28)
        with gzip.open(folder / f"{part}-images-idx3-ubyte.gz", "wb") as file:
            file.write(header + pictures.tobytes())
        with gzip.open(folder / f"{part}-labels-idx1-ubyte.gz", "wb") as file:
            file.write(struct.pack(">2I", 0x801, count) + labels.tobytes())
    return folder


def test_fashion_mnist_is_read_where_keras_keeps_it(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    write_fashion_mnist(tmp_path)
    clothes = find_clothes()
    assert isinstance(clothes, FashionMnist)
    assert set(clothes.tshirt().ravel()) == {3}
    pictures, labels = clothes.training(5)
    assert (pictures.shape, pictures.dtype, labels.tolist()) == (
        (5, 28, 28), np.uint8, [9, 9, 9, 0, 9],
    )  # fmt: skip


@pytest.mark.parametrize("damage", ["missing", "truncated", "no gzip", "another file"])
def test_without_fashion_mnist_the_kit_draws(damage, tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    folder = write_fashion_mnist(tmp_path)
    file = folder / "t10k-images-idx3-ubyte.gz"
    match damage:
        case "missing":
            file.unlink()
        case "truncated":
            file.write_bytes(file.read_bytes()[:60])
        case "no gzip":
            file.write_bytes(b"no gzip")
        case "another file":
            file.write_bytes((folder / "t10k-labels-idx1-ubyte.gz").read_bytes())
    clothes = find_clothes()
    assert isinstance(clothes, Drawn)
    assert ("damaged" in clothes.source) == (damage != "missing")
    assert clothes.tshirt().shape == (28, 28)


def test_a_number_is_a_place_in_the_data_set():
    picture, source = choose_picture("7", Drawn())
    assert np.array_equal(picture, Drawn().testing(8)[0][7])
    assert source == "clothes that the kit draws, test picture 7"
    with pytest.raises(UsageError, match="there are 1000 test pictures, from 0 to 999"):
        choose_picture("1000", Drawn())


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.pgm", "a.bmp", "a.gif", "a.webp"])
def test_a_file_becomes_a_small_grey_picture(name, tmp_path):
    Image.new("RGB", (300, 150), (255, 0, 0)).save(tmp_path / name)
    picture, source = choose_picture(str(tmp_path / name), Drawn())
    assert (picture.shape, picture.dtype, source) == ((32, 64), np.uint8, name)
    assert abs(int(picture[16, 32]) - 76) <= 2


def test_a_small_picture_stays_as_it_is(tmp_path):
    pixels = np.arange(100, dtype=np.uint8).reshape(10, 10)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    assert np.array_equal(choose_picture(str(tmp_path / "a.png"), Drawn())[0], pixels)


def noise() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((50, 50), 80).save(file, "PNG")
    return file.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG file that claims a size."""
    file = io.BytesIO()
    Image.new("L", (10, 10)).save(file, "PNG")
    data = bytearray(file.getvalue())
    data[16:24] = struct.pack(">2I", width, height)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


REFUSED = {
    "a bomb": (png_of(30_000, 30_000), "no picture that can be read"),
    "too many pixels": (png_of(9_000, 9_000), "no picture that can be read"),
    "no picture": (b"hello", "no picture that can be read"),
    "half a picture": (noise()[:1000], "no picture that can be read"),
    "a huge file": (bytes(21 * 2**20), "larger than 20 MiB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_sensible_picture_is_refused(name, tmp_path):
    data, text = REFUSED[name]
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(UsageError, match=text):
        choose_picture(str(tmp_path / "a.png"), Drawn())


def test_a_picture_that_is_too_thin_is_refused(tmp_path):
    Image.new("L", (640, 20)).save(tmp_path / "a.png")
    with pytest.raises(UsageError, match=f"{MAX_SIDE} by 2"):
        choose_picture(str(tmp_path / "a.png"), Drawn())


def test_without_pillow_a_file_is_refused_with_the_way_out(tmp_path, monkeypatch):
    (tmp_path / "a.png").write_bytes(png_of(10, 10))
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(UsageError, match=r"pip install -e '.\[plots\]'"):
        choose_picture(str(tmp_path / "a.png"), Drawn())
