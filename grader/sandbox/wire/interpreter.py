"""Starts the kit's own programs, each in a fresh interpreter, with a socket between the two.

A program is the function `main(end, *arguments)` of a module; `end` is its end of the socket. The
folder that the kit lies in is the first of its path, and no file beside a submission can pass for
a library.
"""

import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.sandbox.wire import debug

ROOT = Path(__file__).resolve().parents[3]
# Windows hands a socket on as data, for which the number of the process must be known.
_SHARES = hasattr(socket.socket, "share")


def start(
    module: str,
    *arguments: object,
    env: Mapping[str, str],
    cwd: str | None = None,
    own_path: bool = True,
    keep: Sequence[socket.socket] = (),
    user: tuple[int, int] | None = None,
) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Starts `main` of a module with plain values, and returns our end of the socket with it.

    It finds the libraries that this one finds or, without `own_path`, those of its interpreter. An
    interrupt at the terminal does not reach it. Sockets to `keep` stay open in it, under the
    same numbers; there are none on Windows. Root can start it as another `user` and group.
    """
    ours, theirs = socket.socketpair()
    handle = -1 if _SHARES else theirs.fileno()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _program(module, handle, arguments, own_path)],
            stdin=subprocess.PIPE if _SHARES else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=debug.STDERR,
            env={**env, **debug.ENVIRONMENT},
            cwd=cwd,
            pass_fds=() if _SHARES else [each.fileno() for each in (theirs, *keep)],
            start_new_session=not _SHARES,
            user=user and user[0],
            group=user and user[1],
            extra_groups=user and [],
        )
        if sys.platform == "win32" and process.stdin:
            process.stdin.write(theirs.share(process.pid).hex().encode() + b"\n")
            process.stdin.flush()
    return process, ours


def _program(module: str, handle: int, arguments: Sequence[object], own_path: bool) -> str:
    path = [entry for entry in sys.path if entry and Path(entry).resolve() != ROOT]
    libraries = repr(path) if own_path else "sys.path"
    given = ", ".join(map(repr, (handle, *arguments)))
    return (
        f"import sys; sys.path[:] = [{str(ROOT)!r}, *{libraries}]; "
        f"from {module} import main; main({given})"
    )


def leave_root() -> None:
    """Takes the kit's folder from the path, once a program has loaded what it needs of it."""
    sys.path.remove(str(ROOT))


def inherited(handle: int) -> socket.socket:
    """The program's end of the socket that `start` made."""
    if sys.platform == "win32":
        return socket.fromshare(bytes.fromhex(sys.stdin.readline()))
    return socket.socket(fileno=handle)
