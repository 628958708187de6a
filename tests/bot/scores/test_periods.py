"""Periods: a local date has one week and one month, and they follow each other."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scores.periods import Period, current, month, week

DAY = timedelta(days=1)
DAYS = st.dates(date(1970, 1, 2), date(2999, 12, 31))
Kind = Literal["week", "month", "all"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("week", Period("2026-W48", "week", 2026, 48)),
        ("month", Period("2026-11", "month", 2026, 11)),
        ("all", Period("all", "all")),
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


@given(DAYS)
def test_a_new_week_begins_on_monday(day: date) -> None:
    assert (week(day) == week(day - DAY)) is (day.weekday() != 0)


@given(DAYS)
def test_a_new_month_begins_on_the_first(day: date) -> None:
    assert (month(day) == month(day - DAY)) is (day.day != 1)


@given(DAYS, st.sampled_from((week, month)))
def test_keys_are_in_the_order_of_time(day: date, of: Callable[[date], Period]) -> None:
    assert of(day - DAY).key <= of(day).key
