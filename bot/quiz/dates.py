"""Dates and ranges of dates, as people write them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

LONGEST: Final = timedelta(days=366)

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FULL_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WAY_OUT: Final = "Write 2026-12-24, or a range such as 24 Dec – 1 Jan."
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})\.?(?:st|nd|rd|th)?(?: of)?(?: (?P<month>[a-z]+)\.?)?(?:,? (?P<year>[0-9]{4}))?"
)
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]+)\.? (?P<day>[0-9]{1,2})\.?(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{4}))?")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (?=.)")
_BETWEEN = re.compile(r"\s*(?:\.\.+|\b(?:to|until|till|through|thru)\b|(?<![0-9])-|-(?![0-9])|\s-\s)\s*")
_SHORT_RANGE = re.compile(r"(?<![0-9-])([0-9]{1,2})-([0-9]{1,2})(?![0-9-])")
_DASHES = str.maketrans("–—−‒", "----")


class _Named(NamedTuple):
    """A date of which the year, or the month too, may not be said."""

    day: int
    month: int | None
    year: int | None


def parse_dates(text: str, today: date) -> tuple[date, date]:
    """Read a date or a range: "2026-12-24", "24 Dec – 1 Jan", "Dec 24-26", "tomorrow"; gives its first and last day.

    Without a year, the next that is not over is meant. Raises ValueError with a sentence for the person; what is over
    is refused.
    """
    typed = " ".join(text.split())
    # "24–26 Dec" and "2026-12-24–2027-01-01" need their dash told from the ones within a date.
    plain = re.sub(r"\s*[–—−‒]\s*", " - ", typed.casefold()).translate(_DASHES)
    plain = _SHORT_RANGE.sub(r"\1 - \2", plain)
    ends = [_end(part, typed, today) for part in _BETWEEN.split(plain)]
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        raise ValueError(f'"{typed}" holds a range with more than two ends. {_WAY_OUT}')
    first, last = _filled(ends[0], ends[-1], typed)
    found = next(_ranges(first, last, today), None)
    if found is None:
        raise ValueError(f'"{typed}" names a day that no calendar has. {_WAY_OUT}')
    begins, finishes = found
    if finishes < begins:
        raise ValueError(f'"{typed}" ends before it begins. {_WAY_OUT}')
    if finishes < today:
        raise ValueError(f'"{typed}" is over already; today is {today}. Give dates to come.')
    if finishes - begins > LONGEST:
        raise ValueError(f'"{typed}" is longer than a year. To stop for so long, use /schedule pause.')
    return begins, finishes


def write_date(day: date) -> str:
    """Write a date shortly: "Thu 24 Dec 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def write_dates(first: date, last: date) -> str:
    """Write a range, or a date where both ends are one."""
    return write_date(first) if first == last else f"{write_date(first)} – {write_date(last)}"


def _end(part: str, typed: str, today: date) -> _Named:
    part = _WEEKDAY.sub("", part.strip(" ,"))
    if part in {"today", "tomorrow"}:
        day = today + timedelta(days=part == "tomorrow")
        return _Named(day.day, day.month, day.year)
    for form in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        if found := form.fullmatch(part):
            month = _month(found["month"], typed) if found["month"] else None
            return _Named(int(found["day"]), month, int(found["year"]) if found["year"] else None)
    raise ValueError(f'"{typed}" isn\'t a date that I can read. {_WAY_OUT}')


def _month(name: str, typed: str) -> int:
    if name.isdecimal():
        return int(name)
    for number, month in enumerate(_FULL_MONTHS, start=1):
        if len(name) >= len(_MONTHS[0]) and month.startswith(name):
            return number
    raise ValueError(f'"{name}" in "{typed}" isn\'t a month. {_WAY_OUT}')


def _filled(first: _Named, last: _Named, typed: str) -> tuple[_Named, _Named]:
    """Give each end what only the other says: the month in "24–26 Dec", the year in "24 Dec – 1 Jan 2027"."""
    if first.month is None:
        first = first._replace(month=last.month)
    if last.month is None:
        last = last._replace(month=first.month, year=last.year or first.year)
    if first.month is None or last.month is None:
        raise ValueError(f'"{typed}" names no month. {_WAY_OUT}')
    if first.year is None and last.year is not None:
        over_new_year = (first.month, first.day) > (last.month, last.day)
        first = first._replace(year=last.year - over_new_year)
    return first, last


def _ranges(first: _Named, last: _Named, today: date) -> Iterator[tuple[date, date]]:
    """Give what a range may mean, the nearest first that is not over; what has its years said means one thing."""
    over_new_year = (first.month, first.day) > (last.month, last.day)
    # Eight years hold a 29 February, whichever is the first; the year before may have begun what is still on.
    years = [first.year] if first.year is not None else range(today.year - 1, today.year + 9)
    for year in years:
        begins = _day(first, year)
        finishes = _day(last, last.year if last.year is not None else year + over_new_year)
        if begins and finishes and (first.year is not None or finishes >= today):
            yield begins, finishes


def _day(named: _Named, year: int) -> date | None:
    try:
        return date(year, named.month or 0, named.day)
    except ValueError:
        return None
