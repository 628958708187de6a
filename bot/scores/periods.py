"""Periods: the week, the month or all time that a board is about. Seasons are the guild's own; see there."""

from dataclasses import dataclass
from datetime import date
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
    """Days that count together: the key under which their sums are kept, and what a board about them is called."""

    key: str
    title: str


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
    year, number, _ = day.isocalendar()
    return Period(f"{year:04}-W{number:02}", f"Week {number}, {year}")


def month(day: date) -> Period:
    """Give the calendar month of a date."""
    return Period(f"{day:%Y-%m}", f"{_MONTHS[day.month - 1]} {day.year}")
