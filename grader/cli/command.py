"""What a command is: its text, its options as a frozen record, and what it does."""

import argparse
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

from grader.errors import ExitCode
from grader.language import LANGUAGES, _

Options = TypeVar("Options", bound=Struct)


class Command(Struct, Generic[Options], frozen=True):
    """`add_arguments` tells a parser what can be typed; each becomes a field of `options`.

    `run` raises `GraderError`. `description` and `epilog` are translated when they are shown.
    """

    options: type[Options]
    description: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Options], ExitCode]
    epilog: str = ""

    def read(self, program: str, arguments: list[str]) -> Options:
        """Makes the options of what was typed after `program`. Exits with 2 on wrong usage."""
        parser = argparse.ArgumentParser(
            program,
            description=_(self.description),
            epilog=_(self.epilog),
            parents=[language_parser()],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.add_arguments(parser)
        typed = vars(parser.parse_args(arguments))
        return self.options(**{name: typed[name] for name in self.options.__struct_fields__})


def language_parser() -> argparse.ArgumentParser:
    """Reads `--lang`, which every command has, before anything is said."""
    parser = argparse.ArgumentParser("python -m grader", add_help=False, allow_abbrev=False)
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help=_("the language of all texts; by default that of GRADER_LANG or of the system"),
    )
    return parser


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds nothing, for a command that is only called by its name."""


class NoOptions(Struct, frozen=True):
    """The options of such a command."""
