"""Which exercises and functions are to be judged."""

from msgspec import Struct

from grader.course.course import Course
from grader.errors import UsageError
from grader.language import _


class Selection(Struct, frozen=True):
    """Exercises in their order, and for some of them the only functions that are wanted."""

    exercises: tuple[str, ...]
    functions: dict[str, frozenset[str]]

    def includes(self, exercise: str, function: str) -> bool:
        return function in self.functions.get(exercise, {function})

    def unknown(self, found: set[tuple[str, str]]) -> str:
        """The first wanted function that is not among the `found` ones, else nothing."""
        for exercise, functions in self.functions.items():
            known = sorted(function for name, function in found if name == exercise)
            for function in sorted(functions - set(known)):
                return unknown_function(f"{exercise}.{function}", function, known)
        return ""


def select(course: Course, names: list[str]) -> Selection:
    """The selection behind `EXERCISE` and `EXERCISE.FUNCTION` names; none means everything."""
    wanted: dict[str, set[str]] = {}
    whole: set[str] = set()
    for name in names or list(course.points):
        exercise, _dot, function = name.partition(".")
        if exercise not in course.points:
            raise UsageError(unknown_exercise(exercise, list(course.points)))
        wanted.setdefault(exercise, set()).add(function)
        if not function:
            whole.add(exercise)
    functions = {name: frozenset(wanted[name]) for name in wanted if name not in whole}
    return Selection(tuple(name for name in course.points if name in wanted), functions)


def unknown_exercise(name: str, known: list[str]) -> str:
    """Says that there is no such exercise, which was perhaps meant, and which there are."""
    return _("There is no exercise {name}.").format(name=name) + _instead(name, known)


def unknown_function(name: str, function: str, known: list[str]) -> str:
    """Says that there is no function `name`; `known` are written like `function`."""
    return _("There is no function {name}.").format(name=name) + _instead(function, known)


def _instead(name: str, known: list[str]) -> str:
    import difflib  # costs more than all else here, and is needed only now

    close = difflib.get_close_matches(name, known, 1)
    meant = " " + _("Did you mean {name}?").format(name=close[0]) if close else ""
    return meant + "\n" + _("There are: {names}.").format(names=", ".join(known))
