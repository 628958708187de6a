"""Reports as they are kept: what people say is wrong with a question, one a person and question."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import guild_of
from bot.storage.engine import insert_into
from bot.storage.tables import report


@dataclass(frozen=True, slots=True)
class Report:
    """What one person says is wrong with a question."""

    guild_id: int
    question_id: str
    user_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A question and why people reported it, the newest reason first."""

    question_id: str
    reasons: tuple[str, ...]


async def keep(connection: AsyncConnection, kept: Report, now: datetime) -> None:
    """Keep a person's report of a question; a new reason replaces the old one and is open again."""
    # Only a guild that has a row is noticed when it takes the bot out, and is deleted then.
    await guild_of(connection, kept.guild_id)
    new = insert_into(connection, report).values(
        guild_id=kept.guild_id,
        question_id=kept.question_id,
        user_id=kept.user_id,
        reason=kept.reason,
        reported_at=now,
    )
    keys = [report.c.guild_id, report.c.question_id, report.c.user_id]
    anew = {"reason": kept.reason, "reported_at": now, "settled_at": None}
    await connection.execute(new.on_conflict_do_update(index_elements=keys, set_=anew))


async def settle(connection: AsyncConnection, guild_id: int, question_id: str, now: datetime) -> int:
    """Note that an admin has dealt with a question; give how many reports of it were open."""
    mine = (report.c.guild_id == guild_id, report.c.question_id == question_id, report.c.settled_at.is_(None))
    return (await connection.execute(update(report).where(*mine).values(settled_at=now))).rowcount


async def open_(connection: AsyncConnection, guild_id: int) -> list[Reported]:
    """Give the questions with open reports: most reported first, of equals the one reported last."""
    there = select(report.c.question_id, report.c.reason).where(
        report.c.guild_id == guild_id, report.c.settled_at.is_(None)
    )
    reasons: dict[str, list[str]] = {}
    for row in await connection.execute(there.order_by(report.c.reported_at.desc(), report.c.user_id)):
        reasons.setdefault(row.question_id, []).append(row.reason)
    found = [Reported(question_id, tuple(theirs)) for question_id, theirs in reasons.items()]
    return sorted(found, key=lambda reported: -len(reported.reasons))
