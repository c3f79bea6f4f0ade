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
_KIT = "grader"


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
    """The installed packages that are loaded, and the C libraries that came with them.

    Installers may make links of them, file by file: what those lead to is read, too.
    """
    for place in {*filter(None, map(_installed_at, list(sys.modules.values())))}:
        libraries = list(place.parent.glob(f"{place.name.partition('.')[0]}.libs"))
        for folder in (place, *libraries):
            yield folder
            yield from {*_linked(folder)}


def _installed_at(module: ModuleType) -> Path | None:
    """The folder of a package or the file of a module that came with neither Python nor the kit."""
    name = module.__name__
    if "." in name or name == _KIT:
        return None
    file = getattr(module, "__file__", None)
    if file is None:  # built into Python, or a folder of packages without a file of its own
        return next((Path(each) for each in getattr(module, "__path__", ())), None)
    path = Path(file).parent if Path(file).stem == "__init__" else Path(file)
    is_pythons = any(path.is_relative_to(folder) for folder in _library())
    return None if is_pythons and not {*path.parts} & {*_INSTALLED} else path


def _linked(folder: Path) -> Iterator[Path]:
    """Where the files of a folder lie, if they are links."""
    if folder.is_dir():
        found = (each.resolve() for each in folder.iterdir() if each.is_symlink())
        yield from (each.parent for each in found if each.is_file())
