"""When quizzes are due, worked out a second time and in another way than the bot does; and which days are played."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = timedelta(days=1)
YEAR: Final = 2026
FEWEST: Final = 3
"""Days that are played around a clock change: the one before, its own, and the one after."""
IN_TIME: Final = timedelta(minutes=5)
_DAILY: Final = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Plan:
    """A schedule as the ledger knows it: in which city, at which wall time, on which days of the week (Monday is 0)."""

    guild_id: int
    number: int
    city: str
    zone: str
    at: time
    open_for: timedelta
    days: frozenset[int] = _DAILY
    catch_up: timedelta = timedelta(hours=2)

    @property
    def channel_id(self) -> int:
        """Give the channel in which its rounds appear: each has its own."""
        return self.guild_id * 10 + self.number

    @property
    def window(self) -> timedelta:
        """Give for how long after it is due a round may be posted: some minutes pass for being in time."""
        return max(self.catch_up, IN_TIME)


_HOUR: Final = timedelta(hours=1)
_BERLIN, _NEW_YORK, _KOLKATA = (
    ("Berlin", "Europe/Berlin"),
    ("New York", "America/New_York"),
    ("Kolkata", "Asia/Kolkata"),
)
# Quizzes in the night stand where clocks change; one is shorter than the time by which it may be late, and one may not be late at all.
PLANS: Final = (
    Plan(101, 1, *_BERLIN, time(9), 8 * _HOUR),
    Plan(101, 2, *_BERLIN, time(2, 30), 5 * _HOUR),
    Plan(102, 1, *_NEW_YORK, time(9, 30), 8 * _HOUR, frozenset(range(5))),
    Plan(102, 2, *_NEW_YORK, time(1, 30), 3 * _HOUR),
    Plan(102, 3, *_NEW_YORK, time(2, 15), 2 * _HOUR, frozenset({5, 6})),
    Plan(103, 1, *_KOLKATA, time(18), _HOUR / 2),
    Plan(103, 2, *_KOLKATA, time(7), 4 * _HOUR, catch_up=timedelta()),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a plan wants a round: its date on the wall, and the instant."""

    plan: Plan
    local_date: date
    due: datetime


def slots(plan: Plan, first: datetime, last: datetime) -> Iterator[Slot]:
    """Give a plan's slots after `first` and up to `last`, in their order."""
    day = first.date() - DAY
    while day <= last.date() + DAY:
        if day.weekday() in plan.days and first < (due := _due(plan, day)) <= last:
            yield Slot(plan, day, due)
        day += DAY


def _due(plan: Plan, day: date) -> datetime:
    """Try every offset that the zone has around a date: the first that shows the wall time is the one."""
    zone = ZoneInfo(plan.zone)
    noon = datetime.combine(day, time(12), UTC)
    around = (noon + timedelta(hours=hour) for hour in range(-36, 37))
    offsets = {moment.astimezone(zone).utcoffset() or timedelta() for moment in around}
    wall = datetime.combine(day, plan.at)
    instants = sorted((wall - offset).replace(tzinfo=UTC) for offset in offsets)
    shown = [instant for instant in instants if instant.astimezone(zone).replace(tzinfo=None) == wall]
    # A wall time that is skipped counts from the offset before, which is the smaller: it moves forward.
    return shown[0] if shown else instants[-1]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a zone's clocks: the last moment before it and the first after it, as the wall shows them."""

    city: str
    day: date
    before: datetime
    after: datetime

    @property
    def forward(self) -> bool:
        """Tell whether an hour is skipped; otherwise it comes twice."""
        return self.after > self.before


def changes(first: date, days: int) -> list[Change]:
    """Give the changes of all cities' clocks within some days, the earliest first."""
    found: list[tuple[datetime, Change]] = []
    start = datetime.combine(first, time(), UTC)
    for city, name in sorted({(plan.city, plan.zone) for plan in PLANS}):
        zone = ZoneInfo(name)
        for hour in range(24 * days):
            instant = start + timedelta(hours=hour)
            before = (instant - timedelta(minutes=1)).astimezone(zone)
            after = instant.astimezone(zone)
            if before.utcoffset() != after.utcoffset():
                walls = (before.replace(tzinfo=None) + timedelta(minutes=1), after.replace(tzinfo=None))
                found.append((instant, Change(city, after.date(), *walls)))
    return [change for _, change in sorted(found, key=lambda entry: entry[0])]


@dataclass(frozen=True, slots=True)
class Part:
    """Days in a row that are played, from midnight to midnight in UTC."""

    first: date
    days: int

    @property
    def start(self) -> datetime:
        """Give its first moment."""
        return datetime.combine(self.first, time(), UTC)

    @property
    def end(self) -> datetime:
        """Give the moment at which no more rounds are wanted."""
        return self.start + self.days * DAY


def parts(days: int) -> list[Part]:
    """Say which days are played: as many as asked for, and those around each clock change that they leave out.

    The days begin on the Saturday before Berlin's clocks go forward. Each part is played by itself.
    """
    year = changes(date(YEAR, 1, 1), 365)
    berlin = next(change for change in year if change.city == "Berlin")
    played = [Part(berlin.day - DAY, days)]
    for change in year:
        if not any(part.first < change.day < part.first + part.days * DAY for part in played):
            played.append(Part(change.day - DAY, FEWEST))
    return played
