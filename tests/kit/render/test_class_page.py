"""The page of a class of 1,000, made from a real store and opened in Chromium."""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import hand_made
from grader.classroom.analytics.fold import survey
from grader.classroom.store.records import Entry, Result, packed
from grader.classroom.store.store import open_store
from grader.language import choose
from grader.records.report import Check, Diagnosis, Exercise, Report, Status
from grader.render.html.class_page import to_class_page
from places import SUPPORT

CONTRAST = (SUPPORT / "contrast.js").read_text(encoding="utf-8")
TIME = datetime(2026, 11, 20, 8, tzinfo=UTC)
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
EXERCISES = ("conv", "padding", "stride", "pooling", "cnn")
SCRIPT = "<script>document.title='taken'</script><img src=x onerror=alert(1)>"
NAMES = (SCRIPT, "\u202egnirts", "=cmd|' /C calc'!A0", "n" * 200, "{{ 7 * 7 }}", "</style></table>")
STUDENTS = 1000
NONE = "\u2013"


def made_report(seed: int) -> Report:
    """A report like those of a class: some exercises right, one in work, the others not begun."""
    rng = random.Random(seed)
    reached = rng.randrange(len(EXERCISES) + 1)
    return hand_made.report(
        *(
            Exercise(name, tuple(made_checks(name, place - reached, rng)))
            for place, name in enumerate(EXERCISES)
        )
    )


def made_checks(exercise: str, ahead: int, rng: random.Random) -> Iterator[Check]:
    for number in range(12):
        wrong = rng.choice([Status.FAILED] * 6 + [Status.ERROR, Status.TIMEOUT, Status.CRASHED])
        status = Status.PASSED if ahead < 0 or rng.random() < 0.6 else wrong
        if ahead > 0:
            status = Status.NOT_STARTED
        mistake = rng.randrange(12)
        known = Diagnosis(f"mistake-{mistake}", f"Mistake {mistake} was made.", "2 of 6")
        yield hand_made.check(
            f"{exercise}_{number // 3}",
            f"Does thing {number}",
            status,
            hidden=number % 3 == 2,
            diagnosis=known if status is Status.FAILED else None,
        )


def entry(name: str, number: int) -> Entry:
    return Entry(name, TIME + timedelta(minutes=7 * number), name)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """A store of 1,000 students, of whom some share a report, as the pages of one class do."""
    place = tmp_path_factory.mktemp("class") / "grades.sqlite"
    names = [*NAMES, *(f"Student {number}" for number in range(STUDENTS - len(NAMES)))]
    with open_store(str(place)) as opened:
        for key in range(40):
            entries = [entry(names[n], n) for n in range(key, STUDENTS - 2, 40)]
            opened.keep(str(key), packed(made_report(key)), entries)
        opened.note(entry(names[-2], 0), None, f"not an archive {SCRIPT}")
        opened.note(entry(names[-1], 0), "lost", "the grading process was killed")
        opened.note(entry(names[-3], -500), "0")
    return place


@pytest.fixture(scope="module")
def page(store, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("page") / "class.html"
    ran = run("class", store, "--html", file)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == f"1,000 students: {file}\n"
    return file


def run(*arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def result(name: str, *checks: Check) -> Result:
    return Result(entry(name, 0), "key", None, hand_made.report(Exercise("conv", checks)))


def small_class() -> bytes:
    """A page with a student of every standing, and with every name that could do harm."""
    results = [
        result(name, *(hand_made.check("f", name, each) for each in Status)) for name in NAMES
    ]
    results += [
        result(f"{status} alone", hand_made.check("stamp", "Adds up", status, diagnosis=known))
        for status, known in zip(Status, [hand_made.FLIPPED] * len(Status), strict=True)
    ]
    results += [
        Result(entry(f"no report {number}", 0), key, SCRIPT, None)
        for number, key in enumerate([None, "key"])
    ]
    return to_class_page(survey(sorted(results, key=lambda each: each.entry.name)), SCRIPT)


def open_all(tab) -> None:
    tab.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")


def column(tab, place: int) -> list[str]:
    """The texts of a column of the table of students, but for rows that are hidden."""
    rows = "all => all.filter(row => !row.hidden).map(row => row.cells[%d].textContent.trim())"
    return tab.locator(".students tbody tr").evaluate_all(rows % place)


def heading(tab, name: str):
    return tab.locator(".students th", has_text=name)


# --- sorting and searching a class of 1,000


def test_every_student_has_a_row_and_the_points_of_each_exercise(opened, page):
    tab = opened(page)
    assert len(column(tab, 0)) == STUDENTS
    names = tab.locator(".students thead th").all_inner_texts()
    assert [name.strip() for name in names] == [
        "Name", "State", "Total", *EXERCISES, "Handed in (UTC)",
    ]  # fmt: skip
    totals = [float(text) for text in column(tab, 2) if text != NONE]
    parts = [sum(float(text) for text in row if text != NONE) for row in points(tab)]
    assert sorted(totals) == pytest.approx(sorted(parts)[-len(totals) :])


def points(tab) -> list[list[str]]:
    return list(zip(*(column(tab, place) for place in range(3, 8)), strict=True))


@pytest.mark.parametrize(("name", "place"), [("Total", 2), ("stride", 5)])
def test_a_column_of_points_is_sorted_both_ways_and_who_has_none_comes_last(
    opened, page, name, place
):
    tab = opened(page)
    button = heading(tab, name).get_by_role("button")
    for direction in ("ascending", "descending"):
        button.click()
        assert heading(tab, name).get_attribute("aria-sort") == direction
        assert tab.locator(".students th[aria-sort]").count() == 1
        shown = column(tab, place)
        numbers = [float(text) for text in shown if text != NONE]
        assert numbers == sorted(numbers, reverse=direction == "descending")
        assert set(shown[len(numbers) :]) == {NONE}
        assert len(shown) == STUDENTS


def test_names_and_times_are_sorted_as_people_sort_them(opened, page):
    tab = opened(page)
    assert heading(tab, "Name").get_attribute("aria-sort") == "ascending"
    in_order = [f"Student {number}" for number in range(STUDENTS - len(NAMES))]
    assert [name for name in column(tab, 0) if "Student" in name] == in_order
    button = heading(tab, "Name").get_by_role("button")
    button.click()
    assert [name for name in column(tab, 0) if "Student" in name] == in_order[::-1]
    heading(tab, "Handed in").get_by_role("button").click()
    times = [text[:16] for text in column(tab, 8)]
    assert times == sorted(times)


def test_failed_checks_can_be_sorted_by_share(opened, page):
    tab = opened(page)
    assert tab.locator(".failed th[aria-sort=descending]").inner_text().startswith("Failed")
    tab.locator(".failed th", has_text="Share").get_by_role("button").click()
    shares = tab.locator(".failed .percent").all_inner_texts()
    numbers = [int(share.rstrip("%")) for share in shares]
    assert len(numbers) > 20
    assert numbers == sorted(numbers)


def test_a_search_leaves_the_rows_that_fit_and_says_how_many(opened, page):
    tab = opened(page)
    status = tab.get_by_role("status")
    assert status.inner_text() == "1,000 of 1,000 students"
    tab.get_by_label("Search").fill(" 99 STUDENT")
    fitting = [f"Student {number}" for number in range(994) if "99" in str(number)]
    assert column(tab, 0) == fitting
    assert status.inner_text() == "13 of 1,000 students"
    heading(tab, "Name").get_by_role("button").click()
    assert column(tab, 0) == fitting[::-1]
    tab.get_by_label("Search").fill("unreadable")
    assert column(tab, 0) == ["Student 992"]
    tab.get_by_label("Search").fill("nobody is called so")
    assert (column(tab, 0), status.inner_text()) == ([], "0 of 1,000 students")
    tab.get_by_label("Search").fill("")
    assert len(column(tab, 0)) == STUDENTS


def test_the_latest_submission_counts_and_earlier_ones_are_mentioned(opened, page):
    tab = opened(page)
    late = tab.locator(".students tr", has_text="Student 991")
    assert late.count() == 1
    assert late.locator("td").last.inner_text().endswith("1 earlier")
    assert "the latest submission counts" in tab.inner_text("footer")
    assert "leave out 1 student who has no grade" in tab.inner_text("footer")


def test_counts_add_up_to_the_class(opened, page):
    tab = opened(page)
    bars = tab.locator("section", has_text="Scores").first.locator(".columns text")
    assert sum(int(text) for text in bars.all_text_contents()) == STUDENTS - 1
    told = tab.locator(".unseen tbody td").all_text_contents()
    assert told == bars.all_text_contents()
    assert tab.locator(".figures dd").first.inner_text() == "1,000"
    shared = [int(text) for text in tab.locator(".shared strong").all_text_contents()]
    assert shared == sorted(shared, reverse=True)
    first = tab.locator(".mistakes > li").first
    first.locator("summary").click()
    assert first.locator(".names li").count() == shared[0]
    assert tab.locator(".mistakes > li").count() == 12


def test_who_needs_help_is_named_with_the_reason(opened, page):
    tab = opened(page)
    groups = tab.locator(".groups > details")
    titles = [text.split("\n")[0] for text in groups.locator("summary b").all_inner_texts()]
    assert titles == [
        "Crashed", "Took too long", "Could not be read", "Not graded",
        *(f"{name} not begun" for name in EXERCISES[1:]),
    ]  # fmt: skip
    open_all(tab)
    unread = groups.filter(has_text="Could not be read").locator("li")
    assert unread.all_inner_texts() == [f"Student 992 not an archive {SCRIPT}"]
    crashed = groups.first.locator("li").first
    assert crashed.locator("code").count() >= 1
    assert "went wrong" in crashed.inner_text()


# --- without a script, hostile text, other eyes and other hands


def test_without_a_script_everything_is_there_but_the_search(opened, page):
    tab = opened(page, java_script_enabled=False)
    assert tab.locator(".students tbody tr").count() == STUDENTS
    assert not tab.locator("#search").is_visible()
    assert tab.get_by_role("button").count() == 0
    assert tab.locator(".students thead th").first.inner_text() == "Name"


def test_names_that_could_do_harm_are_read_literally(opened, page):
    tab = opened(page)
    open_all(tab)
    tab.mouse.move(200, 200)
    assert tab.locator("script").count() == 1
    assert tab.locator("body style, img, [onerror]").count() == 0
    assert tab.title() == "grades.sqlite: 1,000 students"
    names = column(tab, 0)
    for name in NAMES:
        assert name.replace("\u202e", "\ufffd") in names
    assert "\u202e" not in tab.content()


def test_another_script_or_picture_would_be_refused(browser, page, tmp_path):
    harmful = b"</main><script>document.title='taken'</script><img src='http://localhost:9/x.png'>"
    file = tmp_path / "class.html"
    file.write_bytes(page.read_bytes().replace(b"</main>", harmful))
    tab = browser.new_page()
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text))
    tab.goto(file.as_uri())
    assert "taken" not in tab.title()
    assert tab.get_by_role("status").inner_text() == "1,000 of 1,000 students"
    assert len(refused) >= 2
    assert all("Content Security Policy" in line for line in refused)
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(opened, scheme):
    tab = opened(small_class(), color_scheme=scheme)
    open_all(tab)
    texts = tab.evaluate(CONTRAST)
    assert len(texts) > 200
    assert [each for each in texts if each["contrast"] < 4.5] == []


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_only_tables_scroll_sideways(opened, page, width):
    for content in (page, small_class()):
        tab = opened(content, **PHONE | {"viewport": {"width": width, "height": 844}})
        open_all(tab)
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        wide = "each => each.scrollWidth > each.clientWidth"
        assert tab.locator(".scroll").last.evaluate(wide)
        name = tab.locator(".students tbody th").first
        tab.locator(".scroll").last.evaluate("each => each.scrollLeft = 300")
        assert name.bounding_box()["x"] < 30


def test_the_keyboard_alone_reaches_sorts_and_searches(opened, page):
    tab = opened(page)
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").inner_text() == "Skip to all students"
    tab.keyboard.press("Enter")
    assert tab.locator(":focus").get_attribute("id") == "students"
    tab.keyboard.press("Tab")
    tab.keyboard.type("student 99")
    assert len(column(tab, 0)) == 13
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").get_attribute("class") == "card scroll"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").inner_text().startswith("Total")
    assert tab.locator(":focus").evaluate("b => getComputedStyle(b).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    assert heading(tab, "Total").get_attribute("aria-sort") == "ascending"
    tab.keyboard.press("Space")
    assert heading(tab, "Total").get_attribute("aria-sort") == "descending"


def test_a_screen_reader_is_told_of_headings_tables_and_controls(opened, page):
    tab = opened(page)
    levels = [each.evaluate("h => h.tagName") for each in tab.locator("h1, h2, h3").all()]
    assert levels == ["H1", "H2", "H3", "H2", "H2", "H2", "H2"]
    for role, name in [
        ("navigation", "On this page"),
        ("searchbox", "Search"),
        ("group", "All students"),
        ("button", "Total"),
        ("region", "Scores"),
    ]:
        assert tab.get_by_role(role, name=name).count() == 1, role
    assert tab.locator("th").count() == tab.locator("th[scope=row], th[scope=col]").count()
    ids = tab.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    links = tab.locator("a").evaluate_all("all => all.map(each => each.hash.slice(1))")
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)


def test_on_paper_the_whole_table_is_there(opened):
    tab = opened(small_class())
    tab.emulate_media(media="print", color_scheme="dark")
    scroll = tab.locator(".scroll").last
    assert scroll.evaluate("each => getComputedStyle(each).maxHeight") == "none"
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(27, 34, 48)"


def test_korean_words_are_kept_whole(opened):
    choose("ko")
    try:
        tab = opened(small_class())
    finally:
        choose("en")
    assert tab.locator("html").get_attribute("lang") == "ko"
    assert tab.evaluate("getComputedStyle(document.body).wordBreak") == "keep-all"


def test_a_class_in_which_nothing_could_be_read_is_shown_all_the_same(opened):
    results = [Result(entry("anna", 0), None, "not an archive", None)]
    tab = opened(to_class_page(survey(results), "grades"))
    assert tab.locator(".students tbody tr").count() == 1
    assert tab.get_by_role("status").inner_text() == "1 of 1 students"


# --- the command line


def test_a_store_that_is_not_there_is_wrong_usage_and_is_not_made(tmp_path):
    ran = run("class", tmp_path / "no.sqlite", "--html", tmp_path / "class.html")
    assert ran.returncode == 2
    assert "There is no store" in ran.stderr
    assert "python -m grader batch" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_submissions_is_wrong_usage(tmp_path):
    with open_store(str(tmp_path / "grades.sqlite")):
        pass
    ran = run("class", tmp_path / "grades.sqlite", "--html", tmp_path / "class.html")
    assert ran.returncode == 2
    assert "There are no submissions in" in ran.stderr
    assert not (tmp_path / "class.html").exists()


@pytest.mark.parametrize("place", ["-", "nowhere/class.html", "."])
def test_a_place_that_cannot_be_written_to_is_wrong_usage(store, tmp_path, place):
    ran = run("class", store, "--html", place if place == "-" else tmp_path / place)
    assert ran.returncode == 2
    assert "--html" in ran.stderr
    assert "Traceback" not in ran.stderr
