"""Memories and reading marks as they are kept: a person's own, wherever they answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import guild_of
from bot.learn.memory import Memory
from bot.people import Member, readable
from bot.storage.engine import insert_into
from bot.storage.padding import padded
from bot.storage.tables import member, memory, reading


async def of_person(connection: AsyncConnection, user_id: int) -> dict[str, Memory]:
    """Give what a person remembers, by the ids of questions."""
    rows = await connection.execute(select(memory).where(memory.c.user_id == user_id))
    return {row.question_id: memory_of(row) for row in rows}


async def of_people(connection: AsyncConnection, question_id: str, people: Sequence[int]) -> dict[int, Memory]:
    """Give what people remember of one question, by their ids; nobody else changes it before the transaction ends."""
    theirs = (memory.c.question_id == question_id, memory.c.user_id.in_(padded(people)))
    # In one order everywhere, so that no two rounds that close at once wait for each other's people.
    rows = await connection.execute(select(memory).where(*theirs).order_by(memory.c.user_id).with_for_update())
    return {row.user_id: memory_of(row) for row in rows}


async def keep(connection: AsyncConnection, question_id: str, remembered: Mapping[int, Memory]) -> None:
    """Keep what people remember of a question now, unless they have answered it later still."""
    if not remembered:
        return
    new = insert_into(connection, memory)
    names = ("stability", "difficulty", "due_at", "reviewed_at", "correct", "reviews")
    kept = new.on_conflict_do_update(
        index_elements=[memory.c.user_id, memory.c.question_id],
        set_={name: new.excluded[name] for name in names},
        where=memory.c.reviewed_at < new.excluded.reviewed_at,
    )
    rows = [_row(user_id, question_id, one) for user_id, one in sorted(remembered.items())]
    await connection.execute(kept, rows)


async def join(connection: AsyncConnection, who: Member) -> None:
    """Count a person among those of their guild, as an answer to a quiz does; whoever is there stays as they are."""
    # Only a guild that has a row is noticed when it takes the bot out, and is deleted then.
    await guild_of(connection, who.guild_id)
    new = insert_into(connection, member).values(
        guild_id=who.guild_id, user_id=who.user_id, name=readable(who.name), hidden=False
    )
    await connection.execute(new.on_conflict_do_nothing())


async def read_by(connection: AsyncConnection, user_id: int) -> set[str]:
    """Give the slugs of what a person has marked as read."""
    return set((await connection.execute(select(reading.c.pattern).where(reading.c.user_id == user_id))).scalars())


async def mark(connection: AsyncConnection, user_id: int, slug: str, now: datetime) -> None:
    """Mark a pattern as read; one that is stays as it is."""
    new = insert_into(connection, reading).values(user_id=user_id, pattern=slug, read_at=now)
    await connection.execute(new.on_conflict_do_nothing())


async def unmark(connection: AsyncConnection, user_id: int, slug: str) -> None:
    """Take the mark off a pattern."""
    await connection.execute(delete(reading).where(reading.c.user_id == user_id, reading.c.pattern == slug))


def memory_of(row: Row[Any]) -> Memory:
    """Read a memory from its row."""
    return Memory(row.stability, row.difficulty, row.due_at, row.reviewed_at, row.correct, row.reviews)


def _row(user_id: int, question_id: str, one: Memory) -> dict[str, Any]:
    return {
        "user_id": user_id,
        "question_id": question_id,
        "stability": one.stability,
        "difficulty": one.difficulty,
        "due_at": one.due,
        "reviewed_at": one.reviewed_at,
        "correct": one.right,
        "reviews": one.reviews,
    }
