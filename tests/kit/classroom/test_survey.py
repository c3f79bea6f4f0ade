"""What is counted of a class, for small classes that can be counted by hand."""

import weakref
from datetime import UTC, datetime, timedelta

import pytest

import hand_made
from grader.classroom.analytics.fold import survey
from grader.classroom.analytics.spread import spread
from grader.classroom.store.records import Entry, Result
from grader.records.report import Diagnosis, Exercise, Status
from grader.records.survey import Standing, SurveyedCheck, Wording

TIME = datetime(2026, 11, 20, 8, tzinfo=UTC)
PASSED, FAILED, NOT_STARTED = Status.PASSED, Status.FAILED, Status.NOT_STARTED
FLIPPED = Diagnosis("flipped-kernel", "The kernel is flipped.", "2 of 6")
FLIPPED_TOO = Diagnosis("flipped-kernel", "The stamp is flipped.", "1 of 4")


def conv(*statuses: Status, diagnosis: Diagnosis | None = None) -> Exercise:
    """Checks of 2 points each: the first two are of `stamp`, all others of `conv2d`."""
    checks = (
        hand_made.check(
            "stamp" if place < 2 else "conv2d",
            f"Check {place}",
            status,
            diagnosis=diagnosis if status is FAILED else None,
        )
        for place, status in enumerate(statuses)
    )
    return Exercise("conv", tuple(checks))


def result(name: str, *exercises: Exercise, day: int = 0, place: str = "") -> Result:
    entry = Entry(name, TIME + timedelta(days=day), place or name)
    return Result(entry, "key", None, hand_made.report(*exercises))


def unread(name: str, key: str | None = None, day: int = 0) -> Result:
    return Result(Entry(name, TIME + timedelta(days=day), name), key, "not an archive", None)


def test_a_class_of_nobody_has_nothing_and_no_error():
    found = survey([])
    assert (found.students, found.exercises, found.checks, found.diagnoses) == ((), (), (), ())
    assert (found.scores.mean, sum(found.scores.bins)) == (0.0, 0)


def test_points_are_counted_of_the_class_and_of_each_exercise():
    pool = Exercise("pooling", (hand_made.check("flatten", "Flattens"),))
    found = survey(
        [
            result("anna", conv(PASSED, PASSED), pool),
            result("ben", conv(PASSED, FAILED)),
            result("cleo", conv(FAILED, FAILED), pool),
        ]
    )
    assert [student.total for student in found.students] == [6.0, 2.0, 2.0]
    assert [student.points for student in found.students] == [(4, 2), (2, None), (0, 2)]
    assert found.scores == spread([6.0, 2.0, 2.0], 6.0)
    first, second = found.exercises
    assert (first.name, first.points.mean, first.points.max_score, first.full) == (
        "conv", 2.0, 4.0, 1,
    )  # fmt: skip
    assert (second.name, second.points.mean, second.full) == ("pooling", 2.0, 2)


@pytest.mark.parametrize(
    ("points", "lower", "median", "upper"),
    [([5.0], 5, 5, 5), ([2.0, 4.0], 2.5, 3, 3.5), ([1.0, 1.0, 7.0, 10.0, 3.0], 1, 3, 7)],
)
def test_half_of_the_points_lie_between_the_quartiles(points, lower, median, upper):
    found = spread(points, 10.0)
    assert (found.lower, found.median, found.upper) == (lower, median, upper)


def test_a_bin_has_its_lower_end_and_the_last_one_both():
    found = spread([0.0, 9.99, 10.0, 0.1 + 0.2 + 9.7, 99.9, 100.0, 100.0], 100.0)
    assert found.bins == (2, 2, 0, 0, 0, 0, 0, 0, 0, 3)
    assert spread([0.3, 0.1 + 0.2, 0.7 + 0.2], 1.0).bins == (0, 0, 0, 2, 0, 0, 0, 0, 0, 1)
    assert sum(spread([0.0, 0.0], 0.0).bins) == 2


def test_of_a_student_the_latest_submission_counts_wherever_it_stands():
    found = survey(
        [
            result("anna", conv(FAILED, FAILED), day=1, place="a"),
            result("anna", conv(PASSED, PASSED), day=3, place="b"),
            result("anna", conv(FAILED, PASSED), day=2, place="c"),
            result("ben", conv(PASSED, PASSED), place="a"),
            unread("ben", day=1),
        ]
    )
    anna, ben = found.students
    assert (anna.total, anna.earlier, anna.submitted_at) == (4.0, 2, TIME + timedelta(days=3))
    assert (ben.total, ben.earlier, ben.standing) == (0.0, 1, Standing.UNREADABLE)
    assert found.checks == ()


def test_two_submissions_of_one_time_are_told_apart_by_place():
    first, second = (result("anna", conv(each), place=each) for each in (FAILED, PASSED))
    assert survey([first, second]).students[0].total == 2.0
    assert survey([second, first]).students[0].total == 0.0


def test_a_check_is_failed_by_some_of_those_who_have_begun_its_function():
    found = survey(
        [
            result("anna", conv(PASSED, FAILED, FAILED)),
            result("ben", conv(PASSED, PASSED, NOT_STARTED)),
            result("cleo", conv(Status.TIMEOUT, NOT_STARTED, Status.MISSING)),
            result("dan", conv(Status.BROKEN, FAILED, Status.BROKEN)),
        ]
    )
    assert found.checks == (
        SurveyedCheck("conv", "stamp", "Check 1", False, 3, 4),
        SurveyedCheck("conv", "conv2d", "Check 2", False, 1, 1),
        SurveyedCheck("conv", "stamp", "Check 0", False, 1, 3),
    )


def test_a_mistake_is_counted_once_for_each_student_with_all_that_is_said_of_it():
    found = survey(
        [
            result("anna", conv(FAILED, FAILED, FAILED, diagnosis=FLIPPED)),
            result("ben", conv(PASSED, PASSED, FAILED, diagnosis=FLIPPED_TOO)),
            result("cleo", conv(PASSED, FAILED, diagnosis=Diagnosis("a", "Another."))),
            result("dan", conv(FAILED, PASSED, diagnosis=Diagnosis("b", "One more."))),
        ]
    )
    flipped, *others = found.diagnoses
    assert (flipped.id, flipped.students) == ("flipped-kernel", ("anna", "ben"))
    assert flipped.wordings == (
        Wording("The kernel is flipped.", ("stamp", "conv2d")),
        Wording("The stamp is flipped.", ("conv2d",)),
    )
    assert [(each.id, each.students) for each in others] == [("a", ("cleo",)), ("b", ("dan",))]


@pytest.mark.parametrize(
    ("statuses", "standing"),
    [
        ([PASSED, PASSED], Standing.FINISHED),
        ([PASSED, NOT_STARTED], Standing.BEGUN),
        ([NOT_STARTED, NOT_STARTED], Standing.NOT_BEGUN),
        ([NOT_STARTED, Status.MISSING], Standing.NOT_BEGUN),
        ([PASSED, Status.CRASHED], Standing.STOPPED),
        ([FAILED, Status.TIMEOUT], Standing.STOPPED),
        ([Status.MEMORY, NOT_STARTED], Standing.STOPPED),
        ([PASSED, Status.BROKEN], Standing.INCOMPLETE),
    ],
)
def test_how_a_student_stands(statuses, standing):
    found = survey([result("anna", conv(*statuses))])
    assert found.students[0].standing is standing
    not_begun = standing is Standing.NOT_BEGUN
    assert found.exercises[0].not_begun == (("anna",) if not_begun else ())


def test_who_could_not_be_read_has_0_points_and_who_was_not_graded_has_none():
    found = survey(
        [
            unread("anna"),
            unread("ben", "key"),
            result("cleo", conv(PASSED, PASSED)),
            result("dan", conv(PASSED, Status.BROKEN)),
        ]
    )
    anna, ben, _cleo, dan = found.students
    assert (anna.standing, anna.total, anna.points) == (Standing.UNREADABLE, 0.0, (0.0,))
    assert (ben.standing, ben.total, ben.points) == (Standing.UNGRADED, None, (None,))
    assert (anna.reason, ben.reason) == ("not an archive", "not an archive")
    assert (dan.total, dan.reason) == (2.0, "stamp went wrong")
    assert found.scores == spread([0.0, 4.0], 4.0)
    assert (found.exercises[0].points, found.exercises[0].full) == (found.scores, 1)


def test_what_stopped_a_student_is_told_by_function():
    crashed = conv(Status.CRASHED, Status.CRASHED, Status.TIMEOUT, Status.CRASHED)
    stops = survey([result("anna", crashed)]).students[0].stops
    assert [(each.status, each.functions, each.message) for each in stops] == [
        (Status.CRASHED, ("stamp", "conv2d"), "stamp went wrong"),
        (Status.TIMEOUT, ("conv2d",), "conv2d went wrong"),
    ]


def test_a_long_class_is_folded_as_it_comes_and_no_report_is_kept():
    alive: list[weakref.ref] = []
    most = 0

    class Kept(Result, frozen=True, weakref=True):
        pass

    def results():
        nonlocal most
        for number in range(500):
            made = result(f"s{number:03}", conv(PASSED, FAILED))
            kept = Kept(made.entry, made.key, made.problem, made.report)
            alive.append(weakref.ref(kept))
            most = max(most, sum(each() is not None for each in alive))
            yield kept
            del made, kept

    assert len(survey(results()).students) == 500
    assert most <= 3
