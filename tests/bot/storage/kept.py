"""What a database keeps, told so that tests can compare it across engines."""

from datetime import UTC, datetime, timedelta

from bot.storage.engine import Database
from bot.storage.rows import Sum, summed, tables_in
from tests.bot.quiz.rounds_in import daily
from tests.bot.scores.played import RIGHT, WRONG, played

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


async def filled(database: Database) -> dict[str, Sum]:
    """Have two guilds play; give what is kept then."""
    for guild in (11, 12):
        schedule = await daily(database, guild, 5, NOON)
        for day in range(3):
            people = {1: RIGHT, 2: WRONG, 3: RIGHT}
            await played(database, NOON + timedelta(days=day), people, schedule=schedule, guild=guild)
    return await kept(database)


async def kept(database: Database) -> dict[str, Sum]:
    """Sum up each table."""
    async with database.snapshot() as connection:
        return {table.name: await summed(connection, table) for table in await tables_in(connection)}
