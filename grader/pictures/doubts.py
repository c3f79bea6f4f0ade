"""Says at pictures that a function behind them fails its checks."""

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from grader.language import plural
from grader.records.report import Report, Status
from grader.records.scene import Scene

_NOT_WRONG = (Status.PASSED, Status.NOT_STARTED, Status.MISSING, Status.BROKEN)


def wrong_functions(report: Report) -> frozenset[str]:
    """Returns the functions with a check that failed; not those that nobody has written yet."""
    return frozenset(each.function for each in report.checks if each.status not in _NOT_WRONG)


def with_doubts(scenes: Iterable[Scene], wrong: Collection[str]) -> tuple[Scene, ...]:
    """Returns the scenes; those that show answers of a wrong function with a warning."""
    return tuple(replace(scene, warning=_warning(scene, wrong)) for scene in scenes)


def _warning(scene: Scene, wrong: Collection[str]) -> str:
    names = [name for name in scene.functions if name in wrong]
    if not names:
        return ""
    text = plural(
        "{functions} is not right yet: this is what it makes.",
        "{functions} are not right yet: this is what they make.",
        len(names),
    )
    return text.format(functions=", ".join(names))
