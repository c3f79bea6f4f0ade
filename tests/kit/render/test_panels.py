"""Panels in a terminal: golden files in 80 columns, colours, signs, widths."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from grader.records.scene import Chart, Curve, Empty, Numbers, Pixels, Scene, Stamps
from grader.render.panels import to_terminal
from places import GOLDEN

COLOURS = {"force_terminal": True, "color_system": "truecolor"}

SIGNED = Pixels("signed", ((-2.0, -1.0, 0.0, 1.0, 2.0),) * 2, -2.0, 2.0, "2 x 5, -2 to 2")
PICTURES = Scene(
    "Pictures",
    "All that a panel can be.",
    (
        SIGNED,
        Pixels("stamps", ((9.0,) * 20,) * 20, 0.0, 9.0, "", Stamps((0, 3), (0, 5), 3, 3)),
        Numbers("grid", ((1.0, -0.5), (10.25, 0.0)), -10.25, 10.25),
        Empty("map", "conv2d", "conv2d is not written yet"),
    ),
)
CHARTS = Scene(
    "The training",
    "Two charts.",
    (
        Chart("loss", (Curve("seen", (2.0, 1.0, 0.5, 0.25)),), 0.0, 2.0, "epochs"),
        Chart(
            "accuracy",
            (Curve("seen", (0.1, 0.5, 0.9)), Curve("new", (0.1, float("nan"), 0.6))),
            0.0,
            1.0,
            "epochs",
        ),
    ),
)


def in_terminal(scenes, width=80, **options) -> str:
    console = Console(
        file=io.StringIO(), width=width, highlight=False, _environ={}, **({} | options)
    )
    console.print(to_terminal(scenes, "a T-shirt"))
    return console.file.getvalue()


def compare(name: str, text: str, tmp_path: Path) -> None:
    text = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    new = tmp_path / f"{name}.txt"
    new.write_text(text, encoding="utf-8")
    golden = GOLDEN / f"{name}.txt"
    known = golden.read_text(encoding="utf-8") if golden.is_file() else ""
    assert text == known, f"look at it; if it is better, cp {new} {golden}"


def test_panels_read_as_in_their_golden_file(tmp_path):
    compare("show_panels", in_terminal((PICTURES, CHARTS)), tmp_path)


class AsciiFile(io.StringIO):
    encoding = "ascii"


def test_a_terminal_without_unicode_gets_signs_that_it_has(tmp_path):
    console = Console(file=AsciiFile(), width=80, highlight=False, _environ={})
    console.print(to_terminal((PICTURES, CHARTS), "a T-shirt"))
    shown = console.file.getvalue()
    assert shown.isascii()
    compare("show_ascii", shown, tmp_path)


@pytest.mark.parametrize("options", [{}, COLOURS], ids=["plain", "colours"])
@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_terminal(width, options):
    large = Pixels("large", ((1.0,) * 64,) * 64, 0.0, 1.0, "64 x 64, all 1")
    many = Scene("Many", "", (large,) * 3)
    console = Console(file=io.StringIO(), width=width, _environ={}, record=True, **options)
    console.print(to_terminal((PICTURES, CHARTS, many), "a T-shirt"))
    assert all(len(line) <= width for line in console.export_text().splitlines())


def test_two_pixels_share_a_cell_where_there_are_colours():
    picture = Scene("", "", (Pixels("p", ((0.0,) * 20, (255.0,) * 20), 0.0, 255.0),))
    shown = in_terminal((picture,), **COLOURS)
    assert "\x1b[38;2;0;0;0;48;2;255;255;255m\N{UPPER HALF BLOCK}" in shown
    assert "\x1b" not in in_terminal((picture,), force_terminal=True, no_color=True)[:0]
    assert "\N{UPPER HALF BLOCK}" not in in_terminal((picture,), **COLOURS, no_color=True)


def test_above_zero_is_orange_and_below_it_blue():
    shown = in_terminal((Scene("", "", (SIGNED,)),), **COLOURS)
    assert "\x1b[38;2;255;215;135;48;2;255;215;135m" in shown
    assert "\x1b[38;2;135;195;255;48;2;135;195;255m" in shown
