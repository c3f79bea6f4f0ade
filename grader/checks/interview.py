"""What a check asks of a submission, and how it judges the answers.

A check that has looked at no answer before it has asked everything asks every submission the same,
and judges it in the same way. So it need be run only once.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from msgspec import Struct

from grader.checks.answer import Answer
from grader.checks.verdict import Verdict
from grader.language import _
from grader.records.report import Status
from grader.sandbox.wire.messages import Call, Raised, Reply, Request, Returned
from grader.sandbox.wire.packed import Opaque, Packed
from grader.sandbox.wire.values import UNREADABLE, model_handle, pack, unpack


class Line(Protocol):
    """The way to the worker behind a `Student`; it ends the check where no answer comes.

    What is asked in a `trial` judges nothing: a worker that it costs is not held against the
    function.
    """

    exercise: str
    function: str
    seed: int

    def ask(self, request: Request, trial: bool = False) -> Reply: ...

    def ask_all(self, calls: Sequence[Call]) -> Iterator[Reply]: ...

    def require_function(self, name: str) -> None: ...

    def keep(self, answer: Answer) -> None: ...


class Asking(Struct, frozen=True):
    """A call that is going to be made, with its arguments as the check has them."""

    call: Call
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class Judging(Struct, frozen=True):
    """What is going to be said of the answer to the call of that number, counted from 0."""

    place: int
    judgement: Callable[[Answer], None]


Step = Asking | Judging


def asking(line: Line, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Asking:
    packed = {name: pack(value) for name, value in kwargs.items()}
    call = Call(function, [pack(arg, model_handle) for arg in args], packed, line.seed)
    return Asking(call, args, kwargs)


def hold(steps: Sequence[Step], line: Line, answers: list[Answer]) -> None:
    """Asks and judges, and adds to the `answers` so far. Raises the first `Verdict`.

    The calls cross to the worker together. What comes of a check is what would come of it one
    call after another: judgement follows judgement, and the first that fails ends the check.
    """
    steps, missing = _callable(steps, line)
    replies = line.ask_all([step.call for step in steps if isinstance(step, Asking)])
    for step in steps:
        if isinstance(step, Judging):
            step.judgement(answers[step.place])
        else:
            answers.append(_answered(step, line, next(replies)))
            line.keep(answers[-1])
    if missing is not None:
        raise missing


def _callable(steps: Sequence[Step], line: Line) -> tuple[Sequence[Step], Verdict | None]:
    """The steps before the first call of a function that is not there, and what that means."""
    known: set[str] = set()
    for place, step in enumerate(steps):
        if isinstance(step, Judging) or step.call.function in known:
            continue
        try:
            line.require_function(step.call.function)
        except Verdict as verdict:
            return steps[:place], verdict
        known.add(step.call.function)
    return steps, None


def _answered(step: Asking, line: Line, reply: Reply) -> Answer:
    function = step.call.function

    def again(*args: Any) -> Answer:
        other = asking(line, function, args, {})
        return _answered(other, line, line.ask(other.call, trial=True))

    return answer_of(reply, line.exercise, function, step.args, step.kwargs, again)


def answer_of(
    reply: Reply,
    exercise: str,
    function: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    again: Callable[..., Answer] | None = None,
) -> Answer:
    """What a worker's reply says. Raises `Verdict` where it says nothing."""
    call = (exercise, function, args, kwargs)
    match reply:
        case Raised():
            return Answer(*call, None, (), reply, reply.printed, again)
        case Returned():
            value = _unpacked(reply.value)
            return Answer(*call, value, reply.arguments, None, reply.printed, again)
        case _:
            raise Verdict(Status.CRASHED, _("The worker sent an answer that fits no question."))


def _unpacked(value: Packed) -> Any:
    try:
        return unpack(value)
    except UNREADABLE as error:
        return Opaque(_("something unreadable"), str(error))
