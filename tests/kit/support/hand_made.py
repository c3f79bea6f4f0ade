"""Reports made by hand, for the tests of renderers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.records.report import (
    Check,
    Confinement,
    Diagnosis,
    Evidence,
    Exercise,
    NextStep,
    Picture,
    Report,
    Status,
)

HOSTILE = [
    "</failure>]]><error/>&#0; <![CDATA[ <!-- &amp; \" '",
    "\x00\x08\x1b[2J\ufffe\udc80\u2028\x85\r\n\u202e",
    "::error file=a::boo\n  ::stop-commands::pause\n\u3000::add-mask::a",
    "a\r::error::b\r\n\r ::error::c",
    "x ##[error]boo ##[stop-commands]pause",
    "\u034f::warning::boo\n\u3164::notice::boo\n:::error::boo",
    "%0A::error::boo%0D%3A,line=7,title=x:: , : %",
    "=1+1\n+2\n-3\n@SUM(A1)\t=cmd|' /C calc'!A0",
    "@octocat @all #1 !1 $1 %1 &1 ~1 GH-1 JIRA-1 owner/repo#1 a@b.com 0123456789abcdef",
    "[a](javascript:alert(1)) ![a](http://x/y.png) <https://x> www.x.com https://x.com [[a]] [^1]",
    "<b>bold</b> <script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt;",
    "```\n/merge\n/close\n~~~\n````````\n<b>\n`` ` ``",
    "| a | b |\n|---|---|\n\\| \\\\| `|`",
    "# a\n===\n---\n- b\n1. c\n> d\n    e\n* * *\n$$ x $$ :smile: **b** _i_ ~~s~~",
    "",
    "   ",
]

STEP = NextStep("conv2d", "fix", "exercises/conv.py:41", "python -m grader conv.conv2d")


def check(function: str, title: str, status: Status = Status.PASSED, **fields) -> Check:
    passed = status is Status.PASSED
    defaults = {
        "id": f"conv/{function}/{title.replace(' ', '_').lower()}",
        "hidden": False,
        "score": 2.0 if passed else 0.0,
        "max_score": 2.0,
        "message": None if passed else f"{function} went wrong",
        "diagnosis": None,
        "hint": None if passed else "Think of the border.",
        "duration_s": 0.0015,
    }
    return Check(function=function, title=title, status=status, **(defaults | fields))


def report(*exercises: Exercise, **fields) -> Report:
    defaults = {"submission": "anna", "confinement": Confinement("full"), "duration_s": 1.0}
    return Report(exercises=exercises, **(defaults | fields))


EVIDENCE = Evidence(
    "conv2d(float64 (3, 3), [[1., 2.]])",
    (Picture("argument 1: float64 (3, 3)", (("0", "1", "2"), ("3", "4", "5"), ("6", "7", "8"))),),
    Picture("float64 (3, 2)", (("1", "4"), ("10", "13"), ("19", "22")), ((0, 0), (0, 1))),
    Picture("float64 (3, 2)", (("2", "5"), ("10", "13"), ("19", "22")), ((0, 0), (0, 1))),
    "the result at [0, 0] is 1, expected 2; 2 of 6 cells differ",
    "shape (3, 3)",
    "conv2d(np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8]]), np.array([[1.0, 2.0]]))",
)
FLIPPED = Diagnosis("flipped-kernel", "The kernel is flipped.", "2 of 6 cells")
MIXED = report(
    Exercise(
        "conv",
        (
            check("stamp", "Adds up the product"),
            check("conv2d", "Slides", Status.FAILED, evidence=EVIDENCE, diagnosis=FLIPPED),
            check("conv2d", "Takes any kernel", Status.TIMEOUT, hidden=True, max_score=1.5),
            check("relu", "Keeps NaN", Status.NOT_STARTED),
        ),
    ),
    Exercise("padding", (check("zero_pad", "Pads", Status.MISSING),)),
    Exercise("stride", (check("output_size", "Counts", max_score=0.1, score=0.1),)),
    hidden_points=60.0,
)
EVERY_STATUS = report(
    Exercise("conv", tuple(check(f"f{i}", "Adds up", each) for i, each in enumerate(Status))),
    confinement=Confinement("partial", ("namespaces",)),
)


def of_text(text: str, function: str | None = None) -> Report:
    """A report with nothing but this text, wherever there is text."""
    function = text if function is None else function
    picture = Picture(text, ((text, "1"), ("2", text)), ((0, 1),))
    evidence = Evidence(text, (picture,), picture, picture, text, text)
    fields = {"id": text, "message": text, "hint": text, "diagnosis": Diagnosis(text, text, text)}
    checks = [
        check(function, text, Status.ERROR, **fields, evidence=each) for each in (evidence, None)
    ]
    waiting = check(function + text, text, Status.NOT_STARTED, **fields)
    passed = check("passed", text, id=text)
    return report(
        Exercise(text, (*checks, waiting, passed)),
        submission=text,
        confinement=Confinement("partial", (text,)),
        notes=(text,),
    )


def step_of_text(text: str) -> NextStep:
    return NextStep(text, "fix", text, text)


# Any characters at all, and pieces of what somebody would try.
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3).map("".join),
    st.text(st.sampled_from(" \n\t\r:#[]`|@!\\<>&$=+-~*_/.1ae"), max_size=40),
)


def for_any_text(test):
    """Runs a test with many texts, however long that takes on a busy machine."""
    return settings(deadline=None)(given(TEXTS)(test))
