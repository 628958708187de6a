"""Planning while others plan, claim and post: several processes share the work."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import update

from bot.guilds.guild import Home
from bot.quiz import claims, rounds, schedules
from bot.quiz.claims import Claimant
from bot.quiz.days import DAILY
from bot.quiz.planning import plan_all, plan_next
from bot.quiz.round import State
from bot.quiz.schedule import Schedule
from bot.quiz.timetable import Timetable
from bot.storage.engine import Database
from bot.storage.tables import round as round_
from tests.bot.quiz.rounds_in import daily, terms

GUILD = 20
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DUE = NOW + timedelta(hours=1)


async def unplanned(database: Database) -> Schedule:
    async with database.writing() as connection:
        return await schedules.add(connection, GUILD, Timetable(time(9), DAILY, "UTC"), terms(5), created_by=7)


async def test_processes_that_plan_the_same_schedule_at_once_plan_one_round(database: Database) -> None:
    schedule = await unplanned(database)

    async def plan() -> None:
        async with database.writing() as connection:
            await plan_next(connection, schedule, NOW)

    await asyncio.gather(*(plan() for _ in range(8)))
    async with database.reading() as connection:
        (only,) = await rounds.in_states(connection, GUILD, (State.PLANNED,), 10)
    assert only.due_at == DUE


async def test_a_round_that_is_being_claimed_is_not_moved(database: Database) -> None:
    schedule = await daily(database, GUILD, 5, NOW)
    later = replace(schedule, timetable=replace(schedule.timetable, time=time(10)))

    async def move() -> None:
        async with database.writing() as connection:
            await plan_next(connection, later, NOW)

    async with database.writing() as connection:
        (claimed,) = await claims.claim_due(connection, Claimant(Home.DISCORD, "other", DUE), 10)
        moving = asyncio.create_task(move())
        await asyncio.sleep(0.1)
    await moving
    async with database.reading() as connection:
        found = await rounds.find(connection, claimed.key)
        ahead = await rounds.planned(connection, schedule)
    assert found is not None
    assert found.due_at == DUE
    assert ahead is not None
    assert ahead != claimed.key


async def due_dates(database: Database) -> list[datetime]:
    async with database.reading() as connection:
        return [found.due_at for found in await rounds.in_states(connection, GUILD, (State.PLANNED,), 10)]


async def moved(database: Database, due: datetime) -> None:
    async with database.writing() as connection:
        await connection.execute(update(round_).values(due_at=due))


async def test_a_start_moves_what_is_planned_for_another_instant_than_the_zone_says_now(database: Database) -> None:
    await daily(database, GUILD, 5, NOW)
    await moved(database, DUE + timedelta(hours=1))
    await plan_all(database, Home.DISCORD, NOW)
    assert await due_dates(database) == [DUE]


async def test_a_start_plans_what_is_missing_and_heeds_blackouts(database: Database) -> None:
    await unplanned(database)
    async with database.writing() as connection:
        await schedules.black_out(connection, GUILD, schedules.ALL, NOW.date(), NOW.date())
    await plan_all(database, Home.DISCORD, NOW)
    assert await due_dates(database) == [DUE + timedelta(days=1)]


async def test_a_start_leaves_what_is_overdue_and_what_is_right(database: Database) -> None:
    await daily(database, GUILD, 5, NOW)
    await plan_all(database, Home.DISCORD, NOW)
    assert await due_dates(database) == [DUE]
    await plan_all(database, Home.DISCORD, DUE + timedelta(minutes=1))
    assert await due_dates(database) == [DUE]


async def test_a_start_with_many_guilds_writes_nothing_where_nothing_changes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await daily(database, GUILD, 5, NOW)
    monkeypatch.delattr(Database, "writing")
    await plan_all(database, Home.DISCORD, NOW)
