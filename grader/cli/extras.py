"""Parts of the kit that need more than its installation brings."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.language import _

if TYPE_CHECKING:
    from grader.classroom.store.store import Store


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Imports what an extra brings. Raises `UsageError` where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        text = _("{module} is not installed here. In the kit's folder: {command}")
        command = f"pip install -e '.[{extra}]'"
        raise UsageError(text.format(module=error.name, command=command)) from error


def store_opener() -> "Callable[..., AbstractContextManager[Store]]":
    """Returns `open_store`. Raises `UsageError` where the extra is not installed."""
    with needing("batch"):
        from grader.classroom.store.store import open_store
    return open_store
