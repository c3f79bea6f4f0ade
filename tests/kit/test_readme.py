"""The README's picture is what the grader shows today."""

import io
from pathlib import Path

from rich.console import Console

from grader.records.report import NextStep
from grader.render.terminal import to_terminal

FLIPPED = """
def conv2d(image, kernel, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel[::-1, ::-1]).sum(axis=(2, 3)) + bias
"""


def test_the_picture_shows_the_report_of_today(course, grade_folder, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    for name in course.points:
        (work / f"{name}.py").write_bytes((course.exercises / f"{name}.py").read_bytes())
    source = (course.solutions / "conv.py").read_text(encoding="utf-8")
    (work / "conv.py").write_text(source + FLIPPED, encoding="utf-8")
    step = NextStep("conv2d", "fix", "exercises/conv.py:121", "python -m grader conv.conv2d")
    console = Console(
        record=True, width=80, file=io.StringIO(), highlight=False, force_terminal=True,
        color_system="truecolor", _environ={},
    )  # fmt: skip
    console.print(to_terminal(grade_folder(work), step))
    picture = console.export_svg(title="python -m grader", unique_id="report")
    new = tmp_path / "report.svg"
    new.write_text(picture, encoding="utf-8")
    known = Path(course.root / ".github" / "report.svg")
    assert known.is_file(), f"cp {new} {known}"
    assert picture == known.read_text(encoding="utf-8"), f"look at it, then cp {new} {known}"
