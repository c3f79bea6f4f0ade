"""The report as Markdown, rendered by GitHub's own cmark-gfm and by markdown-it."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from msgspec.structs import replace

import hand_made
from grader.records.report import Status, for_audience
from grader.render.markdown import to_markdown
from places import GOLDEN

REPORTS = {
    "mixed": (hand_made.MIXED, hand_made.STEP),
    "every_status": (hand_made.EVERY_STATUS, None),
    "hostile_text": (
        hand_made.of_text("@all <b> [a](b) | #1 `x` ```\n::error::y\n/merge", "f"),
        hand_made.step_of_text("`` @a"),
    ),
    "finished": (hand_made.report(hand_made.Exercise("conv", (hand_made.check("f", "F"),))), None),
}
RENDERERS = {
    "cmark-gfm": lambda text: cmarkgfm.github_flavored_markdown_to_html(
        text, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    ),
    "markdown-it": MarkdownIt("commonmark", {"html": True}).enable("table").render,
}
TAGS = {
    "h1", "h2", "h3", "p", "strong", "code", "pre", "ul", "li",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
# What GitHub and GitLab make links, calls, labels or pictures of, in text that is no code.
ACTIVE = re.compile(
    r"@\w|#\d|[!$%&]\d|~\w|\^\w|\*\w+:\d|//|www\.|\[\w|:\w+:|(?i:\bg[hl]-)\d|\b[0-9a-f]{7,40}\b"
)


class Page(HTMLParser):
    """The tags, the rows of the table by their number of cells, and the text that is no code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.all_text = ""
        self._code = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _value in attrs}
        self._code += tag == "code"

    def handle_endtag(self, tag):
        self._code -= tag == "code"

    def handle_data(self, data):
        self.all_text += data
        if not self._code:
            self.text += data

    @property
    def skeleton(self) -> list[str]:
        """The tags without those that say how a text is set."""
        return [tag for tag in self.tags if tag != "code"]


def pages(report, step=None) -> list[Page]:
    text = to_markdown(report, step)
    return [Page(render(text)) for render in RENDERERS.values()]


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_in_its_golden_file(name, tmp_path):
    text = to_markdown(*REPORTS[name])
    new = tmp_path / f"markdown_{name}.md"
    new.write_text(text, encoding="utf-8")
    golden = GOLDEN / new.name
    known = golden.read_text(encoding="utf-8") if golden.is_file() else ""
    assert text == known, f"look at it; if it is better, cp {new} {golden}"


@hand_made.for_any_text
def test_no_text_becomes_anything_but_text(text):
    for page in pages(hand_made.of_text(text, "f"), hand_made.step_of_text(text)):
        assert set(page.tags) <= TAGS
        assert page.attributes <= {"align", "style"}  # of the table's columns
        assert not ACTIVE.search(page.text)


@hand_made.for_any_text
def test_no_text_changes_the_parts_of_the_page(text):
    text = f"x{text}x"  # for an empty text is left out
    plain = pages(hand_made.of_text("x", "f"), hand_made.step_of_text("x"))
    hostile = pages(hand_made.of_text(text, "f"), hand_made.step_of_text(text))
    assert [page.skeleton for page in hostile] == [page.skeleton for page in plain]


@hand_made.for_any_text
def test_no_line_is_a_command_to_github_or_gitlab(text):
    markdown = to_markdown(hand_made.of_text(text), hand_made.step_of_text(text))
    assert "##[" not in markdown
    for line in markdown.split("\n"):
        assert not line.lstrip().startswith("::")
        assert not line.startswith("/")


@pytest.mark.parametrize("renderer", RENDERERS)
def test_a_failure_says_what_why_and_a_hint(renderer):
    page = Page(RENDERERS[renderer](to_markdown(*REPORTS["mixed"])))
    assert page.tags[:4] == ["h1", "code", "p", "strong"]
    assert page.tags.count("tr") == 5
    for text in ("2 of 6 cells differ", "The kernel is flipped.", "Think of the border."):
        assert text in page.all_text
    assert "Takes any kernel (hidden, took too long, 1.5 p.)" in page.all_text
    assert "not started: relu" in page.all_text


def test_a_text_without_signs_is_no_code():
    text = to_markdown(*REPORTS["mixed"])
    assert "Hint: Think of the border.\n" in text
    assert "`Think" not in text


def test_a_student_reads_nothing_of_the_call_of_a_hidden_check():
    failed = replace(hand_made.MIXED.exercises[0].checks[1], hidden=True)
    shown = hand_made.report(hand_made.Exercise("conv", (failed,)))
    assert "[[1., 2.]]" in to_markdown(shown)
    student = to_markdown(for_audience(shown, "student"))
    assert "[[1., 2.]]" not in student
    assert "2 of 6" not in student
    assert "The kernel is flipped." not in student


def test_a_comment_is_never_longer_than_github_takes():
    long = "`x\n" * 5000
    evidence = replace(hand_made.EVIDENCE, call=long, printed=long, difference=long)
    checks = tuple(
        hand_made.check(f"f{i}", "F", Status.FAILED, evidence=evidence) for i in range(20)
    )
    report = hand_made.report(hand_made.Exercise("conv", checks))
    assert len(to_markdown(report)) < 65_536


def test_the_command_line_prints_it_alone(course):
    grade = [sys.executable, "-m", "grader", "conv.stamp", "--markdown", "-"]
    ran = subprocess.run(grade, cwd=course.root, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.startswith("# Report of `exercises`\n")
