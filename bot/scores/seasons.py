"""Seasons: boards that an admin begins and ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import lock
from bot.storage.tables import guild, season


@dataclass(frozen=True, slots=True)
class Season:
    """A guild's season; it runs until it has an end."""

    number: int
    name: str
    started_at: datetime
    ended_at: datetime | None = None

    @property
    def key(self) -> str:
        """The key of its board."""
        return f"season-{self.number}"


async def latest(connection: AsyncConnection, guild_id: int) -> Season | None:
    """Give the season that runs, else the last that did."""
    return await _first(connection, guild_id)


async def at(connection: AsyncConnection, guild_id: int, moment: datetime) -> Season | None:
    """Give the season that ran at a moment."""
    ran = (season.c.started_at <= moment, or_(season.c.ended_at.is_(None), season.c.ended_at > moment))
    return await _first(connection, guild_id, *ran)


async def start(connection: AsyncConnection, guild_id: int, name: str, now: datetime) -> Season | None:
    """Begin a season; None where one runs already."""
    if (await lock(connection, guild_id)).season:
        return None
    last = (await connection.execute(select(func.max(season.c.number)).where(season.c.guild_id == guild_id))).scalar()
    begun = Season((last or 0) + 1, name, now)
    values = {"guild_id": guild_id, "number": begun.number, "name": name, "started_at": now}
    await connection.execute(insert(season).values(**values))
    await connection.execute(update(guild).where(guild.c.guild_id == guild_id).values(season=begun.number))
    return begun


async def end(connection: AsyncConnection, guild_id: int, now: datetime) -> Season | None:
    """End the season that runs; None where none does. Quizzes that were due in it still count in it."""
    running = (await lock(connection, guild_id)).season
    if not running:
        return None
    mine = (season.c.guild_id == guild_id, season.c.number == running)
    await connection.execute(update(season).where(*mine).values(ended_at=now))
    await connection.execute(update(guild).where(guild.c.guild_id == guild_id).values(season=0))
    return await latest(connection, guild_id)


async def _first(connection: AsyncConnection, guild_id: int, *conditions: Any) -> Season | None:
    there = select(season).where(season.c.guild_id == guild_id, *conditions).order_by(season.c.number.desc()).limit(1)
    row = (await connection.execute(there)).one_or_none()
    return None if row is None else Season(row.number, row.name, row.started_at, row.ended_at)
