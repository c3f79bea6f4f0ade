"""Finds the command, runs it, and turns every way it can end into an exit code."""

import io
import os
import sys
import traceback

from grader.cli.actions import harmless
from grader.cli.command import language_parser
from grader.cli.commands import parse
from grader.errors import ExitCode, GraderError
from grader.language import _, choose, preferred


def main(arguments: list[str]) -> ExitCode:
    """Runs one command line. `python -X dev -m grader` shows tracebacks of the grader's own."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a sign shows "?"
    try:
        named, others = language_parser().parse_known_args(arguments)
        choose(named.lang or preferred())
        code = parse(others)()
        sys.stdout.flush()
        return code
    except GraderError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _say(_("Stopped. Nothing was graded."))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output left. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.INTERRUPTED
    except Exception as error:
        if sys.flags.dev_mode:
            traceback.print_exc()
        _say(_own_fault(error))
        return ExitCode.CANNOT_GRADE


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
