"""Interactions that are taken on once, where several processes get them all."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import insert_into
from bot.storage.tables import seen

KEPT: Final = timedelta(hours=1)
"""How long an interaction is remembered; Discord forgets it after a quarter of that."""


class Doubled(Exception):  # noqa: N818 - what the act is, in a word
    """Another process has taken on this interaction: nothing is to be done or said here."""


async def first(connection: AsyncConnection, interaction_id: int, now: datetime) -> bool:
    """Note an interaction in the transaction of what it does; say whether this is the first to take it on."""
    noted = insert_into(connection, seen).values(interaction_id=interaction_id, seen_at=now)
    return (await connection.execute(noted.on_conflict_do_nothing())).rowcount == 1


async def take(connection: AsyncConnection, interaction_id: int | None, now: datetime) -> None:
    """Take on an act, if it came as an interaction; raises Doubled where another process has."""
    if interaction_id is not None and not await first(connection, interaction_id, now):
        raise Doubled


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget interactions that can't come again."""
    await connection.execute(delete(seen).where(seen.c.seen_at < now - KEPT))
