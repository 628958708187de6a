"""Closing: a round ends and is scored in one transaction, or not at all."""

from datetime import datetime
from typing import Final

from bot.guilds.guild import Home, hold
from bot.quiz import rounds
from bot.quiz.round import Key
from bot.scores.scoring import award
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
        guild = await hold(connection, key.guild_id)
        if not await rounds.close(connection, key, now):
            return False
        closed = await rounds.find(connection, key)
        assert closed is not None  # noqa: S101 - it has just been closed
        await award(connection, closed, guild)
    return True
