"""What platforms say in the names of files: whose, when, which attempt."""

from datetime import datetime

import pytest

from grader.classroom.roster.platforms import Label, label_of

TEN = datetime(2026, 11, 12, 10, 23)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Minji Kim_1234567_assignsubmission_file_", Label("moodle", "Minji Kim", "1234567")),
        ("김민지_1234567_assignsubmission_file_", Label("moodle", "김민지", "1234567")),
        (
            "Minji Kim_1234567_assignsubmission_onlinetext_onlinetext.html",
            Label("moodle", "Minji Kim", "1234567", "onlinetext.html"),
        ),
        (
            "A_b O'Neil_77_assignsubmission_file_conv_2.py",
            Label("moodle", "A_b O'Neil", "77", "conv_2.py"),
        ),
        ("kimminji_1234_56789_conv.py", Label("canvas", "kimminji", "1234", "conv.py")),
        (
            "kimminji_LATE_1234_56789_conv-2.py",
            Label("canvas", "kimminji", "1234", "conv.py", None, 3, True),
        ),
        ("kimminji_1234_56789_my_work.zip", Label("canvas", "kimminji", "1234", "my_work.zip")),
        (
            "123456-78901 - Minji Kim - Nov 12, 2026 1023 AM",
            Label("brightspace", "Minji Kim", "123456-78901", "", TEN),
        ),
        (
            "1-2 - Jean-Luc Le Goff - Nov 2, 2026 1205 AM - conv.py",
            Label("brightspace", "Jean-Luc Le Goff", "1-2", "conv.py", datetime(2026, 11, 2, 0, 5)),
        ),
        (
            "Week 3_mkim_attempt_2026-11-12-10-23-00_conv.py",
            Label("blackboard", "mkim", "", "conv.py", TEN),
        ),
        ("Week 3_mkim_attempt_2026-11-12-10-23-00.txt", Label("blackboard", "mkim", moment=TEN)),
        ("Minji Kim - conv.ipynb", Label("google", "Minji Kim", "", "conv.ipynb")),
        ("anna", None),
        ("anna_kim.zip", None),
        ("conv.py", None),
        ("1-2 - Minji Kim - Foo 99, 2026 1023 AM", None),
    ],
)
def test_a_name_tells_what_its_platform_wrote_into_it(name, label):
    assert label_of(name) == label


def test_a_name_in_any_unicode_form_is_one_name():
    decomposed = "\u1100\u1175\u11b7_5_assignsubmission_file_"
    assert label_of(decomposed) == Label("moodle", "\uae40", "5")


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Eve_1_assignsubmission_file_{}", "Minji Kim_1234567_assignsubmission_file_conv.py"),
        ("Week 3_eve_attempt_2026-11-02-15-58-23_{}",
         "Week 3_mkim_attempt_2026-11-02-15-58-24_conv.py"),
        ("eve_1_2_{}", "mkim_1234_56789_conv.py"),
        ("eve_1001_2002_{}", "x_7654321_assignsubmission_file_conv.py"),
        ("eve_LATE_1001_2002_{}", "mkim_attempt_2026-11-02-15-58-24_conv.py"),
        ("1-2 - Eve - Nov 12, 2026 1023 AM - {}", "3-4 - Mi - Nov 12, 2026 1023 AM - conv.py"),
    ],
)  # fmt: skip
def test_a_file_that_is_called_like_the_hand_in_of_another_stays_ones_own(mine, theirs):
    label = label_of(mine.format(theirs))
    assert label.student.casefold() == "eve"
    assert label.file == theirs
