"""Votes: whether answers helped, one a person and answer of a message; the last one counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people import Member
from bot.storage.columns import Integer
from bot.storage.engine import insert_into
from bot.storage.growth import vote

REASONS_KEPT: Final = timedelta(days=90)
LONGEST_REASON: Final = 300
REASONS: Final = 5


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody thinks of an answer in a message."""

    message_id: int
    kind: str
    slug: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many found the answers of one kind about one thing helpful, and how many did not."""

    kind: str
    slug: str
    helpful: int
    unhelpful: int


async def cast(connection: AsyncConnection, member: Member, given: Vote, now: datetime) -> None:
    """Keep a vote in place of the one that the person gave for the same answer before, and of its reason."""
    whose = {"guild_id": member.guild_id, "message_id": given.message_id, "user_id": member.user_id}
    key = {**whose, "kind": given.kind, "slug": given.slug}
    values = {"helpful": given.helpful, "reason": None, "voted_at": now}
    kept = insert_into(connection, vote).values(**key, **values)
    await connection.execute(kept.on_conflict_do_update(index_elements=list(key), set_=values))


async def explain(connection: AsyncConnection, member: Member, given: Vote, reason: str) -> bool:
    """Keep why an answer did not help; False where the person has not said that it did not.

    A vote without a kind means any of the message: what was sent before 0007 names no more.
    """
    mine = [vote.c.guild_id == member.guild_id, vote.c.message_id == given.message_id]
    mine.append(vote.c.user_id == member.user_id)
    if given.kind:
        mine += [vote.c.kind == given.kind, vote.c.slug == given.slug]
    said = update(vote).where(*mine, type_coerce(vote.c.helpful, Integer) == 0).values(reason=reason[:LONGEST_REASON])
    return (await connection.execute(said)).rowcount > 0


async def tallies(connection: AsyncConnection, guild_id: int | None) -> list[Tally]:
    """Count a guild's votes by kind and by what the answers were about; what helped least comes first.

    Without a guild all votes are counted, those in direct messages too.
    """
    # As a number: the sum of flags would be read as one.
    helpful = func.sum(type_coerce(vote.c.helpful, Integer))
    counted = select(vote.c.kind, vote.c.slug, helpful.label("good"), func.count().label("votes"))
    there = counted if guild_id is None else counted.where(vote.c.guild_id == guild_id)
    rows = await connection.execute(there.group_by(vote.c.kind, vote.c.slug))
    found = [Tally(row.kind, row.slug, int(row.good), row.votes - int(row.good)) for row in rows]
    return sorted(found, key=lambda one: (-one.unhelpful, -one.helpful, one.kind, one.slug))


async def all_reasons(connection: AsyncConnection, guild_id: int | None) -> dict[tuple[str, str], list[str]]:
    """Give all reasons by kind and by what the answers were about, the oldest first; of all guilds where none is given."""
    said = select(vote.c.kind, vote.c.slug, vote.c.reason).where(vote.c.reason.is_not(None)).order_by(vote.c.voted_at)
    found: dict[tuple[str, str], list[str]] = {}
    for row in await connection.execute(said if guild_id is None else said.where(vote.c.guild_id == guild_id)):
        found.setdefault((row.kind, row.slug), []).append(row.reason)
    return found


async def reasons(connection: AsyncConnection, guild_id: int) -> list[tuple[str, str]]:
    """Give the last reasons with what the answers were about, without whose they are."""
    there = (vote.c.guild_id == guild_id, vote.c.reason.is_not(None))
    newest = select(vote.c.slug, vote.c.reason).where(*there).order_by(vote.c.voted_at.desc()).limit(REASONS)
    return [(row.slug, row.reason) for row in await connection.execute(newest)]


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget what people wrote after a quarter of a year; the votes stay."""
    old = (vote.c.voted_at < now - REASONS_KEPT, vote.c.reason.is_not(None))
    await connection.execute(update(vote).where(*old).values(reason=None))
