"""Functions that the grader answers in place of the submission's own.

A function is judged on its own merits: where it builds on others, those are the kit's.
"""

import builtins
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from types import ModuleType
from typing import Any

from msgspec import msgpack

from grader.sandbox.wire.channel import Channel
from grader.sandbox.wire.messages import Ask, Raised, Reply, Request, Returned
from grader.sandbox.wire.values import pack, unpack


class AskingFunctions:
    """Puts stand-ins into modules: for good into those that are built on, else for one call.

    They ask while a call runs that was given them. At other times, as when a file is imported, the
    submission's own functions answer.
    """

    def __init__(self, channel: Channel[Reply, Request]) -> None:
        self._channel = channel
        self._offered: dict[str, tuple[str, ...]] = {}
        self._given: tuple[str, ...] = ()
        self._known: dict[bytes, Request] | None = None

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
            own = vars(module).get(function)
            setattr(module, function, self._stand_in(exercise, function, own))

    def during(
        self, module: ModuleType, functions: tuple[str, ...]
    ) -> AbstractContextManager[None]:
        """Functions such as `conv.stamp` are answered by the grader inside."""
        return self._during(module, functions) if functions else nullcontext()

    @contextmanager
    def _during(self, module: ModuleType, functions: tuple[str, ...]) -> Iterator[None]:
        exercise = module.__name__.rpartition(".")[2]
        parts = (each.rpartition(".") for each in functions)
        names = [name for home, _dot, name in parts if home == exercise]
        own = {name: vars(module)[name] for name in names if name in vars(module)}
        stand_ins = {name: self._stand_in(exercise, name, own.get(name)) for name in names}
        vars(module).update(stand_ins)
        self._given = functions
        try:
            yield
        finally:
            self._given = ()
            for name in names:
                vars(module).pop(name, None)
            vars(module).update(own)

    def _stand_in(self, exercise: str, function: str, own: Any) -> Callable[..., Any]:
        def stand_in(*args: Any, **kwargs: Any) -> Any:
            if f"{exercise}.{function}" in self._given:
                return self._ask(exercise, function, args, kwargs)
            if own is None:
                raise NotImplementedError(f"{function} is not in {exercise}")
            return own(*args, **kwargs)

        stand_in.__name__ = stand_in.__qualname__ = function
        return stand_in

    def _ask(self, exercise: str, function: str, args: Any, kwargs: Any) -> Any:
        packed = {name: pack(value) for name, value in kwargs.items()}
        return _outcome(self._answer(Ask(exercise, function, [pack(arg) for arg in args], packed)))

    def _answer(self, ask: Ask) -> Request:
        if self._known is None:
            self._channel.send(ask)
            return self._channel.receive()
        key = msgpack.encode(ask)
        if key not in self._known:
            self._channel.send(ask)
            self._known[key] = self._channel.receive()
        return self._known[key]

    def remember(self) -> None:
        """From now on what was asked once is not asked again: trials ask the same very often."""
        self._known = {}


def _outcome(reply: Request) -> Any:
    match reply:
        case Returned():
            return unpack(reply.value)
        case Raised():
            kind = getattr(builtins, reply.kinds[0], RuntimeError)
            raise kind(reply.text)
        case _:
            raise RuntimeError("a question was answered with another question")
