"""A notebook is a submission: what its functions need runs, and nothing else of it does."""

import ast
import io
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course.course import find_course
from grader.course.hints import read_hints
from grader.errors import UsageError
from grader.grading.next_step import next_step
from grader.records.report import Status, for_audience
from grader.render.html import to_html
from grader.sandbox.wire.messages import Call, Confined, Load, Loaded, Raised, Returned
from grader.sandbox.wire.reader_messages import MAX_CODE, NOTEBOOK, SCRIPT
from grader.sandbox.wire.values import pack, unpack
from grader.sandbox.worker.reader.texts import MAX_CELLS
from handed_in import read_submission
from notebook_files import notebook

COURSE = find_course()
NAMES = ["conv", "padding"]
KERAS = ("build_model", "train")


def functions(exercise: str) -> list[str]:
    return list(read_hints(COURSE)[exercise])


def cells(exercise: str, folder: str = "solutions") -> list[str]:
    """Every top-level statement of a script as a cell of its own."""
    source = (COURSE.root / folder / f"{exercise}.py").read_text(encoding="utf-8")
    return [ast.get_source_segment(source, node) or "" for node in ast.parse(source).body]


def put_siblings(folder, *written: str) -> None:
    """The other exercises, which a solution builds on."""
    for name in COURSE.points:
        if name not in written:
            shutil.copy(COURSE.solutions / f"{name}.py", folder)


def lost(report):
    return {check.function for check in report.checks if not check.passed}


# --- the grade


@pytest.mark.parametrize("magic", ["%%writefile conv.py", "%%writefile -a 'exercises/conv.py'"])
def test_a_cell_that_writes_the_file_of_the_exercise_is_its_code(magic, grade_folder, tmp_path):
    code = (COURSE.solutions / "conv.py").read_text(encoding="utf-8")
    other = "%%writefile padding.py\ndef relu(x): raise ValueError"
    (tmp_path / "conv.ipynb").write_bytes(notebook(f"{magic}\n{code}", other, "!python conv.py"))
    assert grade_folder(tmp_path, "conv").passed


@pytest.mark.parametrize("exercise", COURSE.points)
def test_a_solution_in_cells_gets_what_it_gets_as_a_script(exercise, grade_folder, tmp_path):
    names = [f"{exercise}.{name}" for name in functions(exercise) if name not in KERAS]
    (tmp_path / f"{exercise}.ipynb").write_bytes(notebook(*cells(exercise)))
    put_siblings(tmp_path, exercise)
    report, other = grade_folder(tmp_path, *names), grade_folder(COURSE.solutions, *names)
    assert report.passed
    assert report.notes == ()
    scores, others = ([(one.id, one.score) for one in each.checks] for each in (report, other))
    assert scores == others


def test_an_untouched_exercise_in_cells_is_not_started(grade_folder, tmp_path):
    for exercise in COURSE.points:
        content = notebook(*cells(exercise, "exercises"))
        (tmp_path / f"{exercise}.ipynb").write_bytes(content)
    report = grade_folder(tmp_path)
    assert {check.status for check in report.checks} == {Status.NOT_STARTED}


EXPERIMENTS = (
    "%matplotlib inline\n%load_ext autoreload\nimport matplotlib.pyplot as plt\nimport time",
    "!pip install 'numpy>=1' \\\n  pandas\nfiles = !ls\nwhere = %pwd\nconv2d?\n?relu",
    "%%bash\nrm -rf /",
    "%%time\nimage = np.ones((28, 28))\nprint(conv2d(image, image))",
    "plt.imshow(image)\nplt.show()\ndisplay(image)\nget_ipython().run_line_magic('time', '1')",
    "1 / 0",
    "check('conv2d')\nassert False\nraise SystemExit",
    "history = [time.sleep(60) for epoch in range(9)]",
    "while True:\n    relu(image)",
    "import os\nos._exit(0)",
    "kernel = patch = bias = None\nexit()\ninput()",
    "import torch, nothing_of_this_name\nfrom here import there",
    "for kernel in edge_kernels().values():\n    time.sleep(60)",
)


def test_whatever_else_is_tried_in_a_notebook_does_not_disturb(grade_folder, tmp_path):
    mixed = [cell for pair in zip(EXPERIMENTS, EXPERIMENTS, strict=True) for cell in pair]
    code = [*mixed, *cells("conv"), *EXPERIMENTS]
    (tmp_path / "conv.ipynb").write_bytes(notebook(*code))
    report = grade_folder(tmp_path, "conv")
    assert report.passed
    (note,) = report.notes
    assert note.startswith("What is not Python was left out of conv.ipynb: cell 1, line 1; cell 1,")
    assert note in to_html(report, None).decode()
    assert for_audience(report, "student").notes == report.notes


def test_a_cell_that_is_no_python_costs_its_functions_alone(grade_folder, tmp_path):
    code = cells("conv")
    at = next(i for i, cell in enumerate(code) if "def conv2d" in cell)
    code[at] = code[at].replace("def conv2d(", "def conv2d((")
    (tmp_path / "conv.ipynb").write_bytes(notebook(*code))
    report = grade_folder(tmp_path, "conv")
    assert lost(report) == {"conv2d"}
    first = next(check for check in report.checks if not check.passed)
    assert first.status is Status.ERROR
    assert "conv.ipynb has no function conv2d: SyntaxError: " in first.message
    assert f"(conv.ipynb, cell {at + 1}, line " in first.message
    assert report.notes == (f"What is not Python was left out of conv.ipynb: cell {at + 1}.",)


@pytest.mark.parametrize("end", ["del conv2d", "conv2d = 3"])
def test_a_function_that_is_not_there_is_missing(end, grade_folder, tmp_path):
    (tmp_path / "conv.ipynb").write_bytes(notebook(*cells("conv"), end))
    report = grade_folder(tmp_path, "conv")
    assert lost(report) == {"conv2d"}
    first = next(check for check in report.checks if not check.passed)
    assert first.status is Status.MISSING
    assert first.message == "conv.ipynb has no function conv2d"


def test_a_failed_import_is_named_as_the_cause(grade_folder, tmp_path):
    code = [cell.replace("import numpy as np", "import numpyy as np") for cell in cells("conv")]
    (tmp_path / "conv.ipynb").write_bytes(notebook("'conv'", *code))
    report = grade_folder(tmp_path, "conv.stamp")
    assert "No module named 'numpyy' (conv.ipynb, cell 2, line 1)" in report.checks[0].message
    assert report.score == 0


def test_what_an_earlier_cell_raised_is_no_refusal(grade_folder, tmp_path):
    code = ["KERNEL = int('no number')", "def conv2d(image, kernel, bias=0.0):\n    return KERNEL"]
    (tmp_path / "conv.ipynb").write_bytes(notebook(*code))
    report = grade_folder(tmp_path, "conv.conv2d")
    assert report.score == 0
    assert "NameError" in report.checks[0].message
    assert "because of ValueError: invalid literal" in report.checks[0].message


@pytest.mark.parametrize("folder", ["a script", "a notebook"])
@pytest.mark.parametrize("line", ["from conv import relu", "import exercises.conv as conv"])
def test_other_exercises_are_found_in_notebooks(line, folder, grade_folder, tmp_path):
    (tmp_path / "conv.ipynb").write_bytes(notebook(*cells("conv"), "time.sleep(99)", "MINE = 1"))
    put_siblings(tmp_path, "conv", "pooling")
    own = [*cells("pooling"), line, "from exercises.conv import MINE, stamp as real"]
    uses = "def flatten(maps, right=flatten):\n    assert MINE and real\n    return right(maps)"
    if folder == "a notebook":
        (tmp_path / "pooling.ipynb").write_bytes(notebook(*own, uses))
    else:
        (tmp_path / "pooling.py").write_text("\n".join([*own, uses]), encoding="utf-8")
    assert grade_folder(tmp_path, "pooling").passed


def test_a_sibling_that_is_no_python_is_named_as_the_cause(grade_folder, tmp_path):
    (tmp_path / "pooling.ipynb").write_bytes(notebook("'pooling'", "def max_pool2d(:"))
    use = "from pooling import max_pool2d\ndef conv2d(image, kernel, bias=0):\n    max_pool2d()"
    (tmp_path / "conv.ipynb").write_bytes(notebook(use))
    report = grade_folder(tmp_path, "conv.conv2d")
    assert "pooling.ipynb, cell 2, line 1" in report.checks[0].message


def test_one_mistake_costs_one_function_in_a_notebook_too(grade_folder, tmp_path):
    wrong = "%time\n!echo it's\ndef stamp(patch, kernel, bias=0.0):\n    return 1.0"
    on_it = """def edge_kernels(right=edge_kernels):
    assert stamp(np.ones((2, 2)), np.ones((2, 2))) == 4
    return right()"""
    (tmp_path / "conv.ipynb").write_bytes(notebook(*cells("conv"), wrong, on_it))
    assert lost(grade_folder(tmp_path, "conv")) == {"stamp"}


def test_an_error_and_the_next_step_say_the_cell(grade_folder, tmp_path):
    code = [*cells("conv"), "'below'", "\n\ndef relu(x):\n    # halves\n    return x / {}"]
    (tmp_path / "conv.ipynb").write_bytes(notebook(*code))
    report = grade_folder(tmp_path, "conv.relu")
    place = f"conv.ipynb, cell {len(code)}, line"
    assert f"(relu ({place} 5))" in report.checks[0].message
    for named in (tmp_path, tmp_path / "conv.ipynb"):
        step = next_step(report, read_submission(named, ["conv"]), None)
        assert step.place.endswith(f"/conv.ipynb, cell {len(code)}, line 3")


# --- the slice


def load(zygotes, code: list[str], *wanted: str, calls: tuple[str, ...] = ()):
    """What a worker says to a notebook, and what its functions without arguments return."""
    process = zygotes.start("numpy")
    try:
        source = tuple(cell.encode("latin-1") for cell in code)
        process.channel.send(Load("conv", {"conv": source}, wanted={"conv": wanted}))
        assert isinstance(process.channel.receive(20), Confined)
        loaded = process.channel.receive(20)
        assert isinstance(loaded, Loaded)
        replies = []
        for name in calls:
            process.channel.send(Call(name, [], {}, 0))
            replies.append(process.channel.receive(20))
        return loaded, replies
    finally:
        process.channel.close()
        process.stop()


def result(zygotes, *code: str):
    """What `f()` returns, or the exception that it raises."""
    loaded, (reply,) = load(zygotes, list(code), "f", calls=("f",))
    assert "f" in loaded.functions, loaded
    return unpack(reply.value) if isinstance(reply, Returned) else reply


F = "def f():\n    return TABLE"
STOP = "raise RuntimeError('an experiment ran')"
GIVES = {
    "a constant": (["TABLE = 3", F], 3),
    "a later cell": ([F, "TABLE = 3"], 3),
    "the last of several": (["TABLE = 3", F, "TABLE = 4"], 4),
    "a redefinition": ([F, "def f():\n    return 'last'"], "last"),
    "a name from a name": (["A = 1", "B = A + 1", "TABLE = B + 1", F], 3),
    "a tuple": (["(A, TABLE), B = (1, 2), 3", F], 2),
    "a list that grows": (["TABLE = []", "TABLE.append(1)", "TABLE += [2]", F], [1, 2]),
    "a loop that fills": (
        ["TABLE = {}", "for k in 'ab':\n    TABLE[k] = k * 2", F],
        {"a": "aa", "b": "bb"},
    ),
    "a loop that calls": (
        ["T = set()\nfor k in (1, 2):\n    T.add(k)\nTABLE = sorted(T)", F],
        [1, 2],
    ),
    "an element": (["TABLE = [1, 2]", "TABLE[0] = 5", "del TABLE[1]", F], [5]),
    "an attribute of the function": ([F, "f.x = 1", "TABLE = [f.x]"], [1]),
    "an annotation": (["TABLE: int = 3", F], 3),
    "a walrus": (["(TABLE := 3)", F], 3),
    "a walrus inside": (["[TABLE := i for i in range(4)]", F], 3),
    "a with": (["import io", "with io.StringIO('x') as TABLE:\n    TABLE = TABLE.read()", F], "x"),
    "an if": (["if 2 > 1:\n    TABLE = 3\nelse:\n    TABLE = 4", F], 3),
    "a try": (["try:\n    import nowhere as TABLE\nexcept ImportError:\n    TABLE = 3", F], 3),
    "a class": (["class TABLE:\n    x = 3", "def f():\n    return TABLE.x"], 3),
    "a base class": (["class A:\n    x = 3", "class B(A): pass", "def f():\n    return B.x"], 3),
    "a lambda": (["f = lambda: TABLE", "TABLE = 3", STOP], 3),
    "a decorator": (
        ["def twice(g):\n    return lambda: g() * 2", "@twice\ndef f():\n    return 2"],
        4,
    ),
    "a default": (["SIZE = 3", "def f(n=SIZE):\n    return n"], 3),
    "a star import": (["from math import *", "def f():\n    return floor(3.5)"], 3),
    "a global that a function sets": (
        ["def fill():\n    global TABLE\n    TABLE = 3", "TABLE = 0", "fill()", F],
        3,
    ),
    "a global that a function fills": (
        ["TABLE = {}", "def fill(k):\n    TABLE[k] = k", "fill(1)\nfor k in [2]:\n    fill(k)", F],
        {1: 1, 2: 2},
    ),
    "no experiment with a cache": (
        [
            "TABLE = {}",
            "import os",
            "def f():\n    TABLE[1] = 2\n    return TABLE",
            "f(), os._exit(1)",
        ],
        {1: 2},
    ),
    "a future": (["from __future__ import annotations", "def f(x: nowhere = 3):\n    return x"], 3),
    "the kernel's own": (
        [
            "TABLE = []",
            "for i in (1, 2):\n    TABLE.append(i)\n    display(i)",
            "if get_ipython():\n    TABLE = 0",
            F,
        ],
        [1, 2],
    ),
    "one that raises before": (["TABLE = 3", "TABLE = 1 / 0", F], 3),
    "one that raises between": (
        ["TABLE = [1]", "TABLE.append(0)\nTABLE.nothing\nTABLE.append(2)", F],
        [1, 0, 2],
    ),
    "one that exits": (
        ["import sys", "TABLE = [1]", "sys.exit(TABLE)", "TABLE.append(2)", F],
        [1, 2],
    ),
    "no experiment on a number": (
        ["TABLE = 3", "TABLE, print(os._exit(TABLE))", "import os\nos._exit(TABLE)", F],
        3,
    ),
    "no experiment with the function": (
        [F, "TABLE = 3", "import os", "print(f(), os._exit(1))"],
        3,
    ),
    "no experiment with a module": (
        [
            "try:\n    import os as TABLE\nexcept ImportError:\n    TABLE = None",
            "TABLE._exit(3)",
            "def f():\n    return TABLE.sep",
        ],
        "/",
    ),
    "no local name": (["import os", "x = os._exit(1)", "def f():\n    x = 3\n    return x"], 3),
    "no result of an experiment": (
        [
            "import os",
            "TABLE = [1]",
            "best = os._exit(TABLE)",
            "scores = {}",
            "scores[TABLE[0]] = os._exit(1)",
            F,
        ],
        [1],
    ),
    "Windows lines": (["TABLE = 3\r\n%time\r\nf = lambda: TABLE\r"], 3),
    "a sum that looks like a magic": (["TABLE = (7\n  % 4)\n%time\ns = '''\n!ls\n'''", F], 3),
    "a magic in a block": (
        ["if True:\n    %time\n    TABLE = 3\n", "for i in []:\n    !ls\n", F],
        3,
    ),
    "an indented magic": (["  %matplotlib inline\nTABLE = 3", F], 3),
    "a cell magic around Python": (["\n%%capture out\nTABLE = 3", F], 3),
    "a cell magic for others": (["TABLE = 3", "%%writefile x.py\nTABLE = 4", F], 3),
    "a cell that is no Python": (["TABLE = 3", "TABLE = 4 +", F], 3),
    "a statement that cannot stand there": (["return 1\nTABLE = 3", F], 3),
    "a null byte": (["TABLE = 3", "TABLE = 4\0", F], 3),
    "code that is nested too deeply": (["TABLE = 3", "TABLE = " + "-" * 50_000 + "4", F], 3),
    "brackets without end": (["TABLE = 3", "TABLE = " + "(" * 50_000, F], 3),
    "bytes that are no text": (["TABLE = 3", "TABLE, B = 4, '\xff'", F], 4),
    "an empty cell": (["", "\n\n", "# nothing", F, "TABLE = 3"], 3),
}


@pytest.mark.parametrize("name", GIVES)
def test_a_function_has_what_it_needs_and_nothing_else_runs(name, zygotes):
    code, expected = GIVES[name]
    assert result(zygotes, *code) == expected


def test_what_is_left_out_is_told_by_cell_and_line(zygotes):
    code = ["x = 1\n%time\n!ls", "def g(:", "%%html\n<b>", "%%time\nx", "a = b ? c : d", "break"]
    loaded, _ = load(zygotes, [*code, "def f(): pass"], "f")
    told = [(each.cell, each.line) for each in loaded.left_out]
    assert sorted(told) == [(1, 2), (1, 3), (2, 0), (3, 0), (4, 1), (5, 0), (6, 1)]


WHY = {
    "its decorator": (["@nowhere\ndef f(): pass"], "name 'nowhere' is not defined", 1),
    "an import before it": (["import nowhere as n", "f = n.f"], "No module named 'nowhere'", 1),
    "a chain": (["1", "A = 1 / 0", "B = A", "C = B", "f = C"], "division by zero", 2),
    "its syntax": (["1", "\ndef f(:\n"], "invalid syntax", 2),
    "a statement in the wrong place": (["def f():\n    nonlocal x"], "no binding", 1),
    "a null byte": (["def f():\n    return '\0'"], "null bytes", 1),
    "another's syntax": (["def g(:", "f = g"], "invalid syntax", 1),
}


@pytest.mark.parametrize("name", WHY)
def test_why_a_function_is_not_there_is_told(name, zygotes):
    code, text, cell = WHY[name]
    loaded, _ = load(zygotes, code, "f", "never")
    failure = loaded.failures["f"]
    assert "f" not in loaded.functions
    assert "never" not in loaded.failures
    assert text in failure.text
    assert (failure.places[-1].file, failure.places[-1].cell) == ("conv.ipynb", cell)


def test_why_a_name_has_no_value_is_told_in_a_call(zygotes):
    reply = result(zygotes, "1", "import nowhere as np", "def f():\n    return np")
    assert isinstance(reply, Raised)
    assert reply.kinds[0] == "NameError"
    assert "No module named 'nowhere'" in reply.cause.text
    assert [(place.cell, place.line) for place in reply.cause.places] == [(2, 1)]


def test_a_traceback_shows_the_lines_of_cells(zygotes):
    code = "import traceback\ndef f():\n    try:\n        1 / 0\n    except Exception:\n"
    shown = result(zygotes, "1", code + "        return traceback.format_exc()")
    assert 'File "conv.ipynb, cell 2", line 4, in f\n    1 / 0' in shown


STATEMENTS = cells("conv")
NOISE = ["%time", "!ls", "print(conv2d)", "1 / 0", "import time\ntime.sleep(60)", "def g(:", ""]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_it_does_not_matter_where_the_cells_are_parted(zygotes, data):
    parted: list[str] = []
    for each in STATEMENTS:
        parted += data.draw(st.lists(st.sampled_from(NOISE), max_size=2))
        if parted and parted[-1] not in NOISE and data.draw(st.booleans()):
            parted[-1] += f"\n{each}"
        else:
            parted.append(each)
    wanted = functions("conv")
    loaded, _ = load(zygotes, parted, *wanted)
    assert {name: loaded.functions.get(name) for name in wanted} == dict.fromkeys(wanted, False)
    assert {"g", "time"}.isdisjoint(loaded.functions)


# --- the file


def test_a_notebook_is_read_where_there_is_no_script(tmp_path):
    (tmp_path / "conv.ipynb").write_bytes(notebook("x = 1", "x = 2"))
    submission = read_submission(tmp_path, NAMES)
    assert submission.files == {"conv": (b"x = 1", b"x = 2")}
    assert submission.file("conv") == "conv.ipynb"
    assert submission.problems == {"padding": "padding.py is not in the submission"}
    assert submission.notes == ()


def test_a_notebook_beside_a_script_is_passed_over_and_that_is_said(grade_folder, tmp_path):
    (tmp_path / "conv.ipynb").write_bytes(notebook("x = 1"))
    (tmp_path / "conv.py").write_bytes(b"x = 3")
    assert read_submission(tmp_path, NAMES).files == {"conv": b"x = 3"}
    report = grade_folder(tmp_path, "conv.stamp")
    assert report.notes == ("conv.ipynb was not read, because there is conv.py.",)
    turned = read_submission(tmp_path, NAMES, (NOTEBOOK, SCRIPT))
    assert turned.files == {"conv": (b"x = 1",)}
    assert turned.notes == ("conv.py was not read, because there is conv.ipynb.",)


def test_a_notebook_is_read_out_of_an_archive(tmp_path):
    files = {"work/conv.ipynb": notebook("x = 1"), "work/padding.ipynb": b"no", "padding.py": b"y"}
    with zipfile.ZipFile(tmp_path / "anna.zip", "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    with tarfile.open(tmp_path / "anna.tar", "w") as tarred:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tarred.addfile(info, io.BytesIO(content))
    for place in ("anna.zip", "anna.tar"):
        submission = read_submission(tmp_path / place, NAMES)
        assert submission.files == {"conv": (b"x = 1",), "padding": b"y"}


def test_one_notebook_is_one_exercise(tmp_path):
    (tmp_path / "conv.ipynb").write_bytes(notebook("x = 1"))
    (tmp_path / "padding.py").write_bytes(b"y")
    submission = read_submission(tmp_path / "conv.ipynb", NAMES)
    assert (submission.name, submission.files) == ("conv", {"conv": (b"x = 1",)})
    (tmp_path / "Untitled.ipynb").write_bytes(notebook("x = 1"))
    with pytest.raises(UsageError, match=r"Expected one of: conv.ipynb, padding.ipynb"):
        read_submission(tmp_path / "Untitled.ipynb", NAMES)
    with pytest.raises(UsageError, match="There is no"):
        read_submission(tmp_path / "padding.ipynb", NAMES)


def test_the_text_of_a_cell_may_be_in_pieces(tmp_path):
    pieces = {"cell_type": "code", "source": ["x = 'größe'\n", "", "y = 2"]}
    others = [{"cell_type": kind, "source": "z"} for kind in ("markdown", "raw", "new", "Code")]
    content = json.dumps({"nbformat": 4, "cells": [*others, pieces]}, ensure_ascii=False)
    (tmp_path / "conv.ipynb").write_bytes(content.encode("utf-8-sig"))
    expected = ("x = 'größe'\ny = 2".encode(),)
    assert read_submission(tmp_path, NAMES).files == {"conv": expected}


DAMAGED = {
    "nothing": (b"", "cannot be read as a notebook"),
    "half of it": (notebook("x")[:-9], "cannot be read as a notebook"),
    "no JSON": (b"it was here", "cannot be read as a notebook"),
    "no text": (b"\xff\xfe\x00", "it is not saved as UTF-8, see line 1"),
    "text in another encoding": (notebook("x").replace(b'"x"', b'"\xe4"'), "cannot be read"),
    "a list": (b"[]", "cannot be read as a notebook"),
    "an empty object": (b"{}", "is not a notebook of format 4"),
    "other JSON": (b'{"version": 1, "data": [1, 2]}', "is not a notebook of format 4"),
    "format 3": (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "not a notebook of format 4"),
    "cells that are no list": (b'{"cells": {"a": 1}}', "cannot be read as a notebook"),
    "a cell that is no object": (b'{"cells": [1]}', "cannot be read as a notebook"),
    "a source that is a number": (b'{"cells": [{"cell_type": "code", "source": 1}]}', "cannot be"),
    "lists without end": (b'{"metadata": ' + b"[" * 10**6, "cannot be read as a notebook"),
    "objects without end": (b'{"a":' * 10**6, "cannot be read as a notebook"),
    "a number without end": (b'{"nbformat": ' + b"9" * 10**6 + b"}", "is not a notebook"),
    "too much code": (notebook("#" * MAX_CODE, "1"), "is larger than 1024 KiB"),
    "too many cells": (notebook(*["1"] * (MAX_CELLS + 1)), "more than 2000 cells"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_no_notebook_is_a_problem_of_its_exercise(name, tmp_path):
    content, text = DAMAGED[name]
    (tmp_path / "conv.ipynb").write_bytes(content)
    (tmp_path / "padding.py").write_bytes(b"y")
    submission = read_submission(tmp_path, NAMES)
    assert submission.files == {"padding": b"y"}
    assert list(submission.problems) == ["conv"]
    assert text in submission.problems["conv"]
    assert submission.file("conv") == "conv.ipynb"


def test_large_pictures_in_the_outputs_do_no_harm(tmp_path):
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 12 * 2**20}}
    (tmp_path / "conv.ipynb").write_bytes(notebook("x = 1", metadata={"outputs": [picture]}))
    assert read_submission(tmp_path, NAMES).files == {"conv": (b"x = 1",)}


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(notebook("x = 1"))
    (tmp_path / "conv.ipynb").symlink_to(tmp_path / "secret")
    assert "links are not followed" in read_submission(tmp_path, NAMES).problems["conv"]


# --- the command line


def run(*arguments: str, cwd: Path):
    command = [sys.executable, "-m", "grader", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120)


def test_one_notebook_is_graded_by_its_name(tmp_path):
    code = ["%matplotlib inline", *cells("padding"), "def zero_pad(image, padding):\n    return 0"]
    (tmp_path / "padding.ipynb").write_bytes(notebook(*code))
    ran = run("--submission", "padding.ipynb", cwd=tmp_path)
    shown = " ".join(ran.stdout.split())
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "conv" not in ran.stdout
    assert f"fix zero_pad in padding.ipynb, cell {len(code)}, line 1" in shown
    assert "python -m grader padding.zero_pad --submission padding.ipynb" in shown
    assert "What is not Python was left out of padding.ipynb: cell 1, line 1" in shown


def test_a_notebook_of_another_name_is_wrong_usage(tmp_path):
    (tmp_path / "homework.ipynb").write_bytes(notebook("x"))
    ran = run("--submission", "homework.ipynb", cwd=tmp_path)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert "homework" in ran.stderr
    ran = run("conv", "--submission", "homework.ipynb", cwd=tmp_path)
    assert ran.returncode == 2
    assert "conv.ipynb" in ran.stderr


def test_arrays_cross_as_ever(zygotes):
    process = zygotes.start("numpy")
    code = tuple(cell.encode() for cell in cells("conv"))
    process.channel.send(Load("conv", {"conv": code}, wanted={"conv": ("conv2d",)}))
    process.channel.send(Call("conv2d", [pack(np.eye(3)), pack(np.ones((2, 2)))], {}, 0))
    replies = [process.channel.receive(20) for _ in range(3)]
    process.channel.close()
    process.stop()
    assert unpack(replies[-1].value).tolist() == [[2.0, 1.0], [1.0, 2.0]]
