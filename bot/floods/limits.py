"""Limits: how much at once and how much on and on, as a bucket that empties with use and fills up with time.

All that is known of a bucket is when it will be full again: one moment, which several processes can share.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_PART = re.compile(r"(?P<of>[a-z]+)\s+(?P<burst>[1-9][0-9]{0,5})/(?P<per_second>[0-9]{1,4}(?:\.[0-9]{1,3})?)")


@dataclass(frozen=True, slots=True)
class Limit:
    """A bucket holds `burst`; each second `per_second` come back."""

    burst: int
    per_second: float

    @property
    def refill(self) -> timedelta:
        """Give how long an empty bucket takes to be full again."""
        return self.worth(self.burst)

    def worth(self, many: int) -> timedelta:
        """Give how long it takes for so many to come back."""
        return timedelta(seconds=many / self.per_second)


def bounded(limit: Limit, full_at: datetime | None, now: datetime) -> datetime:
    """Say when a bucket is full again, at the latest: a clock that was set back must leave nobody waiting for it."""
    return now if full_at is None else min(max(full_at, now), now + limit.refill)


def spend(limit: Limit, full_at: datetime | None, now: datetime, many: int = 1) -> datetime:
    """Say when a bucket is full again of which so many are used, whether or not it has them; None is a full one."""
    return bounded(limit, full_at, now) + limit.worth(many)


def holds(limit: Limit, full_at: datetime | None, now: datetime) -> bool:
    """Say whether a bucket has one more."""
    return spend(limit, full_at, now) - now <= limit.refill


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for whom; None is no limit."""

    person: Limit | None = Limit(300, 10)
    """What one person asks and presses anywhere, and, counted apart, the letters for which they get suggestions."""
    channel: Limit | None = Limit(120, 2)
    """Messages in a channel that are answered there: Discord itself lets a bot post about one a second."""
    guild: Limit | None = Limit(3000, 300)
    """What all in a guild ask and press, but for answers to quizzes: those come all at once, and are never refused."""


NO_LIMITS: Final = Limits(None, None, None)


def parse_limits(text: str) -> Limits:
    """Read limits such as "person 300/10, guild 3000/300", or "off"; what is not named keeps its usual one."""
    if text.casefold() == "off":
        return NO_LIMITS
    named: dict[str, Limit] = {}
    for part in text.casefold().split(","):
        found = _PART.fullmatch(part.strip())
        if found is None or found["of"] not in Limits.__slots__ or not float(found["per_second"]):
            raise ValueError(
                f'"{part.strip()}" is no limit. Write how many at once and how many a second, '
                "such as person 300/10, channel 120/2, guild 3000/300; or off for none."
            )
        named[found["of"]] = Limit(int(found["burst"]), float(found["per_second"]))
    return Limits(**named)
