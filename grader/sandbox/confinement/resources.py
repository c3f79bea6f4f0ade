"""Bounds on what a worker may use of the machine. See getrlimit(2)."""

import sys
from pathlib import Path

from grader.sandbox.wire.messages import Limits

FILE_BYTES = 16 * 2**20
DESCRIPTORS = 64

if sys.platform == "win32":

    def limit_resources(limits: Limits, used: int) -> None:
        """Does nothing: Windows has no such limits."""

    def limit_descriptors() -> None:
        """Does nothing: Windows has no such limits."""

    def limit_threads() -> None:
        """Does nothing: Windows has no such limits."""

    def address_space() -> int:
        """Does nothing: Windows has no such limits."""
        return 0

else:
    import resource

    def limit_resources(limits: Limits, used: int) -> None:
        """Bounds memory, CPU time and files, and writes no core.

        Memory is bounded by address space, of which `used` bytes are in use already: shared
        mappings count there, and not in the data segment.

        Raises `ValueError` where Linux refuses; macOS refuses some bounds and is left without them.
        """
        bounds = {
            resource.RLIMIT_AS: used + limits.memory,
            resource.RLIMIT_CPU: limits.cpu_seconds,
            resource.RLIMIT_FSIZE: FILE_BYTES,
            resource.RLIMIT_CORE: 0,
        }
        for kind, wanted in bounds.items():
            hard = resource.getrlimit(kind)[1]
            value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            try:
                resource.setrlimit(kind, (value, value))
            except ValueError:
                if sys.platform == "linux":
                    raise

    def limit_descriptors() -> None:
        """Bounds the open files. It comes last, because raising the barriers takes more."""
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        most = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    def limit_threads() -> None:
        """Leaves half of the processes that a user may have to others, where threads are not
        counted for each worker alone. Without it, threads that sleep would keep a zygote from
        forking.
        """
        hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
        try:
            every = int(Path("/proc/sys/kernel/threads-max").read_text())
        except OSError:  # no Linux
            return
        half = (every if hard == resource.RLIM_INFINITY else min(hard, every)) // 2
        resource.setrlimit(resource.RLIMIT_NPROC, (half, half))

    def address_space() -> int:
        """Bytes of address space in use; 0 where there is no /proc."""
        try:
            pages = int(Path("/proc/self/statm").read_text().split()[0])
        except OSError:
            return 0
        return pages * resource.getpagesize()
