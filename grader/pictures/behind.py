"""Which functions are behind a picture: those that are asked, and those that these call."""

from collections.abc import Iterable, Mapping, Sequence

from grader.sandbox.zygotes import Zygotes
from grader.submission.confined_reader import find_uses
from grader.submission.submission import Submission


class Callers:
    """What the functions of a submission call, read by a confined reader when it is needed.

    `functions` are those of each exercise; no two have one name.
    """

    def __init__(
        self, functions: Mapping[str, Sequence[str]], submission: Submission, zygotes: Zygotes
    ) -> None:
        self._homes = {name: home for home, names in functions.items() for name in names}
        self._submission = submission
        self._zygotes = zygotes
        self._uses: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def behind(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Returns the functions that were asked and all that they call, directly or by others."""
        found = dict.fromkeys(name for name in asked if name in self._homes)
        waiting = list(found)
        for name in waiting:  # which grows meanwhile
            new = [each for each in self._called_by(name) if each not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return tuple(found)

    def _called_by(self, function: str) -> list[str]:
        home = self._homes[function]
        if home not in self._uses:
            source = self._submission.files.get(home, b"")
            names = tuple(self._homes)
            wanted = {name: names for name in names if self._homes[name] == home}
            self._uses[home] = find_uses(self._zygotes, source, home, wanted).functions
        called = self._uses[home].get(function, ())
        return [name for name in called if name in self._homes and name != function]
