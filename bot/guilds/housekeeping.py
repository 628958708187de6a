"""Housekeeping: what nobody may or need keep any longer is deleted, once an hour."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from bot.clock import Clock
from bot.storage.engine import Database
from bot.storage.tables import guild, metadata, seen

log = logging.getLogger(__name__)

PASS: Final = 3600.0
"""Seconds between two rounds through the house."""
KEPT: Final = timedelta(days=30)
"""How long all of a guild is kept that has taken the bot out."""
SEEN: Final = timedelta(hours=1)
"""How long interactions are remembered; Discord forgets them after a quarter of that."""


async def keep_house(database: Database, clock: Clock) -> None:
    """Tidy again and again, until cancelled."""
    while True:
        try:
            await tidy(database, clock())
        except Exception:
            log.exception("housekeeping failed; it is tried again in an hour")
        await asyncio.sleep(PASS)


async def tidy(database: Database, now: datetime) -> None:
    """Delete all that has had its time."""
    await purge(database, now)
    async with database.writing() as connection:
        await connection.execute(delete(seen).where(seen.c.seen_at < now - SEEN))


async def purge(database: Database, now: datetime) -> list[int]:
    """Delete everything of guilds that took the bot out long ago; give those guilds."""
    over = guild.c.removed_at < now - KEPT
    async with database.reading() as connection:
        long_gone = list((await connection.execute(select(guild.c.guild_id).where(over))).scalars())
    return [guild_id for guild_id in long_gone if await _purge(database, guild_id, now)]


async def _purge(database: Database, guild_id: int, now: datetime) -> bool:
    """Delete a guild unless it has come back at this very moment."""
    async with database.writing() as connection:
        over = (guild.c.guild_id == guild_id, guild.c.removed_at < now - KEPT)
        if (await connection.execute(delete(guild).where(*over))).rowcount == 0:
            return False
        for table in metadata.sorted_tables:
            if "guild_id" in table.c:
                await connection.execute(delete(table).where(table.c.guild_id == guild_id))
    log.info("guild %d took me out more than 30 days ago: all of it is deleted", guild_id)
    return True
