"""Counts what is named of mistakes that are known, alone, in pairs and in threes.

`python tests/kit/support/corpus.py [--count N]` draws choices in the steps of each function,
answers as they do and has that explained. A line for each function and number of choices: how many
answers were wrong, and of those how many were named rightly (each mistake and nothing else), in
part, wrongly (something that is not there), not at all; and the milliseconds of processor time of
one.
"""

import argparse
import time
from collections import Counter

import numpy as np

from grader.checks import Answer
from grader.checks.verdict import Value
from grader.course.course import find_course
from grader.diagnosis.case import USUAL, Case
from grader.diagnosis.explain import MAX_TOGETHER, Comparison
from grader.diagnosis.misconception import Arguments
from grader.diagnosis.oracle import Failure, LiveOutcomes, alike
from grader.diagnosis.worked import Chosen
from grader.grading.reference import References
from grader.sandbox.wire.messages import Raised

COURSE = find_course()
REFERENCES = References(COURSE)
FUNCTIONS = [
    (exercise, name)
    for exercise in COURSE.points
    for name in REFERENCES.knowledge(exercise).compositions
]
RIGHT, PART, WRONG, NOTHING = "right", "part", "wrong", "nothing"


def answered(exercise: str, name: str, chosen: Chosen, arguments: Arguments) -> Answer:
    """What a function that has these mistakes gives back, as a check sees it."""
    here = REFERENCES.live(exercise).at(name, arguments)
    right = here.right()
    returned = right if isinstance(right, Failure) else here.wrong(chosen)
    raised = None
    if isinstance(returned, Failure):
        raised, returned = Raised([returned.kind], returned.text, [], ""), None

    def again(*others: object) -> Answer:
        return answered(exercise, name, chosen, others)

    return Answer(exercise, name, arguments, {}, returned, (), raised, "", again)


def judged(exercise: str, name: str, chosen: Chosen, arguments: Arguments) -> str | None:
    """How mistakes are named where a call shows them; None where its answer is right."""
    oracle = REFERENCES.live(exercise)
    right, given = oracle.at(name, arguments).right(), answered(exercise, name, chosen, arguments)
    if given.raised is None and alike(given.returned, right, USUAL):
        return None
    case = Case(given, Value(right, USUAL), oracle, (), np.random.default_rng(3))
    families = oracle.families(name)
    made = {families[number] for number in needed(oracle.at(name, arguments), chosen)}
    found = set(Comparison(case).explained(range(1, MAX_TOGETHER + 1)))
    if not found:
        return NOTHING
    if made <= found <= {families[number] for number in chosen}:
        return RIGHT
    return PART if found < made else WRONG


def needed(here: LiveOutcomes, chosen: Chosen) -> Chosen:
    """Those without which the answer would be another one."""
    answer = here.wrong(chosen)
    for number in chosen:
        rest = tuple(each for each in chosen if each != number)
        if rest and here.fits(rest, answer, USUAL):
            return needed(here, rest)
    return chosen


def drawn(exercise: str, name: str, size: int, count: int) -> list[Chosen]:
    """So many sets of choices, no two of one step."""
    steps = REFERENCES.knowledge(exercise).compositions[name]
    places = [place for place, _ in steps.choices]
    mistakes = [number for number in range(len(places)) if number not in steps.ways]
    rng = np.random.default_rng(size)
    if size == 1:
        return [(number,) for number in rng.permutation(mistakes)[:count].tolist()]
    found: dict[Chosen, None] = {}
    for _ in range(50 * count):
        chosen = tuple(sorted(rng.choice(mistakes, size, replace=False).tolist()))
        if len({places[number] for number in chosen}) == size:
            found[chosen] = None
        if len(found) == count:
            break
    return list(found)


def measured(exercise: str, name: str, size: int, count: int) -> tuple[Counter[str], float]:
    """How often each verdict is given, and the seconds of processor time of one."""
    probes = REFERENCES.knowledge(exercise).probes[name]
    verdicts: Counter[str] = Counter()
    began = time.process_time()
    for number, chosen in enumerate(drawn(exercise, name, size, count)):
        verdict = judged(exercise, name, chosen, probes[number % len(probes)])
        if verdict is not None:
            verdicts[verdict] += 1
    return verdicts, (time.process_time() - began) / max(1, verdicts.total())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=30, help="sets of choices for each function")
    count = parser.parse_args().count
    print(f"{'':32}{'wrong':>7}{RIGHT:>8}{PART:>6}{WRONG:>8}{NOTHING:>9}{'ms':>7}")
    for size in (1, 2, 3):
        total: Counter[str] = Counter()
        for exercise, name in FUNCTIONS:
            verdicts, seconds = measured(exercise, name, size, count)
            total += verdicts
            line(f"{exercise}.{name}, {size}", verdicts, seconds)
        line(f"all, {size}", total, 0.0)


def line(title: str, verdicts: Counter[str], seconds: float) -> None:
    right, part, wrong, nothing = (verdicts[each] for each in (RIGHT, PART, WRONG, NOTHING))
    counts = f"{verdicts.total():7}{right:8}{part:6}{wrong:8}{nothing:9}"
    print(f"{title:32}{counts}{1000 * seconds:7.0f}")


if __name__ == "__main__":
    main()
