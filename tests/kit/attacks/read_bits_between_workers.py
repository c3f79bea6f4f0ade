"""Looks for whatever another worker could leave: locks, cached pages, counters, other processes."""

import fcntl
import os
import time

from accomplice import GRADER, attempt_each, system_call


def stamp(*args, **kwargs):
    file = os.open(os.__file__, os.O_RDONLY)
    attempt_each(
        lock=lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB),
        record=lambda: fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB),
        open_lock=lambda: fcntl.fcntl(file, 37, bytes(32)),
        cached=lambda: os.preadv(file, [bytearray(1)], 0, 8),
        dropped=lambda: os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED),
        status=lambda: system_call(451, file, bytes(16), bytes(40), 0),
        system=lambda: system_call(99, bytes(112)),
        disk=lambda: os.statvfs("/"),
        pipes=lambda: os.fstat(os.pipe()[0]).st_ino,
        processors=lambda: os.sched_getaffinity(int(GRADER)),
        session=lambda: os.getsid(int(GRADER)),
        group=lambda: os.getpgid(int(GRADER)),
        there=lambda: os.kill(int(GRADER), 0),
        nice=lambda: os.getpriority(os.PRIO_PROCESS, int(GRADER)),
        clock=lambda: time.clock_gettime(~int(GRADER) << 3 | 2),
        shown=lambda: os.stat(f"/proc/{GRADER}"),
        solution=lambda: os.stat(f"{os.path.dirname(os.__file__)}/../../../../../proc/1"),
        wake=lambda: system_call(202, bytes(8), 1, 1),
    )
    os.close(file)
