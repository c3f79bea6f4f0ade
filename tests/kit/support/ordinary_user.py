"""Runs a program as an ordinary user where the tests are run by root.

    python ordinary_user.py PROGRAM ARGUMENT ...

Folders that root keeps closed are on the way to Python and to the kit; so they are opened, in a
mount namespace that nobody else sees.
"""

import ctypes
import os
import sys
from pathlib import Path

NOBODY = 65534
_NEW_MOUNT = 0x00020000
_BIND, _REC, _PRIVATE = 0x1000, 0x4000, 0x40000


def mount(source: str, target: str, kind: str | None, flags: int, options: str | None) -> None:
    """mount(2). Raises `OSError` where it is not possible."""
    libc = ctypes.CDLL(None, use_errno=True)
    texts = [None if text is None else text.encode() for text in (source, target, kind, options)]
    if libc.mount(texts[0], texts[1], texts[2], flags, texts[3]):
        raise OSError(ctypes.get_errno(), f"mount {target}")


def open_way_to(folder: Path) -> None:
    """Makes everybody reach a folder: closed ones on the way are replaced by empty ones."""
    closed = next((each for each in (*folder.parents[::-1],) if not each.stat().st_mode & 1), None)
    if closed is None:
        return
    descriptor = os.open(folder, os.O_PATH)
    mount("none", str(closed), "tmpfs", 0, "mode=755")
    folder.mkdir(parents=True)
    mount(f"/proc/self/fd/{descriptor}", str(folder), None, _BIND | _REC, None)
    os.close(descriptor)


def main(*command: str) -> None:
    if ctypes.CDLL(None, use_errno=True).unshare(_NEW_MOUNT):
        raise OSError(ctypes.get_errno(), "unshare")
    mount("none", "/", None, _REC | _PRIVATE, None)
    kit = Path(__file__).resolve().parents[3]
    for folder in (Path(sys.base_prefix).resolve(), Path(sys.prefix), kit):
        open_way_to(folder)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
