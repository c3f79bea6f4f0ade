"""What is alike among hand-ins is found, whatever its names and comments; other work is not."""

import hashlib
import io
import keyword
import random
import re
import tokenize
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.classroom.copies.groups import Work, groups
from grader.classroom.copies.winnowing import RUN, WINDOW, fingerprints, stretches
from grader.records.likeness import Likeness
from places import SOLUTIONS

SOURCE = (SOLUTIONS / "stride.py").read_text(encoding="utf-8")


def read(source: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Tokens as the reader gives them."""
    signs = {tokenize.NUMBER: "", tokenize.STRING: "s", tokenize.OP: ""}
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            found.append((token.string if keyword.iskeyword(token.string) else "n", token.start[0]))
        elif token.type in signs:
            found.append((signs[token.type] or token.string, token.start[0]))
    return tuple(zip(*found, strict=True)) or ((), ())


def work(student: str, source: str) -> Work:
    return Work(student, hashlib.sha256(source.encode()).digest(), *read(source))


def renamed(source: str) -> str:
    changed = source.replace("kernel", "k").replace("image", "picture").replace("out", "result")
    return f"# mine\n{changed}\n# done\n"


def other(seed: int, statements: int = 60) -> str:
    """Code that nobody else wrote."""
    draw = random.Random(seed)
    kinds = ("a{} = b[{}] + {}", "if x{} > {}: y = f({})", "for i{} in range({}): z.append({})",
             "w{} = [v * {} for v in u[{}:]]", "del q[{}], r[{}:{}]")  # fmt: skip
    numbers = (draw.choices(range(99), k=3) for _ in range(statements))
    return "\n".join(draw.choice(kinds).format(*those) for those in numbers) + "\n"


def test_equal_files_are_one_group_and_told_apart_from_renamed_ones():
    works = [work("anna", SOURCE), work("ben", SOURCE), work("cleo", renamed(SOURCE))]
    found = groups([*works, work("dan", other(1))])
    assert [(each.likeness, each.students) for each in found] == [
        (Likeness.EQUAL, ("anna", "ben")),
        (Likeness.RENAMED, ("anna", "ben", "cleo")),
    ]


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_code_that_was_moved_and_added_to_is_similar_and_its_lines_are_told(one, two):
    shared = other(one)
    theirs = f"{other(two, 8)}{shared}"
    works = [work("anna", shared), work("ben", theirs)]
    (group,) = groups(works)
    (pair,) = group.pairs
    assert (group.likeness, group.students) == (Likeness.SIMILAR, ("anna", "ben"))
    left = [each for told in pair.stretches for each in lines_of(shared, told.left)]
    right = [each for told in pair.stretches for each in lines_of(theirs, told.right)]
    # A line that both wrote by chance may be told too, at the edge of what was taken.
    assert SequenceMatcher(None, left, right, autojunk=False).ratio() > 0.8
    assert len(left) > 0.8 * len(shared.splitlines())


def lines_of(text: str, place: tuple[int, int]) -> list[str]:
    """The whole lines of a stretch, for those who have other names in them."""
    lines = text.splitlines()[place[0] : place[1] - 1]
    return [re.sub(r"[a-z]\w*", "name", line) for line in lines]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=6, unique=True))
def test_work_of_ones_own_is_in_no_group(seeds):
    assert groups([work(str(seed), other(seed)) for seed in seeds]) == []


def test_what_was_given_counts_for_nothing():
    stub = other(3)
    works = [work("anna", stub + other(4, 9)), work("ben", stub + other(5, 9)), work("cleo", stub)]
    assert groups(works, [read(stub)[0]]) == []


def test_what_many_of_a_class_have_is_usual():
    usual = other(6)
    works = [work(str(seed), usual + other(seed, 20)) for seed in range(7, 14)]
    assert groups(works) == []


@given(st.lists(st.sampled_from("abc"), min_size=RUN + WINDOW - 1, max_size=60), st.data())
def test_what_is_long_enough_is_found_whatever_stands_around_it(shared, data):
    around = st.lists(st.sampled_from("xyz"), max_size=20)
    left = data.draw(around) + shared + data.draw(around)
    right = data.draw(around) + shared + data.draw(around)
    found = stretches(fingerprints(left), fingerprints(right))
    assert found
    for one, two in found:
        assert left[one.start : one.start + RUN] == right[two.start : two.start + RUN]


@pytest.mark.parametrize("tokens", [(), ("n",), ("n",) * (RUN - 1)])
def test_what_is_too_short_has_no_fingerprint(tokens):
    assert fingerprints(tokens) == {}


def test_the_variants_of_the_kit_are_no_copies_of_each_other():
    files = [SOLUTIONS / f"{name}.py" for name in ("conv", "stride", "pooling")]
    assert groups([work(each.stem, each.read_text(encoding="utf-8")) for each in files]) == []
