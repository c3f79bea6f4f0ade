"""Bounds on what a worker may use of the machine. See getrlimit(2)."""

import sys
from pathlib import Path

from grader.sandbox.wire.messages import Limits

FILE_BYTES = 16 * 2**20
DESCRIPTORS = 64

if sys.platform == "win32":

    def limit_resources(limits: Limits) -> None:
        """Does nothing: Windows has no such limits."""

    def limit_descriptors() -> None:
        """Does nothing: Windows has no such limits."""

else:
    import resource

    def limit_resources(limits: Limits) -> None:
        """Bounds memory, CPU time and files, and writes no core.

        Raises `ValueError` where Linux refuses; macOS refuses some bounds and is left without them.
        """
        bounds = {
            resource.RLIMIT_AS: _address_space() + limits.memory,
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
        resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))

    def _address_space() -> int:
        """Bytes of address space in use. It is bounded rather than the data segment, because
        shared mappings count here and not there.
        """
        try:
            pages = int(Path("/proc/self/statm").read_text().split()[0])
        except OSError:  # no Linux
            return 0
        return pages * resource.getpagesize()
