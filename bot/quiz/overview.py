"""An overview of a guild's schedules: when each asks next, and what is amiss."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import Card, Text, plain
from bot.guilds import notices
from bot.quiz import rounds, schedules
from bot.quiz.drafting import MOST, matching
from bot.quiz.planning import upcoming
from bot.quiz.round import Round, State
from bot.quiz.schedule import Schedule
from bot.quiz.schedule_cards import Listed, details_card, free_dates, list_card, schedule_card, told
from bot.storage.tables import round as round_
from knowledge.bank import Item
from knowledge.languages import texts
from knowledge.model import Roadmap
from knowledge.texts import Texts

SHOWN: Final = 3
"""Instants that are shown of a schedule."""
TROUBLED: Final = timedelta(days=30)
"""For how long the list tells of a round that was not posted."""


def today_in(zone: str, now: datetime) -> date:
    """Give the date on the calendars of a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


async def meant(connection: AsyncConnection, guild_id: int, number: int | None, say: Texts) -> Schedule | Card:
    """Find the schedule that is meant, the only one where none is named; or say why there is none."""
    if number is not None:
        return await schedules.find(connection, guild_id, number) or unknown_card(number, say)
    match await schedules.of_guild(connection, guild_id):
        case []:
            return list_card([], [], say)
        case [only]:
            return only
        case several:
            numbers = ", ".join(str(one.number) for one in several)
            return told(say("which-schedule", numbers=numbers))


def unknown_card(number: int, say: Texts) -> Card:
    """Say that there is no such schedule."""
    return told(say("unknown-schedule", number=number))


class Overview:
    """Shows schedules over one roadmap and its questions."""

    def __init__(self, roadmap: Roadmap, bank: Sequence[Item]) -> None:
        """Take what topics are called, and everything that may be asked."""
        self._roadmap = roadmap
        self._say = texts(roadmap)
        self._bank = bank

    async def one(self, connection: AsyncConnection, name: str, shown: Schedule, now: datetime) -> Card:
        """Show a schedule and when it asks next, under the title called `name`."""
        title = self._say(name, number=shown.number)
        slots = [] if shown.paused else await upcoming(connection, shown, now, SHOWN)
        return schedule_card(title, self._roadmap, shown, slots, matching(self._bank, shown.terms))

    async def all(self, connection: AsyncConnection, guild_id: int, now: datetime) -> Card:
        """List a guild's schedules."""
        listed = await _listed(connection, guild_id, now)
        return list_card(listed, await notices.of_guild(connection, guild_id), self._say)

    async def details(self, connection: AsyncConnection, shown: Schedule, now: datetime) -> Card:
        """Tell all about a schedule."""
        listed = await _listed(connection, shown.guild_id, now)
        entry = next(one for one in listed if one.schedule.number == shown.number)
        slots = [] if shown.paused else await upcoming(connection, shown, now, SHOWN)
        free = await schedules.blackouts_of(connection, shown.guild_id, shown.number)
        known: list[Text] = free_dates(free, today_in(shown.timetable.zone, now), self._say)
        # Why it is paused and what it missed stand in lines of their own already.
        for notice in await notices.of_guild(connection, shown.guild_id):
            kind, _, number = notice.subject.partition(":")
            if number == str(shown.number) and kind not in ("paused", "missed"):
                known.append(plain(notice.text))
        return details_card(self._roadmap, entry, slots, matching(self._bank, shown.terms), known)


async def _listed(connection: AsyncConnection, guild_id: int, now: datetime) -> Sequence[Listed]:
    planned = await rounds.in_states(connection, guild_id, (State.PLANNED,), 3 * MOST)
    ahead = {one.schedule: one for one in planned}
    troubles = await _latest_troubles(connection, guild_id, now - TROUBLED)
    there = await schedules.of_guild(connection, guild_id)
    return [Listed(one, ahead.get(one.number), troubles.get(one.number)) for one in there]


async def _latest_troubles(connection: AsyncConnection, guild_id: int, since: datetime) -> dict[int, Round]:
    """Give the last round that each of a guild's schedules missed or could not post since then, by its number."""
    bad = (round_.c.state.in_((State.MISSED, State.FAILED)), round_.c.schedule.is_not(None), round_.c.due_at >= since)
    there = select(round_).where(round_.c.guild_id == guild_id, *bad).order_by(round_.c.due_at)
    return {row.schedule: rounds.read(row) for row in await connection.execute(there)}
