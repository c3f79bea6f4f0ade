"""The grade ids of the cells below a function. A solution has the name of its function."""

_CHECK, _GRADE = "-check", "-grade"


def check_cell(function: str) -> str:
    """The cell where a student checks a function."""
    return f"{function}{_CHECK}"


def grade_cell(function: str) -> str:
    """The cell where the grade of a function will stand."""
    return f"{function}{_GRADE}"


def graded_function(name: str) -> str:
    """The function that a graded cell is about, by the cell's grade id."""
    return name.removesuffix(_GRADE)
