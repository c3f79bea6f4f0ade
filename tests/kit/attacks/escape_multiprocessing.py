"""Lets the standard library start processes, pools and managers."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from accomplice import attempt_each


def _start(method):
    context = multiprocessing.get_context(method)
    process = context.Process(target=print)
    process.start()
    return process.pid


def stamp(*args, **kwargs):
    attempt_each(
        fork=lambda: _start("fork"),
        spawn=lambda: _start("spawn"),
        forkserver=lambda: _start("forkserver"),
        pool=lambda: ProcessPoolExecutor(1).submit(len, "x").result(1),
        queue=lambda: multiprocessing.Queue(),
    )
