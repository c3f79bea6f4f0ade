"""What a worker may read: the interpreter, the libraries of its flavour, and nothing else.

Packages are listed one by one, as they were loaded. So a worker reads NumPy's files but not
SciPy's, and neither the kit's own suites nor its solutions, wherever they are installed.
"""

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from grader.sandbox.confinement.confine import Policy
from grader.sandbox.confinement.resources import address_space

DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_INSTALLED = ("site-packages", "dist-packages")


def make_policy(scratch: str, namespaced: bool, own: Iterable[str]) -> Policy:
    """A policy with what the modules that are loaded now are going to read, and with `scratch`.

    A worker also reads its `own` files, paths that mean something else in each process.

    `namespaced` says whether this process has entered namespaces of its own. Then it is left with
    the files that a worker may read, and no others.
    """
    os.makedirs(scratch, exist_ok=True)
    if sys.platform != "linux":
        return Policy(None, b"", scratch, namespaced)
    from grader.sandbox.confinement import landlock, namespaces, seccomp

    used, compiled = address_space(), seccomp.compile_filter()
    readable = {*_interpreter(), *_shared_libraries(), *_packages(), *map(Path, DEVICES)}
    if namespaced:
        proc = os.open("/proc", os.O_PATH)
        texts = {path: Path(path).read_bytes() for path in own}
        covered = [folder / name for folder in _library() for name in _INSTALLED]
        whole = {path for path in readable if path.parent not in _library()} | _library()
        try:
            namespaces.shrink_root(scratch, whole, covered, texts)
        except OSError:
            namespaced = False  # and said by each worker
    if not namespaced:
        rules = landlock.make_open_rules(map(str, readable), own)
        return Policy(rules, compiled, scratch, namespaced, used=used)
    # The folder around it may be written to as far as Landlock goes; its mount says no. A worker
    # mounts its own folder on `scratch`, and that one it may fill.
    rules = landlock.make_rules([*map(str, readable), *own], [os.path.dirname(scratch)])
    return Policy(rules, compiled, scratch, namespaced, proc, used)


@cache
def _library() -> frozenset[Path]:
    """The folders of the standard library."""
    folders = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    return frozenset(folder for folder in folders if folder.is_dir())


def _interpreter() -> Iterator[Path]:
    """The standard library, without the packages that are installed inside its folder."""
    for folder in _library():
        yield from (entry for entry in folder.iterdir() if entry.name not in _INSTALLED)


def _shared_libraries() -> Iterator[Path]:
    """The folders that loaded C libraries came from; file by file where Python lies in them."""
    maps = Path("/proc/self/maps")
    lines = maps.read_text().splitlines() if maps.exists() else []
    files = {Path(line.split(maxsplit=5)[5]) for line in lines if ".so" in line}
    for folder in {file.parent for file in files if not _belongs_to_python(file)}:
        if folder.is_dir():
            yield from _without_python(folder)


def _belongs_to_python(file: Path) -> bool:
    return any(part in (*_INSTALLED, "lib-dynload") for part in file.parts)


def _without_python(folder: Path) -> Iterator[Path]:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if any((folder / name).is_dir() for name in (version, "python3")):
        yield from (entry for entry in folder.glob("*.so*") if entry.is_file())
    else:
        yield folder


def _packages() -> Iterator[Path]:
    """The installed packages that are loaded, and the C libraries that came with them."""
    for folder, name in {*filter(None, map(_installed_at, list(sys.modules.values())))}:
        yield folder / name
        yield from folder.glob(f"{name.partition('.')[0]}.libs")


def _installed_at(module: ModuleType) -> tuple[Path, str] | None:
    """The folder of installed packages that a module lies in, and its entry there."""
    file = Path(getattr(module, "__file__", None) or "")
    for part in _INSTALLED:
        if part in file.parts:
            at = len(file.parts) - file.parts[::-1].index(part)
            return Path(*file.parts[:at]), file.parts[at]
    return None
