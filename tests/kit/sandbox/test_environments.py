"""Wherever Python, its packages and the kit lie, a right submission has all of its points."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from places import ROOT, SOLUTIONS

PACKAGES = (
    "_pytest", "iniconfig", "jinja2", "markdown_it", "markupsafe", "mdurl", "msgspec", "numpy",
    "numpy.libs", "packaging", "pluggy", "py.py", "pygments", "pytest", "rich",
    "typing_extensions.py",
)  # fmt: skip
INSTALLED = Path(sysconfig.get_path("platlib"))
# Modules that NumPy and Python load only when somebody asks for them.
LAZY = """
_own = conv2d
def conv2d(image, kernel, bias=0.0):
    import sqlite3, statistics, zoneinfo
    np.fft.fft(np.ones(4)), np.ma.array([1]), np.polynomial.Polynomial([1])
    return _own(image, kernel, bias)
"""


@pytest.fixture
def submission(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    source = (SOLUTIONS / "conv.py").read_text(encoding="utf-8")
    (folder / "conv.py").write_text(source + LAZY, encoding="utf-8")
    return folder


def grade(python, submission, cwd=ROOT, **more):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [python, "-m", "grader", "conv.conv2d", "--submission", submission],
        cwd=cwd,
        env=environment | more,
        capture_output=True,
        text=True,
        timeout=120,
    )


def fresh(place):
    """A Python without packages, and the folder for them."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return place / "bin" / "python", place / "lib" / version / "site-packages"


def link_files(source, target):
    """As uv does: folders are made, files are links."""
    shutil.copytree(source, target, copy_function=os.symlink) if source.is_dir() else (
        target.symlink_to(source)
    )


def link_folders(source, target):
    target.symlink_to(source)


def copy(source, target):
    shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)


def install(place, how):
    place.mkdir(exist_ok=True)
    for name in PACKAGES:
        if (INSTALLED / name).exists():
            how(INSTALLED / name, place / name)


@pytest.mark.parametrize("how", [link_files, link_folders])
def test_packages_may_be_links(how, submission, tmp_path):
    python, packages = fresh(tmp_path / "env")
    install(packages, how)
    ran = grade(python, submission)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout


@pytest.mark.parametrize("how", ["PYTHONPATH", ".pth"])
def test_packages_may_lie_in_any_folder(how, submission, tmp_path):
    python, packages = fresh(tmp_path / "env")
    install(tmp_path / "elsewhere", copy)
    more = {"PYTHONPATH": str(tmp_path / "elsewhere")}
    if how == ".pth":
        (packages / "more.pth").write_text(f"{tmp_path / 'elsewhere'}\n", encoding="utf-8")
        more = {}
    ran = grade(python, submission, **more)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout


def test_a_python_may_take_the_packages_of_another(submission, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", "--copies", tmp_path / "env"], check=True
    )
    python = tmp_path / "env" / "bin" / "python"
    ran = grade(python, submission, PYTHONPATH=str(INSTALLED))
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout


@pytest.mark.parametrize("name", ["[2026-1] 딥러닝", "a b's %n {x} $HOME"])
def test_the_kit_may_lie_in_a_folder_of_any_name(name, submission, tmp_path):
    kit = tmp_path / name
    kit.mkdir()
    for part in (
        "grader",
        "exercises",
        "solutions",
        "tests/public",
        "tests/hidden",
        "tests/feedback",
    ):
        shutil.copytree(ROOT / part, kit / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / file, kit / file)
    ran = grade(sys.executable, submission, kit)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
