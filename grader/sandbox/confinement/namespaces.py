"""Namespaces: no network, no shared memory of others, no process of others, no file but those that
are needed, one scratch folder of a bounded size. See namespaces(7) and user_namespaces(7).

A zygote enters namespaces once, and makes a root folder that holds what workers read. Each worker
then gets a PID, a user and a mount namespace of its own: it is the first process it can see, its
threads are counted apart from those of all others, and what it writes is there for nobody else.
"""

import contextlib
import ctypes
import os
import resource
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from grader.sandbox.confinement.system import call

assert sys.platform == "linux"

from grader.sandbox.confinement.privileges import die_with_parent  # noqa: E402, for Linux alone

NEW_USER, NEW_NET, NEW_IPC, NEW_PID, NEW_MOUNT = (
    0x10000000, 0x40000000, 0x08000000, 0x20000000, 0x00020000,
)  # fmt: skip
NOBODY = 65534
# Stands for root where threads are counted, for root's are not. No account has this number.
COUNTED = 2_000_000_000
THREADS = 1024
SCRATCH_BYTES = 16 * 2**20
SCRATCH_FILES = 1000

_NOSUID, _NODEV, _NOEXEC, _BIND = 2, 4, 8, 0x1000  # mount(2)
_REC, _PRIVATE = 0x4000, 0x40000
_DETACH = 2  # umount2(2)
_PROGRAM = Path("/proc/self/exe")  # TensorFlow looks it up
_MOUNT_SETATTR, _HERE, _RECURSIVE, _READ_ONLY = 442, -100, 0x8000, 1  # mount_setattr(2)


def enter_namespaces() -> None:
    """Leaves the caller's user, network, IPC and mount namespaces. A zygote does so once, and its
    workers inherit what it entered; they cannot meet there, for they have neither sockets nor
    shared memory.

    The process must have a single thread. Raises `OSError` where the kernel refuses.
    """
    if os.getuid() == 0:
        _be_counted()
    outside = os.geteuid(), os.getegid()
    call("unshare", NEW_USER | NEW_NET | NEW_IPC | NEW_MOUNT)
    with _opened("/proc/self", os.O_PATH) as process:
        _write(process, "setgroups", "deny")
        _map_ids(process, *outside)
    # Nothing mounted from here on is seen outside, and nothing mounted outside is seen here.
    call("mount", b"none", b"/", None, _REC | _PRIVATE, None)


def lead_processes() -> None:
    """Makes the caller the first of a PID namespace, with which all others of it end.

    It is a fork that goes on: what it was before only waits for its end.
    """
    call("unshare", NEW_PID)
    child = os.fork()
    if child:
        _wait_for(child)
    die_with_parent()


def shrink_root(
    scratch: str, visible: Iterable[Path], covered: Iterable[Path], texts: Mapping[str, bytes]
) -> None:
    """Gives this process a root folder that holds the `visible` files and folders, to read alone.

    Folders that are `covered` are empty, but for what is visible in them. `texts` are files of
    the new root itself. It is built on the folder around `scratch`, which is there in it as well.
    """
    root = os.path.dirname(scratch)
    _mount_empty(root, "size=1M,mode=755")
    covered = {folder.resolve() for folder in covered if folder.is_dir()}
    links: dict[Path, Path] = {}
    found = {place for path in visible for place in _follow(path, links)}
    for link in (entry for entry in Path("/").iterdir() if entry.is_symlink()):
        list(_follow(link, links))
    for place in sorted(found, key=lambda place: len(place.parts)):
        _show(root, place)
        for folder in (each for each in covered if each.parent == place):
            _mount_empty(_inside(root, folder), "size=1M,mode=755")
    for link, to in links.items():  # last, for some lie in folders that are covered
        _link(_inside(root, link), to)
    for name, text in texts.items():
        file = Path(_inside(root, Path(name)))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    _link(_inside(root, _PROGRAM), _PROGRAM.readlink())
    os.makedirs(_inside(root, Path(scratch)))
    _enter_root(root)


def fork_apart(proc: int) -> int:
    """Forks a process that is the first of a PID namespace of its own; returns 0 in it.

    `proc` is the folder /proc, open. The caller must lead a PID namespace itself.
    """
    with _opened("self/ns/pid", os.O_RDONLY, proc) as own:
        call("setns", own, NEW_PID)  # undoes what was done for the last worker
    call("unshare", NEW_PID)
    return os.fork()


def outer_id(proc: int, pid: int) -> int:
    """The number by which the system knows a process that the caller knows as `pid`."""
    process = os.pidfd_open(pid)
    try:
        with _opened(f"self/fdinfo/{process}", os.O_RDONLY, proc) as file:
            lines = os.read(file, 10_000).decode().splitlines()
    finally:
        os.close(process)
    return int(dict(line.split(":", 1) for line in lines)["Pid"])


def enter_own_namespaces(proc: int, scratch: str) -> None:
    """Gives a worker a user namespace, in which its threads are counted, and an empty folder."""
    call("unshare", NEW_USER | NEW_MOUNT)
    with _opened("self", os.O_PATH, proc) as process:
        _map_ids(process, NOBODY, NOBODY)
    resource.setrlimit(resource.RLIMIT_NPROC, (THREADS, THREADS))
    _mount_empty(scratch, f"size={SCRATCH_BYTES},nr_inodes={SCRATCH_FILES},mode=777")


def _be_counted() -> None:
    """Takes another real user id: threads are counted by that one, files are read by the others."""
    for number in (COUNTED, NOBODY):  # a container may have few numbers
        with contextlib.suppress(OSError):
            os.setresuid(number, -1, -1)
            return


def _map_ids(process: int, user: int, group: int) -> None:
    """Makes a user and a group of the outer user namespace nobody inside."""
    _write(process, "uid_map", f"{NOBODY} {user} 1")
    _write(process, "gid_map", f"{NOBODY} {group} 1")


def _wait_for(child: int) -> NoReturn:
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.waitpid(child, 0)
    os._exit(0)


def _follow(path: Path, links: dict[Path, Path]) -> Iterator[Path]:
    """Notes the links on the way to `path`; yields what they lead to, if it is there."""
    place, pending = Path("/"), list(path.parts[:0:-1])
    while pending:
        step = place.parent if pending[-1] == ".." else place / pending[-1]
        pending.pop()
        if not step.is_symlink():
            place = step
            continue
        to = Path(os.readlink(step))
        links[step] = to
        place = Path("/") if to.is_absolute() else place
        pending += [part for part in to.parts[::-1] if part != "/"]
    if place.exists():
        yield place


def _link(link: str, to: Path) -> None:
    if not os.path.lexists(link):
        os.makedirs(os.path.dirname(link), exist_ok=True)
        os.symlink(to, link)


def _show(root: str, place: Path) -> None:
    """Puts a file or folder of the old root into the new one, unless it is there already."""
    target = _inside(root, place)
    if os.path.exists(target):
        return
    if place.is_dir():
        os.makedirs(target)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
    call("mount", os.fsencode(place), os.fsencode(target), None, _BIND | _REC, None)


def _enter_root(root: str) -> None:
    """Leaves all that is not beneath `root`; what is beneath it can only be read from now on."""
    os.chdir(root)
    call("pivot_root", b".", b".")
    call("umount2", b".", _DETACH)
    os.chdir("/")
    attributes = (ctypes.c_uint64 * 4)(_READ_ONLY)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    call("syscall", _MOUNT_SETATTR, _HERE, b"/", _RECURSIVE, attributes, size)


def _mount_empty(folder: str, options: str) -> None:
    flags = _NOSUID | _NODEV | _NOEXEC
    call("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", flags, options.encode())


def _inside(root: str, path: Path) -> str:
    return f"{root}{path}"


@contextlib.contextmanager
def _opened(path: str, flags: int, folder: int | None = None) -> Iterator[int]:
    descriptor = os.open(path, flags, dir_fd=folder)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write(folder: int, name: str, text: str) -> None:
    with _opened(name, os.O_WRONLY, folder) as file:
        os.write(file, text.encode())
