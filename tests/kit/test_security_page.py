"""What `SECURITY.md` says of system calls is what the filter does."""

import re

import pytest

from grader.course.course import find_course
from grader.sandbox.confinement.calls import ALLOWED, FEIGNED, FORBIDDEN

PAGE = (find_course().root / "SECURITY.md").read_text(encoding="utf-8")
SECTIONS = {
    "Allowed in every form": [each.name for each in ALLOWED if not each.only],
    "Allowed in one form": [each.name for each in ALLOWED if each.only],
    "Refused, and told as forbidden": [name for name, *_numbers in FORBIDDEN],
    "Answered without being made": [name for name, *_numbers in FEIGNED],
}


@pytest.mark.parametrize("title", SECTIONS)
def test_the_page_names_the_calls_of_the_filter(title):
    text = PAGE.partition(f"### {title}\n")[2].partition("\n#")[0]
    first_cells = [line.removeprefix("|").split("|")[0] for line in text.splitlines()]
    found = re.findall(r"`(\w+)`", "\n".join(first_cells))
    assert sorted(found) == sorted(SECTIONS[title])


def test_the_page_says_in_which_form_a_call_is_allowed():
    missing = [
        each.name for each in ALLOWED if each.only and f"| `{each.name}` | {each.why} |" not in PAGE
    ]
    assert missing == []
