"""Periods: a local date has one week and one month, and they follow each other without a gap."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scores.periods import ALL_TIME, Period, current, month, week

DAYS = st.dates(date(1970, 1, 1), date(2999, 12, 31))
Kind = Literal["week", "month", "all"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("week", Period("2026-W48", "Week 48, 2026", date(2026, 11, 23), date(2026, 11, 29))),
        ("month", Period("2026-11", "November 2026", date(2026, 11, 1), date(2026, 11, 30))),
        ("all", Period("all", "All time")),
    ],
)
def test_a_day_in_november(kind: Kind, expected: Period) -> None:
    assert current(kind, date(2026, 11, 25)) == expected


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2027, 1, 1), "2026-W53"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2026, 1, 1), "2026-W01"),
        (date(2026, 1, 5), "2026-W02"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day: date, key: str) -> None:
    assert week(day).key == key


@pytest.mark.parametrize(("first", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-12", 31), ("2026-04", 30)])
def test_a_month_ends_on_its_last_day(first: str, last: int) -> None:
    assert month(date.fromisoformat(f"{first}-10")).last == date.fromisoformat(f"{first}-{last}")


@given(DAYS, st.sampled_from((week, month)))
def test_the_next_period_begins_the_day_after_the_last(day: date, of: Callable[[date], Period]) -> None:
    period = of(day)
    assert period.includes(day)
    assert period.last is not None
    following = of(period.last + timedelta(days=1))
    assert following.first == period.last + timedelta(days=1)
    assert not period.includes(following.first)
    assert following.key > period.key


@given(DAYS)
def test_all_time_includes_every_day(day: date) -> None:
    assert ALL_TIME.includes(day)
