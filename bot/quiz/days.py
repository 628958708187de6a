"""Days of the week, as people write them."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from knowledge.texts import Texts

Days: TypeAlias = frozenset[int]
"""Days as `datetime.date.weekday` counts them: Monday is 0."""

DAILY: Days = frozenset(range(7))
WEEKDAYS: Days = frozenset(range(5))
WEEKENDS: Days = DAILY - WEEKDAYS

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORTEST_NAME = 2
_SHORTEST_RANGE = 3

_TOGETHER = re.compile(r"\b(every|each|all|any|week|work|working|business)[ -]?(days?|ends?)\b")
_DASH = re.compile(r"\s*(?:-|\b(?:to|thru|through|until|till)\b)\s*")
_DASHES = str.maketrans("–—−‒", "----")
_BETWEEN = re.compile(r"[\s,;&+/]+")
_FILLERS = frozenset({"", "and", "on", "every", "each", "all", "any", "the"})
_PRESETS = {
    "daily": DAILY,
    "always": DAILY,
    "weekday": WEEKDAYS,
    "weekdays": WEEKDAYS,
    "weekend": WEEKENDS,
    "weekends": WEEKENDS,
}


def parse_days(text: str, say: Texts) -> Days:
    """Read days such as "weekdays", "daily", "mon-fri", "sun to thu" or "Mo,Wed,Fri", in English or the texts' language.

    A range may run over the end of the week. Raises ValueError with a sentence for the person.
    """
    plain = _TOGETHER.sub(_preset, " ".join(text.casefold().translate(_DASHES).split()))
    days: set[int] = set()
    for part in _BETWEEN.split(_DASH.sub("-", plain)):
        days |= _part(part.strip("."), text, say)
    if not days:
        raise ValueError(say("no-day-named", way=say("write-days")))
    return frozenset(days)


def write_days(days: Days, say: Texts) -> str:
    """Write days shortly: "daily", "Mon–Fri", "Mon, Wed, Fri"; `parse_days` reads it back."""
    if not days or not days <= DAILY:
        raise ValueError(f"{sorted(days)} are no days of a week.")
    if days == DAILY:
        return say("daily")
    ordered = sorted(days)
    parts: dict[int, str] = {}
    for first in ordered:
        if (first - 1) % 7 in days:
            continue
        run = list(_run(first, days))
        if len(run) >= _SHORTEST_RANGE:
            parts[first] = f"{_short(first, say)}–{_short(run[-1], say)}"
        else:
            parts.update({day: _short(day, say) for day in run})
    return ", ".join(parts[day] for day in sorted(parts))


def _preset(found: re.Match[str]) -> str:
    if found[2].startswith("end"):
        return "weekends" if found[1] == "week" else found[0]
    return "daily" if found[1] in {"every", "each", "all", "any"} else "weekdays"


def _part(part: str, text: str, say: Texts) -> Days:
    if part in _FILLERS or part == say("and").strip():
        return frozenset()
    presets = _presets(say)
    if part in presets:
        return presets[part]
    ends = [_day(name.strip("."), text, say) for name in part.split("-")]
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        raise ValueError(say("many-ends", typed=text.strip(), way=say("write-days")))
    length = (ends[-1] - ends[0]) % 7 + 1
    return frozenset((ends[0] + step) % 7 for step in range(length))


def _day(name: str, text: str, say: Texts) -> int:
    bare = "wed" if name == "weds" else name
    for names in (tuple(say(f"weekday-{number}") for number in range(1, 8)), _NAMES):
        for number, day in enumerate(names):
            if len(bare) >= _SHORTEST_NAME and f"{day.casefold()}s".startswith(bare):
                return number
    raise ValueError(say("no-day", typed=name or text.strip(), way=say("write-days")))


def _presets(say: Texts) -> Mapping[str, Days]:
    return _PRESETS | {say("daily").casefold(): DAILY, say("weekends").casefold(): WEEKENDS}


def _run(first: int, days: Days) -> Iterator[int]:
    """Give the days that follow one another from `first` on, over the end of the week too."""
    day = first
    while day in days:
        yield day
        day = (day + 1) % 7


def _short(day: int, say: Texts) -> str:
    return say(f"short-weekday-{day + 1}")
