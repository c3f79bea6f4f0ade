"""When the last commit of a clone was made, without running anything that the clone can set."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

_HASH = re.compile(r"[0-9a-f]{40}")
_REFERENCE = re.compile(r"ref: (refs/heads/[\w./-]+)")
_SECONDS = 10
_LONGEST = 2**20


def committed_at(clone: Path) -> datetime | None:
    """The time of the commit that a clone stands at, in UTC; None where that cannot be told."""
    folder = clone / ".git"
    if folder.is_symlink() or not (folder / "objects").is_dir():
        return None
    name = _head(folder)
    if name is None:
        return None
    with suppress(OSError, subprocess.SubprocessError, ValueError, OverflowError, IndexError):
        text = _commit(folder / "objects", name)
        committer = next(line for line in text.split("\n\n")[0].splitlines()
                         if line.startswith("committer "))  # fmt: skip
        return datetime.fromtimestamp(int(committer.split()[-2]), UTC)
    return None


def _head(folder: Path) -> str | None:
    said = _read(folder / "HEAD")
    if found := _REFERENCE.fullmatch(said):
        reference = found[1]
        if ".." in reference:
            return None
        packed = re.search(rf"^([0-9a-f]{{40}}) {re.escape(reference)}$",
                           _read(folder / "packed-refs"), re.MULTILINE)  # fmt: skip
        said = _read(folder / reference) or (packed[1] if packed else "")
    return said if _HASH.fullmatch(said) else None


def _read(file: Path) -> str:
    with suppress(OSError):
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= _LONGEST:
            return file.read_text(encoding="utf-8", errors="replace").strip()
    return ""


def _commit(objects: Path, name: str) -> str:
    """The text of a commit. Settings of a clone can name programs, so another is asked."""
    with _empty_repository() as repository:
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "GIT_DIR": repository,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.fspath(objects.resolve()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "HOME": repository,
        }
        ran = subprocess.run(
            ["git", "cat-file", "commit", name],
            env=environment, capture_output=True, timeout=_SECONDS, check=True,
        )  # fmt: skip
        return ran.stdout[:_LONGEST].decode("utf-8", "replace")


@contextmanager
def _empty_repository() -> Iterator[str]:
    with TemporaryDirectory(prefix="git-") as folder:
        for inner in ("objects", "refs/heads"):
            (Path(folder) / inner).mkdir(parents=True)
        (Path(folder) / "HEAD").write_text("ref: refs/heads/main\n")
        yield folder
