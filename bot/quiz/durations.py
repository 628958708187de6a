"""Lengths of time, as people write them."""

import re
from datetime import timedelta
from typing import Final

OPEN_FOR: Final = (timedelta(minutes=5), timedelta(days=7))
"""The shortest and the longest time for which a quiz may be open."""
CATCH_UP: Final = (timedelta(0), timedelta(hours=24))
"""How late a quiz may still be posted, at least and at most."""
NONE: Final = frozenset({"0", "none", "no", "off", "never"})
_MINUTE = timedelta(minutes=1)
_NUMBER = r"[0-9]{1,5}(?:\.[0-9]{1,3})?"
_DURATION = re.compile(
    rf"(?:(?P<weeks>{_NUMBER})\s*(?:w|wks?|weeks?))?"
    rf"(?:(?P<days>{_NUMBER})\s*(?:d|days?))?"
    rf"(?:(?P<hours>{_NUMBER})\s*(?:h|hrs?|hours?))?"
    rf"(?:(?P<minutes>{_NUMBER})\s*(?:m|mins?|minutes?))?"
)
_BETWEEN = re.compile(r"(?<=[a-z.])(?:\s|,|\band\b)+(?=[0-9])")
_EXAMPLES = "for example 90m, 8h or 1 day 2 hours"


def parse_duration(text: str, shortest: timedelta, longest: timedelta) -> timedelta:
    """Read a length such as "8h", "30 min", "1.5 hours" or "1 day and 2 hours", in whole minutes.

    Raises ValueError with a sentence for the person; what lies outside of the two bounds is refused.
    """
    typed = text.strip()
    found = _DURATION.fullmatch(_BETWEEN.sub("", typed.casefold()))
    parts = {unit: float(number) for unit, number in found.groupdict().items() if number} if found else {}
    if not parts:
        raise ValueError(f'"{typed}" isn\'t a length of time. Give numbers with units, {_EXAMPLES}.')
    length = timedelta(**parts)
    if length % _MINUTE:
        raise ValueError(f'"{typed}" isn\'t in whole minutes. Give numbers with units, {_EXAMPLES}.')
    if not shortest <= length <= longest:
        what = "too short" if length < shortest else "too long"
        bounds = f"{write_duration(shortest)} to {write_duration(longest)}"
        raise ValueError(f'"{typed}" is {what}. Give {bounds}.')
    return length


def parse_open_for(text: str) -> timedelta:
    """Read for how long a quiz is open; raises ValueError with a sentence for the person."""
    return parse_duration(text, *OPEN_FOR)


def parse_catch_up(text: str) -> timedelta:
    """Read how late a quiz may still be posted, "off" for never late; raises ValueError with a sentence for the person."""
    return timedelta(0) if text.strip().casefold() in NONE else parse_duration(text, *CATCH_UP)


def write_duration(length: timedelta) -> str:
    """Write a length in days, hours and minutes: "8 hours", "1 day 2 hours"."""
    hours, minutes = divmod(length // _MINUTE, 60)
    days, hours = divmod(hours, 24)
    counts = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    parts = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counts if count]
    return " ".join(parts) or "0 minutes"
