"""What a contributor sees with `GRADER_DEBUG=1`: workers keep their standard error, and each
message that is waited for is told on it, with its worker and the milliseconds.

Not for grading others: what a submission writes to that stream is shown as it is.
"""

import os
import subprocess
import sys
import time
import traceback

_NAME = "GRADER_DEBUG"

ON = os.environ.get(_NAME) == "1"
ENVIRONMENT = {_NAME: "1"} if ON else {}
STDERR = None if ON else subprocess.DEVNULL


def log(worker: str, message: str, began: float) -> None:
    """Tells of a message that was waited for since `began`, a time of `time.monotonic`."""
    if ON:
        passed = (time.monotonic() - began) * 1000
        _write(f"[{os.getpid()}] {worker}: {message} after {passed:.1f} ms\n")


def log_error() -> None:
    """Tells of the exception that is being handled."""
    if ON:
        _write(traceback.format_exc())


def _write(text: str) -> None:
    """A worker's `sys.stderr` is what its submission prints; this is the descriptor itself."""
    os.write(2, text.encode(sys.getdefaultencoding(), "replace"))
