"""Derives from a solution what a student starts from, and what the grader asks.

`python -m grader.stubs` writes `exercises/` anew from `solutions/`.
"""

import re

from grader.course.course import Course, find_course

# A region with its markers; `indent` is empty for helpers, which vanish whole.
_REGION = re.compile(
    r"^(?P<indent>[ ]*)### BEGIN SOLUTION\n.*?^[ ]*### END SOLUTION\n", re.MULTILINE | re.DOTALL
)
_EMPTY_CELL = re.compile(r"^# %%\n+(?=# %%|\Z)", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{4,}")
VARIANT = "_without_loops"  # how the name of such a function ends
_VARIANTS = re.compile(rf"^def (\w+){VARIANT}\(", re.MULTILINE)


def stub(solution: str) -> str:
    """The text of an exercise: each region of a function raises `NotImplementedError` instead."""
    text = _EMPTY_CELL.sub("", _REGION.sub(_replacement, solution))
    return _BLANK_LINES.sub("\n\n\n", text).rstrip("\n") + "\n"


def _replacement(region: re.Match[str]) -> str:
    indent = region["indent"]
    return f"{indent}raise NotImplementedError\n" if indent else ""


def quick(solution: str) -> str:
    """The text of a solution in which `f_without_loops` has taken the place of `f`.

    A solution is written to be read, with loops over every pixel; the grader asks it thousands of
    times. `python -m grader verify` holds that both answer the same.
    """
    names = _VARIANTS.findall(solution)
    return "".join([solution, "\n\n", *(f"{name} = {name}{VARIANT}\n" for name in names)])


def stubs(course: Course) -> dict[str, str]:
    """The stub of every exercise that has a solution, by file name."""
    return {
        file.name: stub(file.read_text(encoding="utf-8"))
        for file in sorted(course.solutions.glob("*.py"))
    }


def write_stubs(course: Course) -> None:
    """Writes every stub into `exercises/`."""
    course.exercises.mkdir(exist_ok=True)
    for name, text in stubs(course).items():
        (course.exercises / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_stubs(find_course())
