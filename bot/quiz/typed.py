"""What an admin types about a schedule, read: every wrong value at once, each with what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.cards import Text, plain
from bot.quiz.cards import DIFFICULTIES
from bot.quiz.days import parse_days
from bot.quiz.durations import parse_catch_up, parse_open_for
from bot.quiz.topics import ANY, parse_topics
from bot.quiz.wall_time import parse_time
from bot.quiz.zones import parse_zone
from knowledge.guide import Guide
from knowledge.languages import texts
from knowledge.texts import Texts

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person said about a schedule, in their words; None where they said nothing.

    `ping_role` is a role's id, 0 to call nobody any more.
    """

    channel_id: int | None = None
    time: str | None = None
    days: str | None = None
    zone: str | None = None
    topics: str | None = None
    difficulty: str | None = None
    open_for: str | None = None
    catch_up: str | None = None
    ping_role: int | None = None
    thread: bool | None = None


@dataclass(slots=True)
class Reading:
    """What was understood, by the names of Timetable's and Terms' fields, and what was not."""

    times: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, Any] = field(default_factory=dict)
    faults: list[Text] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was said."""
        return not (self.times or self.terms or self.faults)


def read(typed: Typed, guide: Guide, guild_id: int, now: datetime) -> Reading:
    """Read everything that was typed; what is wrong stops nothing else from being read."""
    reading, say = Reading(), texts(guide.roadmap)
    _read(reading, reading.times, "time", typed.time, lambda text: parse_time(text, say))
    _read(reading, reading.times, "days", typed.days, lambda text: parse_days(text, say))
    _read(reading, reading.times, "zone", typed.zone, lambda text: parse_zone(text, now, say))
    _read(reading, reading.terms, "topics", typed.topics, lambda text: parse_topics(guide, text))
    _read(reading, reading.terms, "difficulty", typed.difficulty, lambda text: parse_difficulty(text, say))
    _read(reading, reading.terms, "open_for", typed.open_for, _named("open-for-is", parse_open_for, say))
    _read(reading, reading.terms, "catch_up", typed.catch_up, _named("catch-up-is", parse_catch_up, say))
    if typed.ping_role == guild_id:
        # The role of everyone has the id of its guild.
        reading.faults.append(plain(say("no-ping")))
    elif typed.ping_role is not None:
        reading.terms["ping_role"] = typed.ping_role or None
    as_they_are: Mapping[str, Any] = {"channel_id": typed.channel_id, "thread": typed.thread}
    reading.terms |= {name: value for name, value in as_they_are.items() if value is not None}
    return reading


def parse_difficulty(text: str, say: Texts) -> int | None:
    """Read a difficulty, None for any; raises ValueError with a sentence for the person."""
    wanted = text.strip().casefold()
    if wanted in ANY:
        return None
    for number, name in DIFFICULTIES.items():
        if wanted in {name, say(f"difficulty-{number}"), str(number)}:
            return number
    raise ValueError(say("no-difficulty", typed=text.strip()))


def _named(name: str, parse: Callable[[str, Texts], timedelta], say: Texts) -> Callable[[str], timedelta]:
    """Name what is read: of two lengths that are typed side by side, the sentence says which is wrong."""

    def named(text: str) -> timedelta:
        try:
            return parse(text, say)
        except ValueError as fault:
            raise ValueError(say(name, fault=fault)) from None

    return named


def _read(reading: Reading, into: dict[str, Any], name: str, text: str | None, parse: Callable[[str], Value]) -> None:
    if text is None:
        return
    try:
        into[name] = parse(text)
    except ValueError as fault:
        reading.faults.append(plain(str(fault)))
