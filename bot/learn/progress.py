"""Progress: how far a person has come, the way to a pattern as they see it, and how a team stands, without names."""

import asyncio
from collections.abc import Mapping
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import MarkRead, ShowOwnPath, ShowProgress
from bot.cards import Card
from bot.clock import Clock
from bot.learn import memories
from bot.learn.course import Course
from bot.learn.levels import Level
from bot.learn.mastery import Mastery, level_of, mastery
from bot.learn.memory import Memory
from bot.learn.ordering import Learner, due, next_due
from bot.learn.own import NOTHING, Own, Team, way_to
from bot.learn.progress_cards import gone_card, path_card, progress_card
from bot.people import Member
from bot.storage.engine import Database
from bot.storage.seen import take
from bot.storage.tables import member as member_
from bot.storage.tables import memory as memory_
from knowledge.model import Group, Roadmap

FEWEST: Final = 3
"""Below so many people who have answered anything, a team's view would tell of single persons."""

ProgressAction: TypeAlias = ShowProgress | ShowOwnPath | MarkRead


class Progress:
    """What people ask about their own progress, and everybody about the team's."""

    def __init__(self, database: Database, roadmap: Roadmap, course: Course, clock: Clock) -> None:
        """Take where memories are kept, what there is to know, and the time."""
        self._database = database
        self._roadmap = roadmap
        self._course = course
        self._clock = clock

    async def follow(self, member: Member, action: ProgressAction, act: int | None = None) -> Card:
        """Do what a button says; an old one may name what the roadmap no longer has."""
        try:
            match action:
                case ShowProgress():
                    return await self.show(member)
                case ShowOwnPath(slug=slug, full=full):
                    return await self.path(member, slug, full=full)
                case MarkRead():
                    return await self.mark(member, action, act=act)
        except KeyError:
            return gone_card(self._roadmap)

    async def show(self, member: Member) -> Card:
        """Show what a person knows of each group."""
        return progress_card(self._roadmap, await self.own(member.user_id))

    async def path(self, member: Member, slug: str, *, full: bool = False) -> Card:
        """Show the way to a pattern with what a person knows of each step; raises KeyError for an unknown pattern."""
        return path_card(self._roadmap, way_to(self._roadmap, await self.own(member.user_id), slug, full=full))

    async def mark(self, member: Member, action: MarkRead, *, act: int | None = None) -> Card:
        """Mark a step as read, or take the mark off, and show the way again."""
        pattern = self._roadmap.pattern(action.slug)
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            if action.read:
                await memories.mark(connection, member.user_id, pattern.slug, self._clock())
            else:
                await memories.unmark(connection, member.user_id, pattern.slug)
        return await self.path(member, action.goal, full=action.full)

    async def own(self, user_id: int) -> Own:
        """Give what a person knows now; a pattern without questions is new for ever."""
        async with self._database.reading() as connection:
            remembered = await memories.of_person(connection, user_id)
            read = await memories.read_by(connection, user_id)
        now = self._clock()
        known = mastery(self._course, remembered, now)
        learner = Learner(remembered, now)
        return Own(
            {pattern.slug: known.get(pattern.slug, NOTHING) for pattern in self._roadmap.patterns},
            len(due(self._course, learner)),
            next_due(self._course, learner),
            frozenset(slug for slug in read if self._roadmap.is_pattern(slug)),
        )

    async def team(self, guild_id: int) -> Team:
        """Count the people of a guild who are solid in each group: over its patterns on average, as in one pattern."""
        people = 0
        solid = {group.slug: 0 for group in self._roadmap.groups}
        async with self._database.reading() as connection:
            for remembered in await _by_person(connection, guild_id):
                known = mastery(self._course, remembered, self._clock())
                if not any(one.answered for one in known.values()):
                    continue
                people += 1
                for group in self._roadmap.groups:
                    solid[group.slug] += self._share(group, known) is Level.SOLID
                # A large guild is thousands of people: others have their turn meanwhile.
                await asyncio.sleep(0)
        if people < FEWEST:
            return Team(None, dict.fromkeys(solid))
        return Team(people, dict(solid))

    def _share(self, group: Group, known: Mapping[str, Mastery]) -> Level:
        shares = [known[pattern.slug].share for pattern in self._roadmap.members(group) if pattern.slug in known]
        return level_of(sum(shares) / len(shares)) if shares else Level.NEW


async def _by_person(connection: AsyncConnection, guild_id: int) -> list[dict[str, Memory]]:
    """Give what each of a guild's people remembers."""
    there = (
        select(memory_)
        .join(member_, member_.c.user_id == memory_.c.user_id)
        .where(member_.c.guild_id == guild_id)
        .execution_options(yield_per=1000)
    )
    people: dict[int, dict[str, Memory]] = {}
    async with connection.stream(there) as rows:
        async for row in rows:
            people.setdefault(row.user_id, {})[row.question_id] = memories.memory_of(row)
    return list(people.values())
