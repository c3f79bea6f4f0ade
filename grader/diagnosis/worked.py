"""One call, answered with any choice of steps. What two choices share is calculated once."""

from typing import Any

import numpy as np
from msgspec import Struct

from grader.diagnosis.steps import Choice, Composition

Chosen = tuple[int, ...]  # numbers of wrong choices, one for a step at most, in their order


class Failure(Struct, frozen=True, tag="failure"):
    """A call that raised: the exception's type and text."""

    kind: str
    text: str


class Worked:
    """What the steps make of these arguments, whichever choices are taken.

    Equal values have one number, so a choice that changes nothing here is seen at once.
    """

    def __init__(self, composition: Composition, arguments: tuple[Any, ...]) -> None:
        self._composition = composition
        self._first = len(composition.arguments)
        self._values: list[Any] = []
        self._numbers: dict[Any, int] = {}
        self._made: dict[tuple[int, ...], int] = {}
        given = [self._number(each) for each in arguments]
        self._right = self._onwards([*given, *[-1] * len(composition.steps)], 0, ())
        self._paths: dict[Chosen, list[int]] = {(): self._right}

    def answer(self, chosen: Chosen) -> Any:
        """What comes out with these choices: a value or a `Failure`."""
        return self._values[self._end(self._path(chosen))]

    def effective(self) -> list[int]:
        """The choices that make a difference here, each alone."""
        end = self._end(self._right)
        choices = range(len(self._composition.choices))
        return [number for number in choices if self._end(self._path((number,))) != end]

    def forget(self) -> None:
        """Drops all that wrong choices have made."""
        self._paths = {(): self._right}
        kept = 1 + max(self._right, default=0)
        self._numbers = {key: number for key, number in self._numbers.items() if number < kept}
        self._made = {
            key: number for key, number in self._made.items() if max(number, *key[1:], 0) < kept
        }
        del self._values[kept:]

    def _path(self, chosen: Chosen) -> list[int]:
        if chosen not in self._paths:
            place, _ = self._composition.choices[chosen[-1]]
            before = self._path(chosen[:-1])
            if self._failed(before, place):
                return before
            path = self._onwards(list(before), place, chosen[-1:])
            if len(chosen) > 1:
                return path
            self._paths[chosen] = path
        return self._paths[chosen]

    def _onwards(self, path: list[int], place: int, chosen: Chosen) -> list[int]:
        """Makes the values from a step on, with these choices; a failure is the last of them."""
        choices, steps = self._composition.choices, self._composition.steps
        wrong = dict(choices[number] for number in chosen)
        for at in range(place, len(steps)):
            here = self._first + at
            path[here] = self._make(steps[at].right, path)
            if at in wrong:
                path[here] = self._make(wrong[at], path)
            if isinstance(self._values[path[here]], Failure):
                path[here + 1 :] = [path[here]] * (len(path) - here - 1)
                break
        return path

    def _failed(self, path: list[int], place: int) -> bool:
        """Whether it went wrong before this step."""
        before = self._values[path[self._first + place - 1]] if place else None
        return isinstance(before, Failure)

    def _end(self, path: list[int]) -> int:
        return path[-1]

    def _make(self, choice: Choice, path: list[int]) -> int:
        key = (choice.number, *[path[at] for at in choice.places])
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._number(self._tried(choice, key[1:]))
        return made

    def _tried(self, choice: Choice, inputs: tuple[int, ...]) -> Any:
        try:
            return choice.make(*[self._values[number] for number in inputs])
        except Exception as error:
            return Failure(type(error).__name__, str(error))

    def _number(self, value: Any) -> int:
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
        number = self._numbers.setdefault(_key(value), len(self._values))
        if number == len(self._values):
            self._values.append(value)
        return number


def _key(value: Any) -> Any:
    """The same for equal values, whatever array they lie in."""
    if isinstance(value, np.ndarray):
        order = value.flags.fnc
        return (value.shape, value.dtype.str, order, value.tobytes())
    if isinstance(value, (list, tuple)):
        return (type(value), tuple(map(_key, value)))
    try:
        hash(value)
    except TypeError:
        return id(value), type(value)
    return (type(value), value)
