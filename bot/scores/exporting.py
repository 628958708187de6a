"""Exports: all that is kept about a person, or about guilds."""

import json
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people import NOWHERE
from bot.quiz.round import letters
from bot.snowflakes import made_at
from bot.storage.growth import subject, taught, unanswered, vote
from bot.storage.tables import (
    allowance,
    answer,
    audit,
    guild,
    member,
    memory,
    metadata,
    notice,
    reading,
    report,
    schedule,
    score,
    sitting,
    streak,
    withdrawal,
)
from bot.storage.tables import round as round_

_KEPT: Final = {
    "members": member.c.user_id,
    "scores": score.c.user_id,
    "streaks": streak.c.user_id,
    "reports": report.c.user_id,
    "notices": notice.c.user_id,
    "schedules": schedule.c.created_by,
    "withdrawals": withdrawal.c.withdrawn_by,
    "acts": audit.c.user_id,
    "allowances": allowance.c.user_id,
    "memories": memory.c.user_id,
    "practice": sitting.c.user_id,
    "read": reading.c.user_id,
    "unanswered": unanswered.c.user_id,
    "votes": vote.c.user_id,
    "taught": taught.c.taught_by,
    "subjects": subject.c.user_id,
}
"""What is handed over as it is kept, by the names under which it is: the columns that say whose it is."""
_OF_PERSONS: Final = (memory, sitting, reading, allowance, subject)
"""What belongs to people and to no guild."""
_MILLISECOND: Final = timedelta(milliseconds=1)


async def export_person(connection: AsyncConnection, user_id: int, now: datetime) -> str:
    """Write all that is kept about a person, in all guilds, as JSON."""
    written: dict[str, Any] = {"user_id": user_id, "exported_at": now, "answers": await _answers(connection, user_id)}
    for name, whose in _KEPT.items():
        rows = await connection.execute(select(whose.table).where(whose == user_id).order_by(*whose.table.primary_key))
        written[name] = [_without(row._asdict(), whose.name) for row in rows]
    return json.dumps(written, ensure_ascii=False, indent=1, default=_plain)


async def person_rows(connection: AsyncConnection, user_id: int) -> AsyncIterator[str]:
    """Write all that is kept about a person, in all guilds, as JSON Lines: each row with the name of its table."""
    for whose in (answer.c.user_id, *_KEPT.values()):
        there = select(whose.table).where(whose == user_id).order_by(*whose.table.primary_key)
        async for line in _rows(connection, whose.table.name, there):
            yield line


async def export_all(connection: AsyncConnection) -> AsyncIterator[str]:
    """Write all that is kept as JSON Lines: one guild after the other, and then what people have of their own."""
    async for line in export_guilds(connection):
        yield line
    # Votes in direct messages belong to no guild that there is.
    async for line in export_guild(connection, NOWHERE):
        yield line
    for table in _OF_PERSONS:
        async for line in _rows(connection, table.name, select(table).order_by(*table.primary_key)):
            yield line


async def export_guilds(connection: AsyncConnection) -> AsyncIterator[str]:
    """Write all that is kept about all guilds as JSON Lines, one guild after the other."""
    there = select(guild.c.guild_id).order_by(guild.c.guild_id)
    for guild_id in (await connection.execute(there)).scalars().all():
        async for line in export_guild(connection, guild_id):
            yield line


async def export_guild(connection: AsyncConnection, guild_id: int) -> AsyncIterator[str]:
    """Write all that is kept about a guild as JSON Lines: each row with the name of its table."""
    for table in metadata.sorted_tables:
        if "guild_id" not in table.c:
            continue
        there = select(table).where(table.c.guild_id == guild_id).order_by(*table.primary_key)
        async for line in _rows(connection, table.name, there):
            yield line


async def _rows(connection: AsyncConnection, table: str, there: Select[Any]) -> AsyncIterator[str]:
    async with connection.stream(there) as rows:
        async for row in rows:
            yield json.dumps({"table": table, **row._asdict()}, ensure_ascii=False, default=_plain)


async def _answers(connection: AsyncConnection, user_id: int) -> list[dict[str, Any]]:
    its_round = and_(round_.c.guild_id == answer.c.guild_id, round_.c.number == answer.c.round)
    there = select(answer, round_.c.question_id, round_.c.due_at).join(round_, its_round)
    rows = await connection.execute(there.where(answer.c.user_id == user_id).order_by(*answer.primary_key))
    return [
        {
            "guild_id": row.guild_id,
            "round": row.round,
            "question_id": row.question_id,
            "due_at": row.due_at,
            "name": row.name,
            "choice": letters(row.choice),
            "answered_at": made_at(row.interaction_id),
            "correct": row.correct,
            "points": row.points,
        }
        for row in rows
    ]


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


def _plain(value: object) -> object:
    """Write what JSON has no form for: moments and dates as ISO 8601, lengths of time in milliseconds."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value // _MILLISECOND
    raise TypeError(f"{value!r} cannot be written as JSON")
