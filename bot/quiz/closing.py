"""Closing: a round ends and is scored in one transaction, or not at all."""

import logging
from datetime import datetime, timedelta
from typing import Final

from bot.guilds.guild import Home, lock
from bot.learn.feeding import learn
from bot.quiz import claims, rounds
from bot.quiz.round import Key
from bot.quiz.scoring import award
from bot.storage.complaints import way_out
from bot.storage.engine import Database

log = logging.getLogger(__name__)

AT_ONCE: Final = 500
REST: Final = timedelta(minutes=5)
"""How long a round rests that could not be closed."""


async def close_ended(database: Database, home: Home, now: datetime) -> list[Key]:
    """Close and score the rounds whose time is over; give those that closed by this."""
    async with database.reading() as connection:
        over = await claims.ending(connection, home, now, AT_ONCE)
    return [key for key in over if await _closed(database, key, now)]


async def _closed(database: Database, key: Key, now: datetime) -> bool:
    try:
        return await close(database, key, now)
    except Exception as error:
        if way_out(error):
            # The database fails for all of them: whoever goes through them hears of it.
            raise
        # It must not hold up the others, nor be tried twice a second.
        log.exception("round %s could not be closed; it rests for %s", key, REST, extra={"guild_id": key.guild_id})
        async with database.writing() as connection:
            await claims.rest(connection, key, now + REST)
        return False


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
        await learn(connection, closed)
    return True
