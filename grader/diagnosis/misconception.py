"""What is known of the mistakes of an exercise, as the files beside the suites describe it."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from msgspec import Struct

from grader.diagnosis.steps import Composition

Arguments = tuple[Any, ...]


class Misconception(Struct, frozen=True):
    """A mistake in a function as a whole, which is no other choice in one of its steps.

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
    compositions: dict[str, Composition] = {}

    @property
    def families(self) -> set[str]:
        """The ids of all known mistakes."""
        steps = (step for each in self.compositions.values() for step in each.steps)
        in_steps = {id for step in steps for id in step.sentences}
        whole = {each.id for each in self.misconceptions} | {each.id for each in self.symptoms}
        return in_steps | whole


def misconception(id: str, *functions: str) -> Callable[[Callable[..., Any]], Misconception]:
    """Marks a wrong implementation as what family `id` makes of these functions."""
    return lambda wrong: Misconception(id, functions, wrong)


def symptom(id: str, *functions: str) -> Callable[[Callable[[Any], bool]], Symptom]:
    """Marks a predicate over a wrong value as the sign of family `id` in these functions."""
    return lambda shows: Symptom(id, functions, shows)


def knowledge(*modules: ModuleType) -> Knowledge:
    """What files of mistakes hold: compositions, `SENTENCES`, marked functions and `PROBES`."""
    values = [value for module in modules for value in vars(module).values()]
    probes = [vars(module).get("PROBES", {}) for module in modules]
    compositions = {each.function: each for each in values if isinstance(each, Composition)}
    steps = (step for each in compositions.values() for step in each.steps)
    sentences = {id: text for each in steps for id, text in each.sentences.items()}
    for module in modules:
        sentences |= vars(module).get("SENTENCES", {})
    return Knowledge(
        sentences,
        tuple(value for value in values if isinstance(value, Misconception)),
        tuple(value for value in values if isinstance(value, Symptom)),
        {name: tuple(those) for each in probes for name, those in each.items()},
        compositions,
    )
