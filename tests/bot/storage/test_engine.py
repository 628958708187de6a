"""The database as its users meet it."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import PROGRAM, Database
from bot.storage.faults import DatabaseError
from bot.storage.migrating import migrate, plan
from bot.storage.tables import member


async def test_what_is_deleted_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    database = Database(f"sqlite+aiosqlite:///{file}")
    await migrate(database)
    everybody = [{"guild_id": 1, "user_id": number, "name": f"Jane Doe {number}"} for number in range(500)]
    async with database.writing() as connection:
        await connection.execute(insert(member), everybody)
    async with database.writing() as connection:
        await connection.execute(delete(member).where(member.c.user_id > 0))
    await database.close()
    content = file.read_bytes()
    assert b"Jane Doe 0" in content
    assert content.count(b"Jane Doe") == 1


async def test_an_error_does_not_tell_the_log_what_people_are_called(database: Database) -> None:
    jane = {"guild_id": 1, "user_id": 2, "name": "Jane Doe"}
    async with database.writing() as connection:
        await connection.execute(insert(member).values(**jane))
    with pytest.raises(DBAPIError) as written:
        async with database.writing() as connection:
            await connection.execute(insert(member).values(**jane))
    with pytest.raises(DBAPIError) as read:
        async with database.reading() as connection:
            await connection.execute(text("SELECT nothing FROM member WHERE name = :name"), {"name": "Jane Doe"})
    for error in (written.value, read.value):
        assert "member" in str(error)
        assert "Jane Doe" not in str(error)


async def test_an_address_may_have_the_options_that_providers_write_behind_it(postgresql_database: Database) -> None:
    address = postgresql_database.url.render_as_string(hide_password=False)
    plain = Database(f"{address}?sslmode=disable&application_name=another&password=hunter2")
    async with plain.reading() as connection:
        name = (await connection.execute(text("SHOW application_name"))).scalar_one()
    await plain.close()
    # By that name restore finds who uses a database.
    assert name == PROGRAM
    assert plain.shown == postgresql_database.shown


async def test_an_address_that_demands_encryption_gets_no_line_without(postgresql_database: Database) -> None:
    database = Database(f"{postgresql_database.url.render_as_string(hide_password=False)}?sslmode=require")
    with pytest.raises(DatabaseError, match="rejected SSL upgrade"):
        await plan(database)
    await database.close()


async def test_connections_that_the_server_ended_are_replaced_before_anybody_uses_them(
    postgresql_database: Database,
) -> None:
    database, other = (Database(postgresql_database.url.render_as_string(hide_password=False)) for _ in range(2))
    async with database.reading() as first, database.reading() as second:
        ours = [await _server_process(one) for one in (first, second)]
    async with other.reading() as connection:
        for pid in ours:
            # With a timeout PostgreSQL waits until the process is gone.
            await connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    # What it said last has arrived, and is read when the loop comes round.
    await asyncio.sleep(0.05)
    async with database.reading() as first, database.reading() as second:
        assert {await _server_process(one) for one in (first, second)}.isdisjoint(ours)
    assert not database.errors
    await database.close()
    await other.close()


async def _server_process(connection: AsyncConnection) -> int:
    pid: int = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    return pid
