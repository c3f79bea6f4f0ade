"""The page of a report, opened in Chromium as a reader opens it."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from msgspec.structs import replace

from grader.checks import Answer, same
from grader.checks.verdict import Verdict
from grader.plots.figures import galleries
from grader.records.report import (
    Check,
    Confinement,
    Diagnosis,
    Evidence,
    Exercise,
    Figure,
    Gallery,
    NextStep,
    Picture,
    Report,
    Status,
    for_audience,
)
from grader.records.scene import Pixels, Scene
from grader.render.html import to_html
from places import SUPPORT

FLIPPED = """
def conv2d(image, kernel, bias=0.0):
    print("image", image.shape)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel[::-1, ::-1]).sum(axis=(2, 3)) + bias
"""
STEP = NextStep("conv2d", "fix", "exercises/conv.py:41", "python -m grader conv.conv2d")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><rect width="90"/></svg>'
TSHIRT = Figure("the T-shirt", "A bright T-shirt on dark", SVG, "image/svg+xml")
PICTURES = {"conv": (Gallery("One map", "What conv2d found.", (TSHIRT, TSHIRT)),)}
HOSTILE = (
    "</title></style></pre><script>document.title='taken'; alert(1)</script>"
    "<img src=x onerror=alert(2)><svg onload=alert(3)>\" onfocus=alert(4) ' ]]> --> {{ 7 * 7 }} "
)
STEERING = "\u202egnirts\x1b[2J\u200b\x00"
CONTRAST = (SUPPORT / "contrast.js").read_text(encoding="utf-8")


def wrong(got: np.ndarray, expected: np.ndarray) -> Evidence:
    """The evidence that a wrong answer of the real comparison leaves."""
    with pytest.raises(Verdict) as caught:
        same(Answer("conv", "conv2d", (got,), {}, got, (got,), None, ""), expected)
    return caught.value.evidence


def check(function: str, title: str, status: Status = Status.FAILED, **fields) -> Check:
    defaults = {
        "id": f"conv/{function}/{title}", "hidden": False, "score": 0.0, "max_score": 2.0,
        "message": f"{function} went wrong", "diagnosis": None, "hint": "Think of the border.",
        "duration_s": 0.0,
    }  # fmt: skip
    return Check(function=function, title=title, status=status, **(defaults | fields))


def report(*checks: Check) -> Report:
    return Report("anna", (Exercise("conv", checks),), Confinement("partial", ("network",)), 1.0)


WIDE = wrong(np.linspace(-1.11111, 1.22222, 30).reshape(3, 10), np.zeros((3, 10)))
EVERY_STATUS = report(
    *(check(f"f{i}", "Adds up", status, evidence=WIDE) for i, status in enumerate(Status)),
    check("g", "x" * 200, message="y" * 500, evidence=replace(WIDE, printed="z" * 500)),
)
NAMED = report(
    check("conv2d", "Slides", diagnosis=Diagnosis("flip", "The kernel is flipped.", "2 of 6")),
    check("conv2d", "Takes any kernel", hidden=True, evidence=replace(WIDE, call="conv2d(7)")),
    check("relu", "Keeps NaN", Status.PASSED, score=2.0, message=None, hint=None),
    check("relu", "Cuts", Status.NOT_STARTED, message="relu is not written yet"),
)


def open_all(tab) -> None:
    tab.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")


def accessible(tab) -> list[tuple[str, str, int | None]]:
    """Role, name and level of all that a screen reader is told of, in the order of the page."""
    session = tab.context.new_cdp_session(tab)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}

    def walk(key: str) -> Iterator[tuple[str, str, int | None]]:
        node = nodes[key]
        if not node["ignored"]:
            levels = [p["value"]["value"] for p in node["properties"] if p["name"] == "level"]
            yield node["role"]["value"], node["name"]["value"], next(iter(levels), None)
        for child in node["childIds"]:
            yield from walk(child)

    return list(walk(next(iter(nodes))))


def test_a_graded_submission_shows_its_mistake_in_heat_maps(opened, grade_code):
    graded = grade_code("conv", FLIPPED, "conv.conv2d")
    tab = opened(to_html(graded, STEP, PICTURES))
    shown = tab.locator("details[open]")
    assert "kernel is flipped" in shown.inner_text()
    assert "image (3, 3)" in shown.locator("pre").last.inner_text()
    captions = shown.locator("caption").all_inner_texts()
    assert captions == [
        "argument 1: float64 (3, 3)",
        "Got float64 (2, 2)",
        "Expected float64 (2, 2)",
        "Difference got minus expected",
    ]
    difference = shown.locator("table").last.locator("tbody td")
    assert difference.all_text_contents() == [
        "-2 differs",
        "+4 differs",
        "+3 differs",
        "+9 differs",
    ]


def test_a_screen_reader_is_told_landmarks_and_headings_in_order(opened):
    told = accessible(opened(to_html(NAMED, STEP, PICTURES)))
    landmarks = {"banner", "main", "region", "contentinfo"}
    assert [(role, name) for role, name, _ in told if role in landmarks] == [
        ("banner", ""),
        ("main", ""),
        ("region", "conv 2.0 of 8.0 points"),
        ("region", "Pictures made by your functions"),
        ("contentinfo", ""),
    ]
    assert [(level, name) for role, name, level in told if role == "heading"] == [
        (1, "Report of anna"),
        (2, "conv 2.0 of 8.0 points"),
        (3, "conv2d"),
        (3, "relu"),
        (2, "Pictures made by your functions"),
        (3, "conv"),
    ]
    assert [name for role, name, _ in told if role == "image"] == [TSHIRT.alt] * 2
    names = [name for role, name, _ in told if role == "DisclosureTriangle"]
    assert names == [
        "Slides wrong answer 0 of 2 points",
        "Takes any kernel hidden wrong answer 0 of 2 points",
        "Cuts not started 0 of 2 points",
    ]


def test_pictures_tables_and_names_are_marked_up(opened):
    tab = opened(to_html(EVERY_STATUS, STEP, PICTURES))
    assert tab.locator("html[lang=en]").count() == 1
    assert tab.locator("img").count() == tab.locator("img[alt]:not([alt=''])").count() == 2
    assert tab.locator("table").count() == tab.locator("table:has(> caption)").count() > 30
    assert tab.locator("th").count() == tab.locator("th[scope=row], th[scope=col]").count()
    ids = tab.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    links = tab.locator("a").evaluate_all("all => all.map(each => each.hash.slice(1))")
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    assert all(status in tab.inner_text("main") for status in ("passed", "crashed", "missing"))


def test_hostile_text_is_read_literally_and_does_nothing(opened):
    text = HOSTILE + STEERING
    picture = Picture(text, ((text, text), (text, text)), ((0, 1),))
    evidence = Evidence(text, (picture,), picture, picture, text, text)
    failed = check(
        text, text, message=text, hint=text, diagnosis=Diagnosis(text, text, text),
        evidence=evidence,
    )  # fmt: skip
    hostile = Report(
        text, (Exercise(text, (failed,)),), Confinement("partial", (text,)), 1.0, hidden_points=1.0
    )
    step = NextStep(text, "fix", text, text)
    gallery = Gallery(text, text, (Figure(text, text, b'">' + text.encode()),))
    tab = opened(to_html(hostile, step, {text: (gallery,)}, text))
    open_all(tab)
    tab.mouse.move(200, 200)
    shown = tab.content()
    assert tab.locator("script, body style, [onerror], [onload], [onfocus]").count() == 0
    assert tab.title().count("<script>") == 1
    parts = ("h1", "h3", ".title", ".notice", "dd.text", "dd code", "caption", "td", "pre")
    for part in (*parts, "figcaption", ".note"):
        assert HOSTILE.strip() in tab.locator(part).filter(has_text="taken").first.inner_text()
    assert not {"\u202e", "\x1b", "\u200b", "\x00"} & set(shown)
    assert "\ufffdgnirts" in tab.inner_text("pre")


def test_a_script_a_style_or_a_picture_from_elsewhere_would_be_refused(browser, tmp_path):
    page = to_html(NAMED, STEP).replace(
        b"</main>",
        b"</main><script>document.title = 'taken'</script><style>body {display: none}</style>"
        b"<p id=p style='position: fixed' onclick='document.title = 1'>p</p>"
        b"<img src='http://localhost:9/x.png'><iframe src='http://localhost:9'></iframe>",
    )
    file = tmp_path / "report.html"
    file.write_bytes(page)
    tab = browser.new_page()
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text))
    tab.goto(file.as_uri())
    tab.click("#p")
    assert "taken" not in tab.title()
    assert tab.locator("#p").evaluate("p => getComputedStyle(p).position") == "static"
    assert len(refused) >= 5
    assert all("Content Security Policy" in line for line in refused)
    tab.close()


def test_drawn_panels_are_seen_and_keep_their_light_ground_by_night(opened):
    pixels = Pixels("two pixels", ((0.0, 1.0),), 0.0, 1.0, "1 x 2")
    drawn = {"conv": galleries([Scene("One map", "Bright and dark.", (pixels, pixels))])}
    tab = opened(to_html(NAMED, STEP, drawn), color_scheme="dark")
    assert tab.locator("img").evaluate_all("all => all.every(img => img.naturalWidth > 100)")
    ground = "img => getComputedStyle(img).backgroundColor"
    assert tab.locator("img").first.evaluate(ground) == "rgb(255, 255, 255)"
    first, second = (tab.locator("img").nth(place).bounding_box() for place in (0, 1))
    assert (first["y"], first["x"] < second["x"]) == (second["y"], True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(opened, scheme):
    tab = opened(to_html(EVERY_STATUS, STEP, PICTURES), color_scheme=scheme)
    open_all(tab)
    texts = tab.evaluate(CONTRAST)
    assert len(texts) > 500
    assert [each for each in texts if each["contrast"] < 4.5] == []


def test_the_page_is_bright_by_day_and_dark_by_night(opened):
    page = to_html(NAMED, STEP)
    grounds = [
        opened(page, color_scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert grounds == ["rgb(245, 246, 248)", "rgb(17, 20, 26)"]


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_nothing_but_a_wide_table_scrolls_sideways(opened, width):
    phone = {"viewport": {"width": width, "height": 844}, "is_mobile": True, "has_touch": True}
    tab = opened(to_html(EVERY_STATUS, STEP, PICTURES), **phone)
    open_all(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert tab.locator("img").first.evaluate("img => img.naturalWidth > img.width")
    wide = "each => each.scrollWidth > each.clientWidth"
    scrolling = tab.locator(".heat").evaluate_all(f"all => all.filter({wide}).length")
    assert scrolling > 0
    reached = tab.locator(".heat[tabindex]").evaluate_all(f"all => all.filter({wide}).length")
    assert reached == scrolling


def test_the_keyboard_skips_to_the_results_and_opens_every_check(opened):
    tab = opened(to_html(NAMED, STEP))
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").inner_text() == "Skip to the results"
    assert tab.locator(":focus").bounding_box()["y"] >= 0
    assert tab.locator(":focus").evaluate("a => getComputedStyle(a).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    assert tab.locator(":focus").get_attribute("id") == "results"
    tab.locator("details[open] > summary").click()
    tab.locator("main").focus()
    for place in range(3):
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        assert tab.locator("details").nth(place).get_attribute("open") == ""
        assert tab.locator(":focus").evaluate("s => getComputedStyle(s).outlineWidth") == "3px"
        tab.keyboard.press("Enter")  # closed again, so that what is in it is no stop


def test_on_paper_every_check_is_open(opened):
    tab = opened(to_html(NAMED, STEP))
    hint = tab.locator("details:not([open]) dl").last
    assert not hint.is_visible()
    tab.emulate_media(media="print", color_scheme="dark")
    assert hint.is_visible()
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(27, 34, 48)"


def test_a_student_sees_nothing_of_the_call_of_a_hidden_check():
    assert b"conv2d(7)" in to_html(NAMED, STEP)
    shown = to_html(for_audience(NAMED, "student"), STEP).decode()
    assert "Takes any kernel" in shown
    assert "conv2d(7)" not in shown
    assert "1.222" not in shown


def test_the_command_line_writes_the_page(tmp_path, course):
    page = tmp_path / "report.html"
    grade = [sys.executable, "-m", "grader", "conv.stamp", "--json", "-", "--html"]
    ran = subprocess.run([*grade, page], cwd=course.root, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("place", ["-", "nowhere/report.html", "tests"])
def test_a_place_that_cannot_be_written_to_is_wrong_usage(course, place):
    grade = [sys.executable, "-m", "grader", "conv.stamp", "--html", place]
    ran = subprocess.run(grade, cwd=course.root, capture_output=True, text=True)
    assert ran.returncode == 2
    assert "--html" in ran.stderr
    assert "Traceback" not in ran.stderr
