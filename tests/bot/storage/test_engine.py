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


async def test_a_connection_that_something_between_forgot_is_replaced_after_a_rest(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine.RESTED", 0.0)
    known: set[asyncio.StreamReader] = set()

    async def pass_on(ours: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while (content := await ours.read(65_536)) and ours in known:
            target.write(content)
        target.close()

    async def between(ours: asyncio.StreamReader, to_us: asyncio.StreamWriter) -> None:
        theirs, to_them = await asyncio.open_connection(url.host, url.port)
        known.update((ours, theirs))
        answers = asyncio.create_task(pass_on(theirs, to_us))
        await pass_on(ours, to_them)
        # As a router does that has forgotten a line: nothing is said of it until something comes.
        to_us.transport.abort()
        await answers

    url = postgresql_database.url
    async with await asyncio.start_server(between, "127.0.0.1") as listening:
        port = listening.sockets[0].getsockname()[1]
        database = Database(url.set(host="127.0.0.1", port=port).render_as_string(hide_password=False))
        before = await _asked(database)
        known.clear()
        assert await _asked(database) != before
        assert not database.errors
        await database.close()


async def _asked(database: Database) -> int:
    async with database.reading() as connection:
        return await _server_process(connection)


async def _server_process(connection: AsyncConnection) -> int:
    pid: int = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    return pid
