"""The process that judges for one kernel, as long as that lives."""

import os
from queue import SimpleQueue
from threading import Thread
from typing import IO

from grader.errors import GraderError
from grader.grading.session import Grading
from grader.grading.workers import GivenUp
from grader.jupyter.kernel.check_session import Judging
from grader.jupyter.kernel.messages import Order, Shown, Stop, receive, send
from grader.jupyter.kernel.shown_report import message, shown
from grader.language import _
from grader.records.report import for_audience
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
    """Answers one order after another. A thread reads ahead, so that a stop is heard at once."""

    def __init__(self, zygotes: Zygotes, orders: IO[bytes]) -> None:
        self._judging = Judging(zygotes)
        self._waiting: SimpleQueue[Grading | Exception | None] = SimpleQueue()
        Thread(target=self._listen, args=(orders,), name="orders", daemon=True).start()

    def serve(self, replies: IO[bytes]) -> None:
        """Sends one answer for each order, until there are no more."""
        while ordered := self._waiting.get():
            try:
                send(replies, _answer(ordered))
            except OSError:  # nobody reads it any more
                return

    def _listen(self, orders: IO[bytes]) -> None:
        ordered: list[Grading] = []
        while asked := receive(orders, Order | Stop):
            if isinstance(asked, Stop):
                _give_up(ordered)
                continue
            try:
                ordered.append(self._judging.order(asked))
                self._waiting.put(ordered[-1])
            except Exception as error:
                self._waiting.put(error)
        _give_up(ordered)
        self._waiting.put(None)


def _give_up(ordered: list[Grading]) -> None:
    while ordered:
        ordered.pop().give_up()


def _answer(ordered: Grading | Exception) -> Shown:
    try:
        if isinstance(ordered, Exception):
            raise ordered
        return shown(for_audience(ordered.result(), "student"))
    except GivenUp:
        return message(_("Stopped. Nothing was checked."))
    except GraderError as error:
        return message(str(error))
    except Exception as error:
        text = _("This is a fault of the grader, not of your code: {kind}: {text}")
        return message(text.format(kind=type(error).__name__, text=error))
