"""A page of a board and one's own place on it, beside one look-up by primary key in the same database."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import TextClause, func, insert, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.scores import boards, ladder
from bot.scores.boards import AROUND
from bot.storage.engine import Database, insert_into
from bot.storage.migrating import migrate
from bot.storage.tables import answer, guild, member, score
from bot.storage.tables import round as round_
from tests import databases
from tests.benchmarks.comparison import Rounds, Row, Target, compared, milliseconds

GUILD = 42
PERIOD = "2026-11"
ROUNDS = 10
TARGET = Target(20)
WARM_UP = 20
NUMBERS = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {most})"


async def measure(folder: Path, people: int, times: int) -> list[Row]:
    """Fill a guild with answers of so many people to ten rounds, and read its board, on each engine that is here."""
    rows = await _on(Database(f"sqlite+aiosqlite:///{folder / 'boards.sqlite3'}"), people, times)
    if databases.is_there():
        with databases.server() as address:
            async with databases.fresh(address) as url:
                rows += await _on(Database(url), people, times)
    return rows


async def _on(database: Database, people: int, times: int) -> list[Row]:
    try:
        await migrate(database)
        await load(database, people)
        return [
            await _row(database, people, times, "first page and own place", 1),
            await _row(database, people, times, "page around me and own place", AROUND),
        ]
    finally:
        await database.close()


async def _row(database: Database, people: int, times: int, what: str, page: int) -> Row:
    chance = Random(7)

    async def ours() -> None:
        async with database.reading() as connection:
            shown = await boards.board(connection, GUILD, PERIOD, page, chance.randint(1, people))
            assert shown.own is not None
            assert shown.people == people

    async def theirs() -> None:
        async with database.reading() as connection:
            mine = (member.c.guild_id == GUILD, member.c.user_id == chance.randint(1, people))
            (await connection.execute(select(member).where(*mine))).one()

    for _ in range(WARM_UP):
        await ours()
        await theirs()
    taken = Rounds.of([(await _timed(ours), await _timed(theirs)) for _ in range(times)])
    engine = "SQLite" if database.on_sqlite else "PostgreSQL"
    least = min(our for our, _ in taken.pairs), min(their for _, their in taken.pairs)
    measured = f"{what}, {people * ROUNDS:,} answers, {engine}"
    baseline = f"a look-up by primary key (least {milliseconds(least[0])} and {milliseconds(least[1])})"
    return compared(measured, baseline, taken, milliseconds, TARGET)


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def load(database: Database, people: int) -> None:
    """Have everybody answer ten rounds, each with a chance of their own; one in ten is hidden."""
    now = datetime(2026, 11, 30, tzinfo=UTC)
    async with database.writing() as connection:
        await connection.execute(insert(guild).values(guild_id=GUILD))
        rounds = [
            {"guild_id": GUILD, "number": number, "channel_id": 1, "open_for": now - now, "catch_up": now - now}
            | {"state": "closed", "due_at": now, "periods": (PERIOD,), "closed_at": now}
            for number in range(1, ROUNDS + 1)
        ]
        await connection.execute(insert(round_), rounds)
        await connection.execute(_people(people))
        await connection.execute(_answers(people))
        await _add_up(connection)
        await ladder.step(connection, ladder.ON, score.c.guild_id == GUILD)
    if not database.on_sqlite:
        # What its autovacuum does within a minute.
        async with database.reading() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM ANALYZE"))


def _people(people: int) -> TextClause:
    return text(
        f"INSERT INTO member (guild_id, user_id, name, hidden) {NUMBERS.format(most=people)} "  # noqa: S608 - numbers of ours
        f"SELECT {GUILD}, n, 'Person ' || n, CASE WHEN n % 10 = 0 THEN 1 ELSE 0 END FROM n"
    )


def _answers(people: int) -> TextClause:
    # Mixed up by large primes: who is right how often, and what a round is worth.
    right = "CASE WHEN (n * 7919 + number * 104729) % 97 < n % 90 THEN 1 ELSE 0 END"
    return text(
        "INSERT INTO answer (guild_id, round, user_id, choice, interaction_id, name, correct, points) "  # noqa: S608 - numbers of ours
        f"{NUMBERS.format(most=people)} SELECT {GUILD}, number, n, 1, 1, 'Person ' || n, {right}, "
        f"{right} * (10 + number % 3 * 5) FROM n CROSS JOIN round"
    )


async def _add_up(connection: AsyncConnection) -> None:
    sums = (func.sum(answer.c.points), func.count(), func.sum(answer.c.correct))
    added = select(answer.c.guild_id, literal(PERIOD), answer.c.user_id, *sums, member.c.hidden)
    added = added.join(member, (member.c.guild_id == answer.c.guild_id) & (member.c.user_id == answer.c.user_id))
    added = added.group_by(answer.c.guild_id, answer.c.user_id, member.c.hidden)
    columns = ["guild_id", "period", "user_id", "points", "answered", "correct", "hidden"]
    await connection.execute(insert_into(connection, score).from_select(columns, added))
