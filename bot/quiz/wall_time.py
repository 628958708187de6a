"""The time on the wall at which a quiz is due, as people write it."""

import re
from datetime import time

from knowledge.texts import Texts

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.h]?(?P<minute>[0-9]{2}))?\s*(?:(?P<half>[ap])\.?\s?m\.?)?", re.ASCII)
_NOON = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59


def parse_time(text: str, say: Texts) -> time:
    """Read a time of day: 24-hour "9:30", "09.30" or "0930", or "9am" and "9:30 pm".

    Refuses what can be read in two ways, such as "9" and "midnight". Raises ValueError with a sentence for the person.
    """
    typed = text.strip()
    plain = typed.casefold()
    if plain == "noon":
        return time(_NOON)
    if plain in {"midnight", "24:00"}:
        raise ValueError(say("midnight", typed=typed))
    found = _TIME.fullmatch(plain)
    if found is None:
        raise ValueError(say("no-time", typed=typed))
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            raise ValueError(say("no-time", typed=typed))
        hour = hour % _NOON + (_NOON if found["half"] == "p" else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise ValueError(say("no-time", typed=typed))
    if not found["minute"] and not found["half"]:
        raise ValueError(say("no-full-time", typed=typed, meant=_either(hour, say)))
    return time(hour, minute)


def write_time(moment: time) -> str:
    """Write a time of day as 24-hour HH:MM."""
    return f"{moment:%H:%M}"


def _either(hour: int, say: Texts) -> str:
    """Write what a bare hour may mean."""
    morning = hour % _NOON
    if not 1 <= hour <= _NOON:
        return f"{hour:02}:00"
    return f"{morning:02}:00{say('or')}{morning + _NOON}:00"
