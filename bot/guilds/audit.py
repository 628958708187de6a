"""The audit: what admins did that changed scores, questions or settings, and who did it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import next_number
from bot.storage.tables import audit


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of an admin."""

    user_id: int
    act: str
    details: str
    at: datetime


async def record(connection: AsyncConnection, guild_id: int, entry: Entry) -> None:
    """Keep what an admin did, in the transaction that does it."""
    number = await next_number(connection, guild_id, "audit")
    values = {"at": entry.at, "user_id": entry.user_id, "act": entry.act, "details": entry.details}
    await connection.execute(insert(audit).values(guild_id=guild_id, number=number, **values))


async def of_guild(connection: AsyncConnection, guild_id: int, most: int) -> list[Entry]:
    """Give a guild's last entries, the newest first."""
    there = select(audit).where(audit.c.guild_id == guild_id).order_by(audit.c.number.desc()).limit(most)
    return [Entry(row.user_id, row.act, row.details, row.at) for row in await connection.execute(there)]
