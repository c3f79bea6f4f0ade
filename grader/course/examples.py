"""The calls that a lesson shows in the docstring of a function."""

import ast
import doctest
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from msgspec import Struct


class FunctionCall(Struct, frozen=True):
    """The arguments of a call, by their place and by their name."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any]


def shown_calls(
    docstring: str, function: str, known: Iterable[str], answer: Callable[..., Any]
) -> list[FunctionCall]:
    """Returns the calls of `function` in the examples of a lesson of the kit.

    `answer(name, args, kwargs)` says what a call of one of the `known` functions gives; the
    examples go on with it.
    """
    calls: list[FunctionCall] = []

    def standing_for(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if name == function:
                calls.append(FunctionCall(args, kwargs))
            return answer(name, args, kwargs)

        return call

    names = {"np": np, **{name: standing_for(name) for name in known}}
    test = doctest.DocTestParser().get_doctest(docstring, names, function, None, None)
    # An answer that is not known ends no more than its own example.
    doctest.DocTestRunner(verbose=False).run(test, out=lambda text: 0)
    return _unlike(calls)


def signature_of(definition: str) -> inspect.Signature:
    """Returns the parameters of a function of a lesson; only whether one has a default counts."""
    node = ast.parse(definition).body[0]
    assert isinstance(node, ast.FunctionDef)
    first = len(node.args.args) - len(node.args.defaults)
    return inspect.Signature(
        [
            inspect.Parameter(
                each.arg,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=None if number >= first else inspect.Parameter.empty,
            )
            for number, each in enumerate(node.args.args)
        ]
    )


def _unlike(calls: list[FunctionCall]) -> list[FunctionCall]:
    """Each call once, in their order."""
    return list({repr(call): call for call in calls}.values())
