"""Halting: a schedule that cannot go on stops by itself, and an admin is told why. Nothing is deleted."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds import notices
from bot.guilds.guild import guild_of
from bot.guilds.notices import Notice
from bot.quiz import rounds, schedules
from knowledge.texts import Texts


async def halt(
    connection: AsyncConnection, guild_id: int, number: int, reason: str, now: datetime, *, say: Texts
) -> None:
    """Pause a schedule for a reason that says what an admin has to do, and raise the notice of it.

    One that is paused already keeps its reason; in a guild without the bot nobody is left to be told.
    """
    stopped = await schedules.find(connection, guild_id, number)
    if stopped is None or stopped.paused is not None or (await guild_of(connection, guild_id)).removed_at is not None:
        return
    await schedules.pause(connection, guild_id, number, reason)
    await rounds.unplan(connection, stopped)
    said = say("schedule-halts", number=number, reason=reason)
    await notices.raise_(connection, Notice(guild_id, paused(number), said, stopped.created_by), now)


def paused(number: int) -> str:
    """Name the subject of a schedule's pause; settle it when the schedule runs again."""
    return f"paused:{number}"
