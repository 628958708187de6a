"""Housekeeping: what nobody may or need keep any longer is deleted, once an hour."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from bot.ask import subjects
from bot.floods import sharing
from bot.scores.forgetting import forget_guild, forget_old
from bot.storage import seen
from bot.storage.engine import Database
from bot.storage.tables import guild
from bot.teach import misses, taught, votes

log = logging.getLogger(__name__)

PASS: Final = 3600.0
"""Seconds between two rounds through the house."""
KEPT: Final = timedelta(days=30)
"""How long all of a guild is kept that has taken the bot out."""


async def tidy(database: Database, now: datetime) -> None:
    """Delete all that has had its time."""
    await purge(database, now)
    async with database.writing() as connection:
        await seen.purge(connection, now)
        await sharing.purge(connection, now)
        await taught.purge(connection, now)
        await misses.purge(connection, now)
        await votes.purge(connection, now)
        await subjects.purge(connection, now)
    async with database.reading() as connection:
        limited = select(guild.c.guild_id).where(guild.c.retention_days.is_not(None))
        guild_ids = list((await connection.execute(limited)).scalars())
    await _for_each(guild_ids, lambda guild_id: _forget_old(database, guild_id, now))


async def purge(database: Database, now: datetime) -> list[int]:
    """Delete everything of guilds that took the bot out long ago; give those guilds."""
    over = guild.c.removed_at < now - KEPT
    async with database.reading() as connection:
        long_gone = list((await connection.execute(select(guild.c.guild_id).where(over))).scalars())
    return await _for_each(long_gone, lambda guild_id: _purge(database, guild_id, now))


async def _for_each(guild_ids: Sequence[int], delete: Callable[[int], Awaitable[bool]]) -> list[int]:
    """Delete what has had its time in each guild, whatever fails in another; give those where something went."""
    done = []
    for guild_id in guild_ids:
        try:
            if await delete(guild_id):
                done.append(guild_id)
        except Exception:
            # It is tried again in an hour; the others need not wait for it.
            log.exception("what guild %d keeps no longer could not be deleted", guild_id, extra={"guild_id": guild_id})
    return done


async def _forget_old(database: Database, guild_id: int, now: datetime) -> bool:
    """Delete a guild's old answers, piece by piece: others write in between."""
    forgotten = False
    while True:
        async with database.writing() as connection:
            if not await forget_old(connection, guild_id, now):
                return forgotten
        forgotten = True


async def _purge(database: Database, guild_id: int, now: datetime) -> bool:
    """Delete a guild unless it has come back, or another process has deleted it, at this very moment."""
    async with database.writing() as connection:
        # Not by `lock`: that would make the row anew where another process has just deleted it.
        held = select(guild.c.guild_id).where(guild.c.guild_id == guild_id, guild.c.removed_at < now - KEPT)
        if (await connection.execute(held.with_for_update())).one_or_none() is None:
            return False
        await forget_guild(connection, guild_id)
    where = {"guild_id": guild_id}
    log.info("guild %d took me out more than 30 days ago: all of it is deleted", guild_id, extra=where)
    return True
