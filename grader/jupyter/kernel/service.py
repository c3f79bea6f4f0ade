"""The process that judges for one kernel, as long as that lives."""

from contextlib import suppress
from queue import SimpleQueue
from threading import Thread

from msgspec.msgpack import Decoder

from grader.errors import GraderError
from grader.grading.pool import GivenUp
from grader.grading.session import Grading
from grader.jupyter.kernel.check_messages import CheckRequest, ShownReport, StopRequest
from grader.jupyter.kernel.check_session import CheckSession
from grader.jupyter.kernel.shown_report import message, shown
from grader.language import _
from grader.records.report import for_audience
from grader.sandbox.wire.channel import Channel, ChannelClosed
from grader.sandbox.wire.interpreter import inherited
from grader.sandbox.zygotes import Zygotes, open_zygotes

Kernel = Channel[ShownReport, CheckRequest | StopRequest]


def main(handle: int) -> None:
    """Answers requests until the kernel hangs up or is gone."""
    kernel: Kernel = Channel(inherited(handle), Decoder(CheckRequest | StopRequest))
    with open_zygotes() as zygotes:
        zygotes.warm("numpy")
        CheckService(zygotes, kernel).serve()


class CheckService:
    """Answers one request after another. A thread reads ahead, so that a stop is heard at once."""

    def __init__(self, zygotes: Zygotes, kernel: Kernel) -> None:
        self._kernel = kernel
        self._session = CheckSession(zygotes)
        self._waiting: SimpleQueue[Grading | Exception | None] = SimpleQueue()
        Thread(target=self._listen, name="requests", daemon=True).start()

    def serve(self) -> None:
        """Sends one answer for each request, until there are no more."""
        while submitted := self._waiting.get():
            try:
                self._kernel.send(_answer(submitted))
            except ChannelClosed:  # nobody reads it any more
                return

    def _listen(self) -> None:
        submitted: list[Grading] = []
        with suppress(ChannelClosed):
            while True:
                self._take(self._kernel.receive(), submitted)
        _give_up(submitted)
        self._waiting.put(None)

    def _take(self, asked: CheckRequest | StopRequest, submitted: list[Grading]) -> None:
        if isinstance(asked, StopRequest):
            _give_up(submitted)
            return
        try:
            submitted.append(self._session.submit(asked))
            self._waiting.put(submitted[-1])
        except Exception as error:
            self._waiting.put(error)


def _give_up(submitted: list[Grading]) -> None:
    while submitted:
        submitted.pop().give_up()


def _answer(submitted: Grading | Exception) -> ShownReport:
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
