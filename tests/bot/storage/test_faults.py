"""What fails outside of our statements is told by its way out, on real engines; what is our own fault is not."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from bot.storage.complaints import way_out
from bot.storage.engine import Database
from bot.storage.faults import DatabaseError
from bot.storage.migrating import ensure_writable, migrate, trouble_with
from bot.storage.tables import member
from tests import databases
from tests.damage import damage

JANE = {"guild_id": 1, "user_id": 2, "name": "Jane Doe"}


@pytest.fixture
async def on_sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
async def on_postgresql(postgresql: str) -> AsyncIterator[Database]:
    async with databases.fresh(postgresql) as url:
        database = Database(url)
        await migrate(database)
        yield database
        await database.close()


async def trouble(database: Database, *statements: str) -> str | None:
    """Carry out statements; give what is told of the failure."""

    async def carry_out() -> None:
        async with database.writing() as connection:
            for statement in statements:
                await connection.execute(text(statement))

    with pytest.raises(DBAPIError) as failed:
        await carry_out()
    return trouble_with(database, failed.value)


async def test_a_full_disk_says_so(on_sqlite: Database) -> None:
    # More than fits into the pages that are free.
    more = ("CREATE TABLE more (value BLOB)", "INSERT INTO more VALUES (zeroblob(1000000))")
    told = await trouble(on_sqlite, "PRAGMA max_page_count = 1", *more)
    assert told is not None
    assert "database or disk is full). Free some space on its disk." in told
    assert str(on_sqlite.file) in told


async def test_a_file_that_may_not_be_written_says_so(on_sqlite: Database) -> None:
    async with on_sqlite.writing() as connection:
        await connection.execute(text("PRAGMA query_only = ON"))
    told = await trouble(on_sqlite, "INSERT INTO seen VALUES (1, 1)")
    assert "Let the user who runs me write to it and to its folder." in (told or "")


async def test_a_locked_file_says_so(on_sqlite: Database) -> None:
    async with on_sqlite.writing() as connection:
        await connection.execute(text("PRAGMA busy_timeout = 10"))
    with closing(sqlite3.connect(on_sqlite.file or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "database is locked). Another program keeps it locked" in (await trouble(on_sqlite, "SELECT 1") or "")
        with pytest.raises(DatabaseError, match="Another program keeps it locked"):
            await ensure_writable(on_sqlite)
    await ensure_writable(on_sqlite)


async def test_a_damaged_file_says_so(on_sqlite: Database) -> None:
    assert on_sqlite.file is not None
    await on_sqlite.close()
    damage(on_sqlite.file, "seen")
    told = await trouble(on_sqlite, "INSERT INTO seen VALUES (1, 1)")
    assert "malformed). It is damaged: stop me, and bring the last backup back." in (told or "")


async def test_a_server_that_takes_no_changes_says_so(on_postgresql: Database) -> None:
    name = on_postgresql.url.database
    await ensure_writable(on_postgresql)
    async with on_postgresql.writing() as connection:
        await connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    await on_postgresql.close()
    with pytest.raises(DatabaseError, match="It takes no changes: name the server in DATABASE_URL that does"):
        await ensure_writable(on_postgresql)


async def test_a_fault_of_ours_is_none_of_the_database(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(insert(member).values(**JANE))
    with pytest.raises(DBAPIError) as twice:
        async with database.writing() as connection:
            await connection.execute(insert(member).values(**JANE))
    assert way_out(twice.value) is None
    assert await trouble(database, "SELECT nothing FROM nowhere") is None
    assert way_out(ValueError("odd")) is None
