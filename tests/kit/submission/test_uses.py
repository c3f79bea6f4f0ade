"""What a function builds on is read off its code by a confined reader."""

import pytest

from grader.submission.confined_reader import find_uses
from handed_in import zygotes


def builds_on(source, function, *names):
    return find_uses(zygotes(), source, "conv", {function: names}).functions[function]


USES = {
    "it calls one": ("def f(x):\n    return stamp(x)\n", True),
    "it only speaks of one": ("def f(x):\n    'like stamp'\n    return x  # stamp\n", False),
    "a helper calls one": ("def g(x):\n    return stamp(x)\ndef f(x):\n    return g(x)\n", True),
    "another function calls one": (
        "def g(x):\n    return stamp(x)\ndef f(x):\n    return x\n",
        False,
    ),
    "it has another name here": ("from conv import stamp as s\ndef f(x):\n    return s(x)\n", True),
    "it is reached by its module": ("import conv\ndef f(x):\n    return conv.stamp(x)\n", True),
    "the function is no def": ("f = lambda x: stamp(x)\n", True),
    "the helper is a class": ("class G:\n    h = stamp\ndef f(x):\n    return G().h(x)\n", True),
    "it is reached by a value": ("table = [stamp]\ndef f(x):\n    return table[0](x)\n", True),
    "the file is no Python": ("def f(x):\n    return stamp(x\n'", False),
    "the file is no text": ("\x00\xff", False),
}


@pytest.mark.parametrize("name", USES)
def test_what_a_function_builds_on_is_read_off_its_names(name):
    source, expected = USES[name]
    assert bool(builds_on(source.encode("latin-1"), "f", "stamp")) is expected


def test_what_a_function_builds_on_is_read_off_its_cells():
    source = (
        b"from conv import stamp as s",
        b"'",
        b"!x 'y\n",
        b"def g():\n    return s()",
        b"\xff",
        b"def f():\n    return g()\n",
    )
    assert builds_on(source, "f", "stamp", "relu") == ("stamp",)


HOSTILE = {
    "escaped quotes without end": b'"' + b'\\"' * 500_000,
    "functions without end": b"def a(): b\n" * 80_000,
    "helpers that name each other": b"".join(
        b"def a%d(): a%d\n" % (i, i + 1) for i in range(50_000)
    ),
    "brackets without end": b"(" * 1_000_000,
    "sums without end": b"x = " + b"1+" * 500_000 + b"1",
    "signs without end": b"-" * 1_000_000 + b"1",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_source_that_takes_long_to_read_costs_its_reader_and_nobody_else(name):
    source = HOSTILE[name][: 2**20]
    find_uses(zygotes(), source, "conv", {"f": ("stamp",)})
    assert builds_on(b"def f():\n    stamp\n", "f", "stamp") == ("stamp",)
