"""Ask channels: every message is looked at, few are answered, and nobody is told why the others are not."""

from typing import Final

import discord

from bot.ask.overhearing import asks_on, worth_saying
from bot.ask.recent import RecentAnswers
from bot.ask.service import Response
from bot.assistant import Assistant
from bot.clock import Monotonic
from bot.floods.floodgate import Floodgate, Scope
from bot.floods.limits import Limit, Limits
from bot.frontends.discord.members import person_of, place_of
from bot.teach.consulting import Heard
from knowledge.overlay import form

HOUR: Final = 3_600.0
"""Seconds within which the same question gets a link."""
READ: Final = Limits(person=Limit(40, 0.5), channel=Limit(200, 4), guild=Limit(600, 12))
"""How many messages are looked at: beyond it they are let pass."""
SAID: Final = Limits(person=Limit(4, 1 / 120), channel=Limit(15, 1 / 60), guild=Limit(60, 0.5))
"""How many are answered: four at once to one person, then one in two minutes; fifteen in a channel, then one a minute."""

TALKED: Final = Limits(person=Limit(10, 1 / 15), channel=Limit(30, 1 / 4), guild=Limit(120, 2))
"""How many are answered in threads of ours, where people speak with us: ten at once to one person, then four a minute."""


class Overhearing:
    """Reads along where a guild wants that."""

    def __init__(self, assistant: Assistant, now: Monotonic) -> None:
        """Take the services, and what durations are measured with."""
        self._assistant = assistant
        self._recent = RecentAnswers(now, kept=HOUR)
        self._reading = Floodgate(READ, assistant.clock)
        self._saying = Floodgate(SAID, assistant.clock)
        self._talking = Floodgate(TALKED, assistant.clock)

    def forget(self) -> None:
        """Forget which questions were answered."""
        self._recent.forget()

    async def concerns(self, message: discord.Message, me: int) -> Heard | None:
        """Give the question of a message that was said to nobody and may be for us; None for all other talk."""
        # Without the intent Discord sends no text.
        if message.guild is None or not message.content or message.type is not discord.MessageType.default:
            return None
        if message.mentions or message.role_mentions or message.reference is not None:
            return None
        lesson = await self._assistant.lessons.of(message.guild.id)
        own_thread = _is_own(message, me)
        asked_in = lesson.guild is not None and message.channel.id in lesson.guild.ask_channels
        if not (own_thread or asked_in) or self._reading.enter(*_buckets(message)) is not None:
            return None
        member = person_of(message.author, message.guild.id)
        heard = await self._assistant.consulting.hear(member, message.content, place_of(message))
        if heard.unclear is not None:
            return None
        return heard if asked_in or heard.carried or await self._goes_on(message, heard, me) else None

    async def _goes_on(self, message: discord.Message, heard: Heard, me: int) -> bool:
        """Say whether a message in a thread of ours goes on, in its own words, from what is spoken of there."""
        guide = self._assistant.asking.guide
        if not _is_own(message, me) or not asks_on(guide.roadmap, heard.question, guide.ask(heard.question)):
            return False
        guild_id = message.guild.id if message.guild else None
        member = person_of(message.author, guild_id)
        return await self._assistant.consulting.spoken.of(member, place_of(message)) is not None

    async def answer(self, message: discord.Message, heard: Heard, me: int) -> Response | str | None:
        """Give the answer to a message that concerns us, the link to an earlier one, or nothing but silence."""
        if message.guild is None:
            return None
        before = self._recent.find(message.channel.id, _same(heard.question), heard.version)
        gate = self._talking if _is_own(message, me) else self._saying
        if before is not None:
            return before if gate.enter(*_buckets(message)) is None else None
        consulting = self._assistant.consulting
        member = person_of(message.author, message.guild.id)
        lesson = await self._assistant.lessons.of(message.guild.id)
        taught = consulting.taught(lesson, heard.question) is not None
        if not (taught or heard.carried or await self._goes_on(message, heard, me)):
            guide = self._assistant.asking.guide
            if not worth_saying(guide, heard.question, guide.ask(heard.question)):
                return None
        if gate.enter(*_buckets(message)) is not None:
            return None
        return await consulting.answer(member, heard, public=True)

    def remember(self, message: discord.Message, heard: Heard, link: str) -> None:
        """Keep where a question was answered."""
        self._recent.remember(message.channel.id, _same(heard.question), link, heard.version)


def _is_own(message: discord.Message, me: int) -> bool:
    return isinstance(message.channel, discord.Thread) and message.channel.owner_id == me


def _same(question: str) -> str:
    return " ".join(form(question))


def _buckets(message: discord.Message) -> tuple[tuple[Scope, int], ...]:
    guild = message.guild.id if message.guild else 0
    return (Scope.PERSON, message.author.id), (Scope.CHANNEL, message.channel.id), (Scope.GUILD, guild)
