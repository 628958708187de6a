"""A glance: one look serves all who ask at about the same time, and misses nothing that has come since."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds import notices
from bot.guilds.guild import Home
from bot.guilds.notices import Notice
from bot.quiz.claims import Claimant
from bot.quiz.glance import FRESH, Glance, Work
from bot.storage.engine import Database

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
US = Claimant(Home.DISCORD, "we", NOON)


class Seconds:
    """A clock that goes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_many_who_look_at_once_ask_the_database_once(database: Database) -> None:
    looks: list[AsyncConnection] = []
    reading = database.reading

    @asynccontextmanager
    async def counted() -> AsyncIterator[AsyncConnection]:
        async with reading() as connection:
            looks.append(connection)
            yield connection

    database.reading = counted  # type: ignore[method-assign]
    glance = Glance(database, Seconds())
    assert not any(await asyncio.gather(*(glance.sees(work, US) for work in Work)))
    assert len(looks) == 1


async def test_what_has_come_since_is_seen_with_the_next_look(database: Database) -> None:
    seconds = Seconds()
    glance = Glance(database, seconds)
    assert not await glance.sees(Work.UNTOLD, US)
    async with database.writing() as connection:
        await notices.raise_(connection, Notice(7, "quiz", "The channel is gone.", 1), NOON)
    seconds.now += FRESH
    assert await glance.sees(Work.UNTOLD, US)
    assert not await glance.sees(Work.DUE, US)
