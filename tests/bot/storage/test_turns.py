"""What all processes together may do only so often."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.storage import turns
from bot.storage.engine import Database
from bot.storage.turns import NOW

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
APART = timedelta(seconds=5)


async def taken(database: Database, moment: datetime, subject: str = "it") -> timedelta:
    async with database.writing() as connection:
        return await turns.take(connection, subject, moment, APART)


async def test_of_several_that_come_at_once_one_gets_the_turn_and_all_others_are_told_how_long_to_wait(
    database: Database,
) -> None:
    waits = await asyncio.gather(*(taken(database, NOON) for _ in range(4)))
    assert sorted(waits) == [NOW, APART, APART, APART]


async def test_the_next_turn_comes_when_the_time_is_over_and_no_sooner(database: Database) -> None:
    await taken(database, NOON)
    assert await taken(database, NOON + timedelta(seconds=4)) == timedelta(seconds=1)
    assert await taken(database, NOON + APART) == NOW


async def test_one_thing_does_not_wait_for_another(database: Database) -> None:
    await taken(database, NOON)
    assert await taken(database, NOON, "another") == NOW


async def test_who_read_the_clock_before_the_one_that_took_it_waits_all_the_same(database: Database) -> None:
    a_little = timedelta(milliseconds=2)
    await taken(database, NOON)
    assert await taken(database, NOON - a_little) == APART + a_little


async def test_nobody_waits_for_who_took_it_with_a_clock_that_was_an_hour_ahead(database: Database) -> None:
    await taken(database, NOON + timedelta(hours=1))
    assert await taken(database, NOON) == NOW
