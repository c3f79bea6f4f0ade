"""The errors a person can meet, and the exit codes of the command line.

GraderError        something a person can act on; its text says what happened and what to do next
├── UsageError     what was asked for cannot be done as asked
└── CannotGrade    the grader itself is not able to grade
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of `python -m grader`."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    CANNOT_GRADE = 3
    INTERRUPTED = 130


class GraderError(Exception):
    """Something a person can act on. The text is shown as it stands, without a traceback."""

    exit_code = ExitCode.CANNOT_GRADE


class UsageError(GraderError):
    """Raised where a person asked for something that cannot be done as asked."""

    exit_code = ExitCode.USAGE


class CannotGrade(GraderError):
    """The grader itself is not able to grade."""
