"""Finds the command, runs it, and turns every way it can end into an exit code."""

import errno
import io
import os
import sys
import traceback
from typing import Any

from grader.cli.actions import harmless
from grader.cli.argparse_words import translate_argparse
from grader.cli.command import language_parser
from grader.cli.commands import parse
from grader.errors import ExitCode, GraderError
from grader.language import _, choose, preferred

_NARROWEST = 20  # columns
# No room on the disk, for open files, for processes or in memory: nobody's fault.
_OF_THE_MACHINE = (
    errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN, errno.EROFS,
)  # fmt: skip


def main(arguments: list[str]) -> ExitCode:
    """Runs one command line. `python -X dev -m grader` shows tracebacks of the grader's own."""
    _prepare_streams()
    if not os.environ.get("COLUMNS", str(_NARROWEST)).isdecimal() or (
        int(os.environ.get("COLUMNS", _NARROWEST)) < _NARROWEST
    ):
        del os.environ["COLUMNS"]  # nothing can be read in so few; the terminal's own count
    try:
        named, others = language_parser().parse_known_args(arguments)
        choose(named.lang or preferred())
        translate_argparse()
        code = parse(others)()
        sys.stdout.flush()
        return code
    except GraderError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _say(_("Stopped. Nothing was graded."))
        return ExitCode.INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
            text = _("The machine does not give what is needed: {reason}. Make room and try again.")
            _say(text.format(reason=error.strerror))
            return ExitCode.CANNOT_GRADE
        if sys.flags.dev_mode:
            traceback.print_exc()
        _say(_own_fault(error))
        return ExitCode.CANNOT_GRADE


class _Output(io.FileIO):
    """A stream whose reader may leave: what is written then goes nowhere.

    So does what is written after the disk was full: that is told once.
    """

    _full = False

    def write(self, data: Any) -> int:
        if self._full:
            return len(data)
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            return len(data)
        except OSError:
            self._full = True
            raise


def _prepare_streams() -> None:
    """A grade does not depend on whether somebody reads it, or on what a terminal can show."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a sign shows "?"
        # In a test, or where there was none, it is another than that of the process.
        if isinstance(stream, io.TextIOWrapper) and stream is getattr(sys, f"__{name}__"):
            raw = _Output(number, "w", closefd=False)
            text = io.TextIOWrapper(
                io.BufferedWriter(raw), stream.encoding, "replace", line_buffering=raw.isatty()
            )
            setattr(sys, name, text)


def _say(text: str) -> None:
    print(harmless(f"grader: {text}"), file=sys.stderr)


def _own_fault(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    text = _(
        "this is a fault of the grader, not of your code: {kind}: {error}\n"
        "(in {file}, line {line})\n"
        "Please report it with what `python -X dev -m grader` prints."
    )
    file = os.path.basename(place.filename)
    return text.format(kind=type(error).__name__, error=error, file=file, line=place.lineno)
