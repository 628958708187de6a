"""The database under the doctor's eyes: on each engine, well and ill, and never changed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text

from bot.doctor.database import examine, uses_of
from bot.doctor.findings import Finding, Level
from bot.storage.engine import Database
from bot.storage.migrating import HEAD, migrate
from tests import databases
from tests.bot.quiz.rounds_in import daily
from tests.bot.storage.kept import NOON, filled, kept
from tests.bot.storage.upgrades import bring_next_version


async def looked_at(database: Database) -> list[Finding]:
    return [finding async for finding in examine(database)]


async def faults_of(database: Database, level: Level = Level.FAULT) -> list[str]:
    return [str(finding) for finding in await looked_at(database) if finding.level is level]


async def test_a_database_that_is_well_is_said_to_be_so_and_not_changed(database: Database) -> None:
    before = await filled(database)
    found = await looked_at(database)
    assert {finding.level for finding in found} == {Level.OK}
    told = " ".join(finding.said for finding in found)
    rows = sum(one.rows for one in before.values())
    for part in (
        "SQLite" if database.on_sqlite else "PostgreSQL",
        f"It has version {HEAD}, which is what this program needs.",
        "It can be written to.",
        f"It is whole: {len(before)} tables with {rows:,} rows.",
    ):
        assert part in told
    assert await kept(database) == before


async def test_an_empty_database_is_well(database_url: str) -> None:
    database = Database(database_url)
    assert any("the first start makes" in finding.said for finding in await looked_at(database))
    await database.close()


async def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'folder' / 'bot.sqlite3'}", make_folder=False)
    (finding,) = await looked_at(database)
    assert finding.level is Level.OK
    assert not database.is_there
    assert (await uses_of(database)).schedules == ()
    under_a_file = tmp_path / "file"
    under_a_file.touch()
    (finding,) = await looked_at(Database(f"sqlite+aiosqlite:///{under_a_file / 'bot.sqlite3'}", make_folder=False))
    assert finding.level is Level.FAULT


async def test_an_older_version_is_a_warning_and_a_newer_one_a_fault(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_next_version(tmp_path / "newer", monkeypatch)
    (warned,) = await faults_of(database, Level.WARNING)
    assert "roadmap-bot migrate --plan" in warned
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    (newer,) = await faults_of(database)
    assert "which is newer than this program" in newer
    assert (await uses_of(database)).schedules == ()


async def test_what_is_missing_of_our_tables_is_named(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(text("DROP TABLE audit"))
        await connection.execute(text("DROP INDEX round_due"))
        await connection.execute(text("ALTER TABLE season DROP COLUMN name"))
    found = " ".join(await faults_of(database))
    for what in ('table "audit"', 'index "round_due"', 'column "season.name"'):
        assert f"It lacks the {what}. Stop the bot, and put the newest copy back" in found


async def test_a_file_with_a_torn_page_is_told_and_how_to_go_back(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    await filled(database)
    await database.close()
    assert database.file is not None
    content = bytearray(database.file.read_bytes())
    content[8192:16384] = b"\x55" * 8192
    database.file.write_bytes(content)
    found = await faults_of(database)
    assert found
    assert "roadmap-bot restore FILE --dry-run" in found[0]
    await database.close()


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    assert database.file is not None
    database.file.write_text("Dear aunt, thank you for the socks.")
    (found,) = await faults_of(database)
    await database.close()
    assert "file is not a database" in found
    assert "roadmap-bot restore" in found


async def test_a_file_that_another_process_holds_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine._EVERY_CONNECTION", ("PRAGMA busy_timeout = 10",))
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (found,) = await faults_of(database)
    assert "It cannot be written to (database is locked)." in found
    await database.close()


async def test_a_server_that_only_reads_is_told(postgresql_database: Database) -> None:
    async with postgresql_database.writing() as connection:
        name = postgresql_database.url.database
        await connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    await postgresql_database.close()
    (found,) = await faults_of(postgresql_database)
    assert "read-only transaction" in found
    assert "connect to the primary server" in found


async def test_a_server_that_is_away_is_outside_and_its_password_is_hidden() -> None:
    database = Database("postgresql+asyncpg://me:secret@127.0.0.1:9/bot")
    (found,) = await faults_of(database, Level.UNREACHABLE)
    assert "postgresql://me:***@127.0.0.1:9/bot cannot be used" in found
    assert (await uses_of(database)).schedules == ()
    await database.close()


async def test_a_database_that_the_server_does_not_have_is_a_fault_of_ours(postgresql: str) -> None:
    database = Database(f"{postgresql}/nowhere")
    (found,) = await faults_of(database)
    assert 'database "nowhere" does not exist' in found
    await database.close()


async def test_an_encoding_that_cannot_keep_names_is_told(postgresql: str) -> None:
    async with databases.fresh(postgresql, "template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'") as url:
        database = Database(url)
        await migrate(database)
        (found,) = await faults_of(database)
        assert "It keeps texts as LATIN1" in found
        await database.close()


async def test_a_disk_that_is_nearly_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(12_000_000))
    (found,) = await faults_of(database, Level.WARNING)
    assert f"Only 12.0 MB are free in {tmp_path}. Make room there." in found
    await database.close()


async def test_what_guilds_use_is_read(database: Database) -> None:
    await daily(database, 11, 5, NOON, zone="Europe/Berlin")
    await daily(database, 12, 6, NOON, zone="Asia/Tokyo")
    async with database.writing() as connection:
        await connection.execute(text("UPDATE guild SET removed_at = 0, zone = 'America/Lima' WHERE guild_id = 12"))
    uses = await uses_of(database)
    assert [(one.guild_id, one.terms.channel_id) for one in uses.schedules] == [(11, 5)]
    assert uses.zones == {"Europe/Berlin", "America/Lima", "UTC"}
