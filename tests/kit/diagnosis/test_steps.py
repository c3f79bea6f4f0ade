"""Functions as steps: the right ones make the right answer, and wrong ones are named together."""

from itertools import combinations

import numpy as np
import pytest

from grader.checks import Answer
from grader.checks.mismatch import Tolerance
from grader.checks.verdict import Value
from grader.course.course import find_course
from grader.diagnosis import function, mistake, step
from grader.diagnosis.case import USUAL, Case
from grader.diagnosis.explain import MAX_TOGETHER, Comparison
from grader.diagnosis.oracle import Failure, alike, copied
from grader.diagnosis.worked import Worked
from grader.grading.reference import References

COURSE = find_course()
REFERENCES = References(COURSE)
FUNCTIONS = [
    (exercise, name)
    for exercise in COURSE.points
    for name in REFERENCES.knowledge(exercise).compositions
]


def probes(exercise, name):
    return REFERENCES.knowledge(exercise).probes[name]


@pytest.mark.parametrize(("exercise", "name"), FUNCTIONS)
def test_the_right_steps_make_the_right_answer(exercise, name):
    oracle = REFERENCES.live(exercise)
    steps = REFERENCES.knowledge(exercise).compositions[name]
    for arguments in probes(exercise, name):
        made = Worked(steps, copied(arguments)).answer(())
        assert alike(made, oracle.at(name, arguments).right(), USUAL)


def test_every_family_makes_a_difference_somewhere_and_none_fails_for_a_slip_of_its_own():
    known, effective = set(), set()
    for exercise, name in FUNCTIONS:
        oracle = REFERENCES.live(exercise)
        choices = REFERENCES.knowledge(exercise).compositions[name].choices
        known |= {choice.id for _, choice in choices}
        for arguments in probes(exercise, name):
            here = oracle.at(name, arguments)
            answers = [here.wrong((number,)) for number in range(len(choices))]
            kinds = {each.kind for each in answers if isinstance(each, Failure)}
            assert not kinds & {"NameError", "UnboundLocalError"}
            right = here.right()
            effective |= {
                choices[number][1].id
                for number, each in enumerate(answers)
                if not alike(each, right, USUAL)
            }
    assert effective == known - {""}


def test_a_step_that_needs_what_nobody_makes_is_refused():
    with pytest.raises(ValueError, match="half, double: nobody has made y"):
        function("half", "x", step("double", lambda y: 2 * y))
    with pytest.raises(ValueError, match="two steps make a value of one name"):
        function("half", "x", step("x", lambda: 1))


def student(exercise, name, chosen):
    """A function that has these mistakes, as a check sees it."""
    steps = REFERENCES.knowledge(exercise).compositions[name]
    oracle = REFERENCES.live(exercise)

    def answer(*arguments):
        right = oracle.at(name, arguments).right()
        returned = right if isinstance(right, Failure) else oracle.at(name, arguments).wrong(chosen)
        raised = None
        if isinstance(returned, Failure):
            from grader.sandbox.wire.messages import Raised

            raised = Raised([returned.kind], returned.text, [], "")
            returned = None
        return Answer(exercise, name, arguments, {}, returned, (), raised, "", answer)

    assert steps.choices
    return answer


def named(exercise, name, chosen, arguments):
    """The families that are named where a function has these mistakes; None where it is right."""
    oracle = REFERENCES.live(exercise)
    right = oracle.at(name, arguments).right()
    given = student(exercise, name, chosen)(*arguments)
    if given.raised is not None or alike(given.returned, right, USUAL):
        return None
    expected = Value(right, Tolerance(1e-6, 1e-9, False))
    case = Case(given, expected, oracle, (), np.random.default_rng(3))
    return Comparison(case).explained(range(1, MAX_TOGETHER + 1))


def pairs(exercise, name, count):
    steps = REFERENCES.knowledge(exercise).compositions[name]
    places = [place for place, _ in steps.choices]
    every = [
        pair for pair in combinations(range(len(places)), 2) if places[pair[0]] != places[pair[1]]
    ]
    drawn = np.random.default_rng(5).choice(len(every), size=count, replace=False)
    return [every[number] for number in drawn]


def test_two_mistakes_that_come_together_are_named_together_and_nothing_else_is():
    steps = REFERENCES.knowledge("conv").compositions["conv2d"]
    arguments = probes("conv", "conv2d")[0]
    right = wrong = asked = 0
    for pair in pairs("conv", "conv2d", 12):
        found = named("conv", "conv2d", pair, arguments)
        if found is None:
            continue
        ids = {steps.choices[number][1].id for number in pair}
        asked += 1
        right += set(found) == ids
        wrong += not set(found) <= ids
    assert right >= 0.7 * asked
    assert wrong <= 0.1 * asked


def test_one_sentence_is_said_of_each_mistake():
    laid = step(
        "laid",
        lambda kernel: kernel,
        mistake("flipped", "The kernel is flipped.", lambda it: it[::-1]),
    )
    made = function("stamp", "kernel", laid)
    assert made.steps[0].sentences == {"flipped": "The kernel is flipped."}
    assert Worked(made, (np.arange(3),)).answer((0,)).tolist() == [2, 1, 0]
