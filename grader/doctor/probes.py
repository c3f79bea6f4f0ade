"""Sent to a worker as if it were a submission: each function tries one barrier.

It says what the kernel answered, `refused: ...` or `done: ...`. See `examine.py`.
"""

import ctypes
import mmap
import os
import socket
import sys
import threading
from collections.abc import Callable


def _try(attempt: Callable[[], object]) -> str:
    try:
        return f"done: {attempt()}"
    except OSError as error:
        return f"refused: {type(error).__name__}: {error.strerror or error}"
    except MemoryError:
        return "refused: MemoryError"


def _call(name: str, *arguments: object) -> str:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return name


def read_a_file_outside(path: str) -> str:
    return _try(lambda: f"{len(open(path, 'rb').read())} bytes of {path}")


def list_a_folder_outside(path: str) -> str:
    return _try(lambda: f"{len(os.listdir(path))} entries of {path}")


def write_a_file_outside(path: str) -> str:
    return _try(lambda: open(path, "w").write("written by a probe"))


def write_a_scratch_file() -> str:
    return _try(lambda: open("scratch-file", "w").write("scratch"))


def fill_the_scratch_folder() -> str:
    def fill() -> str:
        for number in range(100):
            with open(f"fill{number}", "wb") as file:
                file.write(bytes(2**20))
        return "100 MiB written"

    return _try(fill)


def start_a_process() -> str:
    if sys.platform == "win32":
        return "refused: Windows has no fork"
    return _try(lambda: os.fork() or os._exit(0))


def execute_a_program() -> str:
    return _try(lambda: os.execv(sys.executable, [sys.executable, "-c", "pass"]))


def open_a_socket() -> str:
    return _try(lambda: socket.socket())


def signal_the_parent() -> str:
    return _try(lambda: os.kill(os.getppid(), 0))


def read_the_parents_environment() -> str:
    return _try(lambda: open(f"/proc/{os.getppid()}/environ", "rb").read(20))


def trace_the_parent() -> str:
    # PTRACE_SEIZE, which does not stop the parent.
    return _try(lambda: _call("ptrace", 0x4206, os.getppid(), None, None))


def enter_a_new_namespace() -> str:
    return _try(lambda: _call("unshare", 0x10000000))


def mount_a_folder() -> str:
    return _try(lambda: _call("mount", b"none", b"/", None, 0x44000, None))


def raise_a_limit() -> str:
    if sys.platform == "win32":
        return "refused: Windows has no such limits"
    import resource

    def lift() -> str:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY,) * 2)
        except ValueError as error:
            raise OSError(str(error)) from error
        return "unlimited"

    return _try(lift)


def take_64_gib_of_memory() -> str:
    return _try(lambda: len(mmap.mmap(-1, 64 * 2**30)))


def start_a_thread() -> str:
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.append("a thread ran"))
    thread.start()
    thread.join()
    return f"done: {seen[0]}"
