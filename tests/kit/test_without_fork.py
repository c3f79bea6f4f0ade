"""Where no process forks, as on macOS and Windows, everything works as it does elsewhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

from grader.course.course import find_course
from grader.records.report import Status
from pseudo_terminal import Terminal

COURSE = find_course()
SETTINGS = {"GRADER_FORK": "0", "GRADER_LANG": "en"}
FLIPPED = """
def conv2d(image, kernel, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel[::-1, ::-1]).sum(axis=(2, 3)) + bias
"""


def grader(*arguments: str, **settings: str) -> str:
    """What a command says. It must end well, or with checks that fail."""
    ran = subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=COURSE.root,
        env={**os.environ, **SETTINGS, **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
    )
    assert ran.returncode in (0, 1), ran.stderr
    assert ran.stderr == ""
    return ran.stdout


@pytest.fixture
def flipped(tmp_path) -> Path:
    """The folder of a submission: every solution, but for a conv2d that flips the kernel."""
    folder = tmp_path / "flipped"
    folder.mkdir()
    for name in COURSE.points:
        source = (COURSE.solutions / f"{name}.py").read_text(encoding="utf-8")
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    with (folder / "conv.py").open("a", encoding="utf-8") as file:
        file.write(FLIPPED)
    return folder


def judged(report: str) -> list[dict]:
    """The checks of a report in JSON, but for their times."""
    checks = [check for each in json.loads(report)["exercises"] for check in each["checks"]]
    return [{**check, "duration_s": 0} for check in checks]


@pytest.mark.parametrize(
    "names", [("conv", "pooling"), pytest.param(("cnn",), marks=pytest.mark.tensorflow)]
)
def test_a_report_is_the_same_to_the_last_word(names, flipped):
    command = (*names, "--submission", str(flipped), "--json", "-")
    without, forked = grader(*command), grader(*command, GRADER_FORK="1")
    assert judged(without) == judged(forked)
    wrong = {check["function"] for check in judged(without) if check["status"] != "passed"}
    assert wrong == ({"conv2d"} if "conv" in names else set())
    assert json.loads(without)["complete"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("return {}['key']", Status.ERROR),
        ("import os; os._exit(0)", Status.CRASHED),
        ("import ctypes; ctypes.string_at(0)", Status.CRASHED),
        ("return np.ones(2**40)", Status.MEMORY),
        ("import scipy; return scipy.signal.correlate2d(image)", Status.FORBIDDEN),
        ("while True: pass", Status.TIMEOUT),
        ("raise NotImplementedError", Status.NOT_STARTED),
        ("return image", Status.FAILED),
    ],
)
def test_a_fault_costs_its_function_alone(body, status, grade_code, monkeypatch):
    monkeypatch.setattr("grader.sandbox.zygotes.FORKS", False)
    monkeypatch.setattr("grader.checks.mark.CALL_SECONDS", 0.5)
    code = f"def conv2d(image, kernel, bias=0.0):\n    {body}\n"
    report = grade_code("conv", code, "conv.stamp", "conv.conv2d")
    assert {check.function for check in report.checks if not check.passed} == {"conv2d"}
    assert status in {check.status for check in report.checks}
    assert report.complete


def test_a_file_that_cannot_be_imported_is_told(grade_code, monkeypatch):
    monkeypatch.setattr("grader.sandbox.zygotes.FORKS", False)
    report = grade_code("conv", "def conv2d(:")
    assert {check.status for check in report.checks} == {Status.ERROR}


def test_without_barriers_the_level_is_none(flipped):
    report = grader("conv.stamp", "--submission", str(flipped), "--confine", "off", "--json", "-")
    assert json.loads(report)["confinement"]["level"] == "none"
    assert {check["status"] for check in judged(report)} == {"passed"}


def test_show_draws_pictures(flipped):
    shown = grader("show", "padding", "--submission", str(flipped))
    assert "How often is each pixel stamped?" in shown


def test_two_jobs_of_a_batch_grade_a_class(tmp_path):
    for name in ("anna", "ben", "cho"):
        (tmp_path / "class" / name).mkdir(parents=True)
        source = (COURSE.solutions / "padding.py").read_text(encoding="utf-8")
        (tmp_path / "class" / name / "padding.py").write_text(f"{source}\n# {name}\n", "utf-8")
    store = str(tmp_path / "grades.sqlite")
    said = grader("batch", str(tmp_path / "class"), "--store", store, "--jobs", "2")
    assert "graded 3, known before 0" in said


def test_check_reports_in_a_notebook(tmp_path):
    setup = "import numpy as np\nfrom grader.notebook import checker\ncheck = checker('conv')\n"
    shown: list[dict] = []
    manager, client = start_new_kernel(cwd=str(tmp_path), env={**os.environ, **SETTINGS})
    try:
        for code in (setup + FLIPPED, "check('conv2d')"):
            client.execute_interactive(code, timeout=60, output_hook=shown.append)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    (report,) = (each["content"] for each in shown if each["msg_type"] == "display_data")
    assert "kernel is flipped" in " ".join(report["data"]["text/plain"].split())


@pytest.mark.linux
def test_watch_checks_a_file_as_it_is_saved(flipped, tmp_path):
    (tmp_path / "exercises").symlink_to(flipped)
    terminal = Terminal(tmp_path, "-m", "grader", "watch", **SETTINGS)
    try:
        terminal.shows("fix conv2d", "kernel is flipped")
        solution = (COURSE.solutions / "conv.py").read_text(encoding="utf-8")
        (flipped / "conv.py").write_text(solution, encoding="utf-8")
        terminal.shows("conv is done")
        terminal.press("q")
        assert terminal.ends() == 0
    finally:
        terminal.close()
