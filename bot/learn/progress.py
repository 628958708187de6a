"""Progress: how far a person has come, the way to a pattern as they see it, and how a team stands, without names."""

import logging
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy.exc import SQLAlchemyError

from bot.actions import MarkRead, ShowOwnPath, ShowProgress
from bot.ask.tour import roadmap_card
from bot.ask.wording import said
from bot.cards import Button, Card
from bot.clock import Clock
from bot.learn import memories
from bot.learn.barring import barred
from bot.learn.course import Course
from bot.learn.mapping import map_of, team_map_of
from bot.learn.mastery import mastery
from bot.learn.ordering import Learner, due, next_due
from bot.learn.own import NOTHING, Own, Team, way_to
from bot.learn.progress_cards import gone_card, path_card, progress_card
from bot.learn.teams import Teams
from bot.people import Member, readable
from bot.storage.engine import Database
from bot.storage.seen import take
from knowledge.model import Roadmap

log = logging.getLogger(__name__)

ProgressAction: TypeAlias = ShowProgress | ShowOwnPath | MarkRead


class Progress:
    """What people ask about their own progress, and everybody about the team's."""

    def __init__(self, database: Database, roadmap: Roadmap, course: Course, clock: Clock) -> None:
        """Take where memories are kept, what there is to know, and the time."""
        self._database = database
        self._roadmap = roadmap
        self._course = course
        self._clock = clock
        self._teams = Teams(database, roadmap, course, clock)

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
        return progress_card(self._roadmap, await self.own(member), readable(member.name))

    async def roadmap(self, member: Member, page: int = 1) -> Card:
        """Show one person the whole roadmap with what they know; without it where nothing can be read just now."""
        try:
            own = await self.own(member)
        except (SQLAlchemyError, OSError) as error:
            log.warning("the roadmap is shown without what a person knows: %s", error)
            return roadmap_card(self._roadmap, page=page)
        begun = map_of(self._roadmap, own.levels, readable(member.name)) if own.has_begun else None
        return replace(roadmap_card(self._roadmap, begun, more=(self._mine(),), page=page), private=True)

    async def roadmap_here(self, guild_id: int, page: int = 1) -> Card:
        """Show everybody in a guild the whole roadmap: nobody's levels, and the team's where it is large enough."""
        try:
            team = await self.team(guild_id)
        except (SQLAlchemyError, OSError) as error:
            log.warning("the roadmap is shown without what the team knows: %s", error)
            return roadmap_card(self._roadmap, page=page)
        # Leads from what everybody sees to what one alone sees.
        more = (self._mine(),)
        if team.people is None:
            return roadmap_card(self._roadmap, more=more, page=page, note=said(self._roadmap, "team-too-small"))
        return roadmap_card(self._roadmap, team_map_of(self._roadmap, team.solid, team.people), more=more, page=page)

    def _mine(self) -> Button:
        return Button(said(self._roadmap, "my-progress"), ShowProgress())

    async def team(self, guild_id: int) -> Team:
        """Give how many people of a guild are solid in each group."""
        return await self._teams.of(guild_id)

    async def path(self, member: Member, slug: str, *, full: bool = False) -> Card:
        """Show the way to a pattern with what a person knows of each step; raises KeyError for an unknown pattern."""
        return path_card(self._roadmap, way_to(self._roadmap, await self.own(member), slug, full=full))

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

    async def own(self, member: Member) -> Own:
        """Give what a person knows now; a pattern without questions is new for ever."""
        async with self._database.reading() as connection:
            remembered = await memories.of_person(connection, member.user_id)
            read = await memories.read_by(connection, member.user_id)
            not_now = await barred(connection, member)
        now = self._clock()
        known = mastery(self._course, remembered, now)
        learner = Learner(remembered, now, not_now)
        return Own(
            {pattern.slug: known.get(pattern.slug, NOTHING) for pattern in self._roadmap.patterns},
            len(due(self._course, learner)),
            next_due(self._course, learner),
            frozenset(slug for slug in read if self._roadmap.is_pattern(slug)),
        )
