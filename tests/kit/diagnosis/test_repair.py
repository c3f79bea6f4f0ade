"""Where no known mistake explains a failure, the report names the line to look at."""

import shutil
from types import ModuleType

import pytest

from grader.course.course import find_course
from grader.course.selection import select
from grader.grading.session import open_session
from grader.records.report import for_audience
from grader.sandbox.wire.messages import Call, Probe, Raised, Retry, TryOut
from grader.sandbox.wire.values import pack, unpack
from grader.sandbox.worker.asking import AskingFunctions
from grader.sandbox.worker.script import Script
from grader.sandbox.worker.trials.bench import Bench

SOLUTIONS = find_course().solutions


def wrong(exercise, old, new):
    """The solution with one change, and the number of the line where it is."""
    text = (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    return text.replace(old, new, 1), line


@pytest.fixture(scope="module")
def session(course, zygotes):
    """The one of all tests looks for no line."""
    with open_session(course, zygotes, select(course, ["conv"])) as opened:
        yield opened


@pytest.fixture
def spots(grade_folder, tmp_path):
    """Grades one function of an exercise: the report, and the spots in it."""

    def run(exercise, function, code):
        for file in SOLUTIONS.glob("*.py"):
            shutil.copy(file, tmp_path)
        (tmp_path / f"{exercise}.py").write_text(code, encoding="utf-8")
        report = grade_folder(tmp_path, f"{exercise}.{function}")
        return report, [check.spot for check in report.checks if check.spot]

    return run


def test_the_line_of_an_unknown_mistake_is_named(spots):
    code, line = wrong("conv", "stamp(patch, kernel, bias)", "stamp(patch, kernel, bias) * (i + 1)")
    _report, found = spots("conv", "conv2d", code)
    assert {spot.line for spot in found} == {line}
    assert found[0].code == "stamp(patch, kernel, bias) * (i + 1)"
    assert "-> result[i, j] = stamp(patch, kernel, bias)" in " ".join(found[0].change.split())


def test_a_student_is_told_where_and_not_what(spots):
    code, _line = wrong(
        "conv", "stamp(patch, kernel, bias)", "stamp(patch, kernel, bias) * (i + 1)"
    )
    report, _found = spots("conv", "conv2d", code)
    checks = for_audience(report, "student").checks
    assert any(check.spot for check in checks)
    assert not any(check.spot and (check.spot.change or check.spot.remedy) for check in checks)
    assert not any(check.spot for check in checks if check.hidden)


def test_what_is_right_has_no_spot(spots):
    code, _line = wrong("conv", "np.zeros((rows, columns))", "np.zeros((rows, columns)) + 0")
    _report, found = spots("conv", "conv2d", code)
    assert found == []


ENDLESS = """
def stamp_positions(n, kernel_size, stride=1):
    position = 0 if stride > 0 else n - kernel_size
    positions = []
    while position <= n - kernel_size:
        positions.append(position)
        position += 0
    return positions
"""


def tried(code, function, *args):
    """What a worker says of a function as it is, without a worker: the code is our own."""
    module, script = ModuleType("exercises.stride"), Script("stride.py", code.encode())
    script.run(module)
    bench = Bench(AskingFunctions(None))
    bench.take(module, script)
    call = Call(function, [pack(each) for each in args], {}, 0)
    return bench, bench.answer(TryOut(function, [call], ())).replies[0]


def test_of_a_loop_without_end_the_place_is_known():
    _bench, reply = tried(ENDLESS, "stamp_positions", 7, 3)
    assert reply.kinds == ["Endless"]
    assert (reply.places[-1].line, reply.text) == (5, "while position <= n - kernel_size:")


def test_an_edit_that_never_ends_is_given_up():
    code = ENDLESS.replace("+= 0", "+= stride")
    bench, reply = tried(code, "stamp_positions", 7, 3)
    assert unpack(reply.value) == [0, 1, 2, 3, 4]
    probed = bench.answer(Probe((), 0, 0, 5.0))
    assert not probed.more
    assert any(isinstance(each, Raised) and each.kinds == ["Endless"] for each in probed.answers)


def test_what_is_tried_leaves_the_function_as_it_was():
    code = ENDLESS.replace("+= 0", "+= stride")
    bench, first = tried(code, "stamp_positions", 7, 3)
    probed = bench.answer(Probe((), 0, 0, 5.0))
    paths = [((0, number),) for number in range(0, len(probed.of), 7)]
    assert len(bench.answer(Retry(paths, [0])).replies) == len(paths)
    assert bench.answer(Retry([()], [0])).replies == [first]
