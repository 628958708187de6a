"""Periods: the week, the month, the season or all time that a board is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Not from `calendar`: its names follow the locale of the machine.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEK = re.compile("([0-9]{4})-W([0-9]{2})")
_MONTH = re.compile("([0-9]{4})-([0-9]{2})")
_SEASON = re.compile("season-([1-9][0-9]{0,5})")


class Kind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL_TIME = "all"


@dataclass(frozen=True, slots=True)
class Period:
    """Local dates from the first to the last, both included; None where there is no such end."""

    kind: Kind
    key: str
    title: str
    first: date | None = None
    last: date | None = None

    def includes(self, day: date) -> bool:
        """Tell whether a local date falls into the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALL_TIME = Period(Kind.ALL_TIME, key="all", title="All time")


def current(kind: Kind, day: date, seasons: Sequence[date] = ()) -> Period | None:
    """Give the period of that kind in which a local date falls; None before the first season.

    `seasons` are the days on which the guild's seasons began, the earliest first. A season lasts until the next
    begins.
    """
    match kind:
        case Kind.WEEK:
            return week(day)
        case Kind.MONTH:
            return month(day)
        case Kind.SEASON:
            begun = sum(first <= day for first in seasons)
            return season(begun, seasons) if begun else None
        case Kind.ALL_TIME:
            return ALL_TIME


def of(key: str, seasons: Sequence[date] = ()) -> Period | None:
    """Give the period that a key names; None where no period has that key."""
    if key == ALL_TIME.key:
        return ALL_TIME
    if found := _SEASON.fullmatch(key):
        number = int(found[1])
        return season(number, seasons) if number <= len(seasons) else None
    try:
        if found := _WEEK.fullmatch(key):
            return week(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        if found := _MONTH.fullmatch(key):
            return month(date(int(found[1]), int(found[2]), 1))
    except (ValueError, OverflowError):  # there is no month 13, no year 0, and a week 53 only in some years
        return None
    return None


def week(day: date) -> Period:
    """Give the ISO week of a date: from Monday to Sunday, in the year that has its Thursday."""
    year, number, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    key, title = f"{year:04}-W{number:02}", f"Week {number}, {year}"
    return Period(Kind.WEEK, key, title, first, first + timedelta(days=6))


def month(day: date) -> Period:
    """Give the calendar month of a date."""
    first = day.replace(day=1)
    # The 28th and four days are in the next month, whatever the month.
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Period(Kind.MONTH, f"{day:%Y-%m}", f"{_MONTHS[day.month - 1]} {day.year}", first, last)


def season(number: int, seasons: Sequence[date]) -> Period:
    """Give a guild's season by its number, counted from 1; the newest has no last day yet."""
    last = seasons[number] - timedelta(days=1) if number < len(seasons) else None
    return Period(Kind.SEASON, f"season-{number}", f"Season {number}", seasons[number - 1], last)
