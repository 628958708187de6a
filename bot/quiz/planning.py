"""Planning: each schedule that runs has exactly one round ahead."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import Home, lock
from bot.quiz import rounds, schedules
from bot.quiz.round import Key, State
from bot.quiz.schedule import Schedule
from bot.quiz.timetable import Slot
from bot.storage.engine import Database
from bot.storage.tables import guild, schedule
from bot.storage.tables import round as round_

RECORDED: Final = timedelta(days=31)
"""How far back the rounds that an outage swallowed are noted as missed, one for each date."""


async def plan_next(
    connection: AsyncConnection, planned: Schedule, now: datetime, after: datetime | None = None
) -> Slot | None:
    """Keep the round of the next date that has had none; give its slot, or None where there is none to come.

    There is none while the schedule is paused, or while its guild does not have the bot.

    Dates are looked for from `now` on, or from `after` where dates before `now` are to be noted as missed.
    """
    guild = await lock(connection, planned.guild_id)
    if planned.paused is None and guild.removed_at is None:
        ahead = await rounds.hold_planned(connection, planned)
        start = now if after is None else max(after, now - RECORDED)
        slot = next(await _slots(connection, planned, start), None)
        if slot is not None:
            await rounds.plan(connection, planned, slot, ahead)
            return slot
    await rounds.unplan(connection, planned)
    return None


async def plan_again(connection: AsyncConnection, changed: Schedule, now: datetime) -> None:
    """Plan a schedule by what it says now. What is overdue stays to be dealt with, unless its date is to be free."""
    ahead = await rounds.hold_planned(connection, changed)
    overdue = await _overdue(connection, ahead, now)
    if overdue is not None and changed.paused is None:
        free = await schedules.blackouts_of(connection, changed.guild_id, changed.number)
        if not any(first <= overdue.local_date <= last for first, last in free):
            await rounds.plan(connection, changed, overdue, ahead)
            return
    await plan_next(connection, changed, now)


async def upcoming(connection: AsyncConnection, one: Schedule, now: datetime, count: int) -> list[Slot]:
    """Give the next slots of a schedule, one that is overdue first."""
    overdue = await _overdue(connection, await rounds.planned(connection, one), now)
    slots = await _slots(connection, one, now)
    if overdue is None:
        return list(islice(slots, count))
    return [overdue, *islice((slot for slot in slots if slot.local_date > overdue.local_date), count - 1)]


async def _overdue(connection: AsyncConnection, ahead: Key | None, now: datetime) -> Slot | None:
    found = await rounds.find(connection, ahead) if ahead else None
    if found is None or found.local_date is None or found.due_at > now:
        return None
    return Slot(found.local_date, found.due_at)


async def _slots(connection: AsyncConnection, one: Schedule, start: datetime) -> Iterator[Slot]:
    """Find the slots after a moment whose dates have had no round and are not to be free."""
    last = await rounds.last_slot(connection, one)
    blackouts = await schedules.blackouts_of(connection, one.guild_id, one.number)
    slots = one.timetable.slots(start, blackouts=blackouts)
    return (slot for slot in slots if last is None or slot.local_date > last.local_date)


async def plan_all(database: Database, home: Home, now: datetime) -> None:
    """Plan anew what lies ahead, as after an update of the time zones; what is overdue stays to be dealt with."""
    async with database.reading() as connection:
        guild_ids = await _outdated(connection, home, now)
    for guild_id in guild_ids:
        async with database.writing() as connection:
            await plan_guild(connection, guild_id, now)


async def _outdated(connection: AsyncConnection, home: Home, now: datetime) -> list[int]:
    """Find the guilds of which a schedule has another round ahead than its timetable says, or none."""
    ahead = select(round_).where(round_.c.state == State.PLANNED, round_.c.tries == 0).subquery()
    of_schedule = and_(ahead.c.guild_id == schedule.c.guild_id, ahead.c.schedule == schedule.c.number)
    there = (
        select(schedule, ahead.c.local_date, ahead.c.due_at)
        .join(guild, guild.c.guild_id == schedule.c.guild_id)
        .outerjoin(ahead, of_schedule)
        .where(schedule.c.paused.is_(None), schedule.c.removed_at.is_(None), guild.c.removed_at.is_(None))
        .where(home.has(schedule.c.guild_id))
    )
    blackouts = await schedules.blackouts_everywhere(connection)
    found: set[int] = set()
    for row in await connection.execute(there.order_by(schedule.c.guild_id)):
        one = schedules.schedule_of(row)
        free = [*blackouts.get((one.guild_id, schedules.ALL), ()), *blackouts.get((one.guild_id, one.number), ())]
        is_overdue = row.due_at is not None and row.due_at <= now
        if not is_overdue and one.timetable.after(now, blackouts=free) != (row.local_date, row.due_at):
            found.add(one.guild_id)
    return sorted(found)


async def plan_guild(connection: AsyncConnection, guild_id: int, now: datetime) -> None:
    """Plan the schedules of one guild anew."""
    await lock(connection, guild_id)
    for one in await schedules.of_guild(connection, guild_id):
        await plan_again(connection, one, now)
