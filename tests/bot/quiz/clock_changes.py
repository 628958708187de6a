"""When clocks change, found by looking at them hour by hour and not by the rules that the product uses."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


@dataclass(frozen=True)
class Change:
    """The first instant of a new distance from UTC."""

    instant: datetime
    before: timedelta
    after: timedelta

    @property
    def gap(self) -> timedelta:
        return self.after - self.before

    @property
    def skipped_from(self) -> datetime:
        """The first wall time that does not exist, where the clock goes forward."""
        return (self.instant + self.before).replace(tzinfo=None)


def distance(zone: ZoneInfo, instant: datetime) -> timedelta:
    found = instant.astimezone(zone).utcoffset()
    assert found is not None
    return found


@cache
def changes(zone: str, first: datetime, last: datetime) -> tuple[Change, ...]:
    """Give the changes between two instants; two on one day that undo each other are overlooked."""
    clock = ZoneInfo(zone)
    found: list[Change] = []
    low, before = first, distance(clock, first)
    while low < last:
        high = low + DAY
        after = distance(clock, high)
        if after != before:
            found.append(Change(_turn(clock, low, high), before, after))
        low, before = high, after
    return tuple(found)


def _turn(clock: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Close in on the first second after `low` that has the distance of `high`."""
    after = distance(clock, high)
    while high - low > SECOND:
        middle = low + (high - low) // SECOND // 2 * SECOND
        low, high = (low, middle) if distance(clock, middle) == after else (middle, high)
    return high


def readings(clock: ZoneInfo, wall: datetime) -> list[datetime]:
    """Give all instants at which the clock shows a wall time: none, one or two, the first one first."""
    around = wall.replace(tzinfo=UTC)
    distances = {distance(clock, around + hours * HOUR) for hours in range(-27, 28, 9)}
    instants = [around - one for one in sorted(distances, reverse=True)]
    return [instant for instant in instants if instant.astimezone(clock).replace(tzinfo=None) == wall]
