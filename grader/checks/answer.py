"""What came back from one call of a student's function."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from grader.checks.python_call import python_call
from grader.checks.show import call_text, inline, picture
from grader.checks.verdict import Clue, Verdict
from grader.language import _
from grader.records.report import Evidence, Picture, Status
from grader.sandbox.wire.messages import Place, Raised, Reply, Returned
from grader.sandbox.wire.packed import Opaque, Packed
from grader.sandbox.wire.values import UNREADABLE, unpack
from grader.text import shortened

MAX_PRINTED = 6


class Answer(Struct, frozen=True):
    """A value, or the exception that was raised instead, with the call behind it.

    `after` are the arguments as they came back, still packed: few checks look at them. `again`
    calls the same function with other arguments.
    """

    exercise: str
    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    returned: Any
    after: Sequence[Packed]
    raised: Raised | None
    printed: str
    again: Callable[..., "Answer"] | None = None

    @property
    def value(self) -> Any:
        """What the call returned. Ends the check if it raised."""
        if self.failure is not None:
            raise self.failure
        return self.returned

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The positional arguments as they were in the worker after the call; none if unreadable.

        Ends the check if the call raised.
        """
        if self.failure is not None:
            raise self.failure
        try:
            return tuple(unpack(value) for value in self.after)
        except UNREADABLE:
            return ()

    @property
    def failure(self) -> Verdict | None:
        """The verdict that the exception stands for; None where there was none."""
        if self.raised is None:
            return None
        status = raised_status(self.raised, self.function)
        return Verdict(status, self.raised_text, self.evidence(), Clue(self))

    @property
    def call(self) -> str:
        return call_text(self.function, self.args, self.kwargs)

    @property
    def python(self) -> str:
        """The line of Python that makes the call; empty where `call` is one, or there is none."""
        line = python_call(self.function, self.args, self.kwargs)
        return "" if line == self.call else line

    @property
    def raised_text(self) -> str:
        """The exception in one sentence; empty where there was none."""
        return raised_text(self.raised) if self.raised else ""

    def evidence(
        self,
        got: Picture | None = None,
        expected: Picture | None = None,
        difference: str | None = None,
    ) -> Evidence:
        """The call as a reader sees it, with what else is known."""
        shown = tuple(
            picture(arg, _("argument {i}").format(i=i))
            for i, arg in enumerate(self.args, 1)
            if not inline(arg)
        )
        printed, line = _first_lines(self.printed), self.python
        return Evidence(self.call, shown, got, expected, difference, printed, line)


def _first_lines(text: str) -> str:
    lines = [line for line in shortened(text, 1000).splitlines() if line.strip()]
    return "\n".join([*lines[:MAX_PRINTED], *["..."] * (len(lines) > MAX_PRINTED)])


def raised_status(raised: Raised, function: str) -> Status:
    """The status that an exception out of `function` stands for."""
    if "NotImplementedError" in raised.kinds and raised.places[-1:] != []:
        own = raised.places[-1].function == function
        return Status.NOT_STARTED if own else Status.ERROR
    if {"ForbiddenLibrary", "PermissionError"} & set(raised.kinds):
        return Status.FORBIDDEN
    return Status.MEMORY if "MemoryError" in raised.kinds else Status.ERROR


def raised_text(raised: Raised) -> str:
    """An exception in one sentence: what, what it says, where."""
    kind = shortened(raised.kinds[0], 100) if raised.kinds else _("an exception")
    if kind == "NotImplementedError" and raised.places:
        return _("{place} is not written yet").format(place=_place(raised.places[-1]))
    if kind == "SystemExit":
        return _("the code ended Python with sys.exit") + _at(raised)
    text = shortened(raised.text, 300)
    said = f"{kind}: {text}{_at(raised)}" if text else f"{kind}{_at(raised)}"
    if raised.cause is None:
        return said
    cause = raised_text(replace(raised.cause, cause=None))
    return _("{what}, because of {cause}").format(what=said, cause=cause)


def _at(raised: Raised) -> str:
    return f" ({_place(raised.places[-1])})" if raised.places else ""


def _place(place: Place) -> str:
    shown = where(place)
    return f"{place.function} ({shown})" if place.function.isidentifier() else shown


def where(place: Place) -> str:
    """A line as editors and terminals know it, `FILE:LINE`; in a notebook, in words."""
    text = "{file}:{line}"
    if place.cell:
        text = _("{file}, cell {cell}, line {line}")
    return shortened(text.format(file=place.file, cell=place.cell, line=place.line), 100)


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
