"""A guild: its settings, and whether it still has the bot."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import Database, insert_into
from bot.storage.tables import guild

TERMINAL: Final = 1
"""The guild that the terminal is. Discord's ids are longer."""


class Home(StrEnum):
    """Which front end a guild belongs to: each claims the rounds of its own guilds alone."""

    DISCORD = "discord"
    TERMINAL = "terminal"

    def has(self, guild_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Make the condition that a column's guild is at home here."""
        return guild_id == TERMINAL if self is Home.TERMINAL else guild_id != TERMINAL


@dataclass(frozen=True, slots=True)
class Guild:
    """A guild's settings. `season` is the number of the one that runs, 0 while none does."""

    guild_id: int
    zone: str
    channel_id: int | None
    open_for: timedelta
    catch_up: timedelta
    speed_points: bool
    hidden_board: bool
    retention_days: int | None
    season: int
    removed_at: datetime | None
    unanswered: bool = False
    """Whether it wants to see what got no answer."""
    taught: int = 0
    """Grows with each change of what it has taught."""
    teacher_role: int | None = None
    ask_channels: tuple[int, ...] = ()
    """Channels in which every message may be a question."""


async def guild_of(connection: AsyncConnection, guild_id: int) -> Guild:
    """Give a guild's settings; one that has set nothing has the defaults, and a row from now on."""
    found = (await connection.execute(select(guild).where(guild.c.guild_id == guild_id))).one_or_none()
    if found is None:
        await connection.execute(insert_into(connection, guild).values(guild_id=guild_id).on_conflict_do_nothing())
        found = (await connection.execute(select(guild).where(guild.c.guild_id == guild_id))).one()
    return _guild(found)


async def settings_of(database: Database, guild_id: int) -> Guild:
    """Give a guild's settings to somebody who only reads: that costs a transaction that writes the first time alone."""
    there = select(guild).where(guild.c.guild_id == guild_id)
    async with database.reading() as connection:
        found = (await connection.execute(there)).one_or_none()
    if found is not None:
        return _guild(found)
    async with database.writing() as connection:
        return await guild_of(connection, guild_id)


async def change(connection: AsyncConnection, guild_id: int, **settings: Any) -> Guild:
    """Change settings by the names of their columns."""
    await guild_of(connection, guild_id)
    await connection.execute(update(guild).where(guild.c.guild_id == guild_id).values(**settings))
    return await guild_of(connection, guild_id)


async def lock(connection: AsyncConnection, guild_id: int) -> Guild:
    """Give a guild's settings, and let no other process plan, score or judge for it before this transaction ends.

    SQLite has one writer anyway; PostgreSQL would let two plan the same date, or lock scores in different orders.
    """
    await guild_of(connection, guild_id)
    there = select(guild).where(guild.c.guild_id == guild_id).with_for_update()
    return _guild((await connection.execute(there)).one())


async def next_number(connection: AsyncConnection, guild_id: int, of: str) -> int:
    """Draw the next number of a guild's rounds, schedules or audit entries; no other transaction draws the same."""
    await guild_of(connection, guild_id)
    counter = guild.c[f"next_{of}"]
    drawn = update(guild).where(guild.c.guild_id == guild_id).values({counter: counter + 1}).returning(counter)
    number: int = (await connection.execute(drawn)).scalar_one()
    return number - 1


def _guild(row: Row[Any]) -> Guild:
    return Guild(
        guild_id=row.guild_id,
        zone=row.zone,
        channel_id=row.channel_id,
        open_for=row.open_for,
        catch_up=row.catch_up,
        speed_points=row.speed_points,
        hidden_board=row.hidden_board,
        retention_days=row.retention_days,
        season=row.season,
        removed_at=row.removed_at,
        unanswered=row.unanswered,
        taught=row.taught,
        teacher_role=row.teacher_role,
        ask_channels=row.ask_channels,
    )
