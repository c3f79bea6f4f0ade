"""When a hand-in is due, and what being late costs."""

import re
from datetime import UTC, datetime, time, timedelta
from math import ceil

from msgspec import Struct

_DAY = timedelta(days=1)
_RULE = re.compile(r"(\d+(?:\.\d+)?)%?/day(?:,(\d+(?:\.\d+)?)%?)?")


class LateRule(Struct, frozen=True):
    """Takes percent of all points for each day that has begun, and never more than `most`."""

    per_day: float = 0.0
    most: float = 100.0

    def penalty(self, late: timedelta) -> float:
        """The percent that are taken for being so late."""
        return min(self.per_day * ceil(late / _DAY), self.most)


class Deadline(Struct, frozen=True):
    """`due` has a time zone."""

    due: datetime
    rule: LateRule

    def late(self, submitted_at: datetime) -> timedelta:
        """How late something is; nothing where it is in time."""
        return max(submitted_at - self.due, timedelta())


def read_due(text: str) -> datetime:
    """Reads `2026-11-12` (until the end of that day) or `2026-11-12 18:00`, also with a time zone.

    Without one it is that of this machine. Raises `ValueError`.
    """
    due = datetime.fromisoformat(text.strip())
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text.strip()):
        due = datetime.combine(due, time(23, 59, 59))
    return due.astimezone(UTC)


def read_rule(text: str) -> LateRule:
    """Reads `none`, `10/day` or `10/day,50`. Raises `ValueError`."""
    if text == "none":
        return LateRule()
    found = _RULE.fullmatch(text.replace(" ", ""))
    if found is None:
        raise ValueError(text)
    per_day, most = float(found[1]), float(found[2] or 100)
    if not 0 <= per_day <= 100 or not 0 <= most <= 100:
        raise ValueError(text)
    return LateRule(per_day, most)
