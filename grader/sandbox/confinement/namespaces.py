"""User, network, IPC and mount namespaces: no network, no shared memory of others, one scratch
folder of a bounded size. See namespaces(7) and user_namespaces(7).
"""

import os
import resource
import sys
from pathlib import Path

from grader.sandbox.confinement.system import call

assert sys.platform == "linux"

NEW_USER, NEW_NET, NEW_IPC, NEW_MOUNT = 0x10000000, 0x40000000, 0x08000000, 0x00020000
NOBODY = 65534
THREADS = 2048
SCRATCH_BYTES = 16 * 2**20
SCRATCH_FILES = 1000

_NOSUID, _NODEV, _NOEXEC = 2, 4, 8  # mount(2)
_REC, _PRIVATE = 0x4000, 0x40000


def enter_namespaces() -> None:
    """Leaves the caller's user, network and IPC namespaces. A zygote does so once, and its
    workers inherit what it entered; they cannot meet there, for they have neither sockets nor
    shared memory.

    The process must have a single thread. Raises `OSError` where the kernel refuses.
    """
    uid, gid = os.getuid(), os.getgid()
    call("unshare", NEW_USER | NEW_NET | NEW_IPC)
    # Counted for this namespace alone, so it bounds the threads of workers; root is exempt.
    resource.setrlimit(resource.RLIMIT_NPROC, (THREADS, THREADS))
    process = Path("/proc/self")
    (process / "setgroups").write_text("deny")
    (process / "uid_map").write_text(f"{NOBODY} {uid} 1")
    (process / "gid_map").write_text(f"{NOBODY} {gid} 1")


def mount_scratch(scratch: str) -> None:
    """Gives this process a mount namespace of its own, with an empty folder on `scratch`."""
    call("unshare", NEW_MOUNT)
    # Nothing mounted from here on is seen outside.
    call("mount", b"none", b"/", None, _REC | _PRIVATE, None)
    options = f"size={SCRATCH_BYTES},nr_inodes={SCRATCH_FILES},mode=700".encode()
    call("mount", b"tmpfs", os.fsencode(scratch), b"tmpfs", _NOSUID | _NODEV | _NOEXEC, options)
