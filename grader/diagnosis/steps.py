"""A function as the steps it is made of, and what else can be done in each of them.

A step makes one value from those before it, which it names as parameters:

    laid = step(
        "laid",
        lambda weights: weights,
        mistake(
            "flipped-kernel",
            "The kernel is flipped (turned by 180 degrees); lay it on the picture as it is.",
            lambda laid: laid[::-1, ::-1],
        ),
    )
    conv2d = function("conv2d", numbers, weights, laid, ...)

The first function is the right one, each other a choice that somebody may make instead. A choice
that names the step itself, or `it`, gets what the right one makes there. The last step makes the
answer. The usual mistakes come first: they are tried together first.
"""

import inspect
from collections.abc import Callable
from itertools import count
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

Make = Callable[..., Any]

NAMED = inspect.Parameter.POSITIONAL_OR_KEYWORD


class Choice(Struct, frozen=True):
    """One way to take a step: `make` is called with the values that it `needs`.

    `number` tells it from the other choices of its function, `places` are those of what it needs:
    first come the arguments, then what each step makes.
    """

    id: str
    make: Make
    needs: tuple[str, ...]
    number: int = -1
    places: tuple[int, ...] = ()


class Family(Struct, frozen=True):
    """A family of wrong choices, with the sentence that is said of each of them."""

    id: str
    sentence: str
    choices: tuple[Make, ...]


class Step(Struct, frozen=True):
    """What is made, how it is made rightly, and how else; the usual mistakes come first."""

    name: str
    right: Choice
    wrong: tuple[Choice, ...]
    sentences: dict[str, str]


class Composition(Struct, frozen=True):
    """A function as its steps; `arguments` are the names of its parameters.

    `choices` are all wrong ones in their order, each with the number of its step.
    """

    function: str
    arguments: tuple[str, ...]
    steps: tuple[Step, ...]
    choices: tuple[tuple[int, Choice], ...]

    @property
    def ways(self) -> list[int]:
        """The numbers of the choices that are no mistakes, but other right ways."""
        return [number for number, (_, choice) in enumerate(self.choices) if not choice.id]


def mistake(id: str, sentence: str, *choices: Make) -> Family:
    """A family of wrong choices for one step; the sentence says what is done, and what to do."""
    return Family(id, sentence, choices)


def another_way(*choices: Make) -> Family:
    """Choices that are as right as the right one; they show beside a mistake only."""
    return Family("", "", choices)


def step(name: str, right: Make, *mistakes: Family) -> Step:
    """A step that makes the value `name`."""
    wrong = [_choice(name, each.id, make) for each in mistakes for make in each.choices]
    sentences = {each.id: each.sentence for each in mistakes if each.id}
    return Step(name, _choice(name, "", right), tuple(wrong), sentences)


def more(known: Step, *mistakes: Family) -> Step:
    """The same step with further wrong choices."""
    added = step(known.name, known.right.make, *mistakes)
    return Step(
        known.name, known.right, known.wrong + added.wrong, known.sentences | added.sentences
    )


def function(name: str, arguments: str, *steps: Step) -> Composition:
    """How the function `name` answers; `arguments` are its parameters, one after the other.

    Raises `ValueError` for a step that needs what nobody has made, or makes what is there already.
    """
    given = tuple(arguments.split())
    names = [*given, *(each.name for each in steps)]
    if len(names) > len(set(names)):
        raise ValueError(f"{name}: two steps make a value of one name")
    number = count()
    placed = []
    for place, each in enumerate(steps, len(given)):
        right = _placed(each.right, names[:place], next(number), f"{name}, {each.name}")
        wrong = [
            _placed(choice, names[: place + 1], next(number), f"{name}, {each.name}")
            for choice in each.wrong
        ]
        placed.append(Step(each.name, right, tuple(wrong), each.sentences))
    choices = [(at, choice) for at, each in enumerate(placed) for choice in each.wrong]
    return Composition(name, given, tuple(placed), tuple(choices))


def _placed(choice: Choice, made: list[str], number: int, where: str) -> Choice:
    missing = set(choice.needs) - set(made)
    if missing:
        raise ValueError(f"{where}: nobody has made {', '.join(sorted(missing))}")
    return replace(choice, number=number, places=tuple(map(made.index, choice.needs)))


def _choice(step: str, id: str, make: Make) -> Choice:
    """A function of NumPy's, whose parameters have other names, changes the value of the step."""
    if not inspect.isfunction(make) or make.__module__.partition(".")[0] == "numpy":
        return Choice(id, make, (step,))
    parameters = inspect.signature(make).parameters.values()
    needs = (each.name for each in parameters if each.default is each.empty and each.kind is NAMED)
    return Choice(id, make, tuple(step if name == "it" else name for name in needs))
