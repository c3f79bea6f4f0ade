"""Understands how people write the name of an exercise or of a function."""

import difflib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from grader.errors import UsageError
from grader.language import _

Functions = Mapping[str, Sequence[str]]  # of each exercise

SUFFIXES = (".py", ".ipynb")


def understood(typed: str, functions: Functions) -> str:
    """Returns `EXERCISE` or `EXERCISE.FUNCTION` for a name that has one meaning, else as it is.

    `functions` are those of each exercise. A path of a file, a function without its exercise,
    colons and capital letters are understood.
    """
    name = typed.replace("\\", "/").replace("::", ":")
    last = PurePosixPath(name).name
    for suffix in SUFFIXES:
        last = last.replace(suffix, "")
    exercise, _sep, function = last.lower().replace(":", ".").partition(".")
    if exercise in functions:
        return f"{exercise}.{function}" if function else exercise
    homes = [home for home, known in functions.items() if exercise in known]
    return f"{homes[0]}.{exercise}" if len(homes) == 1 and not function else typed


def one_name(typed: str, functions: Functions, command: str, others: Sequence[str] = ()) -> str:
    """Returns `EXERCISE` or `EXERCISE.FUNCTION`. Raises `UsageError` with what to type instead.

    `command` is what stands before the name; `others` are further words that may be meant.
    """
    name = understood(typed, functions)
    exercise, _dot, function = name.partition(".")
    if exercise in functions and (not function or function in functions[exercise]):
        return name
    known = [*functions, *(f"{each}.{one}" for each in functions for one in functions[each])]
    raise UsageError(_not_there(typed, [*others, *known], command))


def one_function(typed: str, functions: Functions, command: str) -> tuple[str, str]:
    """Returns exercise and function. Raises `UsageError` with what to type for any other name."""
    exercise, _dot, function = one_name(typed, functions, command).partition(".")
    if function:
        return exercise, function
    text = _("Which function of {exercise}?").format(exercise=exercise)
    choices = "\n".join(f"  {command} {exercise}.{each}" for each in functions[exercise])
    raise UsageError(f"{text}\n{choices}")


def one_exercise(typed: str, functions: Functions, command: str) -> str:
    """Returns an exercise, also that of a function. Raises `UsageError` with what to type."""
    exercise = understood(typed, functions).partition(".")[0]
    if exercise in functions:
        return exercise
    raise UsageError(_not_there(typed, list(functions), command))


def _not_there(name: str, known: Sequence[str], command: str) -> str:
    """Says that there is no such name, and how the nearest ones are typed."""
    wanted = name.lower().replace(":", ".")
    parts = {each: each.rpartition(".")[2] for each in known}
    close = difflib.get_close_matches(wanted, known, 3, 0.6)
    close += [each for each in known if difflib.get_close_matches(wanted, [parts[each]], 1, 0.6)]
    nearest = list(dict.fromkeys(close))[:3] or list(known)[:5]
    said = _("There is no {name}.").format(name=name)
    lines = "\n".join(f"  {command} {each}" for each in nearest)
    return f"{said} {_('Did you mean:')}\n{lines}"
