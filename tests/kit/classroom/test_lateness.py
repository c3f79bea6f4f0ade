"""When a hand-in is late, and what that costs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.lateness import Deadline, LateRule, read_due, read_rule

DUE = datetime(2026, 11, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "hours", "percent"),
    [
        ("none", 100, 0),
        ("10/day", 0, 0),
        ("10/day", 0.1, 10),
        ("10/day", 24, 10),
        ("10/day", 24.1, 20),
        ("10/day,25", 100, 25),
        ("10%/day, 25%", 100, 25),
        ("2.5/day", 30, 5),
        ("60/day", 100, 100),
    ],
)
def test_each_day_that_has_begun_costs_and_no_more_than_the_cap(rule, hours, percent):
    assert read_rule(rule).penalty(timedelta(hours=hours)) == percent


@pytest.mark.parametrize("text", ["", "10", "10/week", "-1/day", "101/day", "10/day,", "day"])
def test_another_rule_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_rule(text)


def test_a_day_without_a_time_ends_at_midnight_where_the_machine_is():
    assert read_due("2026-11-12").astimezone().isoformat().startswith("2026-11-12T23:59:59")
    assert read_due("2026-11-12 18:00+09:00") == DUE
    with pytest.raises(ValueError, match=r".*"):
        read_due("next week")


@given(st.floats(0, 100), st.floats(0, 100), st.integers(0, 10_000), st.integers(0, 10_000))
def test_later_never_costs_less_and_never_more_than_everything(per_day, most, hours, more):
    rule = LateRule(per_day, most)
    first, second = timedelta(hours=hours), timedelta(hours=hours + more)
    assert 0 <= rule.penalty(first) <= rule.penalty(second) <= most


@given(st.integers(-(10**6), 10**6))
def test_what_is_in_time_is_not_late(seconds):
    late = Deadline(DUE, LateRule()).late(DUE + timedelta(seconds=seconds))
    assert late == timedelta(seconds=max(0, seconds))
