"""A student's name becomes a name of a folder that leads nowhere and meets no other."""

import os
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.batch.student_names import MAX_BYTES, folder_names, student_name

HOSTILE = [
    "..", ".", "../up", "/etc", "C:\\x", "a/b", "CON", "con.txt", "NUL ", "x.", "x ", " x", "", "?",
    "Anna", "anna", "ANNA", "cafe\u0301", "caf\u00e9", "\uff21nna", "김민지", "grades.csv", "a\0b",
    "a\nb", "\x1b[31m", "a\u202eb", "x" * 400, "가" * 300, "stra\u00dfe", "strasse", "~", "-rf",
    "\ud800",
]  # fmt: skip
NAMES = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text()), unique=True)


@given(NAMES)
def test_folders_stay_inside_and_never_meet(names):
    folders = folder_names(names)
    assert list(folders) == names
    keys = {unicodedata.normalize("NFKC", each).casefold() for each in folders.values()}
    assert len(keys) == len(names)
    for folder in folders.values():
        assert folder == os.path.basename(folder) == folder.strip(" .")
        assert not {*folder} & {*'<>:"/\\|?*\0\n'}
        assert folder.isprintable()
        assert folder.partition(".")[0].lower() not in ("con", "nul", "aux", "prn", "com1", "")
        assert len(folder.encode()) <= MAX_BYTES + 20


@given(NAMES)
def test_a_name_does_not_change_because_of_others(names):
    plain = folder_names([*names, "Minji Kim"])
    assert plain["Minji Kim"].startswith("Minji Kim")
    assert folder_names(["Minji Kim", *names])["Minji Kim"] == "Minji Kim"


def test_folders_are_named_as_students_are_wherever_that_will_do():
    names = ["Minji Kim", "김민지", "müller-7", "kim, minji", "a.b@c.ac.kr"]
    assert folder_names(names) == {name: name for name in names}


FORMS = st.sampled_from(["NFC", "NFD"])


@given(st.text(st.sampled_from("김민지éüÅ나ﾊ각")), FORMS, FORMS)
def test_forms_of_unicode_are_one_student(name, one, other):
    first, second = (unicodedata.normalize(form, name) for form in (one, other))
    assert student_name(first) == student_name(second)


def test_names_in_the_code_page_of_korean_windows_are_the_same_students():
    assert student_name(os.fsdecode("김민지".encode("cp949"))) == student_name("김민지") == "김민지"


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "NAME", "NAME ", " NAME", "NAME\t", "NAME\\t"]), unique=True
    )
)
def test_names_that_differ_otherwise_are_different_students_and_show_it(names):
    names = [name for name in names if "\0" not in name and name != "\ud800"]
    forms = {unicodedata.normalize("NFC", name) or "?" for name in names}
    shown = {student_name(name) for name in names}
    assert len(shown) == len(forms)
    assert all(name.isprintable() and name == name.strip() for name in shown)
