"""The kernel's end of its judging process."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

from grader.errors import CannotGrade
from grader.jupyter.kernel.messages import CheckRequest, Shown, StopRequest, receive, send
from grader.language import _
from grader.sandbox.wire import debug

STOP_SECONDS = 5.0

_ROOT = Path(__file__).resolve().parents[3]
# The notebook's folder, where students write files of any name, is not on the path.
_PROGRAM = (
    "import sys; sys.path.insert(0, {root!r}); "
    "from grader.jupyter.kernel.service import main; main()"
)


@cache
def judging_process() -> "JudgingProcess":
    """That of this kernel: its cells may be run again and again, and it needs no second one."""
    return JudgingProcess()


class JudgingProcess:
    """Started at once and warm when it is first asked. It ends when this process is gone."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM.format(root=str(_ROOT))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=debug.STDERR,
            cwd=_ROOT,
            start_new_session=True,  # an interrupt of the kernel is not for this process
        )
        self._replies: SimpleQueue[Shown | None] = SimpleQueue()
        streams = self._process.stdout, self._replies
        Thread(target=_listen, args=streams, name="grader", daemon=True).start()

    def ask(self, request: CheckRequest) -> Shown:
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
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, message)
        except OSError:
            self._end()  # the reply is that there is none

    def _reply(self, seconds: float | None = None) -> Shown:
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


def _listen(stream: IO[bytes], replies: "SimpleQueue[Shown | None]") -> None:
    while shown := receive(stream, Shown):
        replies.put(shown)
    replies.put(None)
