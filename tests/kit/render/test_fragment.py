"""A report inside of a Jupyter page, with Jupyter's own style sheet, in Chromium."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grader.checks import Answer, same
from grader.checks.verdict import Verdict
from grader.records.report import Check, Confinement, Diagnosis, Evidence, Exercise, Report, Status
from grader.render.html.fragment import message_fragment, to_fragment
from places import SUPPORT

CONTRAST = (SUPPORT / "contrast.js").read_text(encoding="utf-8")
HOSTILE = "</style></div><script>document.title='taken'</script><img src=x onerror=alert(2)>"
TEXT = "# A lesson\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code` and *text*\n\n- one\n- two\n"
# All that a style sheet may say of the elements, but for what depends on the length of the page.
STYLES = """() => [...document.querySelectorAll('.jp-MarkdownCell *')].flatMap((element) => {
    const style = getComputedStyle(element);
    return [...style].filter((name) => !/size|width|height|origin|margin|inset|^--/.test(name))
        .filter((name) => !['bottom', 'left', 'right', 'top'].includes(name))
        .map((name) => `${element.tagName} ${name}: ${style.getPropertyValue(name)}`);
})"""


def evidence() -> Evidence:
    """The evidence that a wrong answer of the real comparison leaves."""
    got, expected = np.linspace(-1.5, 2.5, 12).reshape(3, 4), np.zeros((3, 4))
    with pytest.raises(Verdict) as caught:
        same(Answer("conv", "conv2d", (got,), {}, got, (got,), None, HOSTILE), expected)
    return caught.value.evidence


def check(status: Status, **fields) -> Check:
    defaults = {
        "id": f"conv/conv2d/{status}", "function": "conv2d", "title": "Stamps every place",
        "hidden": False, "score": 0.0, "max_score": 2.0, "message": HOSTILE, "diagnosis": None,
        "hint": "Lay the kernel on the top left corner.", "duration_s": 0.0,
    }  # fmt: skip
    return Check(status=status, **(defaults | fields))


EVERY_STATUS = Report(
    "",
    (
        Exercise(
            "conv",
            (
                check(
                    Status.FAILED,
                    evidence=evidence(),
                    diagnosis=Diagnosis("flip", "The kernel is flipped.", HOSTILE),
                ),
                *(check(status) for status in Status),
            ),
        ),
    ),
    Confinement("full"),
    1.0,
)


def jupyter_page(*fragments: str) -> str:
    outputs = [new_output("display_data", data={"text/html": each}) for each in fragments]
    notebook = new_notebook(cells=[new_markdown_cell(TEXT), new_code_cell("", outputs=outputs)])
    page: str = HTMLExporter().from_notebook_node(notebook)[0]
    return page


@pytest.fixture
def opened(browser) -> Iterator[Callable]:
    tabs = []

    def open_page(page: str):
        # Jupyter's page fetches scripts for formulas; here there is no network.
        tab = browser.new_context(offline=True).new_page()
        tab.set_content(page, wait_until="domcontentloaded")
        tabs.append(tab)
        return tab

    yield open_page
    for tab in tabs:
        tab.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_in_either_theme(opened, theme):
    fragments = to_fragment(EVERY_STATUS), message_fragment("There is no function conv.conv2.")
    tab = opened(jupyter_page(*fragments))
    tab.evaluate(f"document.body.dataset.jpThemeLight = '{str(theme == 'light').lower()}'")
    tab.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    tab.evaluate("document.body.replaceChildren(...document.querySelectorAll('.jp-OutputArea'))")
    assert tab.locator(".grader-report").count() == 2
    texts = tab.evaluate(CONTRAST)
    assert len(texts) > 100
    assert [text for text in texts if text["contrast"] < 4.5] == []


def test_the_page_around_a_report_keeps_its_looks(opened):
    without = opened(jupyter_page("<p>nothing</p>")).evaluate(STYLES)
    around = opened(jupyter_page(to_fragment(EVERY_STATUS))).evaluate(STYLES)
    assert len(without) > 10
    assert around == without


def test_jupyters_style_does_not_reach_into_a_report(opened):
    tab = opened(jupyter_page(to_fragment(EVERY_STATUS)))
    term = tab.locator(".grader-report dt").first
    assert term.evaluate("(each) => getComputedStyle(each).float") == "none"
    row = tab.locator(".grader-report tbody tr").first
    transparent = "rgba(0, 0, 0, 0)"
    assert row.evaluate("(each) => getComputedStyle(each).backgroundColor") == transparent


def test_what_a_student_wrote_is_text(opened):
    tab = opened(jupyter_page(to_fragment(EVERY_STATUS)))
    assert tab.title() != "taken"
    report = tab.locator(".grader-report")
    assert report.locator("script, img, [onerror]").count() == 0
    assert any(HOSTILE in text for text in report.locator("pre").all_text_contents())
