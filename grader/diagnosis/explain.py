"""Compares a wrong answer with what known mistakes would have answered, alone or together."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np

from grader.checks.verdict import Refusal, Value
from grader.diagnosis.case import Case, given
from grader.diagnosis.fresh import fresh, has_arrays, resized
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure, Outcomes, key_of
from grader.diagnosis.worked import Chosen

MAX_EARLIER = 60
FRESH_CALLS = 2
OTHER_SIZES = 3
OTHER_NUMBERS = 8  # where sizes are all there is to a call
TOLD_APART = 4  # further calls, where several explanations are left
LEAST_TOLD = 2  # calls of the same kind, before others are asked, too
MAX_TOGETHER = 3
MOST_FITTING = 60  # an answer that as many explain tells nothing

Asked = tuple[Outcomes, Any]  # a call's outcomes, and what came back


class Comparison:
    """A wrong answer beside those of known mistakes."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._arguments = case.arguments(case.answer)

    def explained(self, counts: Iterable[int]) -> tuple[str, ...]:
        """The ids of so many mistakes that explain the answer together; none where it is unclear.

        The first count at which some do so decides.
        """
        if self._arguments is None or self._others is None:
            return ()
        here, got = self._case.at(self._arguments), given(self._case.answer)
        for count in counts:
            if count > 1 and isinstance(got, np.ndarray) and not got.any():
                return ()  # too many mistakes together make nothing but zeros
            for fitting in here.like(got, count):
                fitting = self._fitting(here, fitting, got)
                left = self._others.best(fitting) if len(fitting) <= MOST_FITTING else []
                if left:
                    return self._others.only(left)
        return ()

    def _fitting(self, here: Outcomes, chosen: list[Chosen], got: Any) -> list[Chosen]:
        """Those that answer this to the last bit of its type; if none does, with a slip of type."""
        loose = [each for each in chosen if here.fits(each, got, self._case.tolerance)]
        expected = self._case.expected
        if not isinstance(expected, Value) or not expected.tolerance.exact:
            return loose
        return [each for each in loose if here.fits(each, got, expected.tolerance)] or loose

    @cached_property
    def _others(self) -> "_OtherAnswers | None":
        """What else the function answers; None where the answer is right."""
        if self._arguments is None:
            return None
        here, got = self._case.at(self._arguments), given(self._case.answer)
        if self._case.alike(got, here.right()):
            return None
        return _OtherAnswers(self._case, self._arguments)


def fresh_calls(arguments: Arguments, rng: np.random.Generator) -> Iterator[Arguments]:
    """The same arguments with other numbers in their arrays; none where there are no arrays."""
    for _ in range(FRESH_CALLS if has_arrays(arguments) else 0):
        yield fresh(arguments, rng)


def similar_calls(
    arguments: Arguments, rng: np.random.Generator, refused: Callable[[Arguments], bool]
) -> Iterator[Arguments]:
    """The same kind of call with other sizes; `refused` tells what does not fit."""
    wanted = OTHER_SIZES if has_arrays(arguments) else OTHER_NUMBERS
    seen = {key_of("", arguments)}
    for _ in range(4 * wanted):
        drawn = resized(arguments, rng)
        if key_of("", drawn) not in seen and not refused(drawn):
            seen.add(key_of("", drawn))
            yield drawn
        if len(seen) > wanted:
            return


def further_calls(arguments: Arguments, rng: np.random.Generator) -> Iterator[Arguments]:
    """Calls that may tell explanations apart; some may not fit."""
    for _ in range(TOLD_APART):
        yield resized(arguments, rng)


class _OtherAnswers:
    """What else the function answers. It is asked no more than is needed."""

    def __init__(self, case: Case, arguments: Arguments) -> None:
        self._case = case
        self._arguments = arguments

    def best(self, fitting: list[Chosen]) -> list[Chosen]:
        """Those that no other answer contradicts, and that explain most of the others."""
        for there, answer in self._alike if fitting else ():
            fitting = [each for each in fitting if self._may(there, each, answer)]
        for there, answer in self._right if fitting else ():
            fitting = [each for each in fitting if self._allows(there, each, answer)]
        fitting = [each for each in fitting if self._enough(each)]
        if len(self._families(fitting)) < 2:
            return fitting
        explained = {each: self._explained(each) for each in fitting}
        most = max(explained.values())
        return [each for each in fitting if explained[each] == most]

    def only(self, fitting: list[Chosen]) -> tuple[str, ...]:
        """The one set of families that they all belong to; further calls may tell them apart."""
        for arguments in further_calls(self._arguments, self._case.rng):
            if len(self._families(fitting)) == 1:
                break
            fitting = self._after(arguments, fitting) or fitting
        families = self._families(fitting)
        return families.pop() if len(families) == 1 else ()

    def _after(self, arguments: Arguments, fitting: list[Chosen]) -> list[Chosen]:
        there, answer = self._asked(arguments)
        if isinstance(there.right(), Failure) or _unanswered(answer):
            return fitting
        return [each for each in fitting if self._may(there, each, answer)]

    def _may(self, there: Outcomes, chosen: Chosen, answer: Any) -> bool:
        return not there.knows(chosen) or there.fits(chosen, answer, self._case.tolerance)

    def _families(self, fitting: Iterable[Chosen]) -> set[tuple[str, ...]]:
        names = self._case.oracle.families(self._case.function)
        return {tuple(dict.fromkeys(names[m] for m in each if names[m])) for each in fitting}

    def _enough(self, chosen: Chosen) -> bool:
        """Whether mistakes explain what calls of the same kind answer: half of it, or all of it.

        A second mistake may meet some of them; a mistake that is only like the true one meets most.
        Where sizes are all there is to a call, chance is too likely.
        """
        told = [asked for asked in self._similar if self._tells(chosen, asked)]
        if len(told) < LEAST_TOLD:
            told += [asked for asked in self._probes if self._tells(chosen, asked)]
        right = sum(self._fits(chosen, asked) for asked in told)
        if not has_arrays(self._case.answer.args):
            return right == len(told)
        return right >= len(told) / 2

    def _explained(self, chosen: Chosen) -> int:
        return sum(self._fits(chosen, asked) for asked in (*self._similar, *self._probes))

    def _tells(self, chosen: Chosen, asked: Asked) -> bool:
        """Whether an answer tells something: an exception may come from another habit."""
        there, answer = asked
        if not there.knows(chosen):
            return False
        if _unanswered(answer):
            return there.fails(chosen)
        return not (isinstance(answer, np.ndarray) and answer.size == 0)

    def _fits(self, chosen: Chosen, asked: Asked) -> bool:
        """Other code may say another thing when it raises."""
        there, answer = asked
        if not there.knows(chosen):
            return False
        if isinstance(answer, Failure):
            return there.fails(chosen)
        return there.fits(chosen, answer, self._case.tolerance)

    def _allows(self, there: Outcomes, chosen: Chosen, got: Any) -> bool:
        """Whether mistakes can have given a right answer.

        One in refusing makes no difference at all to right arguments.
        """
        if not isinstance(self._case.expected, Refusal) and there.fails(chosen):
            return True
        return self._may(there, chosen, got)

    @cached_property
    def _alike(self) -> list[Asked]:
        """Answers to the same call with other numbers; no fair question where it is refused."""
        asked = map(self._asked, fresh_calls(self._arguments, self._case.rng))
        return [each for each in asked if not isinstance(each[0].right(), Failure)]

    @cached_property
    def _right(self) -> list[Asked]:
        """What the function answered rightly before."""
        found = []
        for answer in self._case.earlier[-MAX_EARLIER:]:
            arguments = self._case.arguments(answer)
            if arguments is None:
                continue
            there, got = self._case.at(arguments), given(answer)
            if not isinstance(there.right(), Failure) and self._case.alike(got, there.right()):
                found.append((there, got))
        return found

    @cached_property
    def _similar(self) -> list[Asked]:
        """Answers to calls of other sizes."""
        similar = similar_calls(self._arguments, self._case.rng, self._refused)
        return [self._asked(each) for each in similar]

    def _refused(self, arguments: Arguments) -> bool:
        return isinstance(self._case.at(arguments).right(), Failure)

    @cached_property
    def _probes(self) -> list[Asked]:
        probes = self._case.oracle.probes(self._case.function)
        return [self._asked(each) for each in probes]

    def _asked(self, arguments: Arguments) -> Asked:
        return self._case.at(arguments), self._case.ask(arguments)


def _unanswered(answer: Any) -> bool:
    return answer is None or isinstance(answer, Failure)
