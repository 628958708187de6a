"""When a schedule's rounds are due: a wall time, some days of the week and a time zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from bot.quiz.days import DAILY, Days

HORIZON_DAYS = 5 * 366
"""Days ahead after which the search for a slot gives up."""

Blackout: TypeAlias = tuple[date, date]
"""First and last date, both without rounds."""


class Slot(NamedTuple):
    """A round's place in time: its local date, which is its identity, and the instant in UTC."""

    local_date: date
    due: datetime


@dataclass(frozen=True, slots=True)
class Timetable:
    """A wall time on some days of the week in a time zone; one slot a local date at most."""

    time: time
    days: Days
    zone: str
    _clock: ZoneInfo = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.time.tzinfo is not None:
            raise ValueError(f"{self.time} has a zone of its own. Give the time on the wall.")
        if not self.days or not self.days <= DAILY:
            raise ValueError(f"{sorted(self.days)} are no days of a week. Give at least one, from 0 to 6.")
        object.__setattr__(self, "_clock", _clock(self.zone))

    def due(self, local_date: date) -> datetime | None:
        """Give the instant in UTC at which the round of a date is due, or None where the date has none.

        A wall time that the clock skips moves forward by as much as the clock does; of one that comes twice, the
        first counts. A date has no round when it is not among the days, or when the zone skipped the date.
        """
        if local_date.weekday() not in self.days:
            return None
        instant = self._instant(local_date)
        shown = instant.astimezone(self._clock).date()
        # A gap may end after midnight (Nuuk, every spring: 23:00 → 00:00). Where it swallows the whole date
        # (Apia, 2011-12-30), the shifted instant is that of the next date, and belongs to it.
        if shown > local_date and instant >= self._instant(shown):
            return None
        return instant

    def slots(self, instant: datetime, *, blackouts: Sequence[Blackout] = ()) -> Iterator[Slot]:
        """Give the slots strictly after an instant in their order, as far as the horizon."""
        if instant.tzinfo is None:
            raise ValueError(f"{instant} has no zone. Give an instant.")
        # The day before may have a slot still: a gap can carry it past midnight.
        start = instant.astimezone(self._clock).date() - timedelta(days=1)
        for step in range(HORIZON_DAYS):
            local_date = start + timedelta(days=step)
            if any(first <= local_date <= last for first, last in blackouts):
                continue
            due = self.due(local_date)
            if due is not None and due > instant:
                yield Slot(local_date, due)

    def after(self, instant: datetime, *, blackouts: Sequence[Blackout] = ()) -> Slot | None:
        """Give the next slot strictly after an instant, or None where there is none within the horizon."""
        return next(self.slots(instant, blackouts=blackouts), None)

    def local(self, instant: datetime) -> datetime:
        """Give an instant as the clocks of the zone show it."""
        return instant.astimezone(self._clock)

    def _instant(self, local_date: date) -> datetime:
        # With fold=0, zoneinfo reads a skipped time with the offset before the gap and a doubled one as the first.
        return datetime.combine(local_date, self.time.replace(fold=0), self._clock).astimezone(UTC)


def _clock(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    # A name may also be a folder of the system's database, or lead out of it.
    except (KeyError, ValueError, OSError):
        raise ValueError(
            f'"{zone}" isn\'t a time zone of this system. Pick a city, for example Europe/Berlin.'
        ) from None
