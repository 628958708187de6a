"""Over several processes a person has one limit: what they use in one, they have used in the others."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.floods.floodgate import Floodgate, Scope
from bot.floods.limits import Limit, Limits
from bot.floods.sharing import AT_A_TIME, Sharing
from bot.housekeeping import tidy
from bot.scores.forgetting import forget_person
from bot.storage.engine import Database
from bot.storage.tables import allowance
from tests.bot.clocks import SetClock

ANA, BOB = 1, 2
LIMIT = Limit(100, 1)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))


class Process:
    """A process's gate, and what it charges."""

    def __init__(self, database: Database, clock: SetClock) -> None:
        self.gate = Floodgate(Limits(person=LIMIT), clock)
        self.sharing = Sharing(self.gate, database, LIMIT, clock)

    async def let_through(self, person: int, tries: int) -> int:
        count = 0
        for _ in range(tries):
            count += self.gate.enter((Scope.PERSON, person)) is None
            await self.sharing.settled()
        return count


async def charged(database: Database) -> int:
    async with database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(allowance))).scalar_one())


async def test_a_flood_over_three_processes_gets_one_limit(database: Database, clock: SetClock) -> None:
    processes = [Process(database, clock) for _ in range(3)]
    through = sum([await process.let_through(ANA, 5) for _ in range(40) for process in processes])
    assert LIMIT.burst <= through <= LIMIT.burst + 3 * AT_A_TIME
    clock.pass_(seconds=20)
    more = sum([await process.let_through(ANA, 5) for _ in range(40) for process in processes])
    assert more <= 20 + 3 * AT_A_TIME
    assert await processes[0].let_through(BOB, 5) == 5


async def test_who_asks_little_causes_no_query(database: Database, clock: SetClock) -> None:
    process = Process(database, clock)
    assert await process.let_through(ANA, AT_A_TIME - 1) == AT_A_TIME - 1
    assert await charged(database) == 0
    await process.let_through(ANA, 1)
    assert await charged(database) == 1


async def test_of_many_who_ask_little_only_the_latest_are_remembered(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.floods.sharing.MOST", 1)
    process = Process(database, clock)
    await process.let_through(ANA, AT_A_TIME - 1)
    await process.let_through(BOB, 1)
    await process.let_through(ANA, 1)
    assert await charged(database) == 0
    await process.let_through(ANA, AT_A_TIME - 1)
    assert await charged(database) == 1


async def test_two_that_charge_at_once_both_count(database: Database, clock: SetClock) -> None:
    first, second = Process(database, clock), Process(database, clock)
    for _ in range(AT_A_TIME):
        for process in (first, second):
            process.gate.enter((Scope.PERSON, ANA))
    await first.sharing.settled()
    await second.sharing.settled()
    async with database.reading() as connection:
        full_at = (await connection.execute(select(allowance.c.full_at))).scalar_one()
    assert full_at == clock() + timedelta(seconds=2 * AT_A_TIME)


async def test_it_is_kept_no_longer_than_it_matters(database: Database, clock: SetClock) -> None:
    process = Process(database, clock)
    await process.let_through(ANA, AT_A_TIME)
    await tidy(database, clock())
    assert await charged(database) == 1
    clock.pass_(seconds=AT_A_TIME)
    await tidy(database, clock())
    assert await charged(database) == 0


async def test_who_is_forgotten_everywhere_leaves_no_allowance(database: Database, clock: SetClock) -> None:
    await Process(database, clock).let_through(ANA, AT_A_TIME)
    async with database.writing() as connection:
        await forget_person(connection, ANA, guild_id=5)
    assert await charged(database) == 1
    async with database.writing() as connection:
        await forget_person(connection, ANA)
    assert await charged(database) == 0


async def test_a_database_that_is_away_holds_up_nobody(
    clock: SetClock, caplog: pytest.LogCaptureFixture, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty = Database(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('empty')}/bot.sqlite3")
    process = Process(empty, clock)
    assert await process.let_through(ANA, 2 * LIMIT.burst) == LIMIT.burst
    assert "each process counts alone" in caplog.text
    await empty.close()
