"""Periods: the week, the month or all time that a board is about. Seasons are the guild's own; see there."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["week", "month", "all"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days that count together: the key under which their sums are kept, and which week or month of a year they are."""

    key: str
    kind: Kind
    year: int = 0
    number: int = 0


ALL_TIME = Period("all", "all")


def current(kind: Kind, day: date) -> Period:
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
    return Period(f"{year:04}-W{number:02}", "week", year, number)


def month(day: date) -> Period:
    """Give the calendar month of a date."""
    return Period(f"{day:%Y-%m}", "month", day.year, day.month)
