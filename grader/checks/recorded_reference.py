"""What a suite gets for `reference` in a copy of the kit that has none."""

from collections.abc import Callable
from typing import Any


class Recorded:
    """Its functions look up what the reference answered when the copy was made.

    Only questions that the suites always ask can have been recorded, so what depends on the
    submission must not be asked.
    """

    def __init__(self, look_up: Callable[[str, tuple[Any, ...]], Any]) -> None:
        self.__look_up = look_up

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function.startswith("_"):
            raise AttributeError(function)
        look_up = self.__look_up
        return lambda *arguments: look_up(function, arguments)
