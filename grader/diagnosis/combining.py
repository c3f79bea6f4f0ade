"""Which mistakes are tried together, the usual ones first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from grader.diagnosis.steps import Composition, Step
from grader.diagnosis.worked import Chosen

MOST = {2: 8000, 3: 3000}  # combinations of so many choices
USUAL_OF_THREE = 32  # choices that are tried three at a time


class Places(Struct, frozen=True):
    """For each choice of a function, the number of its step, and how unusual it is there."""

    steps: tuple[int, ...] = ()
    ranks: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return len(self.steps)


def places_of(composition: Composition | None) -> Places:
    """Where the choices of a function stand."""
    if composition is None:
        return Places()
    steps = tuple(step for step, _ in composition.choices)
    return Places(steps, tuple(_ranks(composition.steps)))


def _ranks(steps: Iterable[Step]) -> Iterator[int]:
    """How unusual each choice is: families and their members are listed as they are usual."""
    for step in steps:
        families = list(dict.fromkeys(choice.id for choice in step.wrong))
        seen: Counter[str] = Counter()
        for choice in step.wrong:
            yield families.index(choice.id) + seen[choice.id]
            seen[choice.id] += 1


def combined(
    places: Places, forms: dict[int, int], right: int, wanted: int, count: int
) -> list[Chosen]:
    """What may answer in a form that is wanted: so many choices, no two of one step.

    `forms` are those of the answers of each choice that makes a difference alone. Where the right
    answer has that form, so has each choice; else just one of them has it, or each has another one.
    """
    pool = [number for number, form in forms.items() if form == right or wanted != right]
    pool.sort(key=lambda number: (places.ranks[number], number))
    if count > 2:
        pool = pool[:USUAL_OF_THREE]
    found = [
        tuple(sorted(chosen))
        for chosen in combinations(pool, count)
        if _fit(chosen, places.steps) and (right == wanted or _reach(chosen, forms, right, wanted))
    ]
    found.sort(key=lambda chosen: (sum(places.ranks[number] for number in chosen), chosen))
    return found[: MOST[count]]


def _fit(chosen: Chosen, steps: Sequence[int]) -> bool:
    return len({steps[number] for number in chosen}) == len(chosen)


def _reach(chosen: Chosen, forms: dict[int, int], right: int, wanted: int) -> bool:
    """Whether choices that alone have these forms may have another one together."""
    found = [forms[number] for number in chosen]
    others = sum(form not in (right, wanted) for form in found)
    return (found.count(wanted) == 1 and others == 0) or others == len(found)
