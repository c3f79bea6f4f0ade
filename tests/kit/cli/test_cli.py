"""`python -m grader` as a person or a CI job runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.course.course import find_course

COURSE = find_course()
CHECK_KEYS = [
    "id", "function", "title", "hidden", "status", "score", "max_score", "message", "diagnosis",
    "hint", "duration_s", "spot",
]  # fmt: skip
REPORT_KEYS = [
    "schema", "submission", "audience", "score", "max_score", "confinement", "duration_s",
    "complete", "exercises",
]  # fmt: skip


def run(*arguments: str, cwd: Path = COURSE.root, **environment: str):
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=cwd,
        env=os.environ | {"COLUMNS": "80"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_solutions_get_all_points_and_exit_code_0():
    ran = run("--submission", "solutions", "conv", "--json", "-")
    report = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert (report["score"], report["max_score"]) == (25.0, 25.0)


def test_the_json_report_has_the_schema():
    report = json.loads(run("--submission", "solutions", "conv.stamp", "--json", "-").stdout)
    assert list(report) == REPORT_KEYS
    assert report["schema"] == 1
    assert report["submission"] == "solutions"
    (exercise,) = report["exercises"]
    assert list(exercise) == ["name", "score", "max_score", "checks"]
    assert all(list(check) == CHECK_KEYS for check in exercise["checks"])
    assert {check["function"] for check in exercise["checks"]} == {"stamp"}


def test_stubs_get_no_points_and_exit_code_1():
    ran = run("conv", "--json", "-")
    checks = json.loads(ran.stdout)["exercises"][0]["checks"]
    assert ran.returncode == 1
    assert {check["status"] for check in checks} == {"not_started"}
    assert sum(check["score"] for check in checks) == 0


def test_a_report_goes_to_the_terminal_and_to_a_file(tmp_path):
    ran = run("conv.stamp", "--json", str(tmp_path / "report.json"))
    assert "write stamp in exercises/conv.py:" in ran.stdout
    assert json.loads((tmp_path / "report.json").read_text())["score"] == 0


def test_a_pipe_gets_plain_text():
    ran = run("conv")
    assert "\x1b" not in ran.stdout + ran.stderr
    assert ran.stderr == ""
    assert all(len(line) <= 80 for line in ran.stdout.splitlines())


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_off_in_a_terminal(setting):
    shown = in_terminal("conv", **setting)
    assert "not started" in shown
    assert "\x1b[3" not in shown  # colours begin so


def test_a_terminal_gets_colour():
    assert "\x1b[3" in in_terminal("conv", TERM="xterm-256color")


def test_a_terminal_without_unicode_gets_a_readable_report():
    ran = run("--submission", "solutions", "conv.stamp", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert "done" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["conf"], "There is no conf. Did you mean:\n  python -m grader conv"),
        (["conv.conv2"], "There is no function conv.conv2. Did you mean conv2d?"),
        (["--submission", "nowhere"], "There is no nowhere"),
        (["--submission", "README.md"], "neither a .py file nor a notebook"),
        (["--json", "nowhere/report.json"], "no such place"),
        (["--jsn", "x"], "There is no option --jsn. Did you mean --json?"),
        (["wach"], "Did you mean:\n  python -m grader watch"),
        (["hint", "conv.stmp"], "  python -m grader hint conv.stamp"),
        (["reset"], "arguments are required"),
        (["show", "conf"], "  python -m grader show conv"),
    ],
)
def test_wrong_usage_is_explained_with_exit_code_2(arguments, text):
    ran = run(*arguments)
    assert ran.returncode == 2
    assert text in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_broken_suite_is_the_graders_fault_with_exit_code_3(tmp_path):
    for name in ("pyproject.toml", "grader", "solutions", "exercises"):
        (tmp_path / name).symlink_to(COURSE.root / name)
    (tmp_path / "tests" / "public").mkdir(parents=True)
    (tmp_path / "tests" / "public" / "test_conv.py").write_text("import nothing_there\n")
    ran = grade_elsewhere(tmp_path)
    assert ran.returncode == 3
    assert "test_conv.py cannot be imported" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_check_that_fails_itself_is_broken_and_exit_code_3(tmp_path):
    for name in ("pyproject.toml", "grader", "solutions", "exercises"):
        (tmp_path / name).symlink_to(COURSE.root / name)
    (tmp_path / "tests" / "public").mkdir(parents=True)
    (tmp_path / "tests" / "public" / "test_conv.py").write_text(
        "import pytest\n"
        "@pytest.mark.check('stamp', points=1, hint='none')\n"
        "def test_dies(student):\n"
        "    1 / 0\n"
    )
    ran = grade_elsewhere(tmp_path)
    report = json.loads(ran.stdout)
    assert ran.returncode == 3
    assert report["complete"] is False
    assert report["exercises"][0]["checks"][0]["status"] == "broken"


def test_ctrl_c_stops_without_a_traceback(tmp_path):
    (tmp_path / "conv.py").write_text("while True: pass")
    grading = subprocess.Popen(
        [sys.executable, "-m", "grader", "conv", "--submission", str(tmp_path)],
        cwd=COURSE.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(2)
    grading.send_signal(signal.SIGINT)
    out, err = grading.communicate(timeout=10)
    assert grading.returncode == 130
    assert (out, err) == ("", "grader: Stopped. Nothing was graded.\n")


def test_a_file_beside_the_submission_does_not_pass_for_a_library(tmp_path):
    (tmp_path / "conv.py").write_bytes((COURSE.solutions / "conv.py").read_bytes())
    for name in ("numpy.py", "pytest.py", "conftest.py", "rich.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit('taken over')")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    ran = run("conv", "--submission", ".", "--json", "-", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr


def test_the_callers_pytest_settings_do_not_matter():
    settings = {"PYTEST_ADDOPTS": "--collect-only -k nothing", "PYTEST_PLUGINS": "nothing_there"}
    ran = run("--submission", "solutions", "conv", "--json", "-", **settings)
    assert ran.returncode == 0, ran.stderr


def grade_elsewhere(root: Path):
    """Grades with the suites of a copy of the kit in `root`."""
    program = (
        "import sys; from pathlib import Path; import grader.cli.grade as command; "
        "from grader.course.course import find_course; "
        f"command.find_course = lambda: find_course(Path({str(root)!r})); "
        "from grader.cli.main import main; sys.exit(main(['conv', '--json', '-']))"
    )
    return subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=60
    )


def in_terminal(*arguments: str, **environment: str) -> str:
    """What a pseudo-terminal of 80 columns shows."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "grader", *arguments],
        cwd=COURSE.root,
        env=os.environ | {"COLUMNS": "80"} | environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 4096):
                shown += chunk
        except OSError:  # how Linux says that the other end is closed
            os.close(ours)
    return shown.decode()


def test_a_kit_that_is_not_installed_says_how_to_install_it():
    # Without `site` there are no installed packages.
    ran = subprocess.run(
        [sys.executable, "-S", "-m", "grader"], cwd=COURSE.root, capture_output=True, text=True
    )
    assert ran.returncode == 3
    assert ran.stderr == (
        "grader: msgspec is not installed here. In the kit's folder: pip install -e .\n"
    )
