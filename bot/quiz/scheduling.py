"""Scheduling: what admins do with schedules, by hand and in their own words."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import RemoveSchedule
from bot.cards import Card, Fine, Place, Text, plain
from bot.clock import Clock
from bot.filling import filled
from bot.guilds import notices
from bot.guilds.cards import admins_only, refused
from bot.guilds.guild import lock, settings_of
from bot.people import Member
from bot.quiz import blackouts, rounds, schedules
from bot.quiz.cards import RoundCards
from bot.quiz.choosing import NoneLeft
from bot.quiz.drafting import MOST, Rights, everything_allowed, faults_of, new_terms, new_timetable, twin_of
from bot.quiz.opening import by_hand, next_question, nothing_left
from bot.quiz.overview import SHOWN, Overview, meant, today_in, unknown_card
from bot.quiz.planning import plan_again, plan_next, upcoming
from bot.quiz.previewing import example, preview_card
from bot.quiz.schedule import Schedule, Terms
from bot.quiz.schedule_cards import BY_HAND, removing_card, resume, skipped_card, still_coming, told, why_paused
from bot.quiz.typed import Typed, read
from bot.storage.engine import Database
from bot.storage.seen import take
from knowledge.bank import Item
from knowledge.guide import Guide
from knowledge.languages import texts

_Does: TypeAlias = Callable[[AsyncConnection, Schedule, datetime], Awaitable[Card]]


class Scheduling:
    """Schedules of guilds, in the hands of their admins.

    What changes something takes the id of the interaction that asks for it, where there is one; it raises Doubled where
    another process has done it already.
    """

    def __init__(self, database: Database, guide: Guide, bank: Sequence[Item], clock: Clock) -> None:
        """Take where schedules are kept, what is known, and everything that may be asked."""
        self._database = database
        self._guide = guide
        self._say = texts(guide.roadmap)
        self._bank = bank
        self._clock = clock
        self._cards = RoundCards(guide.roadmap)
        self._overview = Overview(guide.roadmap, bank)

    async def add(
        self, member: Member, typed: Typed, *, rights: Rights = everything_allowed, act: int | None = None
    ) -> Card:
        """Add a schedule; what is not said comes from the guild's settings."""
        if not member.admin:
            return admins_only()
        now = self._clock()
        reading = read(typed, self._guide, member.guild_id, now)
        if typed.time is None:
            reading.faults.append(plain(self._say("say-time")))
        async with self._database.writing() as connection:
            await take(connection, act, now)
            guild = await lock(connection, member.guild_id)
            terms = new_terms(guild, reading)
            faults = [*reading.faults, *self._faults(terms, rights)]
            others = await schedules.of_guild(connection, member.guild_id)
            if len(others) >= MOST:
                faults.append(plain(self._say("many-schedules", most=MOST)))
            if faults:
                return refused(faults, self._say)
            timetable = new_timetable(guild, reading)
            if twin := twin_of(others, timetable, terms, self._guide.roadmap):
                return told(twin)
            added = await schedules.add(connection, member.guild_id, timetable, terms, member.user_id)
            await plan_next(connection, added, now)
            return await self._overview.one(connection, "schedule-added", added, now)

    async def edit(
        self,
        member: Member,
        number: int | None,
        typed: Typed,
        *,
        rights: Rights = everything_allowed,
        act: int | None = None,
    ) -> Card:
        """Change what is said of a schedule, and leave the rest. Today's quiz moves along, unless it was posted."""
        reading = read(typed, self._guide, member.guild_id, self._clock())

        async def change(connection: AsyncConnection, one: Schedule, now: datetime) -> Card:
            if reading.is_empty:
                return told(self._say("say-change", number=one.number))
            timetable = replace(one.timetable, **reading.times)
            changed = replace(one, timetable=timetable, terms=replace(one.terms, **reading.terms))
            if faults := [*reading.faults, *self._faults(changed.terms, rights)]:
                return refused(faults, self._say)
            others = await schedules.of_guild(connection, one.guild_id)
            others = [other for other in others if other.number != one.number]
            if twin := twin_of(others, timetable, changed.terms, self._guide.roadmap):
                return told(twin)
            await schedules.change(connection, changed)
            if one.paused not in (None, BY_HAND) and changed.terms.channel_id != one.terms.channel_id:
                # It stopped because of its channel, and was told to name another: that was all it waited for.
                changed = await _go_on(connection, changed)
            if changed.terms.topics != one.terms.topics or changed.terms.difficulty != one.terms.difficulty:
                await notices.settle(connection, one.guild_id, f"bank:{one.number}")
            await plan_again(connection, changed, now)
            return await self._overview.one(connection, "schedule-changed", changed, now)

        return await self._with(member, number, change, act)

    async def show(self, member: Member, number: int | None = None) -> Card:
        """List a guild's schedules, or tell all about one."""
        if not member.admin:
            return admins_only()
        now = self._clock()
        async with self._database.reading() as connection:
            if number is None:
                return await self._overview.all(connection, member.guild_id, now)
            one = await schedules.find(connection, member.guild_id, number)
            return (
                unknown_card(number, self._say) if one is None else await self._overview.details(connection, one, now)
            )

    async def pause(self, member: Member, number: int | None, *, act: int | None = None) -> Card:
        """Stop a schedule until it is resumed."""

        async def stop(connection: AsyncConnection, one: Schedule, now: datetime) -> Card:
            if one.paused is not None:
                reason = why_paused(one.paused, self._say)
                return told(self._say("schedule-paused-already", number=one.number, reason=reason), resume(self._say))
            await schedules.pause(connection, one.guild_id, one.number, BY_HAND)
            await plan_next(connection, replace(one, paused=BY_HAND), now)
            coming = still_coming(await rounds.under_way(connection, one), self._say)
            return told(self._say("schedule-paused", number=one.number), *coming, resume(self._say))

        return await self._with(member, number, stop, act)

    async def resume(
        self, member: Member, number: int | None, *, rights: Rights = everything_allowed, act: int | None = None
    ) -> Card:
        """Let a paused schedule go on with its next date."""

        async def go_on(connection: AsyncConnection, one: Schedule, now: datetime) -> Card:
            if one.paused is None:
                return await self._overview.one(connection, "schedule-not-paused", one, now)
            if faults := self._faults(one.terms, rights):
                return refused(faults, self._say)
            running = await _go_on(connection, one)
            await plan_next(connection, running, now)
            return await self._overview.one(connection, "schedule-goes-on", running, now)

        return await self._with(member, number, go_on, act)

    async def skip(self, member: Member, number: int | None, *, act: int | None = None) -> Card:
        """Leave out the next date of a schedule; again, the one after."""

        async def leave_out(connection: AsyncConnection, one: Schedule, now: datetime) -> Card:
            if one.paused is not None:
                return told(self._say("paused-no-skip", number=one.number), resume(self._say))
            await rounds.hold_planned(connection, one)
            coming = await upcoming(connection, one, now, 1)
            if not coming:
                return told(self._say("no-skip", number=one.number))
            skipped = coming[0].local_date
            await schedules.black_out(connection, one.guild_id, one.number, skipped, skipped)
            await plan_next(connection, one, now)
            going = still_coming(await rounds.under_way(connection, one), self._say)
            return skipped_card(one, skipped, await upcoming(connection, one, now, SHOWN), self._say, *going)

        return await self._with(member, number, leave_out, act)

    async def run(
        self, member: Member, number: int | None, *, rights: Rights = everything_allowed, act: int | None = None
    ) -> Card:
        """Post a quiz now on a schedule's terms; the schedule's own dates stay as they are."""

        async def post(connection: AsyncConnection, one: Schedule, now: datetime) -> Card:
            if faults := self._faults(one.terms, rights):
                return refused(faults, self._say)
            chosen = await next_question(connection, self._bank, one.guild_id, one.terms)
            if isinstance(chosen, NoneLeft):
                return told(nothing_left(chosen, self._say))
            await notices.settle(connection, one.guild_id, by_hand(member.user_id))
            key = await rounds.plan_by_hand(connection, one.guild_id, one.terms, now, asked_by=member.user_id)
            channel = (Place(one.terms.channel_id),)
            title = filled(self._say, "quiz-comes", number=f"{key.number}", channel=channel)
            return told(title, Fine(plain(self._say("dates-stay", number=one.number))))

        return await self._with(member, number, post, act)

    async def preview(
        self, member: Member, number: int | None, *, rights: Rights = everything_allowed
    ) -> tuple[Card, ...]:
        """Show how a quiz of a schedule looks, when the next ones come, and what would keep them from being posted."""
        if not member.admin:
            return (admins_only(),)
        now = self._clock()
        async with self._database.reading() as connection:
            one = await meant(connection, member.guild_id, number, self._say)
            if isinstance(one, Card):
                return (one,)
            if faults := self._faults(one.terms, rights):
                return (refused(faults, self._say),)
            chosen = await example(connection, self._bank, one, now)
            shown = await self._overview.one(connection, "schedule-asks", one, now)
        if isinstance(chosen, NoneLeft):
            return (told(nothing_left(chosen, self._say)), shown)
        return preview_card(self._cards, one, chosen.item, now), shown

    async def remove(self, member: Member, number: int | None) -> Card:
        """Ask whether a schedule shall really be taken off the list."""
        if not member.admin:
            return admins_only()
        async with self._database.reading() as connection:
            one = await meant(connection, member.guild_id, number, self._say)
        return one if isinstance(one, Card) else removing_card(one, self._say)

    async def remove_for_sure(self, member: Member, action: RemoveSchedule, *, act: int | None = None) -> Card:
        """Take a schedule off the list; what it has asked stays."""

        async def take_off(connection: AsyncConnection, one: Schedule, now: datetime) -> Card:
            await schedules.remove(connection, one, now)
            await rounds.unplan(connection, one)
            for subject in ("paused", "missed", "bank"):
                await notices.settle(connection, one.guild_id, f"{subject}:{one.number}")
            title = self._say("schedule-removed", number=one.number)
            return told(title, *still_coming(await rounds.under_way(connection, one), self._say))

        return await self._with(member, action.number, take_off, act)

    async def blackout(
        self,
        member: Member,
        dates: str | None = None,
        number: int | None = None,
        *,
        lift: bool = False,
        act: int | None = None,
    ) -> Card:
        """Keep dates free of quizzes, in one schedule or in all; or allow them again; without dates, list them."""
        if not member.admin:
            return admins_only()
        now = self._clock()
        if dates is None:
            return await self._blackouts(member.guild_id, number, now)
        async with self._database.writing() as connection:
            await take(connection, act, now)
            guild = await lock(connection, member.guild_id)
            one = None if number is None else await schedules.find(connection, member.guild_id, number)
            if number is not None and one is None:
                return unknown_card(number, self._say)
            today = today_in(one.timetable.zone if one else guild.zone, now)
            wish = blackouts.Wish(dates, number, today, lift, self._say)
            return await blackouts.settle(connection, member.guild_id, wish, now)

    async def _blackouts(self, guild_id: int, number: int | None, now: datetime) -> Card:
        guild = await settings_of(self._database, guild_id)
        async with self._database.reading() as connection:
            one = None if number is None else await schedules.find(connection, guild_id, number)
            if number is not None and one is None:
                return unknown_card(number, self._say)
            today = today_in(one.timetable.zone if one else guild.zone, now)
            return await blackouts.listed(connection, guild_id, number, today, self._say)

    async def choices(self, member: Member) -> Sequence[Schedule]:
        """Give the schedules among which an admin may choose."""
        if not member.admin:
            return []
        async with self._database.reading() as connection:
            return await schedules.of_guild(connection, member.guild_id)

    async def _with(self, member: Member, number: int | None, does: _Does, act: int | None) -> Card:
        """Do something to one schedule, in one transaction that holds it."""
        if not member.admin:
            return admins_only()
        now = self._clock()
        async with self._database.writing() as connection:
            await take(connection, act, now)
            await lock(connection, member.guild_id)
            one = await meant(connection, member.guild_id, number, self._say)
            return one if isinstance(one, Card) else await does(connection, one, now)

    def _faults(self, terms: Terms, rights: Rights) -> list[Text]:
        return faults_of(terms, rights, self._guide.roadmap, self._bank)


async def _go_on(connection: AsyncConnection, one: Schedule) -> Schedule:
    """Let a paused schedule run again; what it was paused for is dealt with."""
    await schedules.pause(connection, one.guild_id, one.number, None)
    await notices.settle(connection, one.guild_id, f"paused:{one.number}")
    return replace(one, paused=None)
