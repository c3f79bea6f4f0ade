"""Functions that the grader answers in place of the submission's own.

A function is judged on its own merits: where it builds on others, those are the kit's.
"""

import builtins
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from types import ModuleType
from typing import Any

from grader.sandbox.wire.channel import Channel
from grader.sandbox.wire.messages import Ask, Raised, Reply, Request, Returned
from grader.sandbox.wire.values import pack, unpack


class AskingFunctions:
    """Puts stand-ins into modules: for good into those that are built on, else for one call."""

    def __init__(self, channel: Channel[Reply, Request]) -> None:
        self._channel = channel
        self._offered: dict[str, tuple[str, ...]] = {}

    def offer(self, exercise: str, functions: tuple[str, ...]) -> None:
        """From now on `replace` puts these functions into the module of `exercise`."""
        self._offered[exercise] = functions

    def replace(self, exercise: str, module: ModuleType, run: Callable[[], None]) -> None:
        """Runs a module of the submission; what it may lack or do wrong is made good."""
        if exercise not in self._offered:
            run()
            return
        with suppress(BaseException):  # a broken file that others build on is not their mistake
            run()
        for function in self._offered[exercise]:
            setattr(module, function, self._stand_in(exercise, function))

    def during(
        self, module: ModuleType, functions: tuple[str, ...]
    ) -> AbstractContextManager[None]:
        """Functions of the judged module are stand-ins inside."""
        return self._during(module, functions) if functions else nullcontext()

    @contextmanager
    def _during(self, module: ModuleType, functions: tuple[str, ...]) -> Iterator[None]:
        exercise = module.__name__.rpartition(".")[2]
        own = {name: vars(module)[name] for name in functions if name in vars(module)}
        vars(module).update({name: self._stand_in(exercise, name) for name in functions})
        try:
            yield
        finally:
            for name in functions:
                vars(module).pop(name, None)
            vars(module).update(own)

    def _stand_in(self, exercise: str, function: str) -> Callable[..., Any]:
        def stand_in(*args: Any, **kwargs: Any) -> Any:
            packed = {name: pack(value) for name, value in kwargs.items()}
            self._channel.send(Ask(exercise, function, [pack(arg) for arg in args], packed))
            return _outcome(self._channel.receive())

        stand_in.__name__ = stand_in.__qualname__ = function
        return stand_in


def _outcome(reply: Request) -> Any:
    match reply:
        case Returned():
            return unpack(reply.value)
        case Raised():
            kind = getattr(builtins, reply.kinds[0], RuntimeError)
            raise kind(reply.text)
        case _:
            raise RuntimeError("a question was answered with another question")
