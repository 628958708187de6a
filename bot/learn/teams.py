"""Teams: how many people of a guild are solid in each group, without names."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.learn import memories
from bot.learn.course import Course
from bot.learn.levels import Level
from bot.learn.mastery import Mastery, level_of, mastery
from bot.learn.memory import Memory
from bot.learn.own import Team
from bot.learn.telling import FEWEST
from bot.storage.engine import Database
from bot.storage.tables import member as member_
from bot.storage.tables import memory as memory_
from knowledge.model import Group, Roadmap

FRESH: Final = timedelta(minutes=5)
"""For so long a count is told again: whoever asks once a second must not make us read thousands of memories each time."""
KEPT: Final = 1000
"""Guilds whose counts stay in memory."""


class Teams:
    """Counts the people of guilds."""

    def __init__(self, database: Database, roadmap: Roadmap, course: Course, clock: Clock) -> None:
        """Take where memories are kept, what there is to know, and the time."""
        self._database = database
        self._roadmap = roadmap
        self._course = course
        self._clock = clock
        self._counts: OrderedDict[int, tuple[datetime, Team]] = OrderedDict()

    async def of(self, guild_id: int) -> Team:
        """Give a guild's count, of some minutes ago where there is one."""
        counted = self._counts.get(guild_id)
        if counted is not None and self._clock() - counted[0] < FRESH:
            return counted[1]
        team = await self.count(guild_id)
        self._counts[guild_id] = self._clock(), team
        while len(self._counts) > KEPT:
            self._counts.popitem(last=False)
        return team

    async def count(self, guild_id: int) -> Team:
        """Count the people of a guild who are solid in each group: over its patterns on average, as in one pattern."""
        people = 0
        solid = {group.slug: 0 for group in self._roadmap.groups}
        async with self._database.reading() as connection, aclosing(_by_person(connection, guild_id)) as everybody:
            async for remembered in everybody:
                known = mastery(self._course, remembered, self._clock())
                if not any(one.answered for one in known.values()):
                    continue
                people += 1
                for group in self._roadmap.groups:
                    solid[group.slug] += self._share(group, known) is Level.SOLID
                # A large guild is thousands of people: others have their turn meanwhile.
                await asyncio.sleep(0)
        return Team(people, solid) if people >= FEWEST else Team(None, {})

    def _share(self, group: Group, known: Mapping[str, Mastery]) -> Level:
        shares = [known[pattern.slug].share for pattern in self._roadmap.members(group) if pattern.slug in known]
        return level_of(sum(shares) / len(shares)) if shares else Level.NEW


async def _by_person(connection: AsyncConnection, guild_id: int) -> AsyncGenerator[dict[str, Memory], None]:
    """Give what each of a guild's people remembers, one after the other: all at once would fill the process's memory."""
    there = (
        select(memory_)
        .join(member_, member_.c.user_id == memory_.c.user_id)
        .where(member_.c.guild_id == guild_id)
        .order_by(member_.c.user_id)
        .execution_options(yield_per=1000)
    )
    person, remembered = 0, dict[str, Memory]()
    async with connection.stream(there) as rows:
        async for row in rows:
            if row.user_id != person:
                if remembered:
                    yield remembered
                person, remembered = row.user_id, {}
            remembered[row.question_id] = memories.memory_of(row)
    if remembered:
        yield remembered
