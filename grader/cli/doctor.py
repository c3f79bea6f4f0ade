"""`python -m grader doctor`: says how well a submission is shut in on this system."""

from grader.cli.command import Command, NoOptions, no_arguments
from grader.course.course import find_course
from grader.errors import ExitCode
from grader.language import N_
from grader.sandbox.zygotes import open_zygotes


def _run(options: NoOptions) -> ExitCode:
    """Prints the level of confinement, each barrier, and every attempt with its answer."""
    from rich.console import Console

    from grader.doctor.barriers import barriers
    from grader.doctor.examine import examine
    from grader.render.confinement import to_terminal
    from grader.sandbox.levels import reached

    with open_zygotes() as zygotes:
        level = reached(zygotes)
        findings = [*barriers(level.missing), *examine(find_course(), zygotes)]
    Console(highlight=False).print(to_terminal(level, findings))
    return ExitCode.PASSED if not any(finding.wrong for finding in findings) else ExitCode.FAILED


DOCTOR = Command(
    NoOptions,
    N_("Tries from inside a worker what a submission could reach here."),
    no_arguments,
    _run,
)
