"""The kernel's end of its judging process."""

import os
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread

from msgspec.msgpack import Decoder

from grader.errors import CannotGrade
from grader.jupyter.kernel.check_messages import CheckRequest, ShownReport, StopRequest
from grader.language import _
from grader.sandbox.wire.channel import Channel, ChannelClosed, ChannelRubbish
from grader.sandbox.wire.interpreter import ROOT, start

STOP_SECONDS = 5.0

Replies = SimpleQueue[ShownReport | None]


@cache
def judging_process() -> "JudgingProcess":
    """That of this kernel: its cells may be run again and again, and it needs no second one."""
    return JudgingProcess()


class JudgingProcess:
    """Started at once and warm when it is first asked. It ends when this process is gone."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        # The kernel's path may hold the notebook's folder, where students write files of any name.
        self._process, end = start(
            "grader.jupyter.kernel.service", env=os.environ, cwd=str(ROOT), own_path=False
        )
        self._channel: Channel[CheckRequest | StopRequest, ShownReport] = Channel(
            end, Decoder(ShownReport)
        )
        self._replies: Replies = SimpleQueue()
        both = self._channel, self._replies
        Thread(target=_listen, args=both, name="grader", daemon=True).start()

    def ask(self, request: CheckRequest) -> ShownReport:
        """What is to be shown. Raises `CannotGrade`, and `KeyboardInterrupt` when stopped.

        Whatever happens, the next request gets an answer of its own.
        """
        if self._process.poll() is not None:
            self._start()
        try:
            self._send(request)
            return self._reply()
        except KeyboardInterrupt:
            self._give_up()
            raise

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()

    def _send(self, message: CheckRequest | StopRequest) -> None:
        try:
            self._channel.send(message)
        except ChannelClosed:
            self._end()  # the reply is that there is none

    def _reply(self, seconds: float | None = None) -> ShownReport:
        shown = self._replies.get(timeout=seconds)
        if shown is None:
            self._end()
            text = _(
                "The process that judges has ended. What may be wrong: python -m grader doctor"
            )
            raise CannotGrade(text)
        return shown

    def _give_up(self) -> None:
        try:
            self._send(StopRequest())
            self._reply(STOP_SECONDS)
        except (CannotGrade, Empty, KeyboardInterrupt):
            self._end()


def _listen(channel: Channel[CheckRequest | StopRequest, ShownReport], replies: Replies) -> None:
    try:
        while True:
            replies.put(channel.receive())
    except (ChannelClosed, ChannelRubbish):
        replies.put(None)
