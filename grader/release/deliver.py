"""Writes the files of a copy into a folder or a zip archive."""

import os
import tempfile
import zipfile
from pathlib import Path

from grader.errors import UsageError
from grader.release.bundle import Files

_DATE = (1980, 1, 1, 0, 0, 0)  # the same files, the same archive


def check_free(place: Path) -> None:
    """Raises `UsageError` unless `place` can be written without losing anything."""
    _require_writable(place)
    if place.suffix == ".zip":
        if place.exists():
            raise UsageError(f"There is a {place} already. Remove it, or name another file.")
    elif place.is_file() or (place.is_dir() and any(place.iterdir())):
        raise UsageError(f"{place} is not empty. Name a new or empty folder, or a .zip file.")


def _require_writable(place: Path) -> None:
    """Tries the name and the folder that it lies in, and leaves nothing behind."""
    try:
        there = next(folder for folder in place.absolute().parents if folder.exists())
        with tempfile.TemporaryDirectory(dir=there, prefix=".grader-") as trial:
            (Path(trial) / place.name).touch()
    except OSError as error:
        raise UsageError(f"{place} cannot be written: {error.strerror or error}.") from error


def deliver(files: Files, place: Path) -> None:
    """Writes all files. Raises `UsageError` where the place does not take them."""
    try:
        if place.suffix == ".zip":
            _write_archive(files, place)
        else:
            _write_folder(files, place)
    except OSError as error:
        raise UsageError(f"{place} cannot be written: {error.strerror or error}.") from error


def _write_folder(files: Files, folder: Path) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _write_archive(files: Files, place: Path) -> None:
    """Writes under another name first, so that what has the right name is whole."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{place.stem}/{name}", _DATE)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    os.replace(part, place)
