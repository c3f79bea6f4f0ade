"""Pictures: those the kit draws, and the real ones where a Keras cache has them."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.course.course import find_course
from grader.pictures.drawn import CLASSES, draw_clothes, draw_tshirt

COURSE = find_course()


def test_pictures_and_labels_are_those_of_fashion_mnist_in_kind():
    images, labels = draw_clothes(100, seed=1)
    assert (images.shape, images.dtype) == ((100, 28, 28), np.uint8)
    assert (labels.shape, labels.dtype) == ((100,), np.int64)
    assert len(CLASSES) == 10
    assert sorted(np.bincount(labels)) == [10] * 10


def test_the_same_seed_draws_the_same_pictures():
    one, other = draw_clothes(50, seed=3), draw_clothes(50, seed=3)
    assert (one[0] == other[0]).all()
    assert (one[1] == other[1]).all()


def test_another_seed_draws_other_pictures():
    assert (draw_clothes(50, seed=3)[0] != draw_clothes(50, seed=4)[0]).any(axis=(1, 2)).all()


def test_the_tshirt_is_bright_on_a_dark_ground():
    shirt = draw_tshirt()
    assert (shirt.shape, shirt.dtype) == ((28, 28), np.uint8)
    assert shirt[14, 14] > 200
    assert shirt[[0, 0, -1, -1], [0, -1, 0, -1]].max() == 0


def loaded_pictures(home: Path) -> str:
    """What the lesson's loader finds with `home` as Keras' folder and no network."""
    program = (
        "import sys\n"
        "sys.path.insert(0, 'solutions')\n"
        "from cnn import load_pictures\n"
        "(images, labels), (tests, test_labels) = load_pictures()\n"
        "print(images.shape, images.dtype, tests.shape, list(labels[:3]))"
    )
    settings = {"KERAS_HOME": str(home), "http_proxy": "localhost:9", "https_proxy": "localhost:9"}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=COURSE.root,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return ran.stdout


@pytest.mark.tensorflow
def test_real_pictures_come_from_the_keras_cache(tmp_path):
    cache = tmp_path / "datasets" / "fashion-mnist"
    cache.mkdir(parents=True)
    for prefix, count in (("train", 6), ("t10k", 4)):
        pixels = np.zeros((count, 28, 28), np.uint8).tobytes()
        labels = np.arange(count, dtype=np.uint8)[::-1].tobytes()
        (cache / f"{prefix}-images-idx3-ubyte.gz").write_bytes(gzip.compress(b"\0" * 16 + pixels))
        (cache / f"{prefix}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(b"\0" * 8 + labels))
    shown = loaded_pictures(tmp_path)
    assert "Pictures: Fashion-MNIST\n" in shown
    assert "(6, 28, 28) uint8 (4, 28, 28)" in shown


@pytest.mark.tensorflow
def test_without_network_and_cache_the_kit_draws_the_pictures(tmp_path):
    shown = loaded_pictures(tmp_path)
    assert "Pictures: drawn by the kit" in shown
    assert "(6000, 28, 28) uint8 (1000, 28, 28)" in shown
