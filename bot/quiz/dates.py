"""Dates and ranges of dates, as people write them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from knowledge.texts import Texts

LONGEST: Final = timedelta(days=366)

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORTEST_NAME: Final = 3
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DAY_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})\.?(?:st|nd|rd|th)?(?: of)?(?: (?P<month>[^\W\d_]+)\.?)?(?:,? (?P<year>[0-9]{4}))?"
)
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]+)\.? (?P<day>[0-9]{1,2})\.?(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{4}))?")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BETWEEN = re.compile(r"\s*(?:\.\.+|\b(?:to|until|till|through|thru)\b|(?<![0-9])-|-(?![0-9])|\s-\s)\s*")
_SHORT_RANGE = re.compile(r"(?<![0-9-])([0-9]{1,2})-([0-9]{1,2})(?![0-9-])")
_DASHES = str.maketrans("–—−‒", "----")


class _Named(NamedTuple):
    """A date of which the year, or the month too, may not be said."""

    day: int
    month: int | None
    year: int | None


def parse_dates(text: str, today: date, say: Texts) -> tuple[date, date]:
    """Read a date or a range: "2026-12-24", "24 Dec – 1 Jan", "Dec 24-26", "tomorrow"; gives its first and last day.

    Without a year, the next that is not over is meant. Raises ValueError with a sentence for the person; what is over
    is refused.
    """
    typed = " ".join(text.split())
    way = _way(say)
    # "24–26 Dec" and "2026-12-24–2027-01-01" need their dash told from the ones within a date.
    plain = re.sub(r"\s*[–—−‒]\s*", " - ", typed.casefold()).translate(_DASHES)
    plain = _SHORT_RANGE.sub(r"\1 - \2", plain)
    ends = [_end(part, typed, today, say) for part in _BETWEEN.split(plain)]
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        raise ValueError(say("many-ends", typed=typed, way=way))
    first, last = _filled(ends[0], ends[-1], typed, say)
    found = next(_ranges(first, last, today), None)
    if found is None:
        raise ValueError(say("no-such-date", typed=typed, way=way))
    begins, finishes = found
    if finishes < begins:
        raise ValueError(say("dates-backwards", typed=typed, way=way))
    if finishes < today:
        raise ValueError(say("dates-over", typed=typed, today=today))
    if finishes - begins > LONGEST:
        raise ValueError(say("dates-long", typed=typed))
    return begins, finishes


def write_date(day: date, say: Texts) -> str:
    """Write a date shortly: "Thu 24 Dec 2026"."""
    weekday, month = say(f"short-weekday-{day.isoweekday()}"), say(f"short-month-{day.month}")
    return say("date", weekday=weekday, day=day.day, month=month, year=day.year)


def write_dates(first: date, last: date, say: Texts) -> str:
    """Write a range, or a date where both ends are one."""
    return write_date(first, say) if first == last else f"{write_date(first, say)} – {write_date(last, say)}"


def _way(say: Texts) -> str:
    return say("write-dates", example=say("dates-example"))


def _end(part: str, typed: str, today: date, say: Texts) -> _Named:
    part = _without_weekday(part.strip(" ,"), say)
    if part in {"today", "tomorrow"}:
        day = today + timedelta(days=part == "tomorrow")
        return _Named(day.day, day.month, day.year)
    for form in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        if found := form.fullmatch(part):
            month = _month(found["month"], typed, say) if found["month"] else None
            return _Named(int(found["day"]), month, int(found["year"]) if found["year"] else None)
    raise ValueError(say("no-date", typed=typed, way=_way(say)))


def _without_weekday(part: str, say: Texts) -> str:
    """Take off the name of a weekday, which a date does not need."""
    word, _, rest = part.partition(" ")
    name = word.rstrip(".,")
    named = {*_WEEKDAYS, *(say(f"short-weekday-{number}").casefold() for number in range(1, 8))}
    return rest if rest and name.isalpha() and name.startswith(tuple(named)) else part


def _month(name: str, typed: str, say: Texts) -> int:
    if name.isdecimal():
        return int(name)
    for months in (tuple(say(f"month-{number}").casefold() for number in range(1, 13)), _MONTHS):
        for number, month in enumerate(months, start=1):
            if len(name) >= _SHORTEST_NAME and month.startswith(name):
                return number
    raise ValueError(say("no-month", name=name, typed=typed, way=_way(say)))


def _filled(first: _Named, last: _Named, typed: str, say: Texts) -> tuple[_Named, _Named]:
    """Give each end what only the other says: the month in "24–26 Dec", the year in "24 Dec – 1 Jan 2027"."""
    if first.month is None:
        first = first._replace(month=last.month)
    if last.month is None:
        last = last._replace(month=first.month, year=last.year or first.year)
    if first.month is None or last.month is None:
        raise ValueError(say("no-month-named", typed=typed, way=_way(say)))
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
