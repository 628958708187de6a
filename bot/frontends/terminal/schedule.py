"""`/schedule` as it is typed: a word for what to do, the schedule's number, and its time, days and zone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.cards import Card
from bot.frontends.terminal.commands import SCHEDULE
from bot.frontends.terminal.news import News
from bot.people import Member
from bot.quiz.days import parse_days
from bot.quiz.scheduling import Scheduling
from bot.quiz.typed import Typed
from bot.quiz.wall_time import parse_time
from knowledge.texts import Texts

NUMBER_LENGTH: Final = 6
TIME_LENGTH: Final = 4
"""As long as "0930"."""
_NAMED: Final = re.compile(r"(?:^|\s)(time|days|zone|topics|difficulty|open[_-]for|catch[_-]up):\s*", re.IGNORECASE)
_ZONE: Final = re.compile(r"[A-Za-z_+-]+/\S+|UTC", re.IGNORECASE)
_OPTION: Final = re.compile(r"\bdates:|(?<=lift):\s*true\b", re.IGNORECASE)
"""How Discord writes what stands here without a name; cards show it so."""
_CHANNEL: Final = re.compile(r"(?:^|\s)channel:\s*\S+", re.IGNORECASE)
"""What Discord must be told and is read over here: the terminal is the only channel of its guild."""
_LIFT: Final = re.compile(r"(?:^|\s)lift$", re.IGNORECASE)
_OF_ONE: Final = re.compile(r"(?:^|\s)(?:schedule:\s*|#)([0-9]+)(?=\s|$)", re.IGNORECASE)


class ScheduleCommands:
    """What one person's commands about schedules do."""

    def __init__(self, scheduling: Scheduling, member: Member, news: News, say: Texts) -> None:
        """Take what keeps schedules, who types, what posts a round at once, and what is said."""
        self._say = say
        self._scheduling = scheduling
        self._member = member
        self._news = news

    async def perform(self, rest: str) -> Sequence[Card]:
        """Do what is typed after `/schedule`; raises ValueError with a sentence where that can't be read."""
        word, _, more = rest.partition(" ")
        match word.lower():
            case "add":
                typed = replace(read(more, self._say), channel_id=self._member.guild_id)
                return (await self._scheduling.add(self._member, typed),)
            case "edit":
                number, more = self._numbered(more)
                return (await self._scheduling.edit(self._member, number, read(more, self._say)),)
            case "blackout":
                return (await self._black_out(_OPTION.sub(" ", more).strip()),)
            case "preview":
                return await self._scheduling.preview(self._member, self._number(more))
            case "run":
                return (await self._scheduling.run(self._member, self._number(more)), *await self._news.post())
            case "" | "list":
                return (await self._scheduling.show(self._member, self._number(more)),)
            case "pause":
                return (await self._scheduling.pause(self._member, self._number(more)),)
            case "resume":
                return (await self._scheduling.resume(self._member, self._number(more)),)
            case "skip":
                return (await self._scheduling.skip(self._member, self._number(more)),)
            case "remove":
                return (await self._scheduling.remove(self._member, self._number(more)),)
            case _:
                raise ValueError(self._say("has-words", command=SCHEDULE.word, words=", ".join(SCHEDULE.words)))

    async def _black_out(self, text: str) -> Card:
        lift = _LIFT.search(text)
        dates = text[: lift.start()].strip() if lift else text
        number = None
        if named := _OF_ONE.search(dates):
            number, dates = self._number(named[1]), f"{dates[: named.start()]} {dates[named.end() :]}".strip()
        return await self._scheduling.blackout(self._member, dates or None, number, lift=lift is not None)

    def _numbered(self, text: str) -> tuple[int | None, str]:
        first, _, rest = text.strip().partition(" ")
        # "0930" is a time, which is to be changed, and the only schedule is meant.
        is_number = first.removeprefix("#").isdecimal() and (first.startswith("#") or len(first) < TIME_LENGTH)
        return (self._number(first), rest) if is_number else (None, text)

    def _number(self, typed: str) -> int | None:
        text = typed.strip().removeprefix("#")
        if not text:
            return None
        if not (text.isdecimal() and text.isascii() and len(text) <= NUMBER_LENGTH):
            raise ValueError(self._say("no-schedule-number", typed=text, command=SCHEDULE.word))
        return int(text)


def read(text: str, say: Texts) -> Typed:
    """Read "09:30 mon-fri Europe/Berlin topics: saga open_for: 2h": what has no name stands in that order."""
    unnamed, *named = _NAMED.split(_CHANNEL.sub("", text))
    names = (name.lower().replace("-", "_") for name in named[::2])
    values = {name: value.strip() for name, value in zip(names, named[1::2], strict=True)}
    words = unnamed.split()
    time, words = _longest(words, lambda typed: parse_time(typed, say))
    days, words = _longest(words, lambda typed: parse_days(typed, say))
    if time is None and days is None and words and not _ZONE.fullmatch(words[0]):
        # What should be a time and is none: let it be told.
        time, words = words[0], words[1:]
        days, words = _longest(words, lambda typed: parse_days(typed, say))
    if days is None and len(words) > 1 and _ZONE.fullmatch(words[-1]):
        days, words = " ".join(words[:-1]), words[-1:]
    found = {"time": time, "days": days, "zone": " ".join(words) or None}
    return Typed(**{name: value for name, value in found.items() if value is not None} | values)


def _longest(words: list[str], parse: Callable[[str], object]) -> tuple[str | None, list[str]]:
    """Take off the most words from the front that can be read together."""
    for count in range(len(words), 0, -1):
        text = " ".join(words[:count])
        try:
            parse(text)
        except ValueError:
            continue
        return text, words[count:]
    return None, words
