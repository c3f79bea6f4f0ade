"""The screens of `watch`, kept as golden files, and how a session goes on from event to event."""

import io

import pytest
from msgspec.structs import replace
from rich.console import Console

from grader.records.report import (
    Check,
    Confinement,
    Diagnosis,
    Evidence,
    Exercise,
    NextStep,
    Picture,
    Report,
    Status,
)
from grader.records.views import Activity, ExerciseView, FinishedView, ListRow, ListView
from grader.render.watch_screens import to_screen
from grader.watch.events import Begun, ChecksCounted, Ended, Judged, Noticed, Pressed, Ran, Saved
from grader.watch.state import WatchState, changed
from places import GOLDEN

IDLE = Activity("14:03:22")


def check(function: str, status: Status = Status.PASSED, name: str = "a", **fields) -> Check:
    passed = status is Status.PASSED
    score = 2.0 if passed else 0.0
    message = None if passed else f"{function} went wrong"
    hint = None if passed else "Think of the border."
    check = Check(
        f"conv/{function}/{name}", function, "Slides", False, status, score, 2.0, message, None,
        hint, 0.0,
    )  # fmt: skip
    return replace(check, **fields)


def exercise(name: str, *checks: Check) -> Exercise:
    return Exercise(name, checks)


def report(name: str, *checks: Check) -> Report:
    return Report("exercises", (exercise(name, *checks),), Confinement("full"), 0.1, 15.0)


CELLS = (("1", "4"), ("10", "13"), ("19", "22"))
EVIDENCE = Evidence(
    "conv2d(float64 (3, 3), [[1., 2.]])",
    (Picture("argument 1: float64 (3, 3)", (("0", "1", "2"), ("3", "4", "5"), ("6", "7", "8"))),),
    Picture("float64 (3, 2)", CELLS, ((0, 0), (0, 1))),
    Picture("float64 (3, 2)", (("2", "5"), *CELLS[1:]), ((0, 0), (0, 1))),
    "the result at [0, 0] is 1, expected 2; 2 of 6 cells differ",
    "\n".join(f"line {number}" for number in range(4)),
)
WRONG = exercise(
    "conv",
    check("stamp"),
    check(
        "conv2d",
        Status.FAILED,
        evidence=EVIDENCE,
        diagnosis=Diagnosis("flipped-kernel", "The kernel is flipped."),
    ),
    check("conv2d", Status.ERROR, "b", message="ValueError: no"),
    check("relu", Status.NOT_STARTED),
)
FIX = NextStep("conv2d", "fix", "exercises/conv.py:41", "python -m grader conv.conv2d")
WRITE = NextStep("relu", "write", "exercises/conv.py:20", "python -m grader conv.relu")
HINTS = ("In how many places does the kernel fit?", "Look at the text above. " * 6)
STUB = exercise("conv", check("stamp"), check("relu", Status.NOT_STARTED))
DONE = exercise("conv", check("stamp"), check("relu"))
VIEWS = {
    "watch_a_mistake": ExerciseView("conv", IDLE, "", WRONG, WRONG.checks, FIX),
    "watch_a_mistake_with_hints": ExerciseView("conv", IDLE, "", WRONG, WRONG.checks, FIX, HINTS),
    "watch_to_write": ExerciseView(
        "conv", IDLE, "", STUB, STUB.checks, WRITE, moved_from="pooling", notes=("Quietly.",)
    ),
    "watch_running": ExerciseView("conv", Activity("", "stamp", "tensorflow", 1, 4), "", WRONG),
    "watch_a_missing_file": ExerciseView("conv", IDLE, "conv.py is not there"),
    "watch_done": ExerciseView("conv", IDLE, "", DONE, DONE.checks),
    "watch_list": ListView(
        (ListRow("conv", True, WRONG, 8.0, 2), ListRow("padding", False, None, 0.0, 0)),
        ("Quietly.",),
    ),
    "watch_finished": FinishedView(report("conv", check("stamp")), "exercises"),
}


def drawn(name: str, width: int, height: int, **options) -> list[str]:
    console = Console(
        file=io.StringIO(), width=width, height=height, highlight=False, _environ={}, **options
    )
    options = console.options.update(height=height)
    return ["".join(part.text for part in line) for line in console.render_lines(
        to_screen(VIEWS[name]), options, pad=False
    )]  # fmt: skip


@pytest.mark.parametrize("name", VIEWS)
def test_a_screen_of_80_by_24_reads_as_in_its_golden_file(name, tmp_path):
    text = "\n".join(line.rstrip() for line in drawn(name, 80, 24)) + "\n"
    new = tmp_path / f"{name}.txt"
    new.write_text(text, encoding="utf-8")
    golden = GOLDEN / f"{name}.txt"
    known = golden.read_text(encoding="utf-8") if golden.is_file() else ""
    assert text == known, f"look at it; if it is better, cp {new} {golden}"


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10), (20, 4), (10, 1), (200, 60)])
@pytest.mark.parametrize("name", VIEWS)
def test_a_screen_fits_any_terminal_and_ends_with_the_keys(name, size):
    width, height = size
    lines = drawn(name, width, height)
    assert len(lines) == height
    assert all(len(line) <= width for line in lines)
    assert "quit" in lines[-1]


def test_what_does_not_fit_is_left_out_from_the_least_important_on():
    tall = "\n".join(drawn("watch_a_mistake", 80, 40))
    assert all(text in tall for text in ("argument 1", "line 3", "*1 *4", "why", "1 more check"))
    small = "\n".join(drawn("watch_a_mistake", 80, 16))
    assert not any(text in small for text in ("argument 1", "line 3", "*1 *4"))
    assert all(text in small for text in ("called", "answer", "what", "why", "hint"))
    tiny = "\n".join(drawn("watch_a_mistake", 80, 10))
    assert "To see all of them: python -m grader conv.conv2d" in tiny


START = WatchState(("conv", "padding", "cnn"), "conv")
RIGHT, BAD = check("stamp"), check("stamp", Status.FAILED)


def after(state: WatchState, *events) -> WatchState:
    for event in events:
        state = changed(state, event)
    return state


def test_an_exercise_that_is_done_gives_way_to_the_next_that_is_not():
    state = after(START, Judged(1, "14:03", report("conv", RIGHT)))
    assert (state.current, state.asked, state.moved_from) == ("padding", 2, "conv")
    state = after(state, Judged(2, "14:03", report("padding", BAD)))
    assert (state.current, state.asked, state.running) == ("padding", 2, None)


def test_when_all_are_done_it_is_finished_until_one_is_saved():
    state = after(
        START,
        Judged(1, "", report("conv", RIGHT)),
        Judged(2, "", report("padding", RIGHT)),
        Judged(3, "", report("cnn", RIGHT)),
    )
    assert state.finished
    state = after(state, Saved(frozenset(["padding"])))
    assert (state.finished, state.current, state.asked) == (False, "padding", 4)
    assert after(state, Judged(4, "", report("padding", RIGHT))).finished


def test_what_an_overtaken_run_tells_does_not_count():
    state = after(START, Saved(frozenset(["conv"])))
    late = ChecksCounted(1, 9), Begun(1, "stamp", "numpy"), Ended(1, BAD)
    assert after(state, *late, Judged(1, "", report("conv", BAD))) == state


def test_files_that_are_saved_together_lose_their_verdicts():
    known = after(START, Judged(1, "", report("conv", RIGHT)))
    state = after(known, Saved(frozenset(["conv", "padding"])))
    assert state.current == "padding"
    assert state.known("conv") is None


def test_a_run_shows_its_own_verdicts_and_the_older_ones_beside():
    other = check("relu", name="b")
    state = after(START, Judged(1, "", report("conv", RIGHT, replace(other, score=0.0))))
    state = after(replace(state, current="conv"), Pressed("r"), Ended(state.asked + 1, BAD))
    assert state.first_wrong == BAD
    assert state.fresh.checks == (BAD,)
    assert [one.status for one in state.verdict.checks] == [Status.FAILED, Status.PASSED]


def test_the_verdict_takes_the_place_of_what_was_seen_while_a_check_ran():
    state = after(START, Ran(1, BAD), Ran(1, check("relu")), Ended(1, RIGHT))
    assert state.fresh.checks == (RIGHT, check("relu"))
    assert state.first_wrong is None


def test_n_shows_the_next_exercise_even_if_it_is_done():
    state = after(START, Pressed("n"), Judged(2, "", report("padding", RIGHT)))
    assert (state.current, state.staying) == ("padding", True)
    assert after(state, Pressed("n"), Pressed("n")).current == "conv"


def test_every_key_leaves_the_list():
    listing = after(START, Pressed("l"))
    assert listing.listing
    assert not after(listing, Pressed("l")).listing
    assert not after(listing, Pressed("x")).listing


def test_a_note_is_kept_once():
    assert after(START, Noticed("Quietly."), Noticed("Quietly.")).notes == ("Quietly.",)
