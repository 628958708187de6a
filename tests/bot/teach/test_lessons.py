"""What is known of guilds: read once for all who ask at the same moment, and anew once this process has changed it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds import guild
from bot.storage.engine import Database
from bot.teach.lessons import FRESH, Lesson, Lessons

GUILD, OTHER = 5_000, 6_000
Asked: TypeAlias = asyncio.Queue[str]


class SetSeconds:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


class SlowDatabase(Database):
    """A database whose first answers are long on their way."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.is_slow = True
        self.read, self.told = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        async with super().reading() as connection:
            yield connection
            self.read.set()
            if self.is_slow:
                await self.told.wait()


@pytest.fixture
def seconds() -> SetSeconds:
    return SetSeconds()


@pytest.fixture
async def lessons(database: Database, seconds: SetSeconds) -> Lessons:
    async with database.writing() as connection:
        for guild_id in (GUILD, OTHER):
            await guild.guild_of(connection, guild_id)
    return Lessons(database, seconds)


@pytest.fixture
async def slow(lessons: Lessons, database_url: str) -> AsyncIterator[SlowDatabase]:
    """The same database, with its tables and guilds, once more."""
    opened = SlowDatabase(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def asked(lessons: Lessons) -> Iterator[Asked]:
    """What the database has been asked of guilds since then."""
    asked: Asked = asyncio.Queue()

    def hear(*said: Any) -> None:
        if "FROM guild" in said[2]:
            asked.put_nowait(said[2])

    event.listen(Engine, "before_cursor_execute", hear)
    yield asked
    event.remove(Engine, "before_cursor_execute", hear)


async def test_who_ask_at_the_same_moment_wait_for_one_reading(lessons: Lessons, asked: Asked) -> None:
    of_one = await asyncio.gather(*(lessons.of(GUILD) for _ in range(8)))
    assert asked.qsize() == 1
    assert len(set(map(id, of_one))) == 1
    await asyncio.gather(lessons.of(OTHER), lessons.of(GUILD))
    assert asked.qsize() == 2


async def test_it_is_read_again_when_a_second_has_passed(lessons: Lessons, seconds: SetSeconds, asked: Asked) -> None:
    await lessons.of(GUILD)
    seconds.passed = 0.9 * FRESH
    await lessons.of(GUILD)
    assert asked.qsize() == 1
    seconds.passed = FRESH
    await lessons.of(GUILD)
    assert asked.qsize() == 2


async def test_one_who_waits_no_longer_leaves_the_others_their_answer(lessons: Lessons, asked: Asked) -> None:
    impatient, patient = (asyncio.create_task(lessons.of(GUILD)) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await patient).guild is not None
    assert impatient.cancelled()
    assert asked.qsize() == 1


async def test_what_was_read_before_it_changed_is_not_kept(slow: SlowDatabase, seconds: SetSeconds) -> None:
    lessons = Lessons(slow, seconds)
    begun = asyncio.create_task(lessons.of(GUILD))
    await slow.read.wait()
    async with slow.writing() as connection:
        await guild.change(connection, GUILD, zone="Asia/Tokyo")
    lessons.forget(GUILD)
    slow.told.set()
    assert zone_of(await begun) == "UTC"
    assert zone_of(await lessons.of(GUILD)) == "Asia/Tokyo"


async def test_a_reading_that_is_lost_holds_up_nobody_who_asks_a_second_later(
    slow: SlowDatabase, seconds: SetSeconds
) -> None:
    lessons = Lessons(slow, seconds)
    lost = asyncio.create_task(lessons.of(GUILD))
    await slow.read.wait()
    seconds.passed = FRESH
    slow.is_slow = False
    assert zone_of(await asyncio.wait_for(lessons.of(GUILD), 10)) == "UTC"
    assert not lost.done()
    slow.told.set()
    await lost


def zone_of(lesson: Lesson) -> str:
    assert lesson.guild is not None
    return lesson.guild.zone
