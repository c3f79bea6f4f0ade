"""What each known mistake answers. The suites ask every submission the same, so it is kept."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from grader.diagnosis.case import outcome
from grader.diagnosis.misconception import Arguments, Misconception
from grader.protocol.values import pack

MAX_KEPT = 1000


class Outcomes:
    """The outcomes of all misconceptions of a function, by its arguments."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, list[Any]] = OrderedDict()

    def of(
        self,
        function: str,
        known: Sequence[Misconception],
        right: Callable[..., Any],
        arguments: Arguments,
    ) -> list[Any]:
        """What each of the `known` answers to `arguments`, in their order."""
        key = msgspec.msgpack.encode([function, [pack(each) for each in arguments]])
        if key not in self._kept:
            self._kept[key] = [outcome(m.wrong, (right, *arguments)) for m in known]
        self._kept.move_to_end(key)
        while len(self._kept) > MAX_KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]
