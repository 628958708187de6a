"""Lengths of time, as people write them."""

import re
from datetime import timedelta
from functools import lru_cache
from typing import Final

from knowledge.texts import Texts

OPEN_FOR: Final = (timedelta(minutes=5), timedelta(days=7))
"""The shortest and the longest time for which a quiz may be open."""
CATCH_UP: Final = (timedelta(0), timedelta(hours=24))
"""How late a quiz may still be posted, at least and at most."""
NONE: Final = frozenset({"0", "none", "no", "off", "never"})
_MINUTE = timedelta(minutes=1)
_NUMBER = r"[0-9]{1,5}(?:\.[0-9]{1,3})?"
_UNITS: Final = {"weeks": "w|wks?|weeks?", "days": "d|days?", "hours": "h|hrs?|hours?", "minutes": "m|mins?|minutes?"}
_WRITTEN: Final = {"days": "lasting-days", "hours": "hours", "minutes": "minutes"}
"""By which texts each unit is written; what they write is read, too."""
_BETWEEN = re.compile(r"(?<=[a-z.])(?:\s|,|\band\b)+(?=[0-9])")


def parse_duration(text: str, shortest: timedelta, longest: timedelta, say: Texts) -> timedelta:
    """Read a length such as "8h", "30 min", "1.5 hours" or "1 day and 2 hours", in whole minutes.

    Raises ValueError with a sentence for the person; what lies outside of the two bounds is refused.
    """
    typed = text.strip()
    found = _form(*(_units(name, say) for name in _UNITS)).fullmatch(_BETWEEN.sub("", typed.casefold()))
    parts = {unit: float(number) for unit, number in found.groupdict().items() if number} if found else {}
    if not parts:
        raise ValueError(say("no-length", typed=typed, way=say("write-length")))
    length = timedelta(**parts)
    if length % _MINUTE:
        raise ValueError(say("no-whole-minutes", typed=typed, way=say("write-length")))
    if not shortest <= length <= longest:
        name = "length-short" if length < shortest else "length-long"
        bounds = {"least": write_duration(shortest, say), "most": write_duration(longest, say)}
        raise ValueError(say(name, typed=typed, **bounds))
    return length


def parse_open_for(text: str, say: Texts) -> timedelta:
    """Read for how long a quiz is open; raises ValueError with a sentence for the person."""
    return parse_duration(text, *OPEN_FOR, say)


def parse_catch_up(text: str, say: Texts) -> timedelta:
    """Read how late a quiz may still be posted, "off" for never late; raises ValueError with a sentence for the person."""
    return timedelta(0) if text.strip().casefold() in NONE else parse_duration(text, *CATCH_UP, say)


def write_duration(length: timedelta, say: Texts) -> str:
    """Write a length in days, hours and minutes: "8 hours", "1 day 2 hours"."""
    hours, minutes = divmod(length // _MINUTE, 60)
    days, hours = divmod(hours, 24)
    counts = zip(_WRITTEN.values(), (days, hours, minutes), strict=True)
    return " ".join(say.count(name, count) for name, count in counts if count) or say.count(_WRITTEN["minutes"], 0)


def _units(name: str, say: Texts) -> str:
    """Give what a unit may be called: in English, and as the language writes it."""
    if name not in _WRITTEN:
        return _UNITS[name]
    written = (say(f"{_WRITTEN[name]}-{how}", count="").strip().casefold() for how in ("one", "many"))
    return "|".join((_UNITS[name], *map(re.escape, filter(None, written))))


@lru_cache(maxsize=16)
def _form(*units: str) -> re.Pattern[str]:
    """Make what matches numbers with these units, in their order."""
    named = zip(_UNITS, units, strict=True)
    return re.compile("".join(rf"(?:(?P<{name}>{_NUMBER})\s*(?:{words}))?" for name, words in named))
