"""Withdrawals: the questions that a guild's admins have voided."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import withdrawal


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One question that is asked no more in a guild: why, by whom, and since when."""

    question_id: str
    reason: str
    by: int
    at: datetime


async def add(connection: AsyncConnection, guild_id: int, added: Withdrawal) -> None:
    """Keep a withdrawal."""
    new = insert(withdrawal).values(guild_id=guild_id, question_id=added.question_id, reason=added.reason)
    await connection.execute(new.values(withdrawn_by=added.by, withdrawn_at=added.at))


async def remove(connection: AsyncConnection, guild_id: int, question_id: str) -> None:
    """Forget a withdrawal."""
    mine = (withdrawal.c.guild_id == guild_id, withdrawal.c.question_id == question_id)
    await connection.execute(delete(withdrawal).where(*mine))


async def of_guild(connection: AsyncConnection, guild_id: int) -> dict[str, Withdrawal]:
    """Give a guild's withdrawals by their questions, the newest first."""
    there = select(withdrawal).where(withdrawal.c.guild_id == guild_id).order_by(withdrawal.c.withdrawn_at.desc())
    return {
        row.question_id: Withdrawal(row.question_id, row.reason, row.withdrawn_by, row.withdrawn_at)
        for row in await connection.execute(there)
    }
