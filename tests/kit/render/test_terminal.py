"""What a person reads, kept as golden files. `tests/kit/golden` shows each in 80 columns."""

import io

import pytest
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
from grader.render.terminal import to_terminal
from places import GOLDEN

STEP = NextStep("conv2d", "fix", "exercises/conv.py:41", "python -m grader conv.conv2d")


def check(function: str, title: str, status: Status = Status.PASSED, **fields) -> Check:
    passed = status is Status.PASSED
    defaults = {
        "id": f"conv/{function}/{title}",
        "hidden": False,
        "score": 2.0 if passed else 0.0,
        "max_score": 2.0,
        "message": None if passed else f"{function} went wrong",
        "diagnosis": None,
        "hint": None if passed else "Think of the border.",
        "duration_s": 0.0,
    }
    return Check(function=function, title=title, status=status, **(defaults | fields))


def report(*exercises: Exercise, hidden_points: float = 0.0) -> Report:
    return Report("anna", exercises, Confinement("full"), 1.0, hidden_points)


EVIDENCE = Evidence(
    "conv2d(float64 (3, 3), [[1., 2.]])",
    (Picture("argument 1: float64 (3, 3)", (("0", "1", "2"), ("3", "4", "5"), ("6", "7", "8"))),),
    Picture("float64 (3, 2)", (("1", "4"), ("10", "13"), ("19", "22")), ((0, 0), (0, 1))),
    Picture("float64 (3, 2)", (("2", "5"), ("10", "13"), ("19", "22")), ((0, 0), (0, 1))),
    "the result at [0, 0] is 1, expected 2; 2 of 6 cells differ",
    "shape (3, 3)",
    "conv2d(np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8]]), np.array([[1.0, 2.0]]))",
)
LONG = "x" * 120
REPORTS = {
    "untouched": (
        report(
            Exercise("conv", (check("stamp", "Adds up", Status.NOT_STARTED),)),
            Exercise("padding", (check("zero_pad", "Pads", Status.NOT_STARTED),)),
        ),
        NextStep("stamp", "write", "exercises/conv.py:41", "python -m grader conv.stamp"),
    ),
    "finished": (report(Exercise("conv", (check("stamp", "Adds up"),))), None),
    "finished_without_hidden": (
        report(Exercise("conv", (check("stamp", "Adds up"),)), hidden_points=60.0),
        None,
    ),
    "a_wrong_answer": (
        report(
            Exercise(
                "conv",
                (
                    check("stamp", "Adds up the elementwise product"),
                    check("conv2d", "Slides", Status.FAILED, evidence=EVIDENCE),
                    check("conv2d", "Takes any kernel", Status.FAILED, hidden=True),
                    check("relu", "Keeps NaN", Status.NOT_STARTED),
                ),
            ),
            Exercise("padding", (check("zero_pad", "Pads", Status.FAILED),)),
        ),
        STEP,
    ),
    "a_diagnosis": (
        report(
            Exercise(
                "conv",
                (
                    check(
                        "conv2d",
                        "Slides",
                        Status.FAILED,
                        diagnosis=Diagnosis("flipped-kernel", "The kernel is flipped."),
                    ),
                ),
            )
        ),
        STEP,
    ),
    "every_fault": (
        report(
            Exercise(
                "conv",
                tuple(
                    check(f"f{number}", "Adds up", status, message=f"because of {status}")
                    for number, status in enumerate(Status)
                ),
            )
        ),
        STEP,
    ),
    "a_file_that_cannot_be_imported": (
        report(
            Exercise(
                "conv",
                tuple(
                    check(name, "Adds up", Status.ERROR, message="conv.py cannot be imported")
                    for name in ("stamp", "relu", "conv2d")
                ),
            )
        ),
        STEP,
    ),
    "partly_confined": (
        Report(
            "anna",
            (Exercise("conv", (check("stamp", "Adds up"),)),),
            Confinement("partial", ("namespaces",)),
            1.0,
        ),
        None,
    ),
    "hostile_text": (
        report(
            Exercise(
                "conv",
                (check("conv2d", "Slides", Status.ERROR, message=f"[bold red]{LONG}[/] :smile:"),),
            )
        ),
        STEP,
    ),
}


def drawn(name: str, **options) -> str:
    console = Console(file=io.StringIO(), highlight=False, _environ={}, **options)
    console.print(to_terminal(*REPORTS[name]))
    return console.file.getvalue()


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_in_its_golden_file(name, tmp_path):
    text = "\n".join(line.rstrip() for line in drawn(name, width=80).splitlines()) + "\n"
    new = tmp_path / f"{name}.txt"
    new.write_text(text, encoding="utf-8")
    golden = GOLDEN / f"{name}.txt"
    known = golden.read_text(encoding="utf-8") if golden.is_file() else ""
    assert text == known, f"look at it; if it is better, cp {new} {golden}"


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("name", REPORTS)
def test_no_line_is_wider_than_the_terminal(name, width):
    assert all(len(line) <= width for line in drawn(name, width=width).splitlines())


@pytest.mark.parametrize("name", REPORTS)
def test_without_colour_there_are_no_escape_codes(name):
    assert "\x1b" not in drawn(name, width=80)
    assert "\x1b" in drawn(name, width=80, force_terminal=True, color_system="standard")
