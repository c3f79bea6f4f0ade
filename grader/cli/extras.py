"""Parts of the kit that need more than its installation brings."""

from collections.abc import Iterator
from contextlib import contextmanager

from grader.errors import UsageError
from grader.language import _


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Imports what an extra brings. Raises `UsageError` where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        text = _("{module} is not installed here. In the kit's folder: {command}")
        command = f"pip install -e '.[{extra}]'"
        raise UsageError(text.format(module=error.name, command=command)) from error
