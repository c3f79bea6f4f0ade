"""A course folder of nbgrader with a class in it, for tests and benchmarks."""

import copy
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[3]
# nbgrader's own program for its database reads paths in the encoding of the locale.
VARIABLES = {
    "LC_ALL": "C.UTF-8",
    "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
}
EXERCISES = ("conv", "padding", "stride", "pooling", "cnn")
NOT_STARTED = "raise NotImplementedError"

Notebook = dict[str, Any]

_SERVER = """
c.ServerApp.jpserver_extensions = {"nbgrader.server_extensions.formgrader": True}
c.ServerApp.open_browser = False
c.ServerApp.allow_root = True
c.ServerApp.port_retries = 0
c.IdentityProvider.token = ""
"""

_CELLS = """
JOIN base_cell ON cell_id = base_cell.id
JOIN submitted_notebook ON {table}.notebook_id = submitted_notebook.id
JOIN notebook ON submitted_notebook.notebook_id = notebook.id
JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
"""
_GRADES = f"""
SELECT student_id, base_cell.name, auto_score, needs_manual_grade
FROM grade {_CELLS.format(table="grade")}
"""
_COMMENTS = f"""
SELECT student_id, base_cell.name, auto_comment, 0
FROM comment {_CELLS.format(table="comment")}
"""


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A Python program, as `python -m` starts it."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "GRADER_LANG": "en", **VARIABLES, **variables},
        capture_output=True,
        text=True,
        timeout=300,
    )


def nbgrader(folder: Path, *arguments: str, **variables: str) -> str:
    """What a command of nbgrader logged. It must end well."""
    ran = run(folder, "nbgrader", *arguments, **variables)
    assert ran.returncode == 0, ran.stderr[-4000:]
    return ran.stderr


def in_parallel(commands: Iterable[tuple[Any, ...]]) -> tuple[str, ...]:
    """What commands of nbgrader logged that run at the same time, each in its folder."""
    with ThreadPoolExecutor() as pool:
        return tuple(pool.map(lambda command: nbgrader(*command), commands))


@contextmanager
def formgrader(folder: Path, place: Path) -> Iterator[str]:
    """The address of a real server with nbgrader's formgrader; its own files are in `place`."""
    place.mkdir()
    (place / "jupyter_server_config.py").write_text(_SERVER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (place / "log").open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", f"--port={port}"],
            cwd=folder,
            env={
                **os.environ,
                "JUPYTER_CONFIG_DIR": str(place),
                "JUPYTER_DATA_DIR": str(place),
                **VARIABLES,
            },
            stdout=said,
            stderr=said,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/formgrader/gradebook", server, place / "log")
        yield f"http://127.0.0.1:{port}/formgrader"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def make_course(folder: Path) -> dict[str, Notebook]:
    """The course of the kit in a new folder; the notebooks that its students get."""
    ran = run(ROOT, "grader", "notebooks", str(folder))
    assert ran.returncode == 0, ran.stderr
    nbgrader(folder, "generate_assignment", "cnn")
    return {name: read(folder / "release" / "cnn" / f"{name}.ipynb") for name in EXERCISES}


def read(file: Path) -> Notebook:
    return json.loads(file.read_text(encoding="utf-8"))


def write(file: Path, notebook: Notebook) -> None:
    file.write_text(json.dumps(notebook), encoding="utf-8")


def cell(notebook: Notebook, name: str) -> dict[str, Any]:
    """The first cell with a grade id."""
    return next(
        each
        for each in notebook["cells"]
        if each["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """A cell of a student's own."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"own-{abs(hash(source))}",
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def text(source: str, **metadata: Any) -> dict[str, Any]:
    """A cell of Markdown."""
    return {
        "cell_type": "markdown",
        "id": f"text-{abs(hash(source))}",
        "metadata": metadata,
        "source": source,
    }


def filled(notebook: Notebook, functions: Mapping[str, str]) -> Notebook:
    """A copy in which these functions are written; others stay stubs."""
    made = copy.deepcopy(notebook)
    for name, source in functions.items():
        cell(made, name)["source"] = source
    return made


def hand_in(folder: Path, student: str, notebooks: Mapping[str, Notebook | bytes]) -> Path:
    """Puts notebooks where `collect` puts them."""
    place = folder / "submitted" / student / "cnn"
    place.mkdir(parents=True, exist_ok=True)
    for name, notebook in notebooks.items():
        content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
        (place / f"{name}.ipynb").write_bytes(content)
    return place


def scores(folder: Path) -> dict[str, dict[str, float | None]]:
    """The points of each student in each function, as the gradebook has them.

    They are None where a grader must look.
    """
    return {
        student: {
            name.removesuffix("-grade"): score
            for name, score in cells.items()
            if name.endswith("-grade")
        }
        for student, cells in all_scores(folder).items()
    }


def all_scores(folder: Path) -> dict[str, dict[str, float | None]]:
    """The same of every graded cell, by its grade id."""
    return {
        student: {name: None if by_hand else score for name, (score, by_hand) in cells.items()}
        for student, cells in _rows(folder, _GRADES).items()
    }


def comments(folder: Path) -> dict[str, dict[str, str]]:
    """What the gradebook says of each student's solutions."""
    return {
        student: {name: text or "" for name, (text, _flag) in cells.items()}
        for student, cells in _rows(folder, _COMMENTS).items()
    }


def submission(folder: Path, student: str, notebook: str) -> str:
    """The number that formgrader knows a submitted notebook by."""
    query = """
    SELECT submitted_notebook.id FROM submitted_notebook
    JOIN notebook ON submitted_notebook.notebook_id = notebook.id
    JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
    WHERE student_id = ? AND notebook.name = ?
    """
    with sqlite3.connect(folder / "gradebook.db") as gradebook:
        return gradebook.execute(query, (student, notebook)).fetchone()[0]


def _rows(folder: Path, query: str) -> dict[str, dict[str, tuple[Any, bool]]]:
    found: dict[str, dict[str, tuple[Any, bool]]] = {}
    with sqlite3.connect(folder / "gradebook.db") as gradebook:
        for student, name, value, flag in gradebook.execute(query):
            found.setdefault(student, {})[name] = value, bool(flag)
    return found
