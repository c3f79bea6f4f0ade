"""When the last commit of a clone was made, without running anything that the clone can set."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

_HASH = re.compile(r"[0-9a-f]{40}")
_REFERENCE = re.compile(r"ref: (refs/heads/[\w./-]+)")
_SECONDS = 10
_LONGEST = 2**20
_KIB = 2**19


def committed_at(clone: Path) -> datetime | None:
    """The time of the commit that a clone stands at, in UTC; None where that cannot be told."""
    folder = clone / ".git"
    if any(map(os.path.islink, (folder, folder / "objects"))):
        return None
    if not os.path.isdir(folder / "objects"):
        return None
    name = _head(folder)
    if name is None:
        return None
    with suppress(OSError, subprocess.SubprocessError, ValueError, OverflowError, LookupError):
        text = _commit(folder / "objects", name)
        head = text.split("\n\n")[0].splitlines()
        (committer,) = (line for line in head if line.startswith("committer "))
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
        return told(["git", "cat-file", "commit", name], environment)


def told(command: list[str], environment: dict[str, str]) -> str:
    """The beginning of what a program says of data that may be made to harm it.

    It has little memory and time: some bytes of a packed object can stand for gigabytes.
    """
    limited = ["sh", "-c", f'ulimit -t {_SECONDS}; ulimit -v {_KIB}; exec "$@"', "sh", *command]
    with subprocess.Popen(
        limited, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        late = Timer(_SECONDS, process.kill)
        late.start()
        try:
            assert process.stdout is not None
            return process.stdout.read(_LONGEST).decode("utf-8", "replace")
        finally:
            late.cancel()
            process.kill()


@contextmanager
def _empty_repository() -> Iterator[str]:
    with TemporaryDirectory(prefix="git-") as folder:
        for inner in ("objects", "refs/heads"):
            (Path(folder) / inner).mkdir(parents=True)
        (Path(folder) / "HEAD").write_text("ref: refs/heads/main\n")
        yield folder
