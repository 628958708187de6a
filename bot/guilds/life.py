"""A guild's life with the bot: it is taken out, it comes back, a channel goes. Nothing is deleted by any of it."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import select, update

from bot.guilds import notices
from bot.guilds.governing import CHANNEL_GONE
from bot.guilds.guild import Home, lock
from bot.guilds.notices import Notice
from bot.quiz import rounds, schedules
from bot.quiz.halting import halt
from bot.quiz.planning import plan_guild
from bot.storage.engine import Database
from bot.storage.tables import guild
from knowledge.texts import Texts

log = logging.getLogger(__name__)


async def removed(database: Database, guild_id: int, now: datetime) -> bool:
    """Note that a guild has taken the bot out: nothing is planned there. Say whether that is news."""
    gone = update(guild).where(guild.c.guild_id == guild_id, guild.c.removed_at.is_(None)).values(removed_at=now)
    async with database.writing() as connection:
        if (await connection.execute(gone)).rowcount == 0:
            return False
        await rounds.unplan_all(connection, guild_id)
    log.info("guild %d has taken me out; what it has is kept for 30 days", guild_id, extra={"guild_id": guild_id})
    return True


async def returned(database: Database, guild_id: int, now: datetime) -> bool:
    """Note that a guild has the bot again: its schedules go on. Say whether that is news."""
    back = update(guild).where(guild.c.guild_id == guild_id, guild.c.removed_at.is_not(None)).values(removed_at=None)
    async with database.writing() as connection:
        if (await connection.execute(back)).rowcount == 0:
            return False
        await plan_guild(connection, guild_id, now)
    log.info("guild %d has me again", guild_id, extra={"guild_id": guild_id})
    return True


async def reconcile(database: Database, here: Collection[int], is_ours: Callable[[int], bool], now: datetime) -> None:
    """Note which guilds left and came back unheard. `here` are those that this process is in; it asks for no others."""
    there = select(guild.c.guild_id, guild.c.removed_at).where(Home.DISCORD.has(guild.c.guild_id))
    async with database.reading() as connection:
        known = {row.guild_id: row.removed_at for row in await connection.execute(there)}
    for guild_id, removed_at in known.items():
        if guild_id in here:
            if removed_at is not None:
                await returned(database, guild_id, now)
        elif removed_at is None and is_ours(guild_id):
            await removed(database, guild_id, now)


async def channel_deleted(database: Database, guild_id: int, channel_id: int, now: datetime, say: Texts) -> None:
    """Pause the schedules that post into a channel which was deleted, and tell their admins once."""
    async with database.writing() as connection:
        held = await lock(connection, guild_id)
        of_channel = [
            one for one in await schedules.of_guild(connection, guild_id) if one.terms.channel_id == channel_id
        ]
        for one in of_channel:
            await halt(connection, guild_id, one.number, say("channel-deleted"), now, say=say)
        if of_channel and held.channel_id == channel_id:
            raised = Notice(guild_id, CHANNEL_GONE, say("usual-channel-deleted"), of_channel[0].created_by)
            await notices.raise_(connection, raised, now)
