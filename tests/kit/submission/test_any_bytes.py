"""Whatever is handed in, nobody reads that it is a fault of the grader."""

import contextlib
import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.cli import grade
from grader.cli.main import main
from grader.errors import ExitCode, UsageError
from notebook_files import notebook
from places import ROOT, SOLUTIONS

RIGHT = (SOLUTIONS / "conv.py").read_bytes()
SEEDS = [
    RIGHT,
    RIGHT.replace(b"\n", b"\r\n"),
    "# 합성곱\n".encode("cp949") + RIGHT,
    notebook(RIGHT.decode()),
    b"",
    b"\xff\xfe",
    b"PK\3\4",
    b"{}",
    b"raise ",
]


@st.composite
def contents(draw, seeds=SEEDS):
    """Bytes of a hand-in to which something has happened on its way, or any bytes."""
    content = bytearray(draw(st.sampled_from(seeds) | st.binary(max_size=200)))
    for _change in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(content)))
        content[place : place + draw(st.integers(0, 30))] = draw(st.binary(max_size=30))
    return bytes(content)


names = st.sampled_from([
    "conv.py", "conv.ipynb", "Conv (1).py", "conv", "exercises/conv.py", "a/b/conv.py", "hw.zip",
    "hw.tar.gz", "conv.txt", "padding.py", "노트.hwp", "\udcff.py",
])  # fmt: skip


@st.composite
def packed(draw):
    """An archive, with something that has happened to it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in draw(st.lists(names, max_size=3, unique=True)):
            archive.writestr(name.encode("utf-8", "replace").decode(), draw(contents()))
    return draw(contents([made.getvalue()]))


hand_ins = st.dictionaries(names, contents() | packed(), max_size=3)


def written(folder, files):
    """A new folder with these files, as far as the system takes their names."""
    place = Path(tempfile.mkdtemp(dir=folder))
    for name, content in files.items():
        with contextlib.suppress(OSError):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
    return place


def any_of(count):
    return settings(
        max_examples=count,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@any_of(15)
@given(hand_ins)
def test_any_hand_in_is_graded_or_its_sender_is_told_why(grade_folder, tmp_path, files):
    told = ""
    try:
        report = grade_folder(written(tmp_path, files), "conv.stamp")
    except UsageError as error:
        told = str(error)
    else:
        assert report.complete
    assert "cannot be understood" not in told


@pytest.mark.attacks
@any_of(150)
@given(hand_ins, st.sampled_from(["conv.stamp", "conv", "padding.zero_pad"]))
def test_no_hand_in_is_a_fault_of_the_grader(
    zygotes, monkeypatch, capsys, tmp_path, files, selected
):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(grade, "open_zygotes", lambda **_how: contextlib.nullcontext(zygotes))
    place, report = written(tmp_path, files), tmp_path / "report.json"
    code = main([selected, "--submission", str(place), "--json", str(report)])
    said = capsys.readouterr()
    assert code in (ExitCode.PASSED, ExitCode.FAILED, ExitCode.USAGE), said.err
    assert "fault of the grader" not in said.out + said.err
    assert json.loads(report.read_text())["complete"]
