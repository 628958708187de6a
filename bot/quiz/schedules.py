"""Schedules as they are kept, and the dates that guilds keep free of quizzes."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import Home, next_number
from bot.quiz.days import Days
from bot.quiz.schedule import Schedule, Terms
from bot.quiz.timetable import Blackout, Timetable
from bot.storage.engine import insert_into
from bot.storage.tables import blackout, guild, schedule

ALL: Final = 0
"""Stands in the place of a schedule's number where a blackout is for all of a guild's."""
_TERMS: Final = tuple(field.name for field in fields(Terms))


async def add(
    connection: AsyncConnection, guild_id: int, timetable: Timetable, terms: Terms, created_by: int
) -> Schedule:
    """Keep a new schedule under the guild's next number."""
    number = await next_number(connection, guild_id, "schedule")
    values = _timetable_columns(timetable) | terms_columns(terms)
    await connection.execute(insert(schedule).values(guild_id=guild_id, number=number, created_by=created_by, **values))
    return Schedule(guild_id, number, timetable, terms, created_by)


async def change(connection: AsyncConnection, changed: Schedule) -> None:
    """Keep a schedule's new times, terms and pause."""
    values = _timetable_columns(changed.timetable) | terms_columns(changed.terms)
    await connection.execute(update(schedule).where(*_is(changed)).values(paused=changed.paused, **values))


async def pause(connection: AsyncConnection, guild_id: int, number: int, reason: str | None) -> None:
    """Stop a schedule for a reason, or (None) let it run again."""
    where = (schedule.c.guild_id == guild_id, schedule.c.number == number)
    await connection.execute(update(schedule).where(*where).values(paused=reason))


async def remove(connection: AsyncConnection, removed: Schedule, now: datetime) -> None:
    """Take a schedule off the list; its rounds and their scores stay."""
    await connection.execute(update(schedule).where(*_is(removed)).values(removed_at=now))


async def find(connection: AsyncConnection, guild_id: int, number: int) -> Schedule | None:
    """Give a schedule by its number, unless it was removed."""
    there = select(schedule).where(
        schedule.c.guild_id == guild_id, schedule.c.number == number, schedule.c.removed_at.is_(None)
    )
    found = (await connection.execute(there)).one_or_none()
    return schedule_of(found) if found else None


async def of_guild(connection: AsyncConnection, guild_id: int) -> list[Schedule]:
    """Give a guild's schedules, oldest first."""
    there = select(schedule).where(schedule.c.guild_id == guild_id, schedule.c.removed_at.is_(None))
    return [schedule_of(row) for row in await connection.execute(there.order_by(schedule.c.number))]


async def everywhere(connection: AsyncConnection, home: Home) -> list[Schedule]:
    """Give all schedules of the guilds of a front end that have the bot, by guild."""
    its_guild = schedule.join(guild, guild.c.guild_id == schedule.c.guild_id)
    there = select(schedule).select_from(its_guild).where(schedule.c.removed_at.is_(None), guild.c.removed_at.is_(None))
    ordered = there.where(home.has(schedule.c.guild_id)).order_by(schedule.c.guild_id, schedule.c.number)
    return [schedule_of(row) for row in await connection.execute(ordered)]


async def blackouts_of(connection: AsyncConnection, guild_id: int, number: int) -> list[Blackout]:
    """Give the dates without quiz that hold for a schedule (ALL: for all of the guild's), earliest first."""
    here = (blackout.c.schedule == ALL, blackout.c.schedule == number)
    there = select(blackout.c.first_date, blackout.c.last_date).where(blackout.c.guild_id == guild_id, or_(*here))
    rows = await connection.execute(there.order_by(blackout.c.first_date))
    return [(row.first_date, row.last_date) for row in rows]


async def blackouts(connection: AsyncConnection, guild_id: int) -> list[tuple[int, Blackout]]:
    """Give all dates without quiz in a guild, each with the schedule's number or ALL, earliest first."""
    there = select(blackout).where(blackout.c.guild_id == guild_id)
    rows = await connection.execute(there.order_by(blackout.c.first_date, blackout.c.schedule))
    return [(row.schedule, (row.first_date, row.last_date)) for row in rows]


async def blackouts_everywhere(connection: AsyncConnection) -> dict[tuple[int, int], list[Blackout]]:
    """Give all dates without quiz, by guild and schedule (ALL: for all of the guild's)."""
    found: dict[tuple[int, int], list[Blackout]] = {}
    for row in await connection.execute(select(blackout)):
        found.setdefault((row.guild_id, row.schedule), []).append((row.first_date, row.last_date))
    return found


async def black_out(connection: AsyncConnection, guild_id: int, number: int, first: date, last: date) -> None:
    """Keep dates free of quizzes, both included; what begins on the same date is replaced."""
    insert_ = insert_into(connection, blackout)
    kept = insert_.values(guild_id=guild_id, schedule=number, first_date=first, last_date=last)
    keys = [blackout.c.guild_id, blackout.c.schedule, blackout.c.first_date]
    await connection.execute(kept.on_conflict_do_update(index_elements=keys, set_={"last_date": last}))


async def lift(connection: AsyncConnection, guild_id: int, number: int, first: date) -> bool:
    """Forget the blackout that begins on a date; say whether there was one."""
    where = (blackout.c.guild_id == guild_id, blackout.c.schedule == number, blackout.c.first_date == first)
    return (await connection.execute(delete(blackout).where(*where))).rowcount > 0


def terms_columns(terms: Terms) -> dict[str, Any]:
    """Give terms by the names of the columns that keep them."""
    return {name: getattr(terms, name) for name in _TERMS}


def terms_of(row: Row[Any]) -> Terms:
    """Read terms from a row that holds them."""
    return Terms(**{name: getattr(row, name) for name in _TERMS})


def _timetable_columns(timetable: Timetable) -> dict[str, Any]:
    days = sum(1 << day for day in timetable.days)
    return {"wall_time": timetable.time.isoformat("minutes"), "days": days, "zone": timetable.zone}


def schedule_of(row: Row[Any]) -> Schedule:
    """Read a schedule from its row."""
    days: Days = frozenset(day for day in range(7) if row.days >> day & 1)
    timetable = Timetable(time.fromisoformat(row.wall_time), days, row.zone)
    return Schedule(row.guild_id, row.number, timetable, terms_of(row), row.created_by, row.paused)


def _is(one: Schedule) -> Sequence[Any]:
    return schedule.c.guild_id == one.guild_id, schedule.c.number == one.number
