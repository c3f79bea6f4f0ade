"""What is made to take long, or much memory, ends in time and costs its sender alone."""

import io
import json
import struct
import tarfile
import time
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from handed_in import read_submission
from notebook_files import notebook

NAMES = ["conv", "padding"]
SECONDS = 90.0  # 5 s of the reader's own time, on a machine with much else to do


def pax_header_of_digits(path):
    digits = b"9" * 2_000_000
    record = b"%d size=%s\n" % (len(digits) + 15, digits)
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("header")
        info.type, info.size = tarfile.XHDTYPE, len(record)
        archive.addfile(info, io.BytesIO(record))
        archive.addfile(tarfile.TarInfo("conv.py"))


def gnu_long_name(path):
    with tarfile.open(path, "w:gz", format=tarfile.GNU_FORMAT) as archive:
        info = tarfile.TarInfo("././@LongLink")
        info.type, info.size = tarfile.GNUTYPE_LONGNAME, 600 * 2**20
        header = info.tobuf(tarfile.GNU_FORMAT)
        archive.fileobj.write(header)
        for _ in range(600):
            archive.fileobj.write(b"a" * 2**20)


def sparse_map(path):
    with tarfile.open(path, "w:gz") as archive:
        sparse = "".join("0\n1\n" for _ in range(1_000_000))
        content = f"1000000\n{sparse}".encode()
        info = tarfile.TarInfo("conv.py")
        info.size = len(content)
        info.pax_headers = {
            "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "1",
        }  # fmt: skip
        archive.addfile(info, io.BytesIO(content))


def many_entries(path):
    """A directory of 400,000 names: the first entry again and again."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("1", "")
    content = packed.getvalue()
    start = content.index(b"PK\x01\x02")
    entry = content[start : content.index(b"PK\x05\x06")]
    size = len(entry) * 400_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, size, start, 0)
    path.write_bytes(content[:start] + entry * 400_000 + end)


def many_members(path):
    with tarfile.open(path, "w:gz") as archive:
        for number in range(60_000):
            archive.addfile(tarfile.TarInfo(f"{number}"))


def zeros(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conv.py", bytes(300 * 2**20))
        archive.writestr("padding.py", "y = 2\n")


def stream_of_zeros(path):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    with open(path, "wb") as file:
        for _ in range(2000):
            file.write(packer.compress(bytes(2**20)))
        file.write(packer.flush())


def archives_in_archives(path):
    content = b"x = 1\n"
    for _ in range(50):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("work.zip", content)
        content = packed.getvalue()
    path.write_bytes(content)


BOMBS = {
    "pax.tar.gz": pax_header_of_digits,
    "long.tar.gz": gnu_long_name,
    "sparse.tar.gz": sparse_map,
    "entries.zip": many_entries,
    "members.tar.gz": many_members,
    "zeros.zip": zeros,
    "stream.tar.gz": stream_of_zeros,
    "nested.zip": archives_in_archives,
}


QUICK = ("entries.zip", "nested.zip")


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=() if each in QUICK else pytest.mark.attacks) for each in BOMBS],
)
def test_an_archive_that_takes_too_much_ends_in_time_and_says_so(name, tmp_path):
    BOMBS[name](tmp_path / name)
    began = time.monotonic()
    with suppress(UsageError):
        submission = read_submission(tmp_path / name, NAMES)
        assert set(submission.files) <= {"conv", "padding"}
        assert submission.problems
    assert time.monotonic() - began < SECONDS
    (tmp_path / "conv.py").write_bytes(b"x = 1\n")
    assert read_submission(tmp_path / "conv.py", NAMES).files == {"conv": b"x = 1\n"}


SOURCES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=60).map(
        lambda text: f"# -*- coding: {text} -*-\nx = 1\n".encode("utf-8", "ignore")
    ),
    st.sampled_from([b"\xef\xbb\xbf# coding: latin-1\n", b"def conv2d(", b"\0", b"#coding:zlib\n"]),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "metadata", "nbformat", "outputs"])
            | st.text(max_size=5),
            children,
            max_size=5,
        )
    ),
    max_leaves=20,
)
NOTEBOOKS = st.one_of(
    VALUES.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass")),
    st.lists(st.text(max_size=30), max_size=4).map(lambda cells: notebook(*cells)),
    st.tuples(st.integers(0, 300), st.integers(0, 255)).map(
        lambda change: bytes([*notebook("x = 1")[: change[0]], change[1]])
    ),
    st.binary(max_size=100),
)
MEMBERS = st.dictionaries(
    st.sampled_from(
        [
            "conv.py",
            "a/conv.py",
            "conv (1).py",
            "a\\conv.py",
            "conv.ipynb",
            "padding.py",
            "../x",
            "/",
        ]
    )
    | st.text(min_size=1, max_size=20),
    st.one_of(SOURCES, NOTEBOOKS),
    max_size=6,
)


def zipped(members, encrypted=False):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            with suppress(ValueError, UnicodeEncodeError):
                archive.writestr(name, content)
    return packed.getvalue()


def tarred(members):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            with suppress(ValueError, UnicodeEncodeError):
                archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def spoiled(content, changes):
    for place, value in changes:
        at = place % max(1, len(content))
        content = content[:at] + bytes([value]) + content[at + 1 :]
    return content


CHANGES = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=5)
ARCHIVES = st.one_of(MEMBERS.map(zipped), MEMBERS.map(tarred), st.binary(max_size=400))
HAND_INS = st.one_of(
    st.tuples(st.just("conv.py"), SOURCES),
    st.tuples(st.just("conv.ipynb"), NOTEBOOKS),
    st.tuples(
        st.sampled_from(["a.zip", "a.tar.gz", "a.7z", "a.docx", "a"]),
        st.builds(spoiled, ARCHIVES, CHANGES),
    ),
)


@settings(max_examples=60, deadline=None)
@given(HAND_INS)
def test_whatever_is_handed_in_is_read_or_its_sender_is_told_why(tmp_path_factory, hand_in):
    """Nothing but `UsageError` comes out, which is no fault of the grader."""
    name, content = hand_in
    place = tmp_path_factory.mktemp("in") / name
    place.write_bytes(content)
    submission = None
    with suppress(UsageError):
        submission = read_submission(place, NAMES)
    if submission is None:
        return
    assert set(submission.files) | set(submission.problems) == set(NAMES)
    said = [*submission.notes, *submission.problems.values()]
    said += [text for each in submission.looked_at for text in (each.path, each.reason)]
    assert all(text.isprintable() for text in said)
