"""Turns: what all processes together may do only so often."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import insert_into
from bot.storage.tables import turn

NOW = timedelta()


async def take(connection: AsyncConnection, subject: str, now: datetime, apart: timedelta) -> timedelta:
    """Take a turn: NOW where it is taken, else how long to wait before it is tried again."""
    # The row is there before it is locked, so that of two who come first only one gets the turn.
    first = insert_into(connection, turn).values(subject=subject, free_at=now).on_conflict_do_nothing()
    await connection.execute(first)
    this = turn.c.subject == subject
    free_at: datetime = (await connection.execute(select(turn.c.free_at).where(this).with_for_update())).scalar_one()
    # Who asked first may come second, and clocks differ by a little: only one that was far ahead leaves nobody waiting.
    if now < free_at <= now + 2 * apart:
        return free_at - now
    await connection.execute(update(turn).where(this).values(free_at=now + apart))
    return NOW
