"""The kernel's end of its judging process."""

import subprocess
import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from grader.errors import CannotGrade
from grader.language import _
from grader.notebook.messages import Order, Shown, Stop, receive, send

STOP_SECONDS = 5.0

_ROOT = Path(__file__).resolve().parents[2]
# The notebook's folder, where students write files of any name, is not on the path.
_PROGRAM = "import sys; sys.path.insert(0, {root!r}); from grader.notebook.desk import main; main()"


class JudgingProcess:
    """Started at once and warm when it is first asked. It ends when this process is gone."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM.format(root=str(_ROOT))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            start_new_session=True,  # an interrupt of the kernel is not for this process
        )
        self._replies: SimpleQueue[Shown | None] = SimpleQueue()
        Thread(target=self._listen, name="grader", daemon=True).start()

    def ask(self, order: Order) -> Shown:
        """What is to be shown. Raises `CannotGrade`, and `KeyboardInterrupt` when stopped.

        Whatever happens, the next order gets an answer of its own.
        """
        try:
            self._send(order)
            return self._reply()
        except KeyboardInterrupt:
            self._give_up()
            raise

    def end(self) -> None:
        """Kills the process."""
        self._process.kill()
        self._process.wait()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def _send(self, message: Order | Stop) -> None:
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, message)
        except OSError:
            self.end()  # the reply is that there is none

    def _reply(self, seconds: float | None = None) -> Shown:
        shown = self._replies.get(timeout=seconds)
        if shown is None:
            self.end()
            text = _(
                "The process that judges has ended. What may be wrong: python -m grader doctor"
            )
            raise CannotGrade(text)
        return shown

    def _give_up(self) -> None:
        try:
            self._send(Stop())
            self._reply(STOP_SECONDS)
        except (CannotGrade, Empty, KeyboardInterrupt):
            self.end()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while shown := receive(self._process.stdout, Shown):
            self._replies.put(shown)
        self._replies.put(None)
