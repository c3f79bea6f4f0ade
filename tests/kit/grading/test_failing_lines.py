"""A line that fails while a file is imported costs what it would have made, and nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.records.report import Status, for_audience
from places import SOLUTIONS

RIGHT = (SOLUTIONS / "conv.py").read_text(encoding="utf-8")
FAILING = {
    "an assertion": ("assert False, 'not yet'", "AssertionError: not yet"),
    "a question": ("name = input('name? ')", "EOFError"),
    "a division by zero": ("1 / 0", "ZeroDivisionError"),
    "a plot that is unpacked": (
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()",
        "matplotlib.pyplot.subplots was used, but matplotlib is not allowed here",
    ),
    "a comparison with another library": (
        "from scipy import signal\na = np.ones((5, 5))\n"
        "print(conv2d(a, a) - signal.correlate2d(a, a))",
        "scipy.signal.correlate2d was used, but scipy is not allowed here",
    ),
    "a file that is not here": ("data = np.load('pictures.npy')", "FileNotFoundError"),
    "a name that nobody made": ("data = load_data()", "NameError: name 'load_data'"),
    "a library that is not installed": ("import no_such_library", "No module named"),
    "the end of Python": ("import sys\nsys.exit()", "ended Python with sys.exit"),
}


@pytest.fixture
def grade_file(grade_folder, tmp_path):
    """Grades a conv.py of this text."""

    def graded(code):
        (tmp_path / "conv.py").write_text(code, encoding="utf-8")
        return grade_folder(tmp_path, "conv")

    return graded


def after_imports(code):
    """A right file with lines at the top, where students load their data."""
    return RIGHT.replace("import numpy as np\n", f"import numpy as np\n{code}\n", 1)


@pytest.mark.parametrize("name", FAILING)
def test_a_last_line_that_fails_costs_nothing_and_is_told(name, grade_file):
    code, text = FAILING[name]
    report = grade_file(f"{RIGHT}\n{code}\n")
    assert report.passed
    (note,) = for_audience(report, "student").notes
    assert text in note
    line = f"{RIGHT}\n{code}".count("\n") + 1
    assert f"(conv.py:{line})" in note
    assert "laceholder" not in note


@pytest.mark.parametrize("name", [each for each in FAILING if each != "the end of Python"])
def test_a_first_line_that_fails_costs_nothing_either(name, grade_file):
    report = grade_file(after_imports(FAILING[name][0]))
    assert report.passed
    assert len(report.notes) == 1


def test_what_stands_below_the_end_of_python_is_not_there(grade_file):
    report = grade_file(after_imports("import sys; sys.exit()"))
    assert {check.status for check in report.checks} == {Status.ERROR}
    assert "ended Python with sys.exit" in report.checks[0].message


def test_what_a_failed_line_would_have_made_names_it_where_it_is_used(grade_file):
    code = after_imports("import matplotlib.pyplot as plt\nfig, ax = plt.subplots()")
    report = grade_file(f"{code}\ndef relu(x):\n    ax.plot(x)\n    return x\n")
    wrong = [check for check in report.checks if not check.passed]
    assert {check.function for check in wrong} == {"relu"}
    assert "matplotlib is not allowed here (conv.py:" in wrong[0].message


def test_a_library_that_is_missing_is_named_where_it_is_used(grade_file):
    report = grade_file(f"{RIGHT}\nimport lib9\ndef relu(x):\n    return lib9.relu(x)\n")
    wrong = [check for check in report.checks if not check.passed]
    assert {check.function for check in wrong} == {"relu"}
    assert "No module named 'lib9' (conv.py:" in wrong[0].message


def test_every_star_of_a_beginners_book_works(grade_file):
    assert grade_file(f"from numpy import *\nfrom math import *\n{RIGHT}").passed


def test_a_package_out_of_reach_looks_as_if_it_were_not_installed(grade_file):
    code = "try:\n    import rich\nexcept ImportError:\n    rich = None\nassert rich is None"
    report = grade_file(f"{RIGHT}\n{code}")
    assert (report.passed, report.notes) == (True, ())


PARTS = [part for part in RIGHT.split("\n\n\n") if part.strip()]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_it_does_not_matter_where_the_lines_stand_that_fail(grade_file, data):
    parts = []
    for part in PARTS:
        parts.append(part)
        parts += data.draw(st.lists(st.sampled_from(["1 / 0", "x = y", "assert 0"]), max_size=2))
    assert grade_file("\n\n".join(parts)).passed


HARMLESS = {
    "a version": "import tensorflow as tf\nprint(tf.__version__, f'{tf.__version__:>9}')",
    "a setting of plots": "import matplotlib.pyplot as plt\nplt.rcParams['font.size'] = 9",
    "a device": "import tensorflow as tf\nwith tf.device('/CPU:0'):\n    tf.random.set_seed(0)",
    "a type": "import torch\ndef f(x: torch.Tensor | None, y: 'int | str') -> None: ...",
    "a type of two": "import torch\ndef f(x: np.ndarray | torch.Tensor): ...",
    "a decorator": "from numba import njit\n@njit(cache=True)\ndef f(x):\n    return x",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_to_name_another_library_is_no_use_of_it(name, grade_file):
    report = grade_file(after_imports(HARMLESS[name]))
    assert (report.passed, report.notes) == (True, ())


def test_to_ask_for_a_type_of_another_library_is_no_use_of_it(grade_file):
    code = after_imports("import torch")
    line = "    if isinstance(x, torch.Tensor): x = x.numpy()\n"
    assert grade_file(code.replace("    x = x.astype", f"{line}    x = x.astype", 1)).passed


OF_IPYTHON = ["%matplotlib inline", "!pip install numpy", "x = !ls", "np.ones?", "%time 1"]


@pytest.mark.parametrize("line", OF_IPYTHON)
def test_a_script_that_was_saved_from_a_notebook_is_read(line, grade_file):
    report = grade_file(f"{line}\n{RIGHT}\n{line}\n")
    assert report.passed
    last = f"{line}\n{RIGHT}\n{line}".count("\n") + 1
    assert report.notes == (f"What is not Python was left out of conv.py: line 1; line {last}.",)


def test_a_note_is_one_line(grade_file):
    (note,) = grade_file(f"{RIGHT}\nraise ValueError('one\\ntwo')\n").notes
    assert "ValueError: one two (conv.py" in note
