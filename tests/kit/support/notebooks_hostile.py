"""Notebooks that are after points, after secrets, after other people or after nbgrader.

Each is what a careful student handed in, with something done to it. That student's `stamp` and
`relu` are right, `conv2d` is not, and the other functions are stubs.
"""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

import nbgrader_class as kit

cell, code = kit.cell, kit.code

Notebook = dict[str, Any]
# Puts notebooks into the folder of a submission.
HandIn = Callable[[Path, Notebook], None]

CANARY = "canary-4711"
WRONG = "    return np.zeros((1, 1))"
HEAD = "def conv2d(image, kernel, bias=0.0):\n"
CAREFUL = {
    "stamp": "def stamp(patch, kernel, bias=0.0):\n"
    "    if patch.shape != kernel.shape:\n"
    "        raise ValueError(f'kernel must have the shape {patch.shape}')\n"
    "    return float(np.sum(patch.astype(float) * kernel.astype(float)) + bias)",
    "relu": "def relu(x):\n    return np.maximum(x.astype(float), 0.0)",
    "conv2d": HEAD + WRONG,
}


class Hostile(Struct, frozen=True):
    """A submission, and the functions that get no points in it; the others get what is fair."""

    hand_in: HandIn
    loses: tuple[str, ...] = ()


HOSTILE: dict[str, Hostile] = {}
ALL = ("stamp", "relu", "conv2d")


def hostile(*loses: str) -> Callable[[Callable[[Notebook], Any]], Any]:
    """A function that changes a notebook, or returns what takes its place."""

    def keep(change: Callable[[Notebook], Any]) -> Any:
        def hand_in(place: Path, notebook: Notebook) -> None:
            made = change(notebook)
            content = made if isinstance(made, bytes) else json.dumps(made or notebook).encode()
            (place / "conv.ipynb").write_bytes(content)

        HOSTILE[change.__name__] = Hostile(hand_in, loses)
        return change

    return keep


def folder(*loses: str) -> Callable[[HandIn], HandIn]:
    """A function that does something to the folder of the submission."""

    def keep(hand_in: HandIn) -> HandIn:
        def with_notebook(place: Path, notebook: Notebook) -> None:
            (place / "conv.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
            hand_in(place, notebook)

        HOSTILE[hand_in.__name__] = Hostile(with_notebook, loses)
        return hand_in

    return keep


def number(notebook: Notebook, name: str) -> int:
    return notebook["cells"].index(cell(notebook, name))


def metadata(notebook: Notebook, name: str, **changes: Any) -> None:
    cell(notebook, name)["metadata"]["nbgrader"].update(changes)


# --- cells


@hostile()
def a_graded_cell_twice(notebook):
    notebook["cells"].insert(3, copy.deepcopy(cell(notebook, "conv2d-grade")))


@hostile()
def all_cells_three_times(notebook):
    notebook["cells"] *= 3


@hostile()
def a_solution_twice_and_the_second_is_right(notebook):
    first = copy.deepcopy(cell(notebook, "relu"))
    first["source"] = "def relu(x):\n    return 0"
    notebook["cells"].insert(0, first)


@hostile("relu")
def a_solution_twice_and_the_second_is_wrong(notebook):
    second = copy.deepcopy(cell(notebook, "relu"))
    second["source"] = "def relu(x):\n    return None"
    notebook["cells"].append(second)


@hostile("relu")
def a_solution_deleted(notebook):
    del notebook["cells"][number(notebook, "relu")]


@hostile("relu")
def a_graded_cell_deleted(notebook):
    del notebook["cells"][number(notebook, "relu-grade")]


@hostile("stamp", "relu", "conv2d")
def all_graded_cells_deleted(notebook):
    for name in ("stamp", "relu", "conv2d", "feature_maps", "edge_kernels"):
        del notebook["cells"][number(notebook, f"{name}-grade")]


@hostile()
def checks_and_lessons_deleted(notebook):
    for name in ("conv2d-check", "conv2d-lesson", "lesson-1", "check-setup"):
        del notebook["cells"][number(notebook, name)]


@hostile(*ALL)
def no_cells_at_all(notebook):
    notebook["cells"] = []


@hostile()
def cells_in_the_opposite_order(notebook):
    notebook["cells"].reverse()


@hostile()
def a_graded_cell_before_everything(notebook):
    notebook["cells"].insert(0, notebook["cells"].pop(number(notebook, "conv2d-grade")))


@hostile()
def graded_cells_as_markdown(notebook):
    for name in ("conv2d-grade", "relu-grade", "edge_kernels-check"):
        cell(notebook, name)["cell_type"] = "markdown"


@hostile()
def graded_cells_as_raw(notebook):
    for name in ("conv2d-grade", "relu-grade"):
        cell(notebook, name)["cell_type"] = "raw"


@hostile("relu")
def a_solution_as_markdown(notebook):
    cell(notebook, "relu")["cell_type"] = "markdown"


@hostile()
def a_kind_of_cell_that_is_none(notebook):
    cell(notebook, "conv2d-grade")["cell_type"] = "heading"


@hostile()
def lessons_as_code(notebook):
    for each in notebook["cells"]:
        if each["cell_type"] == "markdown":
            each["cell_type"] = "code"


@hostile()
def tags_that_skip(notebook):
    for each in notebook["cells"]:
        each["metadata"]["tags"] = ["skip-execution", "remove-cell", "raises-exception", 7]


@hostile()
def cells_that_cannot_be_deleted(notebook):
    for each in notebook["cells"]:
        each["metadata"] |= {"deletable": False, "editable": False, "jupyter": None}


# --- metadata


@hostile()
def a_thousand_points(notebook):
    for each in notebook["cells"]:
        each["metadata"]["nbgrader"]["points"] = 1000


@hostile()
def points_that_are_no_number(notebook):
    metadata(notebook, "conv2d-grade", points="nan")
    metadata(notebook, "relu-grade", points=-1)
    metadata(notebook, "stamp-grade", points=None)


@hostile()
def own_cells_that_are_graded(notebook):
    about = {"grade": True, "solution": False, "locked": False, "task": False, "points": 50}
    for name in ("mine", "conv2d-grade ", "zero_pad-grade", "cell-3"):
        about |= {"grade_id": name, "schema_version": 3}
        notebook["cells"].append(code("1000.0", nbgrader=dict(about)))


@hostile()
def locked_cells_unlocked_and_written(notebook):
    for each in notebook["cells"]:
        each["metadata"]["nbgrader"]["locked"] = False
    cell(notebook, "conv2d-grade")["source"] = "9.0"
    cell(notebook, "conv2d-check")["source"] = "9.0"


@hostile()
def a_graded_cell_that_is_a_solution(notebook):
    metadata(notebook, "conv2d-grade", solution=True)
    metadata(notebook, "relu-grade", grade=False, solution=True)


@hostile()
def a_graded_cell_that_is_a_task(notebook):
    metadata(notebook, "conv2d-grade", task=True, grade=False, solution=False)
    cell(notebook, "conv2d-grade")["cell_type"] = "markdown"


@hostile("conv2d")
def grade_ids_exchanged(notebook):
    metadata(notebook, "conv2d-grade", grade_id="relu-grade")


@hostile("conv2d")
def the_grade_id_of_another_notebook(notebook):
    metadata(notebook, "conv2d-grade", grade_id="zero_pad-grade")


@hostile("conv2d")
def grade_ids_that_are_no_text(notebook):
    metadata(notebook, "conv2d-grade", grade_id=["conv2d-grade"])
    metadata(notebook, "conv2d-check", grade_id={"a": 1})
    metadata(notebook, "lesson-1", grade_id=10**400)
    metadata(notebook, "check-setup", grade_id=None)


@hostile()
def grade_ids_that_collide_with_the_kits(notebook):
    for name in ("cell-3", "student-3", "__class__", "../../gradebook", "", "x" * 5000):
        notebook["cells"].append(code("pass", nbgrader={"grade_id": name, "grade": True}))


@hostile()
def schemas_of_other_days(notebook):
    for each, version in zip(
        notebook["cells"], (0, 1, 2, 4, 99, "x", None, [3], 3.5), strict=False
    ):
        each["metadata"]["nbgrader"]["schema_version"] = version


@hostile()
def points_for_what_is_not_graded(notebook):
    metadata(notebook, "lesson-1", grade=True, points=20, locked=False)
    metadata(notebook, "conv2d", grade=True, points=20)


@hostile(*ALL)
def metadata_of_nbgrader_that_is_a_list(notebook):
    for each in notebook["cells"]:
        each["metadata"]["nbgrader"] = [each["metadata"]["nbgrader"]]


@hostile(*ALL)
def metadata_that_is_a_list(notebook):
    for each in notebook["cells"]:
        each["metadata"] = []


@hostile()
def the_kits_own_notes_forged(notebook):
    forged = {"by_hand": True, "comment": "Perfect.", "absent": False}
    for each in notebook["cells"]:
        each["metadata"]["cnn_exercise_kit"] = forged
    cell(notebook, "conv2d-grade")["metadata"]["cnn_exercise_kit"] = "9.0"


@hostile()
def outputs_forged(notebook):
    for each in notebook["cells"]:
        if each["cell_type"] == "code":
            result = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
            each["outputs"] = [result | {"data": {"text/plain": "9.0"}}]


@hostile()
def outputs_that_are_none(notebook):
    for each in notebook["cells"]:
        each["outputs"] = {"output_type": 7}
        each["execution_count"] = "x"


# --- the file


@hostile(*ALL)
def no_json(notebook):
    return b"{'cells': conv}"


@hostile(*ALL)
def an_empty_file(notebook):
    return b""


@hostile(*ALL)
def half_a_file(notebook):
    return json.dumps(notebook).encode()[:-100]


@hostile()
def another_encoding(notebook):
    return json.dumps(notebook).encode("utf-16")


@hostile()
def a_byte_order_mark(notebook):
    return json.dumps(notebook).encode("utf-8-sig")


@hostile(*ALL)
def numbers_that_are_none_in_json(notebook):
    metadata(notebook, "conv2d-grade", points=float("nan"))
    metadata(notebook, "relu-grade", points=float("inf"))


@hostile(*ALL)
def a_notebook_of_format_3(notebook):
    cells = notebook.pop("cells")
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {},
                       "worksheets": [{"cells": cells}]}).encode()  # fmt: skip


@hostile()
def a_notebook_of_a_format_to_come(notebook):
    notebook |= {"nbformat": 99, "nbformat_minor": -1}


@hostile()
def no_kernel_named(notebook):
    del notebook["metadata"], notebook["nbformat_minor"]


@hostile()
def another_kernel_named(notebook):
    notebook["metadata"] = {"kernelspec": {"name": "bash"}, "language_info": {"name": "bash"}}


@hostile()
def cell_ids_all_the_same(notebook):
    for each in notebook["cells"]:
        each["id"] = "conv2d"


@hostile()
def cell_ids_that_are_none(notebook):
    for each, name in zip(notebook["cells"], ("", "a b", 3, None, "x" * 99), strict=False):
        each["id"] = name


@hostile()
def ten_megabytes_of_outputs(notebook):
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 10 * 2**20}}
    cell(notebook, "relu")["outputs"] = [picture | {"metadata": {}}]


@hostile()
def ten_megabytes_of_text(notebook):
    text = {"cell_type": "markdown", "metadata": {}, "source": ["[" * 10**6 for _ in range(10)]}
    notebook["cells"].append(text)


@hostile(*ALL)
def more_cells_than_anybody_writes(notebook):
    notebook["cells"] += [code("pass")] * 20_000


@hostile(*ALL)
def more_than_a_notebook_may_hold(notebook):
    notebook["cells"].append(code("#" + "x" * 17 * 2**20))


@hostile(*ALL)
def brackets_without_end(notebook):
    return b'{"cells": ' + b"[" * 10**6


# --- the folder


@folder(*ALL)
def a_folder_in_place_of_the_notebook(place, notebook):
    (place / "conv.ipynb").unlink()
    (place / "conv.ipynb").mkdir()
    (place / "conv.ipynb" / "conv.ipynb").write_text(json.dumps(notebook))


@folder(*ALL)
def a_link_to_the_solution(place, notebook):
    (place / "conv.ipynb").unlink()
    (place / "conv.ipynb").symlink_to(place.parents[2] / "source" / "cnn" / "conv.ipynb")


@folder(*ALL)
def a_link_to_the_passwords(place, notebook):
    (place / "conv.ipynb").unlink()
    (place / "conv.ipynb").symlink_to("/etc/passwd")


@folder(*ALL)
def a_link_to_nothing(place, notebook):
    (place / "conv.ipynb").unlink()
    (place / "conv.ipynb").symlink_to("nowhere")


@folder(*ALL)
def a_pipe_in_place_of_the_notebook(place, notebook):
    (place / "conv.ipynb").unlink()
    os.mkfifo(place / "conv.ipynb")


@folder()
def links_and_pipes_beside_the_notebook(place, notebook):
    (place / "notes.txt").symlink_to(place.parents[2] / "secret.txt")
    (place / "gone.txt").symlink_to("nowhere")
    os.mkfifo(place / "pipe")


@folder()
def names_that_are_odd(place, notebook):
    for name in ("<script>alert(1)</script>".replace("/", "_"), "a\nb", "$(reboot)", "-rf", "%s"):
        (place / f"{name}.ipynb").write_text(json.dumps(notebook))
        (place / f"{name}.txt").write_text("odd")


@folder()
def notebooks_that_are_no_exercises(place, notebook):
    for name in ("Untitled", "conv-Copy1", "gradebook"):
        (place / f"{name}.ipynb").write_bytes(b"no notebook")


@folder()
def modules_that_stand_in_front_of_others(place, notebook):
    for name in ("numpy", "nbformat", "grader", "conv", "sitecustomize", "nbgrader_config"):
        (place / f"{name}.py").write_text("raise SystemExit('ran')")


@folder()
def settings_of_its_own(place, notebook):
    (place / "nbgrader_config.py").write_text("c.Autograde.autograde_preprocessors = []")
    (place / "gradebook.db").write_bytes(b"")


# --- code in the function that is graded


CODE = {
    "assertions_patched": """
        import numpy.testing, numpy
        numpy.testing.assert_allclose = numpy.allclose = numpy.array_equal = lambda *a, **k: True
    """,
    "exec_and_compile_replaced": """
        import builtins
        builtins.exec = builtins.compile = builtins.eval = lambda *a, **k: True
        builtins.isinstance = builtins.abs = builtins.all = lambda *a, **k: True
    """,
    "transformers_of_ipython": """
        shell = get_ipython()
        shell.input_transformers_cleanup.append(lambda lines: ["9.0"])
        shell.ast_transformers.append(None)
    """,
    "a_display_hook": """
        import sys
        sys.displayhook = lambda value: print(9.0)
        sys.excepthook = sys.unraisablehook = lambda *a: None
    """,
    "a_trace_function": """
        import sys, threading
        sys.settrace(lambda *a: None)
        threading.setprofile(lambda *a: None)
    """,
    "a_walk_up_the_frames": """
        import sys
        frame = sys._getframe()
        while frame:
            for name, value in [*frame.f_globals.items(), *frame.f_locals.items()]:
                if "expected" in name or "reference" in name or "score" in name:
                    return value
            frame = frame.f_back
    """,
    "all_objects_in_memory": """
        import gc
        for each in gc.get_objects():
            if callable(each) and getattr(each, "__name__", "") == "conv2d":
                if each is not conv2d:
                    return each(image, kernel, bias)
    """,
    "an_array_that_is_equal_to_all": """
        class Equal(np.ndarray):
            __eq__ = __le__ = __ge__ = lambda *a: np.True_
            __array_ufunc__ = lambda *a, **k: np.True_
            __array_function__ = lambda *a, **k: True
        return np.zeros((1, 1)).view(Equal)
    """,
    "a_string_that_is_a_score": "return '9.0'",
    "an_exception_that_is_html": """
        raise Exception("<img src=x onerror='window.pwned = 1'><script>window.pwned = 1</script>")
    """,
    "an_exception_that_is_a_formula": r"""
        raise Exception(r"$\\href{javascript:window.pwned=1}{x}$ ![x](x) \x1b[31m \x00")
    """,
    "a_read_of_solutions": """
        import glob
        found = [open(file).read() for file in glob.glob(ROOT + "/**", recursive=True)
                 if file.endswith((".txt", ".ipynb", ".py", ".db"))]
        raise Exception("".join(found))
    """,
    "a_read_of_a_secret": "raise Exception(open(ROOT + '/secret.txt').read())",
    "a_write_to_the_gradebook": """
        import sqlite3
        book = sqlite3.connect(ROOT + "/gradebook.db")
        book.execute("UPDATE grade SET auto_score = 9, manual_score = 9")
        book.commit()
    """,
    "a_write_to_other_peoples_files": """
        import glob, os
        for file in glob.glob(ROOT + "/*/*/cnn/*"):
            os.remove(file)
            open(file, "w").write("{}")
    """,
    "a_message_to_the_network": """
        import urllib.request
        urllib.request.urlopen("http://127.0.0.1:9/")
    """,
    "much_said": "print('x' * 10**7)",
    "a_shell": """
        import os, subprocess
        os.system("touch " + ROOT + "/touched")
        subprocess.run(["touch", ROOT + "/touched"])
    """,
}  # fmt: skip
ENDINGS = {
    "an_end_of_the_process": "import os; os._exit(0)",
    "a_loop_without_end": "while True: pass",
    "a_bomb_of_memory": "x = [b'x' * 2**28 for _ in range(100)]; return x",
    "a_bomb_of_forks": "import os\n    while True: os.fork()",
    "a_signal_to_the_grader": "import os; os.kill(os.getppid(), 9); os.abort()",
    "a_recursion_without_end": "return conv2d(image, kernel, bias)",
}


def _body(text: str) -> str:
    lines = text.strip("\n").splitlines()
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "".join(f"    {line[indent:]}\n" for line in lines)


def _source(place: Path, body: str) -> str:
    """A conv2d that does something and then answers as the careful student's does."""
    return f"ROOT = {str(place.parents[2])!r}\n{HEAD}{_body(body)}{WRONG}"


def _coded(body: str) -> HandIn:
    def hand_in(place: Path, notebook: Notebook) -> None:
        cell(notebook, "conv2d")["source"] = _source(place, body)
        (place / "conv.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    return hand_in


HOSTILE |= {name: Hostile(_coded(body)) for name, body in CODE.items()}
HOSTILE |= {name: Hostile(_coded(body), ("conv2d",)) for name, body in ENDINGS.items()}


@hostile()
def magics_that_do_harm(notebook):
    notebook["cells"][0:0] = [
        code("%reset -f"),
        code("%%javascript\nwindow.pwned = 1"),
        code("!rm -rf /tmp/nothing"),
        code("%load_ext nothing\n%run /etc/passwd\nget_ipython().kernel.do_shutdown(False)"),
        code("import os\nos._exit(1)"),
        code("while True: pass"),
    ]


@hostile()
def scripts_in_text(notebook):
    script = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>"
    shown = f"{script}\n\n```\n{script}\n```\n$$ {script} $$\n\n[x](javascript:alert(1))"
    shown += f"\n\n\\begin{{a}} {script} \\end{{a}}\n\n</code></pre>{script}"
    attached = {"x.svg": {"image/svg+xml": f"<svg>{script}</svg>"}}
    for kind in ("markdown", "raw"):
        each = {"cell_type": kind, "metadata": {"format": "text/html"}, "source": shown}
        notebook["cells"].append(each | {"attachments": attached})
    cell(notebook, "lesson-1")["source"] = shown
    notebook["cells"].append(code(f'"""</pre>{script}"""'))
    metadata(notebook, "conv2d-lesson", grade_id=script)


@hostile()
def names_that_are_scripts(notebook):
    notebook["metadata"]["title"] = "<script>window.pwned = 1</script>"
    notebook["metadata"]["authors"] = [{"name": "<script>window.pwned = 1</script>"}]
