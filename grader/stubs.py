"""Derives what a student starts from out of a solution.

`python -m grader.stubs` writes `exercises/` anew from `solutions/`.
"""

import re

from grader.course.course import Course, find_course

# A region with its markers; `indent` is empty for helpers, which vanish whole.
_REGION = re.compile(
    r"^(?P<indent>[ ]*)### BEGIN SOLUTION\n.*?^[ ]*### END SOLUTION\n", re.MULTILINE | re.DOTALL
)
_BLANK_LINES = re.compile(r"\n{4,}")


def stub(solution: str) -> str:
    """The text of an exercise: each region of a function raises `NotImplementedError` instead."""
    text = _REGION.sub(_replacement, solution)
    return _BLANK_LINES.sub("\n\n\n", text)


def _replacement(region: re.Match[str]) -> str:
    indent = region["indent"]
    return f"{indent}raise NotImplementedError\n" if indent else ""


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
