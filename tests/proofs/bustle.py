"""Bustle: people ask, type, write and keep schedules all the time, while an audience plays quizzes."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from tests.discord_server import Conversation, Exchange, Guild, NoAnswer, Person, Server
from tests.proofs.checking import rows

QUESTIONS: Final = (
    "every message that fails blocks the queue",
    "what should I read before service mesh",
    "blue-green vs canary",
    "what is a saga",
    "checkout hangs whenever the fraud vendor is slow",
)
ASKS, TYPES, WRITES, ADDS = 0.3, 0.3, 1.0, 1.0
"""Seconds between two questions, letters typed, mentions, and schedules added; anywhere."""
SCHEDULES: Final = 20
"""How many a guild may have."""
FIRST_MINUTE: Final = 6 * 60
ADDED: Final = "is added"


@dataclass(frozen=True, slots=True)
class Addition:
    """An admin added a schedule; no other has this time in this guild."""

    guild_id: int
    wall_time: str
    told: str

    @property
    def confirmed(self) -> bool:
        """Say whether the admin was told that it is added."""
        return ADDED in self.told


@dataclass
class Bustle:
    """Does it all until told to stop."""

    server: Server
    guilds: list[Guild]
    admins_guilds: list[Guild]
    """Those in which schedules are added: one for each SCHEDULES of them."""
    people: list[Person]
    admin: Person
    chance: random.Random
    additions: list[Addition] = field(default_factory=list)
    mentions: list[Conversation] = field(default_factory=list)

    async def go_on(self, enough: asyncio.Event) -> None:
        """Do it until it is enough, and then until all is answered or never will be."""
        numbers = count()
        ways: tuple[tuple[float, Callable[[], Awaitable[object]]], ...] = (
            (ASKS, self._ask),
            (TYPES, self._type),
            (WRITES, self._write),
            (ADDS, lambda: self._add(next(numbers))),
        )
        async with asyncio.TaskGroup() as group:
            for apart, act in ways:
                group.create_task(self._again(group, apart, act, enough))

    async def _again(
        self, group: asyncio.TaskGroup, apart: float, act: Callable[[], Awaitable[object]], enough: asyncio.Event
    ) -> None:
        while not enough.is_set():
            group.create_task(_carried_out(act))
            await asyncio.sleep(apart)

    async def _ask(self) -> Exchange:
        question = self.chance.choice(QUESTIONS)
        return await self._somebody().slash(self.chance.choice(self.guilds), "ask", question=question)

    async def _type(self) -> Exchange:
        return await self._somebody().autocomplete(self.chance.choice(self.guilds), "ask", "question", "blue")

    async def _write(self) -> None:
        called = f"{self.server.world.bot.mention} {self.chance.choice(QUESTIONS)}"
        written = await self._somebody().say(self.chance.choice(self.guilds), called)
        self.mentions.append(written)
        await written.answer()

    async def _add(self, number: int) -> None:
        guild = self.admins_guilds[number // SCHEDULES]
        hour, minute = divmod(FIRST_MINUTE + number % SCHEDULES, 60)
        wall_time, told = f"{hour:02}:{minute:02}", ""
        try:
            place = self.server.channel("general", guild)
            told = (await self.admin.slash(guild, "schedule add", time=wall_time, channel=place)).text
        finally:
            self.additions.append(Addition(guild.id, wall_time, told))

    def _somebody(self) -> Person:
        return self.chance.choice(self.people)


async def _carried_out(act: Callable[[], Awaitable[object]]) -> None:
    try:
        await act()
    except NoAnswer:
        # What was not answered is counted by what Discord saw, with all that was told to whom.
        return


async def additions_gone_wrong(url: str, additions: list[Addition]) -> list[str]:
    """Find schedules that were added otherwise than once, or not as their admin was told."""
    kept = [(row["guild_id"], row["wall_time"]) for row in await rows(url, "SELECT guild_id, wall_time FROM schedule")]
    found = []
    for addition in additions:
        times = kept.count((addition.guild_id, addition.wall_time))
        unheard = times in (0, 1) and not addition.told
        if not unheard and (times, addition.confirmed) != (1, True):
            found.append(f"{addition} is there {times} times")
    return found
