"""The solution of one function, for those who have it: to be read after one's own is right."""

import re

from grader.course.course import Course
from grader.course.worksheet import definition

_MARKER = re.compile(r"^ *### (?:BEGIN|END) SOLUTION\n", re.MULTILINE)
_DOCSTRING = re.compile(r'^ +""".*?"""\n', re.MULTILINE | re.DOTALL)


def solution_code(course: Course, exercise: str, function: str) -> str:
    """Returns the code of a function without its docstring; empty if this copy does not have it."""
    for folder in (course.solutions, course.solutions_given):
        file = folder / f"{exercise}.py"
        if file.is_file():
            text = without_markers(definition(file.read_text(encoding="utf-8"), function))
            return _DOCSTRING.sub("", text, count=1).rstrip()
    return ""


def without_markers(code: str) -> str:
    """Returns code without the lines that say where a solution begins and ends."""
    return _MARKER.sub("", f"{code}\n")
