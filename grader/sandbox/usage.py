"""What a process uses of the machine, as Linux tells it. Elsewhere nothing is known."""

import os
import sys
from pathlib import Path

from msgspec import Struct


class Usage(Struct, frozen=True):
    """Seconds of processor time of all threads; seconds in which the first thread was ready to
    run and had no processor; bytes of memory.
    """

    processor: float
    waited: float
    memory: int


if sys.platform == "win32":

    def usage_of(pid: int) -> Usage | None:
        """Returns nothing: Windows has no /proc."""
        return None

else:
    _TICK = 1 / os.sysconf("SC_CLK_TCK")
    _PAGE = os.sysconf("SC_PAGE_SIZE")

    def usage_of(pid: int) -> Usage | None:
        """What a process has used so far; None where it is gone or there is no /proc."""
        process = Path("/proc") / str(pid)
        try:
            times = (process / "stat").read_text().rpartition(")")[2].split()
            waited = (process / "schedstat").read_text().split()[1]
            pages = (process / "statm").read_text().split()[1]
        except (OSError, IndexError):
            return None
        processor = (int(times[11]) + int(times[12])) * _TICK
        return Usage(processor, int(waited) / 1e9, int(pages) * _PAGE)
