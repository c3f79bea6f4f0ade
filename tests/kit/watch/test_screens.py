"""The screens of `watch`, kept as golden files, and how a session goes on from event to event."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console

from grader.records.report import (
    Check,
    Confinement,
    Diagnosis,
    Evidence,
    Exercise,
    NextStep,
    Origin,
    Picture,
    Report,
    Status,
)
from grader.records.views import (
    Activity,
    ExerciseView,
    FinishedView,
    ListRow,
    ListView,
    Totals,
)
from grader.render.watch_screens import to_screen
from grader.watch.events import (
    Begun,
    ChecksCounted,
    Ended,
    Judged,
    JudgedBeside,
    Noticed,
    Pressed,
    Ran,
    Saved,
)
from grader.watch.keys import pressed
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
SO_FAR = Totals(12, 20, 31.0, 40.0, True, True)
UNKNOWN = Totals(1, 20, 2.0, 4.0, False, False)
BROKEN = exercise(
    "conv",
    check(
        "stamp",
        Status.ERROR,
        message="conv.py cannot be imported: SyntaxError: '(' was never closed (line 101)",
        origin=Origin("unloadable", "conv", "conv.py", "", 101, "return f(0, x\n        ^"),
    ),
)
REPAIR = NextStep("", "repair", "exercises/conv.py:101", "python -m grader conv")
ROWS = tuple(
    ListRow(name, each, checks, hints)
    for name, each, checks, hints in [
        *(("conv", each, checks, 0) for each, checks in WRONG.functions.items()),
        ("padding", "same_padding", (), 2),
        ("padding", "zero_pad", (), 0),
    ]
)
VIEWS = {
    "watch_a_mistake": ExerciseView("conv", IDLE, SO_FAR, WRONG, WRONG.checks, FIX),
    "watch_a_mistake_with_hints": ExerciseView(
        "conv", IDLE, SO_FAR, WRONG, WRONG.checks, FIX, HINTS, top=3, answer="These are all."
    ),
    "watch_to_write": ExerciseView(
        "conv", IDLE, UNKNOWN, STUB, STUB.checks, WRITE, moved_from="pooling", notes=("Quietly.",)
    ),
    "watch_running": ExerciseView("conv", Activity("", "stamp", "tensorflow", 1, 4), SO_FAR, WRONG),
    "watch_a_broken_file": ExerciseView("conv", IDLE, SO_FAR, WRONG, BROKEN.checks, REPAIR),
    "watch_done": ExerciseView("conv", IDLE, SO_FAR, DONE, DONE.checks),
    "watch_a_function_that_is_done": ExerciseView(
        "conv", IDLE, SO_FAR, DONE, DONE.checks[:1], function="stamp"
    ),
    "watch_list": ListView(ROWS, 3, SO_FAR, ("Quietly.",)),
    "watch_finished": FinishedView(report("conv", check("stamp")), "exercises", SO_FAR),
}


def drawn(name: str, width: int, height: int, **options) -> list[str]:
    return lines_of(to_screen(VIEWS[name]), width, height, **options)


def lines_of(screen, width: int, height: int | None, **options) -> list[str]:
    console = Console(
        file=io.StringIO(), width=width, height=height, highlight=False, _environ={}, **options
    )
    options = console.options.update(height=height)
    return [
        "".join(part.text for part in line)
        for line in console.render_lines(screen, options, pad=False)
    ]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
@pytest.mark.parametrize("name", VIEWS)
def test_a_screen_reads_as_in_its_golden_file(name, size, tmp_path):
    text = "\n".join(line.rstrip() for line in drawn(name, *size)) + "\n"
    file = f"{name}.txt" if size == (80, 24) else f"{name}_{size[0]}x{size[1]}.txt"
    new = tmp_path / file
    new.write_text(text, encoding="utf-8")
    golden = GOLDEN / file
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


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (40, 8), (20, 6)])
@pytest.mark.parametrize(
    "name", ["watch_a_mistake", "watch_a_mistake_with_hints", "watch_to_write"]
)
def test_every_line_can_be_reached_by_scrolling(name, size):
    width, height = size
    screen = to_screen(VIEWS[name])
    parts = screen.small if width < 60 or height < 18 else screen.parts
    whole = [line.rstrip() for line in lines_of(parts.body, width, None)]
    seen: set[str] = set()
    for top in range(len(whole) + 5):
        screen = to_screen(replace(VIEWS[name], top=top))
        seen |= {line.rstrip() for line in lines_of(screen, width, height)}
    assert screen.top < len(whole)
    assert {*whole} <= seen


def test_what_a_student_printed_comes_first_and_on_a_small_screen_the_cause():
    tall, small = (" ".join(drawn("watch_a_mistake", *size)) for size in ((80, 40), (40, 12)))
    assert tall.index("printed") < tall.index("why") < tall.index("  answer")
    assert "flipped" in small
    assert "fix conv2d" in small


def test_a_screen_says_how_much_does_not_fit():
    lines = drawn("watch_a_mistake", 80, 18)
    assert any("more lines: 0 above" in line for line in lines)
    assert not any("more lines" in line for line in drawn("watch_a_mistake", 80, 50))


def test_the_cursor_of_a_list_is_always_in_sight():
    for cursor in range(len(ROWS)):
        view = replace(VIEWS["watch_list"], cursor=cursor)
        for height in (24, 12, 7):
            (line,) = [each for each in lines_of(to_screen(view), 40, height) if "> [" in each]
            assert ROWS[cursor].function in line


FUNCTIONS = (
    ("conv", "stamp"), ("conv", "relu"), ("padding", "zero_pad"), ("cnn", "forward"),
)  # fmt: skip
START = WatchState(FUNCTIONS, "conv")
RIGHT, BAD = check("stamp"), check("stamp", Status.FAILED)


def after(state: WatchState, *events) -> WatchState:
    for event in events:
        state = changed(state, event)
    return state


def test_at_the_start_an_exercise_that_is_done_gives_way_to_the_next_that_is_not():
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


def test_an_exercise_that_a_save_finishes_stays_until_n_is_pressed():
    saved = after(START, Judged(1, "", report("conv", BAD)), Saved(frozenset(["conv"])))
    done = after(saved, Judged(2, "", report("conv", RIGHT)))
    assert (done.current, done.asked, done.running) == ("conv", 2, None)
    known = after(done, JudgedBeside("padding", report("padding", RIGHT)), Pressed("n"))
    assert known.current == "cnn"


def test_an_exercise_that_is_judged_beside_does_not_take_the_place_of_a_newer_verdict():
    state = after(START, Judged(1, "", report("conv", BAD)))
    assert after(state, JudgedBeside("conv", report("conv", RIGHT))) == state


def test_a_file_that_cannot_be_imported_leaves_the_marks_as_they_were():
    known = after(START, Judged(1, "", report("conv", BAD, check("relu"))))
    running = after(known, Saved(frozenset(["conv"])), Ran(2, BROKEN.checks[0]))
    for state in (running, after(running, Judged(2, "", report("conv", *BROKEN.checks)))):
        assert state.verdict == known.verdict
        assert state.fresh == BROKEN
        assert not state.finished


def test_from_the_list_one_goes_to_any_function():
    known = after(START, Judged(1, "", report("conv", BAD)))
    listing = after(known, Pressed("l"))
    assert listing.cursor == 0
    here = after(listing, Pressed("down"), Pressed("enter"))
    assert (here.current, here.function, here.cursor, here.asked) == ("conv", "relu", None, 1)
    there = after(listing, Pressed("end"), Pressed("up"), Pressed("enter"))
    assert (there.current, there.function, there.asked) == ("padding", "zero_pad", 2)
    assert after(there, Saved(frozenset(["padding"]))).function == ""


@pytest.mark.parametrize("key", ["l", "x", "escape"])
def test_any_other_key_leaves_the_list(key):
    assert after(START, Pressed("l"), Pressed(key)).cursor is None


KEYS = ("up", "down", "pageup", "pagedown", "home", "end", "enter", "l", "n", "r", "h", "x")


@given(st.lists(st.sampled_from(KEYS)))
def test_no_keys_lead_out_of_the_list_or_above_the_first_line(keys):
    state = after(START, *map(Pressed, keys))
    assert state.top >= 0
    assert state.cursor is None or 0 <= state.cursor < len(FUNCTIONS)
    assert (state.current, state.function or "stamp")[0] in state.names


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b[A\x1b[B", ["up", "down"]),
        ("\x1bOA\x1b[5~\x1b[6~", ["up", "pageup", "pagedown"]),
        ("\x1b[H\x1b[4~ ", ["home", "end", "pagedown"]),
        ("\x1b", ["escape"]),
        ("\r", ["enter"]),
        ("\x1b[1;5A\x1b[200~q", ["q"]),
        ("Hㅗ", ["h", "h"]),
    ],
)
def test_keys_are_told_by_their_names(sent, keys):
    assert [each.key for each in pressed(sent)] == keys


def test_a_note_is_kept_once():
    assert after(START, Noticed("Quietly."), Noticed("Quietly.")).notes == ("Quietly.",)
