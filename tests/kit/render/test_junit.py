"""JUnit XML, held against what its readers expect of it.

There is no one standard. `tests/kit/schemas/junit-10.xsd` is what Jenkins' xUnit plugin publishes;
Ant's schema (windyroad/JUnit-Schema) is stricter, and `keeps_the_rules_of_ant` says how.
"""

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from lxml import etree

import hand_made
from grader.records.report import Status, for_audience
from grader.render.junit import to_junit
from places import KIT

SCHEMA = etree.XMLSchema(file=KIT / "schemas" / "junit-10.xsd")
TIME = "2026-11-24T08:00:00"
REPORTS = {
    "mixed": [hand_made.MIXED],
    "every status": [hand_made.EVERY_STATUS],
    "two": [hand_made.MIXED, hand_made.EVERY_STATUS],
    "none": [],
    "nothing in it": [hand_made.report()],
}


def written(*reports) -> bytes:
    return "".join(to_junit(reports, TIME)).encode()


def suites(*reports) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(written(*reports)))


def keeps_the_rules_of_ant(root: ElementTree.Element) -> bool:
    required = {"name", "timestamp", "hostname", "tests", "failures", "errors", "time"}
    for number, suite in enumerate(root):
        assert set(suite.attrib) == required | {"package", "id"}
        assert suite.get("id") == str(number)
        assert suite.get("name").strip()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp"))
        tags = [child.tag for child in suite]
        cases = ["testcase"] * (len(tags) - 3)
        assert tags == ["properties", *cases, "system-out", "system-err"]
        assert all(each.get("name").strip() and "value" in each.attrib for each in suite[0])
        for case in suite.iter("testcase"):
            assert set(case.attrib) == {"name", "classname", "time"}
            assert re.fullmatch(r"\d+\.\d+", case.get("time"))
            assert [child.tag for child in case] in ([], ["failure"], ["error"])
            assert all(set(child.attrib) == {"type", "message"} for child in case)
    return True


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_valid_by_both_schemas(name):
    xml = written(*REPORTS[name])
    SCHEMA.assertValid(etree.fromstring(xml))
    assert keeps_the_rules_of_ant(ElementTree.fromstring(xml))


@hand_made.for_any_text
def test_any_text_makes_valid_xml_that_holds_no_command(text):
    xml = written(hand_made.of_text(text))
    SCHEMA.assertValid(etree.fromstring(xml))
    assert keeps_the_rules_of_ant(ElementTree.fromstring(xml))
    assert b"##[" not in xml
    assert not any(line.lstrip().startswith("::") for line in xml.decode().splitlines())


def test_what_a_student_printed_is_read_back_as_it_was():
    said = 'a ]]> b\n::error::c ##[d] <e> & "f"'
    evidence = hand_made.EVIDENCE
    failed = hand_made.check("f", "F", Status.FAILED, message=said, evidence=None)
    (suite,) = suites(hand_made.report(hand_made.Exercise("conv", (failed,))))
    assert suite.find("testcase/failure").get("message") == said
    assert evidence.printed in written(hand_made.MIXED).decode()


def test_there_is_a_suite_for_each_exercise_of_each_submission():
    names = [suite.get("name") for suite in suites(hand_made.MIXED, hand_made.EVERY_STATUS)]
    assert names == ["anna.conv", "anna.padding", "anna.stride", "anna.conv"]


def test_a_check_without_points_is_never_green_and_never_skipped():
    (suite,) = suites(hand_made.EVERY_STATUS)
    kinds = [case[0].tag if len(case) else "" for case in suite.iter("testcase")]
    statuses = dict(zip(Status, kinds, strict=True))
    assert [status for status in Status if statuses[status] == ""] == [Status.PASSED]
    failures = [status for status in Status if statuses[status] == "failure"]
    assert failures == [Status.FAILED, Status.MISSING, Status.NOT_STARTED]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("10", "3", "6")


def test_points_are_properties_with_their_fractions():
    values = {each.get("name"): each.get("value") for each in suites(hand_made.MIXED)[2][0]}
    assert values == {
        "confinement": "full",
        "score": "0.1",
        "max_score": "0.1",
        "score of conv/output_size/counts": "0.1",
        "max_score of conv/output_size/counts": "0.1",
    }


def test_a_student_reads_nothing_of_the_call_of_a_hidden_check():
    hidden = hand_made.check(
        "f", "F", Status.FAILED, hidden=True, message="secret", evidence=hand_made.EVIDENCE
    )
    shown = hand_made.report(hand_made.Exercise("conv", (hidden,)))
    assert b"conv2d(float64" in written(shown)
    assert b"secret" not in written(for_audience(shown, "student"))
    assert b"conv2d(float64" not in written(for_audience(shown, "student"))


def test_a_submission_after_another_is_written_as_it_comes():
    seen = []

    def reports():
        for number in range(3):
            seen.append(number)
            yield hand_made.MIXED

    pieces = to_junit(reports(), TIME)
    assert next(pieces).startswith("<?xml")
    assert 'name="anna.conv"' in next(pieces)
    assert seen == [0]


def test_the_command_line_writes_it(course, tmp_path):
    file = tmp_path / "junit.xml"
    grade = [sys.executable, "-m", "grader", "conv.stamp", "--quiet", "--junit", file]
    ran = subprocess.run(grade, cwd=course.root, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (1, "")
    SCHEMA.assertValid(etree.parse(file))
    assert keeps_the_rules_of_ant(ElementTree.parse(file).getroot())
