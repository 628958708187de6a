"""Periods: a local date has one week, month and season, and a key leads back to its dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scores.periods import ALL_TIME, Kind, Period, current, of

DAYS = st.dates(date(1970, 1, 1), date(2999, 12, 31))
SEASONS = (date(2026, 1, 5), date(2026, 4, 1), date(2026, 10, 1))


def get(kind: Kind, day: date, seasons: tuple[date, ...] = SEASONS) -> Period:
    period = current(kind, day, seasons)
    assert period is not None
    return period


@pytest.mark.parametrize(
    ("kind", "key", "title", "first", "last"),
    [
        (Kind.WEEK, "2026-W48", "Week 48, 2026", date(2026, 11, 23), date(2026, 11, 29)),
        (Kind.MONTH, "2026-11", "November 2026", date(2026, 11, 1), date(2026, 11, 30)),
        (Kind.SEASON, "season-3", "Season 3", date(2026, 10, 1), None),
        (Kind.ALL_TIME, "all", "All time", None, None),
    ],
)
def test_a_day_in_november(kind: Kind, key: str, title: str, first: date, last: date) -> None:
    assert get(kind, date(2026, 11, 25)) == Period(kind, key, title, first, last)


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
    assert get(Kind.WEEK, day).key == key


@pytest.mark.parametrize(("month", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-12", 31), ("2026-04", 30)])
def test_a_month_ends_on_its_last_day(month: str, last: int) -> None:
    period = of(month)
    assert period is not None
    assert period.last == date.fromisoformat(f"{month}-{last}")


def test_a_season_lasts_until_the_next_begins() -> None:
    assert get(Kind.SEASON, date(2026, 3, 31)).last == date(2026, 3, 31)
    assert get(Kind.SEASON, date(2026, 4, 1)).key == "season-2"


def test_before_the_first_season_there_is_none() -> None:
    assert current(Kind.SEASON, date(2026, 1, 4), SEASONS) is None
    assert current(Kind.SEASON, date(2026, 1, 4)) is None


@pytest.mark.parametrize(
    "key",
    [
        *("", "2026", "ALL", "2026-11 ", "2026-w48", "٢٠٢٦-11"),
        *("2026-13", "2026-00", "0000-01", "9999-12"),
        *("2026-W54", "2025-W53", "2026-W00", "0000-W01", "9999-W52"),
        *("season-", "season-0", "season-4", "season-٣"),
    ],
)
def test_a_key_that_names_no_period_gives_none(key: str) -> None:
    assert of(key, SEASONS) is None


@given(DAYS, st.sampled_from(Kind))
def test_a_key_leads_back_to_its_period(day: date, kind: Kind) -> None:
    period = current(kind, day, SEASONS)
    assert period is None or (of(period.key, SEASONS) == period and period.includes(day))


@given(DAYS, st.sampled_from((Kind.WEEK, Kind.MONTH)))
def test_the_next_period_begins_the_day_after_the_last(day: date, kind: Kind) -> None:
    period = get(kind, day)
    assert period.first is not None
    assert period.last is not None
    following = get(kind, period.last + timedelta(days=1))
    assert following.first == period.last + timedelta(days=1)
    assert not period.includes(following.first)
    assert following.key > period.key


@given(DAYS)
def test_all_time_includes_every_day(day: date) -> None:
    assert ALL_TIME.includes(day)
