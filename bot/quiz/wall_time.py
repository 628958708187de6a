"""The time on the wall at which a quiz is due, as people write it."""

import re
from datetime import time

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.h]?(?P<minute>[0-9]{2}))?\s*(?:(?P<half>[ap])\.?\s?m\.?)?", re.ASCII)
_NOON = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59


def parse_time(text: str) -> time:
    """Read a time of day: 24-hour "9:30", "09.30" or "0930", or "9am" and "9:30 pm".

    Refuses what can be read in two ways, such as "9" and "midnight". Raises ValueError with a sentence for the person.
    """
    typed = text.strip()
    plain = typed.casefold()
    if plain == "noon":
        return time(_NOON)
    if plain in {"midnight", "24:00"}:
        raise ValueError(f'"{typed}" may begin a day or end it. Write 00:00 for its start or 23:59 for its end.')
    found = _TIME.fullmatch(plain)
    if found is None:
        raise _no_time(typed)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            raise _no_time(typed)
        hour = hour % _NOON + (_NOON if found["half"] == "p" else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise _no_time(typed)
    if not found["minute"] and not found["half"]:
        raise _bare_hour(typed, hour)
    return time(hour, minute)


def write_time(moment: time) -> str:
    """Write a time of day as 24-hour HH:MM."""
    return f"{moment:%H:%M}"


def _no_time(typed: str) -> ValueError:
    return ValueError(f'"{typed}" isn\'t a time. Use 24-hour HH:MM, for example 09:30.')


def _bare_hour(typed: str, hour: int) -> ValueError:
    morning = hour % _NOON
    meant = f"{morning:02}:00 or {morning + _NOON}:00" if 1 <= hour <= _NOON else f"{hour:02}:00"
    return ValueError(f'"{typed}" isn\'t a full time. Use 24-hour HH:MM: {meant}.')
