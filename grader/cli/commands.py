"""Finds the command that was typed. What a command needs is imported when it is called."""

from collections.abc import Callable
from typing import Any

from grader.cli.command import Command
from grader.errors import ExitCode


def parse(arguments: list[str]) -> Callable[[], ExitCode]:
    """Reads a command line and returns what runs it. Exits with 2 on wrong usage."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    program = "python -m grader"
    command = _find(name)
    if command is None:
        from grader.cli.grade import GRADE

        command, rest = GRADE, arguments
    else:
        program = f"{program} {name}"
    options = command.read(program, rest)
    return lambda: command.run(options)


def _find(name: str) -> Command[Any] | None:
    """Imports the command of this name; None if there is none."""
    match name:
        case "watch":
            from grader.cli.watch import WATCH

            return WATCH
        case "hint":
            from grader.cli.hint import HINT

            return HINT
        case "list":
            from grader.cli.list_functions import LIST

            return LIST
        case "read":
            from grader.cli.read import READ

            return READ
        case "solution":
            from grader.cli.solution import SOLUTION

            return SOLUTION
        case "try":
            from grader.cli.try_function import TRY

            return TRY
        case "reset":
            from grader.cli.reset import RESET

            return RESET
        case "show":
            from grader.cli.show import SHOW

            return SHOW
        case "batch":
            from grader.cli.batch import BATCH

            return BATCH
        case "class":
            from grader.cli.class_survey import CLASS

            return CLASS
        case "copies":
            from grader.cli.copies import COPIES

            return COPIES
        case "verify":
            from grader.cli.verify import VERIFY

            return VERIFY
        case "release":
            from grader.cli.release import RELEASE

            return RELEASE
        case "gradescope":
            from grader.cli.gradescope_autograder import GRADESCOPE

            return GRADESCOPE
        case "notebooks":
            from grader.cli.notebooks import NOTEBOOKS

            return NOTEBOOKS
        case "doctor":
            from grader.cli.doctor import DOCTOR

            return DOCTOR
        case _:
            return None
