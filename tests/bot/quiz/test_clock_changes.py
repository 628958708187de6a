"""Every change of every clock from 2015 to 2035, and that of Samoa in 2011."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from bot.quiz.days import DAILY
from bot.quiz.timetable import Timetable
from tests.bot.quiz.clock_changes import Change, changes, readings

FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
SAMOA = datetime(2011, 12, 1, tzinfo=UTC), datetime(2012, 1, 15, tzinfo=UTC)
WALLS = [time(0), time(0, 30), time(2, 30), time(23, 30), time(23, 59)]
DAY = timedelta(days=1)


def distinct(first: datetime, last: datetime) -> dict[str, tuple[Change, ...]]:
    """Give one zone for each set of clocks that go alike."""
    alike: dict[tuple[Change, ...], str] = {}
    for zone in sorted(available_timezones()):
        found = changes(zone, first, last)
        if found:
            alike.setdefault(found, zone)
    return {zone: found for found, zone in alike.items()}


def check(zone: str, wall: time, change: Change) -> str:
    """Hold the rounds of the week around a change to the clock itself; say what the change did to them."""
    clock, timetable = ZoneInfo(zone), Timetable(wall, DAILY, zone)
    middle = change.skipped_from.date()
    seen = "passed by"
    instants: list[datetime] = []
    for step in range(-3, 4):
        day = middle + step * DAY
        due, exact = timetable.due(day), readings(clock, datetime.combine(day, wall))
        if due is None:
            assert not any(readings(clock, datetime.combine(day, time(hour))) for hour in range(24)), (zone, day)
            seen = "skipped"
            continue
        instants.append(due)
        if exact:
            assert due == exact[0], (zone, wall, day)
            seen = "first of two" if len(exact) > 1 else seen
        else:
            local = due.astimezone(clock).replace(tzinfo=None)
            assert local == datetime.combine(day, wall) + change.gap, (zone, wall, day)
            seen = "moved" if local.date() == day else "moved past midnight"
    assert all(earlier < later for earlier, later in pairwise(instants)), (zone, wall, middle)
    return seen


def test_every_round_around_every_change_is_where_the_clock_has_it() -> None:
    seen: Counter[str] = Counter()
    for zone, found in distinct(FIRST, LAST).items():
        for change in found:
            on_it = (change.skipped_from + change.gap / 2).time()
            seen.update(check(zone, wall, change) for wall in (*WALLS, on_it))
    assert seen["moved"] > 1000
    assert seen["first of two"] > 1000
    assert seen["moved past midnight"] > 10
    assert seen["skipped"] == 0


def test_a_date_that_a_zone_skipped_has_no_round() -> None:
    seen: Counter[str] = Counter()
    for zone, found in distinct(*SAMOA).items():
        seen.update((zone, check(zone, wall, change))[1] for wall in WALLS for change in found)
    assert seen["skipped"] == 2 * len(WALLS)
    assert Timetable(time(9), DAILY, "Pacific/Fakaofo").due(date(2011, 12, 30)) is None
