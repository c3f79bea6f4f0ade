"""Looks for a small change that makes a function right. What it knows of the code are numbers.

The worker makes the changes and says what the function answers with each; here the answers are
judged. So what is expected never goes to where a student's code is.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from grader.diagnosis.repair.questions import RIGHT, Question
from grader.sandbox.wire.messages import Located, Path, Probed, Raised, Reply

ENDLESS = "Endless"  # what a worker raises for a loop that goes round too often
SLICE_SECONDS = 0.15  # of a worker's processor, for one message
MAX_EDITS = 2
MAX_SCREENS = 3  # calls for which a change is looked for, before the search ends
MAX_BEAM = 8
MAX_TOGETHER = 12


class Trials(Protocol):
    """What can be asked of a worker, and how many seconds are left for it."""

    left: float

    def begin(self) -> Sequence[Reply]: ...

    def probe(self, path: Path, call: int, first: int, seconds: float) -> Probed: ...

    def retry(self, paths: Sequence[Path], calls: Sequence[int]) -> list[list[Reply]]: ...

    def locate(self, path: Path) -> Located: ...


class Repair(Struct, frozen=True):
    """An edit, the checks that it makes pass, and whether all pass in the end."""

    path: Path
    checks: frozenset[str]
    whole: bool


class _Attempt(Struct, frozen=True):
    """How the checks stand with some edits in the code."""

    path: Path
    replies: Sequence[Reply]
    wrong: dict[str, list[int]]


class Search:
    """One search for a function."""

    def __init__(
        self, trials: Trials, questions: Sequence[Question], unexplained: Collection[str]
    ) -> None:
        self._first: Sequence[Reply] = ()
        self._at_first: dict[str, list[int]] = {}
        self._trials = trials
        self._unexplained = unexplained
        self._questions = {each.check: each for each in questions}
        self._calls = [number for each in questions for number in each.numbers]

    def run(self, known: Sequence[Path] = ()) -> list[Repair]:
        """The edits that lead to a right function, as far as they are found.

        `known` are paths that may do it, to be tried first.
        """
        self._first = self._trials.begin()
        attempt = self._attempt((), self._first)
        self._at_first = attempt.wrong
        found: list[Repair] = []
        for path in known:
            further = self._after(path)
            if further.wrong.keys() < attempt.wrong.keys():
                found.append(self._repair(attempt, further))
                attempt = further
        while attempt.wrong and len(attempt.path) < MAX_EDITS:
            better = self._better(attempt)
            if better is None:
                break
            found.append(self._repair(attempt, better))
            attempt = better
        whole = not attempt.wrong
        return [
            Repair(each.path, each.checks, whole)
            for each in found
            if whole or self._is_telling(each, attempt)
        ]

    def endless(self, check: str) -> Raised | None:
        """The loop that did not end in a call of a check as the code is, if there is one."""
        numbers = self._questions[check].numbers if check in self._questions else ()
        replies = (self._first[number] for number in numbers if number < len(self._first))
        lost = (each for each in replies if isinstance(each, Raised) and each.kinds == [ENDLESS])
        return next((each for each in lost if each.places), None)

    def _is_telling(self, repair: Repair, attempt: _Attempt) -> bool:
        """Whether an edit that leaves some checks wrong is more than a chance hit.

        It must be about values, for a refusal is easily had; and what is left must be about
        something else: another known mistake, a refusal.
        """
        left = [check for check, calls in attempt.wrong.items() if self._is_value(check, calls)]
        left = [check for check in left if check in self._unexplained]
        values = [check for check in repair.checks if self._is_value(check, self._at_first[check])]
        return bool(values) and (not left or (len(values) > 1 and len(values) >= len(left)))

    def _is_value(self, check: str, calls: Sequence[int]) -> bool:
        return not all(self._questions[check].wants_refusal(call) for call in calls)

    def _repair(self, before: _Attempt, after: _Attempt) -> Repair:
        return Repair(after.path, frozenset(before.wrong.keys() - after.wrong.keys()), False)

    def _attempt(self, path: Path, replies: Sequence[Reply]) -> _Attempt:
        wrong = {each.check: each.wrong_calls(replies) for each in self._questions.values()}
        return _Attempt(path, replies, {name: calls for name, calls in wrong.items() if calls})

    def _after(self, path: Path) -> _Attempt:
        return self._attempt(path, self._trials.retry([path], self._calls)[0])

    def _better(self, attempt: _Attempt) -> _Attempt | None:
        """With one more edit, or two that only help together."""
        for check, call in self._screens(attempt):
            ranked: dict[float, list[Path]] = {}
            better = self._with_one(attempt, attempt.path, check, call, ranked)
            if better is None and len(attempt.path) + 2 <= MAX_EDITS:
                better = self._with_two(attempt, check, call, ranked)
            if better is not None or self._trials.left <= 0:
                return better
        return None

    def _screens(self, attempt: _Attempt) -> list[tuple[str, int]]:
        """Calls that go wrong, of different checks; those of values first, and small ones."""
        smallest = []
        for check, calls in attempt.wrong.items():
            question = self._questions[check]
            call = min(
                calls, key=lambda each: (question.wants_refusal(each), question.weight(each))
            )
            smallest.append((question.wants_refusal(call), question.weight(call), check, call))
        return [(check, call) for _refusal, _weight, check, call in sorted(smallest)[:MAX_SCREENS]]

    def _with_one(
        self,
        attempt: _Attempt,
        path: Path,
        check: str,
        call: int,
        ranked: dict[float, list[Path]],
    ) -> _Attempt | None:
        """The first edit that sets all right, else the one that sets most right."""
        best: _Attempt | None = None
        for right in self._right(path, check, call, ranked):
            for further in self._afterwards(check, right):
                if check in further.wrong or not further.wrong.keys() < attempt.wrong.keys():
                    continue
                if not further.wrong:
                    return further
                if best is None or len(further.wrong) < len(best.wrong):
                    best = further
        return best

    def _afterwards(self, check: str, paths: Sequence[Path]) -> Iterator[_Attempt]:
        """How all checks stand with those edits that set a whole check right."""
        question = self._questions[check]
        for at in range(0, len(paths), MAX_TOGETHER):
            if self._trials.left <= 0:
                return
            some = paths[at : at + MAX_TOGETHER]
            answers = self._trials.retry(some, list(question.numbers))
            for path, replies in zip(some, answers, strict=True):
                if not question.wrong_calls(replies, question.first) and self._trials.left > 0:
                    yield self._after(path)

    def _right(
        self, path: Path, check: str, call: int, ranked: dict[float, list[Path]]
    ) -> Iterator[list[Path]]:
        """Edits after which a call is answered rightly, slice by slice.

        Of those that do not, `ranked` keeps one for each different answer, by how near it is.
        """
        question = self._questions[check]
        refusal = question.wants_refusal(call)
        first, more = 0, True
        while more and self._trials.left > 0:
            probed = self._trials.probe(path, call, first, SLICE_SECONDS)
            marked = [
                0.0 if isinstance(answer, Raised) and not refusal else question.mark(call, answer)
                for answer in probed.answers
            ]
            right, seen = [], set()
            for at, which in enumerate(probed.of):
                if not 0 <= which < len(marked):
                    continue
                edit = (*path, (call, first + at))
                if marked[which] == RIGHT:
                    right.append(edit)
                elif which not in seen:
                    seen.add(which)
                    ranked.setdefault(marked[which], []).append(edit)
            if right:
                yield right
            first, more = first + len(probed.of), probed.more and bool(probed.of)

    def _with_two(
        self, attempt: _Attempt, check: str, call: int, ranked: dict[float, list[Path]]
    ) -> _Attempt | None:
        """An edit that brings the answer nearer, and another that makes it right."""
        now = self._questions[check].mark(call, attempt.replies[call])
        nearer = [
            path for mark in sorted(ranked, reverse=True) if mark > now for path in ranked[mark]
        ]
        for path in nearer[:MAX_BEAM]:
            if self._trials.left <= 0:
                return None
            better = self._with_one(attempt, path, check, call, {})
            if better is not None:
                return better
        return None
