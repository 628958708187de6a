"""Closing: a round ends and is scored in one transaction, or not at all."""

from datetime import datetime
from typing import Final

from bot.guilds.guild import Home, lock
from bot.quiz import rounds
from bot.quiz.round import Key
from bot.quiz.scoring import award
from bot.storage.engine import Database

AT_ONCE: Final = 500


async def close_ended(database: Database, home: Home, now: datetime) -> list[Key]:
    """Close and score the rounds whose time is over; give those that closed by this."""
    async with database.reading() as connection:
        over = await rounds.ending(connection, home, now, AT_ONCE)
    return [key for key in over if await close(database, key, now)]


async def close(database: Database, key: Key, now: datetime) -> bool:
    """Close a round and score it; False where another process has done so."""
    async with database.writing() as connection:
        # First of all, so that no two who wait for each other's rows can hold the guild.
        guild = await lock(connection, key.guild_id)
        if not await rounds.close(connection, key, now):
            return False
        closed = await rounds.find(connection, key)
        assert closed is not None  # noqa: S101 - it has just been closed
        await award(connection, closed, guild)
    return True
