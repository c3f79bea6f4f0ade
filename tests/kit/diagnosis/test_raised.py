"""Exceptions that beginners meet are explained in plain words, with their line."""

import linecache

import numpy as np
import pytest

from grader.diagnosis.raised import SENTENCES, detail, from_exception, from_text
from grader.sandbox.worker.failure import describe

IMAGE = np.arange(12.0).reshape(3, 4)

# What is written in a function of `image` and `size`, what it is given for `size`, and what it is.
LINES = [
    ("shape-in-brackets", "np.zeros(3, 4)", 1),
    ("shape-in-brackets", "np.zeros(3, 4, 2, 1, 1, 1)", 1),
    ("negative-size", "np.zeros((3 - 5, 2))", 1),
    ("array-as-condition", "max(image)", 1),
    ("array-as-condition", "image if image > 0 else 0", 1),
    ("array-as-condition", "min(image[0], image[1])", 1),
    ("pair-not-handled", "range(size)", (1, 2)),
    ("pair-not-handled", "3 - size", (1, 2)),
    ("pair-not-handled", "3 // size", (1, 2)),
    ("pair-not-handled", "size * size", (1, 2)),
    ("pair-not-handled", "size**2", (1, 2)),
    ("pair-not-handled", "size < 1", (1, 2)),
    ("pair-not-handled", "int(size)", (1, 2)),
    ("pair-not-handled", "size + 1", (1, 2)),
    ("number-not-handled", "size[0]", 3),
    ("number-not-handled", "(lambda h, w: h)(*size)", 3),
    ("number-not-handled", "[h for h, w in [size]]", 3),
    ("number-not-handled", "len(size)", 3),
    ("word-not-handled", "size + 1", "same"),
    ("word-not-handled", "2 * size - 1", "same"),
    ("word-not-handled", "np.pad(image, size)", "same"),
    ("word-not-handled", "int(size)", "same"),
    ("none-used", "size + 1", None),
    ("none-used", "size.shape", None),
    ("unknown-attribute", "np.zeroes((2, 2))", 1),
    ("unknown-attribute", "image.heigth", 1),
    ("unknown-name", "imgae", 1),
    ("not-callable", "image(0, 0)", 1),
    ("call-does-not-fit", "np.sqrt()", 1),
    ("call-does-not-fit", "(lambda a: a)(1, 2)", 1),
    ("call-does-not-fit", "image.sum(axes=0)", 1),
    ("index-past-the-end", "image[3, 0]", 1),
    ("index-past-the-end", "[1, 2][2]", 1),
    ("too-many-indices", "image[0, 0, 0]", 1),
    ("not-an-index", "range(4 / 2)", 1),
    ("not-an-index", "image[4 / 2]", 1),
    ("number-looped-over", "[i for i in 3]", 1),
    ("array-into-number", "float(image)", 1),
    ("matrix-product-does-not-fit", "image @ image", 1),
    ("matrix-product-does-not-fit", "np.dot(image, image)", 1),
    ("reshape-does-not-fit", "image.reshape(5, 5)", 1),
    ("shape-taken-apart", "[a for a, b, c in [image.shape]]", 1),
    ("shape-taken-apart", "[a for a, b in [(1, 2, 3)]]", 1),
    ("empty-part", "image[5:].max()", 1),
    ("shapes-differ", "image * np.ones((3, 3))", 1),
    ("rows-and-columns-swapped", "image * image.T", 1),
    ("division-by-zero", "1 // 0", 1),
    ("input-asked", "(_ for _ in ()).throw(EOFError('EOF when reading a line'))", 1),
]


def raised_by(code, size):
    """What a worker tells of a function that returns this."""
    source = f"def f(image, size):\n    return {code}\n"
    linecache.cache["own.py"] = (len(source), None, source.splitlines(keepends=True), "own.py")
    scope = {"np": np}
    exec(compile(source, "own.py", "exec"), scope)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any of them
        scope["f"](IMAGE, size)
    return describe(caught.value, "", {"own.py": ("conv.py", 0)})


@pytest.mark.parametrize(("id", "code", "size"), LINES, ids=[line[1] for line in LINES])
def test_an_exception_is_explained_and_its_line_quoted(id, code, size):
    raised = raised_by(code, size)
    assert from_exception(raised, (IMAGE, size)) == id
    assert id in SENTENCES
    assert f".py:2: return {code}" in detail(raised)


def test_the_call_of_the_grader_and_calls_in_the_code_are_told_apart():
    with pytest.raises(TypeError) as caught:
        (lambda image: image)(1, 2)
    caught.value.__traceback__ = None
    assert from_exception(describe(caught.value, "", {})) == "argument-renamed"


TEXTS = [
    ("notebook-command", "%matplotlib inline\nx = 1\n"),
    ("notebook-command", "!pip install numpy\n"),
    ("print-of-python-2", "print 'shape'\n"),
    ("tabs-and-spaces", "def f():\n    x = 1\n\treturn x\n"),
    ("indentation", "def f():\nreturn 1\n"),
    ("indentation", "def f():\n    x = 1\n   return x\n"),
    ("bracket-left-open", "x = (1,\ny = 2\n"),
    ("bracket-left-open", "x = [1, 2)\n"),
    ("colon-missing", "def f()\n    return 1\n"),
    ("not-python", "x = = 1\n"),
    ("unknown-name", "x = nump.zeros(3)\n"),
]


@pytest.mark.parametrize(("id", "source"), TEXTS, ids=[text[1] for text in TEXTS])
def test_text_that_cannot_be_imported_is_explained(id, source):
    lines = source.splitlines(keepends=True)
    linecache.cache["own.py"] = (len(source), None, lines, "own.py")
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any of them
        exec(compile(source, "own.py", "exec"), {})
    raised = describe(caught.value, "", {"own.py": ("conv.py", 0)})
    assert from_text(raised) == id
    assert "conv.py:" in detail(raised)
