"""Notices: what a guild's admins have to know, told once."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import Home
from bot.storage.engine import insert_into
from bot.storage.tables import notice


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know, for the admin whom it concerns first. `subject` names it: it is raised once until settled."""

    guild_id: int
    subject: str
    text: str
    user_id: int
    raised_at: datetime | None = None

    @property
    def nonce(self) -> str:
        """Give what makes Discord take two sendings for one: at most 25 characters. What is raised anew has another."""
        named = f"{self.guild_id} {self.subject} {self.raised_at}"
        return f"n{blake2b(named.encode(), digest_size=12).hexdigest()}"


async def raise_(connection: AsyncConnection, raised: Notice, now: datetime) -> None:
    """Keep a notice to be told, unless the same subject has been raised already."""
    values = {"guild_id": raised.guild_id, "subject": raised.subject, "text": raised.text, "user_id": raised.user_id}
    await connection.execute(insert_into(connection, notice).values(raised_at=now, **values).on_conflict_do_nothing())


async def settle(connection: AsyncConnection, guild_id: int, subject: str) -> None:
    """Forget a subject: it is in order again, and what happens next is news."""
    await connection.execute(delete(notice).where(notice.c.guild_id == guild_id, notice.c.subject == subject))


async def settle_told(connection: AsyncConnection, guild_id: int, kind: str) -> None:
    """Forget the subjects of a kind, as "run" is of "run:7", of which somebody has been told; what is news still is."""
    theirs = notice.c.subject.startswith(f"{kind}:", autoescape=True)
    await connection.execute(delete(notice).where(notice.c.guild_id == guild_id, theirs, notice.c.told_at.is_not(None)))


async def untold(connection: AsyncConnection, home: Home, most: int) -> list[Notice]:
    """Give notices that nobody was told yet, oldest first."""
    there = select(notice).where(is_untold(home))
    rows = await connection.execute(there.order_by(notice.c.raised_at).limit(most))
    return [Notice(row.guild_id, row.subject, row.text, row.user_id, row.raised_at) for row in rows]


def is_untold(home: Home) -> ColumnElement[bool]:
    """Make the condition that nobody was told a notice of a front end's guilds."""
    return and_(notice.c.told_at.is_(None), home.has(notice.c.guild_id))


async def of_guild(connection: AsyncConnection, guild_id: int) -> list[Notice]:
    """Give what is not settled in a guild, told or not, oldest first."""
    rows = await connection.execute(select(notice).where(notice.c.guild_id == guild_id).order_by(notice.c.raised_at))
    return [Notice(row.guild_id, row.subject, row.text, row.user_id, row.raised_at) for row in rows]


async def note_told(connection: AsyncConnection, told: Notice, now: datetime) -> bool:
    """Note that a notice is being told; False where another process was faster."""
    mine = (notice.c.guild_id == told.guild_id, notice.c.subject == told.subject, notice.c.told_at.is_(None))
    return (await connection.execute(update(notice).where(*mine).values(told_at=now))).rowcount == 1


async def note_untold(connection: AsyncConnection, missed: Notice) -> None:
    """Note that a notice did not get through, so that it is told later."""
    mine = (notice.c.guild_id == missed.guild_id, notice.c.subject == missed.subject)
    await connection.execute(update(notice).where(*mine).values(told_at=None))
