"""Schedules whose rounds are due now and end in seconds: written as the services write them, and then moved."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz import rounds, schedules
from bot.quiz.days import DAILY
from bot.quiz.planning import plan_next
from bot.quiz.round import Key
from bot.quiz.timetable import Timetable
from bot.storage.engine import Database
from bot.storage.tables import round as round_
from tests.bot.quiz.rounds_in import terms

OVERDUE: Final = timedelta(minutes=5)
"""A process that starts plans anew what lies ahead of its start: what is made meanwhile must not lie ahead of that."""


async def due_now(database: Database, guild_id: int, channel_ids: list[int], open_for: timedelta) -> list[Key]:
    """Add a daily schedule for each channel of a guild, whose first round is due at once."""
    now = datetime.now(UTC)
    keys = []
    async with database.writing() as connection:
        for channel_id in channel_ids:
            key = await planned(connection, guild_id, channel_id, open_for, now)
            moved = {"due_at": now - OVERDUE, "local_date": now.date()}
            await connection.execute(update(round_).where(rounds.is_(key)).values(moved))
            keys.append(key)
    return keys


async def planned(
    connection: AsyncConnection, guild_id: int, channel_id: int, open_for: timedelta, now: datetime
) -> Key:
    """Add a daily schedule whose first round is due in hours, whatever happens to be the time of day."""
    later = now + timedelta(hours=12)
    timetable = Timetable(time(later.hour, later.minute), DAILY, "UTC")
    added = await schedules.add(connection, guild_id, timetable, terms(channel_id, open_for=open_for), 7)
    await plan_next(connection, added, now)
    key = await rounds.planned(connection, added)
    assert key is not None
    return key
