"""A bank that runs low: the admins hear of it once, and anew when it has been filled up meanwhile."""

from datetime import UTC, datetime

import pytest

from bot.guilds import notices
from bot.quiz.opening import FEW_LEFT, NoQuestion, Opening
from bot.quiz.round import Round
from bot.quiz.schedule import Schedule
from bot.storage.engine import Database
from knowledge.bank import Item, bank_of
from knowledge.languages import texts_in
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.rounds_in import claimed, daily

ENGLISH = texts_in("english")

GUILD = 5_000


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 8, tzinfo=UTC))


@pytest.fixture
def bank(roadmap: Roadmap) -> tuple[Item, ...]:
    return bank_of(roadmap)


async def opened_next(database: Database, clock: SetClock, schedule: Schedule, bank: tuple[Item, ...]) -> None:
    clock.pass_(days=1)
    opening = Opening(database, bank, ENGLISH)
    planned = await claimed(database, clock())
    prepared = await opening.prepare(planned, "me", clock())
    assert isinstance(prepared, Round)
    await opening.opened(prepared, 77, clock())


async def told(database: Database) -> list[str]:
    async with database.reading() as connection:
        return [notice.text for notice in await notices.of_guild(connection, GUILD)]


async def test_a_low_bank_is_told_of_once_until_it_is_filled_up(
    database: Database, clock: SetClock, bank: tuple[Item, ...]
) -> None:
    schedule = await daily(database, GUILD, 9, clock())
    await opened_next(database, clock, schedule, bank)
    assert await told(database) == []
    for _ in range(3):
        await opened_next(database, clock, schedule, bank[:FEW_LEFT])
    (said,) = await told(database)
    assert "unseen questions are left for schedule 1" in said
    await opened_next(database, clock, schedule, bank)
    assert await told(database) == []


async def test_an_empty_bank_pauses_the_schedule_with_a_reason(database: Database, clock: SetClock) -> None:
    await daily(database, GUILD, 9, clock())
    clock.pass_(days=1)
    planned = await claimed(database, clock())
    opening = Opening(database, (), ENGLISH)
    refused = await opening.prepare(planned, "me", clock())
    assert isinstance(refused, NoQuestion)
    await opening.failed(planned, refused.reason, clock())
    (said,) = await told(database)
    assert said.startswith("Schedule 1 is paused: my roadmap has no questions.")
