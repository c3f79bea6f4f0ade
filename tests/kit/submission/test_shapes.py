"""Files as people, systems and platforms make them: read, or their sender is told why."""

import io
import json
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.submission.confined_reader import ReaderLost
from handed_in import read_submission
from notebook_files import notebook
from places import ROOT, SOLUTIONS

NAMES = ["conv", "padding"]
RIGHT = (SOLUTIONS / "conv.py").read_bytes()
STUB = (ROOT / "exercises" / "conv.py").read_bytes()
quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def written(folder, files):
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


# --- encodings

KOREAN = st.text(st.sampled_from("가나다합성곱필터"), min_size=1, max_size=8)


@quick
@given(KOREAN, st.integers(0, 5))
def test_code_page_949_is_named_with_its_line(tmp_path, comment, above):
    source = "x = 1\n" * above + f"# {comment}\n"
    (tmp_path / "conv.py").write_bytes(source.encode("cp949"))
    (tmp_path / "padding.py").write_bytes(b"y = 2\n")
    submission = read_submission(tmp_path, NAMES)
    assert submission.files == {"padding": b"y = 2\n"}
    why = submission.problems["conv"]
    assert f"not saved as UTF-8, see line {above + 1}." in why
    assert why.endswith("It seems to be saved as CP949")


@quick
@given(
    st.sampled_from(
        ["latin-1", "cp1252", "cp949", "euc_kr", "shift_jis", "utf-16", "utf-16-le", "utf-32"]
    ),
    st.sampled_from(["größe", "faltungsmaß é", "합성곱", "畳み込み", "x = 'ü'"]),
    st.integers(0, 4),
)
def test_no_other_encoding_is_taken_for_utf_8(tmp_path, encoding, text, above):
    source = "x = 1\n" * above + f"# {text}\n"
    (tmp_path / "conv.py").write_bytes(source.encode(encoding, "replace"))
    submission = read_submission(tmp_path, NAMES)
    if "conv" in submission.files:  # all that could not be encoded has become question marks
        assert submission.files["conv"].decode("utf-8")
    else:
        assert "UTF-8" in submission.problems["conv"]
        assert "line " in submission.problems["conv"]


@pytest.mark.parametrize("encoding", ["cp949", "latin-1", "utf-8", "utf-8-sig", "euc-kr"])
def test_an_encoding_that_is_declared_is_read(encoding, tmp_path):
    text = f"# -*- coding: {encoding} -*-\n# {'ü' if encoding == 'latin-1' else '합성곱'}\n"
    (tmp_path / "conv.py").write_bytes(text.encode(encoding))
    assert "conv" in read_submission(tmp_path, NAMES).files


@pytest.mark.parametrize("declared", ["utf-88", "hex", "rot13", "zlib", "ascii", "korean9"])
def test_a_wrong_declaration_is_named_with_its_line(declared, tmp_path):
    text = f"#!/usr/bin/python\n# coding: {declared}\n# 합성곱\nx = 1\n"
    (tmp_path / "conv.py").write_bytes(text.encode())
    assert "line 2" in read_submission(tmp_path, NAMES).problems["conv"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-32-le"])
def test_a_wide_encoding_is_named(encoding, tmp_path):
    (tmp_path / "conv.py").write_bytes("x = 1  # 합성곱\n".encode(encoding))
    assert encoding.upper()[:6] in read_submission(tmp_path, NAMES).problems["conv"]


# --- names

COPIES = [
    "Conv.py", "CONV.PY", "conv (1).py", "conv(2).py", "conv - Copy.py", "conv - Copy (2).py",
    "conv copy.py", "conv_final.py", "conv-v2.py", "conv2.py", "Copy of conv.py", "conv.py.txt",
    "conv.txt", "conv .py", " conv.py", "conv - 복사본.py", "conv 사본.py", "conv의 사본.py",
    "conv.py의 사본", "[과제1] conv.py", "2026_김민지_conv.py", "conv.py (1)", "conv.PY",
    "conv.py.1", "conv.py.download", "conv.py_", "conv_py.txt", "conv.pyw",
    "\uff43\uff4f\uff4e\uff56.py",
]  # fmt: skip
NOTEBOOK_COPIES = [
    "Copy of conv.ipynb", "conv (1).ipynb", "conv.ipynb의 사본", "conv.ipynb.txt",
    "conv.ipynb.json", "Conv.ipynb", "conv_final.ipynb",
]  # fmt: skip


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", COPIES + NOTEBOOK_COPIES)
def test_a_similar_name_is_read_where_it_is_the_only_one(name, form, tmp_path):
    is_notebook = ".ipynb" in name
    content = notebook("x = 1") if is_notebook else b"x = 1\n"
    written(tmp_path, {unicodedata.normalize(form, name): content})
    submission = read_submission(tmp_path, NAMES)
    assert submission.files == {"conv": (b"x = 1",) if is_notebook else b"x = 1\n"}
    assert "was read as conv" in submission.notes[0]


@pytest.mark.parametrize("name", COPIES)
def test_a_similar_name_gives_way_to_the_right_one_and_is_named(name, tmp_path):
    submission = read_submission(written(tmp_path, {"conv.py": RIGHT, name: b"x = 1\n"}), NAMES)
    assert submission.files == {"conv": RIGHT}
    assert any(each.fate == "ignored" for each in submission.looked_at)
    assert "was not read, because there is conv.py" in submission.notes[0]


@pytest.mark.parametrize("name", ["test_conv.py", "convolution.py", "convert.py", "myconv.py"])
def test_other_names_are_not_taken_for_an_exercise(name, tmp_path):
    submission = read_submission(written(tmp_path, {name: b"x = 1\n"}), NAMES)
    assert submission.nothing_found
    assert name in submission.notes[0]


def test_of_several_similar_names_none_is_guessed_and_all_are_named(tmp_path):
    files = {"conv (1).py": RIGHT, "conv (2).py": RIGHT + b"# other\n"}
    submission = read_submission(written(tmp_path, files), NAMES)
    assert submission.files == {}
    assert all(any(name in note for note in submission.notes) for name in files)
    equal = dict.fromkeys(files, RIGHT)
    assert read_submission(written(tmp_path, equal), NAMES).files == {"conv": RIGHT}


@pytest.mark.parametrize("other", ["conv.ipynb", "conv (1).py", "old/conv.py"])
def test_a_stub_gives_way_to_what_somebody_has_written(other, tmp_path):
    content = notebook(RIGHT.decode()) if other.endswith("ipynb") else RIGHT
    submission = read_submission(written(tmp_path, {"conv.py": STUB, other: content}), NAMES)
    assert submission.files["conv"] != STUB
    assert submission.notes[0].endswith("for nothing is written in conv.py yet.")


# --- layouts

REPOSITORY = {
    "exercises/conv.py": RIGHT, "exercises/padding.py": b"y = 2\n", "solutions/conv.py": STUB,
    "tests/kit/variants/conv.py": STUB, "README.md": b"#", "grader/conv.py": STUB,
    ".venv/lib/conv.py": STUB, "venv/conv.py": STUB, "__MACOSX/exercises/._conv.py": b"\0",
    "exercises/__pycache__/conv.cpython-311.pyc": b"\0", ".git/config": b"",
}  # fmt: skip


def zip_of(files, slash="/", top="", flags=0):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            info = zipfile.ZipInfo("x")
            info.filename = f"{top}{path}".replace("/", slash)
            archive.writestr(info, content)
    return packed.getvalue()


def tar_of(files, form, top="./"):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", format=form) as archive:
        for path, content in files.items():
            info = tarfile.TarInfo(f"{top}{path}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


class _InCodePage949(zipfile.ZipInfo):
    """A name as Windows' own program writes it: without a word on its encoding."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("cp949"), self.flag_bits & ~0x800


def in_code_page_949(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(_InCodePage949(f"과제/{path}"), content)
    return packed.getvalue()


LAYOUTS = {
    "7-Zip.zip": zip_of(REPOSITORY, top="work/"),
    "powershell.zip": zip_of(REPOSITORY, slash="\\", top="work/"),
    "korean.zip": in_code_page_949(REPOSITORY),
    "gnu.tar.gz": tar_of(REPOSITORY, tarfile.GNU_FORMAT),
    "bsd.tgz": tar_of(REPOSITORY, tarfile.USTAR_FORMAT, top="a/b/c/"),
    "pax.tar.gz": tar_of(REPOSITORY, tarfile.PAX_FORMAT, top="김민지/"),
    "in another.zip": zip_of({"work.zip": zip_of(REPOSITORY)}),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_archive_is_read_whichever_program_made_it(name, tmp_path):
    (tmp_path / name).write_bytes(LAYOUTS[name])
    submission = read_submission(tmp_path / name, NAMES)
    assert submission.files == {"conv": RIGHT, "padding": b"y = 2\n"}
    in_folder = tmp_path / "folder"
    in_folder.mkdir()
    (in_folder / name).write_bytes(LAYOUTS[name])
    assert read_submission(in_folder, NAMES).files == submission.files


@pytest.mark.parametrize("top", ["", "hw1/", "a/b/c/"])
def test_a_folder_is_read_as_an_archive_is(top, tmp_path):
    written(tmp_path, {f"{top}{path}": content for path, content in REPOSITORY.items()})
    assert read_submission(tmp_path, NAMES).files == {"conv": RIGHT, "padding": b"y = 2\n"}


def damaged(what):
    """A zip of two scripts of which the first cannot be taken out."""
    packed = bytearray(zip_of({"conv.py": RIGHT, "padding.py": b"y = 2\n"}))
    directory = packed.index(b"PK\1\2")
    if what == "password":
        packed[6] |= 1
        packed[directory + 8] |= 1
    elif what == "method":
        packed[8] = packed[directory + 10] = 9
    else:
        packed[200] ^= 0xFF
    return bytes(packed)


@pytest.mark.parametrize("what", ["password", "method", "damage"])
def test_a_file_that_cannot_be_taken_out_of_an_archive_costs_the_others_nothing(what, tmp_path):
    (tmp_path / "hw.zip").write_bytes(damaged(what))
    submission = read_submission(tmp_path / "hw.zip", NAMES)
    assert submission.files == {"padding": b"y = 2\n"}
    assert "conv.py cannot be taken out of the archive: " in submission.notes[0]
    assert ("it has a password" in submission.notes[0]) == (what == "password")


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_an_archive_in_an_archive_is_opened_if_it_is_alone(depth, tmp_path):
    packed = zip_of({"conv.py": RIGHT})
    for number in range(depth):
        packed = zip_of({f"{number}.zip": packed, "notes.txt": b""})
    (tmp_path / "hw.zip").write_bytes(packed)
    assert read_submission(tmp_path / "hw.zip", NAMES).files == {"conv": RIGHT}


WHOLE = [LAYOUTS["7-Zip.zip"], LAYOUTS["gnu.tar.gz"], tar_of({"conv.py": RIGHT}, 1), notebook("x")]


@quick
@given(st.sampled_from(WHOLE), st.data())
def test_whatever_happened_to_a_file_on_its_way_its_reader_is_never_lost(tmp_path, whole, data):
    cut = data.draw(st.integers(0, len(whole)))
    changed = bytearray(whole[:cut])
    for place in data.draw(st.lists(st.integers(0, max(cut - 1, 0)), max_size=3)):
        changed[place : place + 1] = data.draw(st.binary(max_size=2))
    kind = "conv.ipynb" if whole is WHOLE[-1] else "hw.zip"
    (tmp_path / kind).write_bytes(changed)
    said: list[type] = [type(None)]
    try:
        read_submission(tmp_path / kind, NAMES)
    except UsageError as error:
        said = [type(error)]
    assert ReaderLost not in said


# --- notebooks


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", '"\\ud800"', "1e999", "9" * 5000]
)
def test_outputs_are_not_read_whatever_they_are(value, tmp_path):
    content = notebook("x = 1").replace(b'"outputs": []', b'"outputs": [%s]' % value.encode())
    (tmp_path / "conv.ipynb").write_bytes(content)
    assert read_submission(tmp_path, NAMES).files == {"conv": (b"x = 1",)}


def test_the_size_of_outputs_does_not_count(tmp_path):
    picture = b'"outputs": [{"image/png": "%s"}]' % (b"A" * 40 * 2**20)
    content = notebook("x = 1").replace(b'"outputs": []', picture)
    (tmp_path / "conv.ipynb").write_bytes(content)
    assert read_submission(tmp_path, NAMES).files == {"conv": (b"x = 1",)}


def test_a_cell_without_text_costs_the_others_nothing(tmp_path):
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "source": None}, {}]
    cells.append({"cell_type": "code", "source": ["x ", "= 1\n", "y = '\ud800'"]})
    (tmp_path / "conv.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    assert read_submission(tmp_path, NAMES).files == {"conv": (b"", b"x = 1\ny = '?'")}


def test_a_notebook_in_another_encoding_is_told_so_as_a_script_is(tmp_path):
    cells = [{"cell_type": "code", "source": "# 합성곱"}]
    text = json.dumps({"cells": cells, "nbformat": 4}, ensure_ascii=False)
    (tmp_path / "conv.ipynb").write_bytes(text.encode("cp949"))
    why = read_submission(tmp_path, NAMES).problems["conv"]
    assert "not saved as UTF-8, see line 1" in why
    assert why.endswith("It seems to be saved as CP949")


@pytest.mark.parametrize("size", [1, 3 * 2**20])
def test_a_notebook_that_is_named_as_a_script_is_read_as_one(size, tmp_path):
    outputs = b'"outputs": [{"text": "%s"}]' % (b"A" * size)
    content = notebook("x = 1").replace(b'"outputs": []', outputs)
    (tmp_path / "conv.py").write_bytes(content)
    submission = read_submission(tmp_path, NAMES)
    assert submission.files == {"conv": (b"x = 1",)}
    assert submission.notes == ("conv.py is a notebook and was read as one. Name it conv.ipynb.",)


def test_a_script_that_is_named_as_a_notebook_is_read_as_one(tmp_path):
    (tmp_path / "conv.ipynb").write_bytes(RIGHT)
    submission = read_submission(tmp_path, NAMES)
    assert submission.files == {"conv": RIGHT}
    assert "is no notebook and was read as a script" in submission.notes[0]
    only_notebooks = read_submission(tmp_path, NAMES, kinds=(".ipynb",))
    assert "cannot be read as a notebook" in only_notebooks.problems["conv"]


# --- the doctor


def test_the_doctor_says_what_would_be_read(tmp_path):
    written(
        tmp_path, {"conv (1).py": RIGHT, "notes.hwp": b"", "padding.py": "# 끝".encode("cp949")}
    )
    command = [sys.executable, "-m", "grader", "doctor", "--submission", tmp_path]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    shown = " ".join(ran.stdout.split())
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "graded conv conv (1).py" in shown
    assert "not read padding padding.py" in shown
    assert "ignored notes.hwp" in shown
