"""What a command is: its text, its options as a frozen record, and what it does."""

import argparse
from collections.abc import Callable
from typing import Generic, NoReturn, TypeVar

from msgspec import Struct

from grader.errors import ExitCode, UsageError
from grader.language import LANGUAGES, _

Options = TypeVar("Options", bound=Struct)


class Command(Struct, Generic[Options], frozen=True):
    """`add_arguments` tells a parser what can be typed; each becomes a field of `options`.

    `run` raises `GraderError`. `description` is translated when it is shown, `epilog` makes what
    stands at the end of the help.
    """

    options: type[Options]
    description: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Options], ExitCode]
    epilog: Callable[[], str] = str

    def read(self, program: str, arguments: list[str]) -> Options:
        """Makes the options of what was typed after `program`. Exits with 2 on wrong usage."""
        parser = _Parser(
            program,
            description=_(self.description),
            epilog=self.epilog(),
            parents=[language_parser()],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.add_arguments(parser)
        parsed, unknown = parser.parse_known_intermixed_args(arguments)
        if unknown:
            raise UsageError(_unknown(unknown[0], parser.known_options(), program))
        typed = vars(parsed)
        return self.options(**{name: typed[name] for name in self.options.__struct_fields__})


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong as all of the kit does."""

    def error(self, message: str) -> NoReturn:
        text = _("{message}.\nTo see what can be typed: {program} --help")
        raise UsageError(text.format(message=message, program=self.prog))

    def known_options(self) -> list[str]:
        return [option for action in self._actions for option in action.option_strings]


def _unknown(typed: str, known: list[str], program: str) -> str:
    """Says that an option or a word is not known, and which was perhaps meant."""
    import difflib

    close = difflib.get_close_matches(typed.partition("=")[0], known, 1)
    text = _("There is no option {typed}.") if typed.startswith("-") else _("{typed} is too much.")
    said = text.format(typed=typed)
    if close:
        said += " " + _("Did you mean {name}?").format(name=close[0])
    return f"{said}\n{_('To see what can be typed: {program} --help').format(program=program)}"


def language_parser() -> argparse.ArgumentParser:
    """Reads `--lang`, which every command has, before anything is said."""
    parser = _Parser("python -m grader", add_help=False, allow_abbrev=False)
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
