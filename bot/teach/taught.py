"""Taught questions: what a guild wants a question to be answered with, as rows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import next_number
from bot.storage.growth import taught
from bot.storage.tables import guild
from knowledge.overlay import Form

MOST: Final = 500
"""Questions that a guild may teach; what more there is to say belongs into the roadmap's files."""
WAITING: Final = timedelta(days=1)
"""How long a question that would break an answer waits to be confirmed."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A question, and its answer: the slug of something in the roadmap, or a text of the guild's own."""

    guild_id: int
    number: int
    question: str
    form: Form
    slug: str | None
    text: str | None
    taught_by: int
    taught_at: datetime


async def add(connection: AsyncConnection, wanted: Taught, *, confirmed: bool) -> Taught:
    """Keep a taught question; it answers at once where it is confirmed, in place of one with the same form."""
    number = await next_number(connection, wanted.guild_id, "taught")
    kept = replace(wanted, number=number)
    await connection.execute(insert(taught).values(**asdict(kept) | {"form": " ".join(kept.form)}))
    if confirmed:
        await confirm(connection, kept, wanted.taught_at)
    return kept


async def confirm(connection: AsyncConnection, kept: Taught, now: datetime) -> None:
    """Let a taught question answer from now on."""
    same = (taught.c.guild_id == kept.guild_id, taught.c.form == " ".join(kept.form), taught.c.removed_at.is_(None))
    before = (*same, taught.c.confirmed_at.is_not(None), taught.c.number != kept.number)
    await connection.execute(update(taught).where(*before).values(removed_at=now))
    mine = (taught.c.guild_id == kept.guild_id, taught.c.number == kept.number)
    await connection.execute(update(taught).where(*mine).values(confirmed_at=now))
    await _note_change(connection, kept.guild_id)


async def remove(connection: AsyncConnection, guild_id: int, number: int, now: datetime) -> bool:
    """Let a taught question answer no more; say whether it did."""
    mine = (taught.c.guild_id == guild_id, taught.c.number == number, taught.c.removed_at.is_(None))
    gone = (await connection.execute(update(taught).where(*mine).values(removed_at=now))).rowcount == 1
    await _note_change(connection, guild_id)
    return gone


async def find(connection: AsyncConnection, guild_id: int, number: int) -> Taught | None:
    """Give a taught question that is not removed, confirmed or not."""
    mine = (taught.c.guild_id == guild_id, taught.c.number == number, taught.c.removed_at.is_(None))
    row = (await connection.execute(select(taught).where(*mine))).one_or_none()
    return None if row is None else _taught(row)


async def of_guild(connection: AsyncConnection, guild_id: int) -> list[Taught]:
    """Give all that answers in a guild, oldest first."""
    there = (taught.c.guild_id == guild_id, taught.c.confirmed_at.is_not(None), taught.c.removed_at.is_(None))
    return [_taught(row) for row in await connection.execute(select(taught).where(*there).order_by(taught.c.number))]


async def has_room(connection: AsyncConnection, wanted: Taught) -> bool:
    """Say whether a question may be taught: there are not too many yet, or it takes the place of one."""
    answering = await of_guild(connection, wanted.guild_id)
    return len(answering) < MOST or any(one.form == wanted.form for one in answering)


async def answers(connection: AsyncConnection, kept: Taught) -> bool:
    """Say whether a taught question answers: it was confirmed, and is not removed."""
    return any(one.number == kept.number for one in await of_guild(connection, kept.guild_id))


async def guilds_teaching(connection: AsyncConnection) -> Sequence[int]:
    """Give every guild that has taught something."""
    return (await connection.execute(select(taught.c.guild_id).distinct().order_by(taught.c.guild_id))).scalars().all()


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget what nobody confirmed."""
    waiting = (taught.c.confirmed_at.is_(None), taught.c.taught_at < now - WAITING)
    await connection.execute(delete(taught).where(*waiting))


async def _note_change(connection: AsyncConnection, guild_id: int) -> None:
    """Let every process see that what it knows of the guild is old."""
    changed = update(guild).where(guild.c.guild_id == guild_id).values(taught=guild.c.taught + 1)
    await connection.execute(changed)


def _taught(row: Row[Any]) -> Taught:
    return Taught(
        guild_id=row.guild_id,
        number=row.number,
        question=row.question,
        form=tuple(row.form.split()),
        slug=row.slug,
        text=row.text,
        taught_by=row.taught_by,
        taught_at=row.taught_at,
    )
