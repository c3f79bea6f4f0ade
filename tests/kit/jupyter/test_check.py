"""The visible checks of a notebook: in real kernels, in `nbgrader validate`, from a bundle."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient

from grader.course.course import Course
from grader.jupyter.course.nbgrader_course import write_course
from grader.release.bundle import bundle
from grader.release.deliver import deliver

RIGHT = "def relu(x):\n    return np.maximum(x, 0.0).astype(float)"
FLIPPED = """
def conv2d(image, kernel, bias=0.0):
    print("<b onmouseover=alert(1)>", image.shape)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel[::-1, ::-1]).sum(axis=(2, 3)) + bias
"""
NOT_BEGUN = "def edge_kernels():\n    raise NotImplementedError"
STUB = "def stamp(patch, kernel, bias=0.0):\n    raise NotImplementedError"
ENDLESS = "def stamp(patch, kernel, bias=0.0):\n    while True:\n        pass"


class Kernel:
    """A kernel as JupyterLab has one."""

    def __init__(self, folder: Path, **variables: str) -> None:
        environment = {**os.environ, "GRADER_LANG": "en", **variables}
        self.manager, self.client = start_new_kernel(cwd=str(folder), env=environment)
        self.pid = self.manager.provisioner.pid

    def run(self, code: str, while_running: Callable[[], None] = lambda: None) -> list[dict]:
        """What a cell shows: the contents of its messages, each with its type."""
        request, shown = self.client.execute(code), []
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != request:
                continue
            if kind == "execute_input":
                while_running()
            elif kind == "status" and content["execution_state"] == "idle":
                return shown
            elif kind != "status":
                shown.append({"type": kind, **content})

    def text(self, code: str) -> str:
        """What one cell shows, which must be a report and nothing else."""
        (shown,) = self.run(code)
        assert shown["type"] == "display_data"
        return shown["data"]["text/plain"]

    def begin(self, exercise: str, language: str = "en") -> None:
        setup = f"from grader.notebook import checker\ncheck = checker({exercise!r}, {language!r})"
        assert self.run(f"import numpy as np\n{setup}") == []

    def services(self) -> list[int]:
        """The processes that judge for this kernel."""
        return [
            pid
            for pid, parent, line in processes()
            if parent == self.pid and "kernel.service" in line
        ]


def processes() -> Iterator[tuple[int, int, str]]:
    """Every process that runs: its number, its parent's, its command line."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_text()
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            yield int(folder.name), int(parent), line


@contextmanager
def opened(folder: Path, **variables: str) -> Iterator[Kernel]:
    kernel = Kernel(folder, **variables)
    try:
        yield kernel
    finally:
        kernel.client.stop_channels()
        kernel.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory) -> Iterator[Kernel]:
    with opened(tmp_path_factory.mktemp("notebook")) as kernel:
        kernel.begin("conv")
        yield kernel


@pytest.fixture(scope="module")
def school(course: Course, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("nbgrader") / "school"
    write_course(course, folder, "cnn")
    return folder


# --- what is shown


def test_a_right_function_passes(kernel):
    kernel.run(RIGHT)
    text = kernel.text('check("relu")')
    assert text == "relu passes all visible checks. Hidden ones follow in the grading."


def test_a_function_may_be_named_by_itself(kernel):
    kernel.run(RIGHT)
    assert kernel.text("check(relu)").startswith("relu passes")


def test_a_wrong_function_is_explained_in_the_words_of_the_terminal(kernel, grade_code):
    kernel.run(FLIPPED)
    words = re.sub(r"\s+", " ", kernel.text('check("conv2d")'))
    report = grade_code("conv", FLIPPED, "conv.conv2d")
    wrong = [check for check in report.checks if not check.passed and not check.hidden]
    first = wrong[0]
    passed = sum(check.passed and not check.hidden for check in report.checks)
    assert f"conv2d: {passed} of {passed + len(wrong)} visible checks passed." in words
    for part in (first.title, first.hint, first.diagnosis.text, first.evidence.difference):
        assert part in words


def test_the_page_of_a_report_has_the_same_and_nothing_that_runs(kernel):
    kernel.run(FLIPPED)
    (shown,) = kernel.run('check("conv2d")')
    html = shown["data"]["text/html"]
    assert "lay it on the picture as it is" in html
    assert "&lt;b onmouseover=alert(1)&gt;" in html
    seen = Seen()
    seen.feed(html)
    assert {"div", "style", "details", "table"} <= seen.tags
    assert not {"script", "link", "iframe", "img", "b onmouseover"} & seen.tags
    assert not [name for name in seen.attributes if name.startswith("on") or name == "src"]


class Seen(HTMLParser):
    """The tags and the attributes of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}


def test_a_function_that_is_not_begun_is_no_failure_of_its_checks(kernel):
    kernel.run(STUB)
    assert kernel.text('check("stamp")') == "stamp is not written yet."


def test_what_was_defined_last_counts(kernel):
    kernel.run(RIGHT)
    kernel.run("def relu(x):\n    return x")
    assert kernel.text('check("relu")').startswith("relu passes none of its ")
    kernel.run("def relu(x)\n    this is no Python")  # so the kernel has the one before
    assert kernel.text('check("relu")').startswith("relu passes none of its ")
    kernel.run(RIGHT)
    assert kernel.text('check("relu")').startswith("relu passes")


def test_helpers_and_imports_of_other_cells_are_there(kernel):
    kernel.run("%config InlineBackend.figure_format = 'svg'\nfrom math import inf as WIDE")
    kernel.run("def cut(x, low):\n    return np.clip(x, low, WIDE)")
    kernel.run("def relu(x):\n    return cut(np.asarray(x, float), 0)")
    assert kernel.text('check("relu")').startswith("relu passes")


def test_nothing_of_the_notebook_runs_again(kernel):
    kernel.run("runs = []\nopen('ran', 'a').write('.')\nruns.append(1)\nprint('trained')")
    kernel.run(RIGHT)
    assert kernel.text('check("relu")').startswith("relu passes")
    (shown,) = kernel.run("open('ran').read(), runs")
    assert shown["data"]["text/plain"] == "('.', [1])"


def test_an_error_is_placed_by_the_number_that_stands_before_the_cell(kernel):
    kernel.run("def relu(x):\n    return nothing")
    (shown,) = kernel.run("len(In) - 2")
    text = re.sub(r"\s+", " ", kernel.text('check("relu")'))
    assert f"cell {shown['data']['text/plain']}, line 2" in text


def test_another_exercise_beside_the_notebook_can_be_imported(kernel, tmp_path):
    helper = "import numpy as np\n\ndef cut(x):\n    return np.maximum(x, 0.0).astype(float)\n"
    (tmp_path / "padding.py").write_text(helper)
    kernel.run(f"import os\nplace = os.getcwd()\nos.chdir({str(tmp_path)!r})")
    kernel.run("from padding import cut as theirs\ndef relu(x):\n    return theirs(x)")
    text = kernel.text('check("relu")')
    kernel.run("os.chdir(place)")
    assert text.startswith("relu passes")


# --- what goes wrong


def test_an_unknown_function_is_said_in_a_sentence(kernel):
    text = kernel.text('check("conv2")')
    assert "There is no function conv.conv2. Did you mean conv2d?" in text


def test_an_unknown_exercise_is_said_in_a_sentence(kernel):
    text = kernel.text('checker("convolution", "en")("conv2d")')
    assert text.startswith("There is no exercise convolution.")


def test_a_check_can_be_interrupted_and_the_kernel_goes_on(kernel):
    def interrupt() -> None:
        time.sleep(0.5)  # until the check itself runs
        kernel.manager.interrupt_kernel()

    kernel.run(ENDLESS)
    (shown,) = kernel.run('check("stamp")', interrupt)
    assert shown["type"] == "error"
    assert shown["traceback"] == ["Stopped. Nothing was checked."]
    kernel.run(STUB)
    assert kernel.text('check("stamp")') == "stamp is not written yet."


def test_a_function_that_kills_its_process_harms_nobody_else(kernel):
    kernel.run("def stamp(patch, kernel, bias=0.0):\n    import os\n    os._exit(3)")
    assert "exit code 3" in kernel.text('check("stamp")')
    kernel.run(RIGHT)
    assert kernel.text('check("relu")').startswith("relu passes")


def test_another_process_judges_when_the_first_is_gone(kernel):
    for service in kernel.services():
        os.kill(service, signal.SIGKILL)
    kernel.run(RIGHT)
    texts = [kernel.text('check("relu")') for _ in range(2)]
    assert texts[1].startswith("relu passes")
    assert len(kernel.services()) == 1


def test_a_kernel_that_runs_its_cells_again_has_one_judging_process(kernel):
    for _ in range(3):
        kernel.begin("conv")
    assert len(kernel.services()) == 1


def test_the_judging_process_ends_with_its_kernel(tmp_path):
    with opened(tmp_path) as kernel:
        kernel.begin("conv")
        kernel.run(ENDLESS)
        (service,) = kernel.services()

        def kill() -> None:
            time.sleep(1)  # until the check itself runs
            os.kill(kernel.pid, signal.SIGKILL)

        kernel.client.execute('check("stamp")')
        kill()
        deadline = time.monotonic() + 30
        while service in {pid for pid, _, _ in processes()}:
            assert time.monotonic() < deadline
            time.sleep(0.1)


# --- whole notebooks


def solved(school: Path, name: str, **cells: str) -> nbformat.NotebookNode:
    """The notebook of the solutions, with other code in some of its cells."""
    notebook = nbformat.read(str(school / "source" / "cnn" / f"{name}.ipynb"), 4)
    for cell in notebook.cells:
        cell.source = cells.get(cell.metadata.nbgrader.grade_id, cell.source)
    return notebook


def shown_by(notebook: nbformat.NotebookNode, folder: Path) -> dict[str, list]:
    """The outputs of all cells, run from top to bottom."""
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return {cell.metadata.nbgrader.grade_id: cell.outputs for cell in code}


def test_a_notebook_runs_from_top_to_bottom_whatever_is_wrong_in_it(school, tmp_path):
    notebook = solved(school, "conv", relu="def relu(x):\n    return x", edge_kernels=NOT_BEGUN)
    outputs = shown_by(notebook, tmp_path)
    checks = {name: shown for name, shown in outputs.items() if name.endswith("-check")}
    assert {len(shown) for shown in checks.values()} == {1}
    assert not any(shown for name, shown in outputs.items() if name not in checks)
    texts = {name: shown[0].data["text/plain"] for name, shown in checks.items()}
    assert texts["edge_kernels-check"] == "edge_kernels is not written yet."
    assert texts["relu-check"].startswith("relu passes none of its ")
    assert texts["conv2d-check"].startswith("conv2d passes")


def validated(notebook: nbformat.NotebookNode, folder: Path) -> str:
    nbformat.write(notebook, folder / "conv.ipynb")
    ran = subprocess.run(
        [sys.executable, "-m", "nbgrader", "validate", "conv.ipynb"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return ran.stdout


@pytest.mark.nbgrader
def test_nbgrader_validates_what_passes(school, tmp_path):
    notebook = solved(school, "cnn")
    network = ("build_model", "train")  # what takes seconds
    notebook.cells = [
        cell for cell in notebook.cells if not cell.id.startswith(network) or cell.id in network
    ]
    text = validated(notebook, tmp_path)
    assert text == "Success! Your notebook passes all the tests.\n"


@pytest.mark.nbgrader
def test_nbgrader_says_which_checks_fail_and_why(school, tmp_path):
    notebook = solved(school, "conv", conv2d=FLIPPED, edge_kernels=NOT_BEGUN)
    text = validated(notebook, tmp_path)
    assert "VALIDATION FAILED ON 2 CELL(S)!" in text
    assert re.findall(r'check\("(\w+)"\)', text) == ["conv2d", "edge_kernels"]
    assert "edge_kernels is not written yet." in text
    assert "why      The kernel is flipped" in text
    assert "Traceback" not in text


# --- what a student has


def test_a_bundle_is_all_that_a_notebook_needs(course, tmp_path):
    kit = tmp_path / "kit"
    deliver(bundle(course), kit)
    (tmp_path / "work").mkdir()
    with opened(tmp_path / "work", PYTHONPATH=str(kit)) as kernel:
        kernel.begin("conv", "ko")
        kernel.run(FLIPPED)
        (shown,) = kernel.run("import grader\ngrader.__file__")
        assert str(kit) in shown["data"]["text/plain"]
        assert re.search("[가-힣]", kernel.text('check("conv2d")'))


def test_a_grader_without_its_kit_says_what_is_missing(course, tmp_path):
    files = {name: content for name, content in bundle(course).items() if "grader/" in name}
    deliver(files, tmp_path / "kit")
    with opened(tmp_path, PYTHONPATH=str(tmp_path / "kit")) as kernel:
        kernel.begin("conv")
        text = kernel.text('check("conv2d")')
        assert "pip install -e ." in text
        assert "Traceback" not in text
