"""Forgetting: a person, a guild, or what has been kept long enough.

A person and a guild go in one transaction, or not at all; old answers go in pieces, each of them whole.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, exists, func, select, union, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import lock
from bot.people import NOWHERE
from bot.quiz.round import State
from bot.quiz.scoring import read_base, written_base
from bot.scores import ladder, streaks
from bot.storage.growth import subject, taught, unanswered, vote
from bot.storage.tables import (
    allowance,
    answer,
    audit,
    member,
    memory,
    metadata,
    notice,
    reading,
    report,
    score,
    sitting,
    streak,
    withdrawal,
)
from bot.storage.tables import round as round_
from bot.storage.tables import schedule as schedule_

AT_ONCE: Final = 10_000
"""Answers of old rounds that are forgotten in one transaction, for which clicks have to wait."""
ROUNDS_AT_ONCE: Final = 500
"""Old rounds whose answers are forgotten in one transaction."""
_OF_PEOPLE: Final = (answer, member, score, streak, report, notice, unanswered, vote)
"""All that is kept about people who take part, and what they are to be told."""
_OWN: Final = (sitting, memory, reading, allowance, subject)
"""What belongs to a person and to no guild; in the order in which practice writes them."""
_UNHOUSED: Final = (vote,)
"""What people do in guilds and in direct messages, where the guild is NOWHERE."""
_OF_ADMINS: Final = (schedule_.c.created_by, withdrawal.c.withdrawn_by, audit.c.user_id, taught.c.taught_by)
"""Who did what as an admin: it stays with their guild."""


async def forget_person(connection: AsyncConnection, user_id: int, guild_id: int | None = None) -> None:
    """Delete all that is kept about a person, in one guild or in all, but for what they did as an admin.

    How many answered a round stays known. What they have learned belongs to no guild, and goes when all goes.
    """
    guilds = await _guilds_of(connection, user_id) if guild_id is None else [guild_id]
    for held in guilds:
        await lock(connection, held)
    # Only where it is locked: elsewhere a round may be closing, and would count on a rung whoever is gone from it.
    await ladder.step(connection, ladder.OFF, score.c.user_id == user_id, score.c.guild_id.in_(guilds))
    for table in _OF_PEOPLE:
        await connection.execute(delete(table).where(table.c.user_id == user_id, table.c.guild_id.in_(guilds)))
    for held in guilds:
        await ladder.sweep(connection, held)
    if guild_id is None:
        for table in _OWN:
            await connection.execute(delete(table).where(table.c.user_id == user_id))
        for table in _UNHOUSED:
            unhoused = (table.c.user_id == user_id, table.c.guild_id == NOWHERE)
            await connection.execute(delete(table).where(*unhoused))


async def _guilds_of(connection: AsyncConnection, user_id: int) -> list[int]:
    """Give the guilds that keep anything about a person: one with nothing but an answer has a score once it closes."""
    theirs = (select(table.c.guild_id).where(table.c.user_id == user_id) for table in _OF_PEOPLE)
    # Nowhere has no row that could be locked.
    kept = union(*(there.where(there.selected_columns.guild_id != NOWHERE) for there in theirs))
    # In the order of their ids: two who are forgotten at once must not wait for each other.
    return list((await connection.execute(kept.order_by("guild_id"))).scalars())


async def rows_of_person(connection: AsyncConnection, user_id: int) -> dict[str, int]:
    """Count what would go with a person who is forgotten in all guilds, by the tables in which it is."""
    return await _counted(connection, [(table, table.c.user_id == user_id) for table in (*_OF_PEOPLE, *_OWN)])


async def rows_of_guild(connection: AsyncConnection, guild_id: int) -> dict[str, int]:
    """Count what would go with a guild, by the tables in which it is."""
    kept = [table for table in metadata.sorted_tables if "guild_id" in table.c]
    return await _counted(connection, [(table, table.c.guild_id == guild_id) for table in kept])


async def _counted(connection: AsyncConnection, those: Sequence[tuple[Table, ColumnElement[bool]]]) -> dict[str, int]:
    counts = [(table.name, select(func.count()).select_from(table).where(where)) for table, where in those]
    found = [(name, (await connection.execute(count)).scalar_one()) for name, count in counts]
    return {name: number for name, number in found if number}


async def acts_kept(connection: AsyncConnection, user_id: int) -> int:
    """Count what a person did as an admin: that stays with their guilds."""
    rows = await _counted(connection, [(who.table, who == user_id) for who in _OF_ADMINS])
    return sum(rows.values())


async def acted(connection: AsyncConnection, user_id: int, guild_id: int | None = None) -> bool:
    """Say whether a person did something as an admin that is kept, in one guild or in any."""
    for who in _OF_ADMINS:
        here = () if guild_id is None else (who.table.c.guild_id == guild_id,)
        if (await connection.execute(select(exists().where(who == user_id, *here)))).scalar_one():
            return True
    return False


async def forget_guild(connection: AsyncConnection, guild_id: int) -> None:
    """Delete all that is kept about a guild."""
    await lock(connection, guild_id)
    for table in reversed(metadata.sorted_tables):
        if "guild_id" in table.c:
            await connection.execute(delete(table).where(table.c.guild_id == guild_id))


async def forget_old(connection: AsyncConnection, guild_id: int, now: datetime) -> int:
    """Delete the answers of rounds that closed longer ago than the guild keeps them; say of how many rounds.

    Those are the oldest, in a piece for which clicks need not wait long: there may be more until it says of none.
    Sums, tallies and streaks stay. A streak that is worked out anew later begins where the forgotten rounds left it.
    """
    kept_for = (await lock(connection, guild_id)).retention_days
    if kept_for is None:
        return 0
    rows = await _oldest(connection, guild_id, now - timedelta(days=kept_for))
    by_schedule: dict[int, list[int]] = {}
    for row in rows:
        if row.schedule is not None and row.state == State.CLOSED:
            by_schedule.setdefault(row.schedule, []).append(row.number)
    for schedule, numbers in by_schedule.items():
        await _keep_bases(connection, guild_id, schedule, numbers)
    if rows:
        numbers = [row.number for row in rows]
        theirs = (answer.c.guild_id == guild_id, answer.c.round.in_(numbers))
        await connection.execute(delete(answer).where(*theirs))
        noted = update(round_).where(round_.c.guild_id == guild_id, round_.c.number.in_(numbers))
        await connection.execute(noted.values(forgotten_at=now))
    return len(rows)


async def _oldest(connection: AsyncConnection, guild_id: int, before: datetime) -> list[Row[Any, Any, Any, Any]]:
    """Give the rounds that are over since before then and not forgotten, the oldest first: one piece of them."""
    over = (
        round_.c.guild_id == guild_id,
        round_.c.state.in_((State.CLOSED, State.VOID)),
        round_.c.closed_at < before,
        round_.c.forgotten_at.is_(None),
    )
    theirs = (answer.c.guild_id == guild_id, answer.c.round == round_.c.number)
    answers = select(func.count()).select_from(answer).where(*theirs).correlate(round_).scalar_subquery()
    there = select(round_.c.number, round_.c.schedule, round_.c.state, answers.label("answers")).where(*over)
    rows = (await connection.execute(there.order_by(round_.c.due_at).limit(ROUNDS_AT_ONCE))).all()
    sums = accumulate(row.answers for row in rows)
    return [row for place, (row, sum_) in enumerate(zip(rows, sums, strict=True)) if not place or sum_ <= AT_ONCE]


async def _keep_bases(connection: AsyncConnection, guild_id: int, schedule: int, numbers: Sequence[int]) -> None:
    """Keep what the streaks of a schedule are after some rounds, oldest first, before their answers go."""
    took_part: dict[int, set[int]] = {}
    some = (answer.c.guild_id == guild_id, answer.c.round.in_(numbers))
    there = select(answer.c.user_id, answer.c.round).where(*some, answer.c.choice != 0)
    for row in await connection.execute(there):
        took_part.setdefault(row.user_id, set()).add(row.round)
    mine = and_(streak.c.guild_id == guild_id, streak.c.schedule == schedule)
    rows = await connection.execute(select(streak.c.user_id, streak.c.base).where(mine))
    bases: list[dict[str, Any]] = []
    for row in rows:
        theirs = took_part.get(row.user_id, set())
        base = streaks.replay((number in theirs for number in numbers), read_base(row.base))
        bases.append({"who": row.user_id, "after": written_base(base)})
    if bases:
        kept = update(streak).where(mine, streak.c.user_id == bindparam("who")).values(base=bindparam("after"))
        await connection.execute(kept, bases)
