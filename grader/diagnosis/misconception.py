"""Known mistakes, as the files beside the suites describe them."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from msgspec import Struct

Arguments = tuple[Any, ...]


class Misconception(Struct, frozen=True):
    """A mistake that some functions can be written with.

    `wrong(right, *arguments)` answers as a function with the mistake does; `right` is the
    reference. Misconceptions with the same `id` are one family: they have one sentence.
    """

    id: str
    functions: tuple[str, ...]
    wrong: Callable[..., Any]


class Symptom(Struct, frozen=True):
    """A mistake of functions whose right answers are many: it shows in the value itself."""

    id: str
    functions: tuple[str, ...]
    shows: Callable[[Any], bool]


class Knowledge(Struct, frozen=True):
    """All that is known of the mistakes of one exercise.

    `sentences` tell the student of each family; `probes` are arguments, by function, for which
    different families give different answers.
    """

    sentences: dict[str, str] = {}
    misconceptions: tuple[Misconception, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    probes: dict[str, tuple[Arguments, ...]] = {}


def misconception(id: str, *functions: str) -> Callable[[Callable[..., Any]], Misconception]:
    """Marks a wrong implementation as what family `id` makes of these functions."""
    return lambda wrong: Misconception(id, functions, wrong)


def symptom(id: str, *functions: str) -> Callable[[Callable[[Any], bool]], Symptom]:
    """Marks a predicate over a wrong value as the sign of family `id` in these functions."""
    return lambda shows: Symptom(id, functions, shows)


def knowledge(*modules: ModuleType) -> Knowledge:
    """What files of misconceptions hold: `SENTENCES`, marked functions and `PROBES`."""
    values = [value for module in modules for value in vars(module).values()]
    probes = [vars(module).get("PROBES", {}) for module in modules]
    return Knowledge(
        {id: text for each in modules for id, text in vars(each).get("SENTENCES", {}).items()},
        tuple(value for value in values if isinstance(value, Misconception)),
        tuple(value for value in values if isinstance(value, Symptom)),
        {name: tuple(those) for each in probes for name, those in each.items()},
    )
