"""A check in JupyterLab itself, as a student sees it in a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from grader.jupyter.course.nbgrader_course import write_course

FLIPPED = """
def conv2d(image, kernel, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel[::-1, ::-1]).sum(axis=(2, 3)) + bias
"""
DARK = '{"theme": "JupyterLab Dark"}'


@pytest.fixture
def notebook(course, tmp_path) -> Path:
    """A notebook of solutions but for a flipped kernel, alone in its folder."""
    write_course(course, tmp_path / "school", "cnn")
    notebook = nbformat.read(str(tmp_path / "school" / "source" / "cnn" / "conv.ipynb"), 4)
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade_id == "conv2d":
            cell.source = FLIPPED
    file = tmp_path / "work" / "conv.ipynb"
    file.parent.mkdir()
    nbformat.write(notebook, file)
    return file


@pytest.fixture
def lab(notebook, tmp_path) -> Iterator[str]:
    """The address of a JupyterLab that shows the notebook's folder, in its dark theme."""
    settings = tmp_path / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "themes.jupyterlab-settings").write_text(DARK)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        "--IdentityProvider.token=",
    ]
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={notebook.parent}"],
        env={**os.environ, **{name: str(tmp_path / place) for name, place in folders.items()}},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/api")
    yield address
    server.terminate()
    server.wait(30)


def wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        else:
            return


@pytest.fixture
def tab(lab, browser):
    tab = browser.new_page()
    tab.goto(f"{lab}/lab/tree/conv.ipynb")
    return tab


def test_a_check_shows_its_report_in_the_theme_of_jupyterlab(tab):
    tab.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()
    report = tab.locator(".grader-report", has_text="conv2d: ")
    report.wait_for(timeout=60_000, state="attached")
    report.scroll_into_view_if_needed()
    assert "visible checks passed" in (report.text_content() or "")
    why = report.get_by_text("lay it on the picture as it is").first
    assert why.is_visible()
    red, green, blue = why.evaluate("(each) => getComputedStyle(each).color.match(/\\d+/g)")
    assert min(map(int, (red, green, blue))) > 200
    assert tab.locator(".jp-OutputArea [data-mime-type*='stderr']").count() == 0
