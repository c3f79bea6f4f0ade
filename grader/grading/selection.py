"""Which exercises and functions are to be judged."""

from msgspec import Struct

from grader.errors import UsageError
from grader.grading.course import Course


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
                return unknown_name(f"function {exercise}.{function}", function, known)
        return ""


def select(course: Course, names: list[str]) -> Selection:
    """The selection behind `EXERCISE` and `EXERCISE.FUNCTION` names; none means everything."""
    wanted: dict[str, set[str]] = {}
    whole: set[str] = set()
    for name in names or list(course.points):
        exercise, _, function = name.partition(".")
        if exercise not in course.points:
            raise UsageError(unknown_name(f"exercise {exercise}", exercise, list(course.points)))
        wanted.setdefault(exercise, set()).add(function)
        if not function:
            whole.add(exercise)
    functions = {name: frozenset(wanted[name]) for name in wanted if name not in whole}
    return Selection(tuple(name for name in course.points if name in wanted), functions)


def unknown_name(what: str, name: str, known: list[str]) -> str:
    """Says that there is no such thing, what was perhaps meant, and what there is."""
    import difflib  # costs more than all else here, and is needed only now

    close = difflib.get_close_matches(name, known, 1)
    meant = f" Did you mean {close[0]}?" if close else ""
    return f"There is no {what}.{meant}\nThere are: {', '.join(known)}."
