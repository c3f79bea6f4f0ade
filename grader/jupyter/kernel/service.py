"""The process that judges for one kernel, as long as that lives."""

import os
from queue import SimpleQueue
from threading import Thread
from typing import IO

from grader.errors import GraderError
from grader.grading.pool import GivenUp
from grader.grading.session import Grading
from grader.jupyter.kernel.check_session import CheckSession
from grader.jupyter.kernel.messages import CheckRequest, Shown, StopRequest, receive, send
from grader.jupyter.kernel.shown_report import message, shown
from grader.language import _
from grader.records.report import for_audience
from grader.sandbox.zygotes import Zygotes, open_zygotes


def main() -> None:
    """Answers requests until the kernel hangs up or is gone."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a suite or a library prints must not get between the messages.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    with open_zygotes() as zygotes:
        zygotes.warm("numpy")
        CheckService(zygotes, requests).serve(replies)


class CheckService:
    """Answers one request after another. A thread reads ahead, so that a stop is heard at once."""

    def __init__(self, zygotes: Zygotes, requests: IO[bytes]) -> None:
        self._session = CheckSession(zygotes)
        self._waiting: SimpleQueue[Grading | Exception | None] = SimpleQueue()
        Thread(target=self._listen, args=(requests,), name="requests", daemon=True).start()

    def serve(self, replies: IO[bytes]) -> None:
        """Sends one answer for each request, until there are no more."""
        while submitted := self._waiting.get():
            try:
                send(replies, _answer(submitted))
            except OSError:  # nobody reads it any more
                return

    def _listen(self, requests: IO[bytes]) -> None:
        submitted: list[Grading] = []
        while asked := receive(requests, CheckRequest | StopRequest):
            if isinstance(asked, StopRequest):
                _give_up(submitted)
                continue
            try:
                submitted.append(self._session.submit(asked))
                self._waiting.put(submitted[-1])
            except Exception as error:
                self._waiting.put(error)
        _give_up(submitted)
        self._waiting.put(None)


def _give_up(submitted: list[Grading]) -> None:
    while submitted:
        submitted.pop().give_up()


def _answer(submitted: Grading | Exception) -> Shown:
    try:
        if isinstance(submitted, Exception):
            raise submitted
        return shown(for_audience(submitted.result(), "student"))
    except GivenUp:
        return message(_("Stopped. Nothing was checked."))
    except GraderError as error:
        return message(str(error))
    except Exception as error:
        text = _("This is a fault of the grader, not of your code: {kind}: {text}")
        return message(text.format(kind=type(error).__name__, text=error))
