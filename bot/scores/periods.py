"""Periods: the week, the month or all time that a board is about. Seasons are the guild's own; see there."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Period:
    """Local dates from the first to the last, both included; None where there is no such end."""

    key: str
    title: str
    first: date | None = None
    last: date | None = None

    def includes(self, day: date) -> bool:
        """Tell whether a local date falls into the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALL_TIME = Period(key="all", title="All time")


def current(kind: Literal["week", "month", "all"], day: date) -> Period:
    """Give the period of that kind in which a local date falls."""
    match kind:
        case "week":
            return week(day)
        case "month":
            return month(day)
        case "all":
            return ALL_TIME


def week(day: date) -> Period:
    """Give the ISO week of a date: from Monday to Sunday, in the year that has its Thursday."""
    year, number, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Period(f"{year:04}-W{number:02}", f"Week {number}, {year}", first, first + timedelta(days=6))


def month(day: date) -> Period:
    """Give the calendar month of a date."""
    first = day.replace(day=1)
    # The 28th and four days are in the next month, whatever the month.
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Period(f"{day:%Y-%m}", f"{_MONTHS[day.month - 1]} {day.year}", first, last)
