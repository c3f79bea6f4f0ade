"""Bounds on what a worker may use of the machine. See getrlimit(2)."""

from pathlib import Path

from grader.protocol.messages import Limits

FILE_BYTES = 16 * 2**20


def limit_resources(limits: Limits) -> None:
    """Bounds memory, CPU time, files and descriptors. Raises `ImportError` on Windows."""
    import resource

    bounds = {
        resource.RLIMIT_AS: _address_space() + limits.memory,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, wanted in bounds.items():
        hard = resource.getrlimit(kind)[1]
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (value, value))


def _address_space() -> int:
    """Bytes of address space in use. It is bounded rather than the data segment, because shared
    mappings count here and not there.
    """
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:  # no Linux
        return 0
    return pages * resource.getpagesize()
