"""What can be typed after `python -m grader`."""

import argparse
from pathlib import Path

from grader import __version__
from grader.cli.grade import run_grade
from grader.cli.verify import run_verify

_GRADE = """\
Grades the five exercises in ./exercises, or only those that are named.

  python -m grader                  everything
  python -m grader conv             one exercise
  python -m grader conv.conv2d      one function
"""
_COMMANDS = """\
commands:
  python -m grader verify           check the kit itself

exit codes:
  0 every check that ran passed     1 some did not
  2 wrong usage                     3 the grader could not grade
"""


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of one command line; `run` is the command. Exits with 2 on wrong usage."""
    parser = _verify_parser() if arguments[:1] == ["verify"] else _grade_parser()
    rest = arguments[1:] if arguments[:1] == ["verify"] else arguments
    return parser.parse_args(rest)


def _grade_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m grader",
        description=_GRADE,
        epilog=_COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("names", nargs="*", metavar="EXERCISE[.FUNCTION]")
    parser.add_argument(
        "--submission", type=Path, metavar="FOLDER", help="grade this folder, not ./exercises"
    )
    parser.add_argument(
        "--json", metavar="PATH", help="also write the report as JSON; - prints it alone"
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.set_defaults(run=run_grade)
    return parser


def _verify_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m grader verify",
        description="Checks the kit itself: stubs, solutions, points, names and hints.",
        allow_abbrev=False,
    )
    parser.set_defaults(run=run_verify)
    return parser
