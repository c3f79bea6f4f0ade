"""The process that judges for one kernel, as long as that lives."""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO

from grader import language
from grader.errors import GraderError
from grader.grading.workers import SubmissionWorkers
from grader.jupyter.kernel.judging import Judging
from grader.jupyter.kernel.messages import Order, Shown, Stop, receive, send
from grader.jupyter.kernel.show import message, shown
from grader.language import _
from grader.sandbox.zygotes import Zygotes, open_zygotes


def main() -> None:
    """Answers orders until the kernel hangs up or is gone."""
    orders, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a suite or a library prints must not get between the messages.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    with open_zygotes() as zygotes:
        zygotes.warm("numpy")
        Desk(zygotes, orders).serve(replies)


class Desk:
    """Judges one order after another. A thread reads ahead, so that a stop is heard at once."""

    def __init__(self, zygotes: Zygotes, orders: IO[bytes]) -> None:
        self._judging = Judging(zygotes)
        self._waiting: SimpleQueue[Order | None] = SimpleQueue()
        self._lock = Lock()
        self._current: SubmissionWorkers | None = None
        self._ordered = 0
        self._stopped: float = 0
        Thread(target=self._listen, args=(orders,), name="orders", daemon=True).start()

    def serve(self, replies: IO[bytes]) -> None:
        """Sends one answer for each order, until there are no more."""
        number = 0
        while order := self._waiting.get():
            number += 1
            try:
                send(replies, self._answer(order, number))
            except OSError:  # nobody reads it any more
                return

    def _listen(self, orders: IO[bytes]) -> None:
        while asked := receive(orders, Order | Stop):
            if isinstance(asked, Order):
                self._ordered += 1
                self._waiting.put(asked)
            else:
                self._stop(self._ordered)
        self._waiting.put(None)
        self._stop(math.inf)

    def _stop(self, number: float) -> None:
        """Gives up all orders up to this one."""
        with self._lock:
            self._stopped = number
            if self._current is not None:
                self._current.give_up()

    def _answer(self, order: Order, number: int) -> Shown:
        language.choose(order.language)
        try:
            with self._as_current(self._judging.workers(order), number) as workers:
                report = self._judging.report(order, workers)
        except GraderError as error:
            return message(str(error))
        except Exception as error:
            text = _("This is a fault of the grader, not of your code: {kind}: {text}")
            return message(text.format(kind=type(error).__name__, text=error))
        return shown(report) if report else message(_("Stopped. Nothing was checked."))

    @contextmanager
    def _as_current(self, workers: SubmissionWorkers, number: int) -> Iterator[SubmissionWorkers]:
        """From here on a stop reaches these workers; it may have come before."""
        with self._lock:
            self._current = workers
            if number <= self._stopped:
                workers.give_up()
        try:
            yield workers
        finally:
            with self._lock:
                self._current = None
