"""Restoring: a copy takes its place whole, what was there stays, and what must not be replaced is not."""

import asyncio
import gzip
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import lines, seals
from bot.storage.backups import Backup, Form, save
from bot.storage.engine import Database
from bot.storage.faults import DatabaseError
from bot.storage.migrating import HEAD, migrate
from bot.storage.restoring import Place, look, restore
from bot.storage.rows import tables_in
from tests.bot.processes import run
from tests.bot.storage.kept import NOON, filled, kept
from tests.bot.storage.upgrades import bring_next_version

WRITER = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("INSERT INTO guild (guild_id) VALUES (77)")
connection.commit()
os._exit(9)
"""


@pytest.fixture
async def backup(database: Database, tmp_path: Path) -> Backup:
    """A copy of what two guilds had played; somebody has taken it away since."""
    await filled(database)
    made = await save(database, tmp_path / "copy", NOON)
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM answer"))
    return made


@pytest.fixture
async def lines_of_postgresql(postgresql_database: Database, tmp_path: Path) -> Backup:
    await filled(postgresql_database)
    return await save(postgresql_database, tmp_path / "lines", NOON)


def size_of(file: str | None) -> int:
    return Path(file or "").stat().st_size


async def restored(database: Database, backup: Backup, *, replace_newer: bool = False) -> Place:
    await database.close()
    place = await look(database, backup, NOON, replace_newer=replace_newer)
    await restore(database, backup, place)
    return place


async def rows_of(database: Database) -> dict[str, int]:
    return {name: one.rows for name, one in (await kept(database)).items()}


async def columns_of_members(database: Database) -> set[str]:
    async with database.reading() as connection:
        (members,) = [one for one in await tables_in(connection) if one.name == "member"]
    return set(members.columns.keys())


async def test_what_was_copied_is_back_and_what_was_there_is_kept(database: Database, backup: Backup) -> None:
    place = await restored(database, backup)
    assert place.version == HEAD
    assert await rows_of(database) == backup.rows
    assert place.aside is not None
    if database.on_sqlite:
        assert place.aside == f"{database.file}.before-restore-20261110T120000Z"
        aside = Database(f"sqlite+aiosqlite:///{place.aside}")
        assert (await rows_of(aside))["answer"] == 0
        await aside.close()
        return
    async with database.reading() as connection:
        members = text(f"SELECT count(*) FROM {place.aside}.member")  # noqa: S608 - a name that we gave
        assert (await connection.execute(members)).scalar_one() == backup.rows["member"]


async def test_the_bot_goes_on_with_what_was_restored(database: Database, backup: Backup) -> None:
    await restored(database, backup)
    assert not (await migrate(database)).changed
    async with database.writing() as connection:
        await connection.execute(text("INSERT INTO guild (guild_id) VALUES (99)"))


async def test_a_copy_goes_where_nothing_is(backup: Backup, database: Database, tmp_path: Path) -> None:
    if not database.on_sqlite:
        async with database.writing() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
        assert await restored(database, backup) == Place()
        assert await rows_of(database) == backup.rows
        return
    empty = Database(f"sqlite+aiosqlite:///{tmp_path / 'new' / 'bot.sqlite3'}")
    assert await restored(empty, backup) == Place()
    assert await rows_of(empty) == backup.rows
    await empty.close()


async def test_looking_changes_nothing(database: Database, backup: Backup) -> None:
    before = await kept(database)
    await database.close()
    there = sorted(database.file.parent.iterdir()) if database.file else []
    await look(database, backup, NOON)
    assert (sorted(database.file.parent.iterdir()) if database.file else []) == there
    assert await kept(database) == before


async def test_a_database_that_is_in_use_is_left_alone(database: Database, backup: Backup) -> None:
    before = await kept(database)
    await database.close()
    other = Database(database.url.render_as_string(hide_password=False))
    async with other.reading() as connection:
        await connection.execute(text("SELECT 1 FROM guild"))
    # It is idle now, as a bot may be for an hour.
    assert (await look(database, backup, NOON)).in_use
    with pytest.raises(DatabaseError, match="is in use"):
        await restored(database, backup)
    await other.close()
    assert not (await look(database, backup, NOON)).in_use
    assert await kept(database) == before


async def test_a_database_that_came_into_use_after_the_look_is_left_alone(database: Database, backup: Backup) -> None:
    await database.close()
    place = await look(database, backup, NOON)
    other = Database(database.url.render_as_string(hide_password=False))
    before = await kept(other)
    with pytest.raises(DatabaseError, match="is in use"):
        await restore(database, backup, place)
    assert await kept(other) == before
    await other.close()


async def test_a_newer_database_is_replaced_only_where_that_was_said(database: Database, backup: Backup) -> None:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="has version 9999, and I know"):
        await restored(database, backup)
    place = await restored(database, backup, replace_newer=True)
    assert place.version == "9999"
    assert await rows_of(database) == backup.rows


async def test_an_older_copy_is_restored_as_it_was_and_upgraded_at_the_next_start(
    database: Database, backup: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_next_version(tmp_path / "newer", monkeypatch)
    await migrate(database)
    assert "colour" in await columns_of_members(database)
    await restored(database, backup)
    assert "colour" not in await columns_of_members(database)
    assert await rows_of(database) == backup.rows
    assert (await migrate(database)).changed
    assert "colour" in await columns_of_members(database)
    assert await rows_of(database) == backup.rows


async def test_what_an_upgrade_had_copied_can_be_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    before = await filled(database)
    bring_next_version(tmp_path / "newer", monkeypatch)
    copy = (await migrate(database)).backup
    await database.close()
    monkeypatch.undo()
    assert copy is not None
    seals.check(copy)
    url = {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}"}
    done = run(environment | url, "restore", str(copy), "--replace-newer")
    assert (done.stderr, done.returncode) == (b"", 0)
    assert await kept(database) == before
    await database.close()


async def test_a_damaged_file_is_replaced_and_kept(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    made = await save(database, tmp_path / "copy", NOON)
    await database.close()
    assert database.file is not None
    database.file.write_bytes(b"\x55" * 20_000)
    place = await restored(database, made)
    assert place.version is None
    assert size_of(place.aside) == 20_000
    assert await rows_of(database) == made.rows
    await database.close()


async def test_the_journal_of_a_process_that_was_killed_stays_with_its_file(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    made = await save(database, tmp_path / "copy", NOON)
    await database.close()
    await asyncio.to_thread(subprocess.run, [sys.executable, "-c", WRITER, str(database.file)], check=False)
    assert size_of(f"{database.file}-wal") > 0
    place = await restored(database, made)
    assert await rows_of(database) == made.rows
    await database.close()
    aside = sqlite3.connect(place.aside or "")
    assert aside.execute("SELECT guild_id FROM guild").fetchall() == [(77,)]
    aside.close()


async def test_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    made = await save(database, tmp_path / "copy", NOON)
    await database.close()
    assert database.file is not None
    database.file.chmod(0o640)
    await restored(database, made)
    assert database.file.stat().st_mode & 0o777 == 0o640


async def test_lines_go_to_sqlite_too(lines_of_postgresql: Backup, tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await restored(database, lines_of_postgresql)
    assert lines_of_postgresql.form is Form.LINES
    assert await rows_of(database) == lines_of_postgresql.rows
    assert not (await migrate(database)).changed
    await database.close()


async def test_a_sqlite_file_does_not_go_to_postgresql(postgresql_database: Database, tmp_path: Path) -> None:
    backup = Backup(tmp_path / "copy", Form.SQLITE, HEAD, {})
    with pytest.raises(DatabaseError, match="Move it there with roadmap-bot copy"):
        await look(postgresql_database, backup, NOON)


async def test_tables_of_others_are_not_put_aside(lines_of_postgresql: Backup, postgresql_database: Database) -> None:
    async with postgresql_database.writing() as connection:
        await connection.execute(text("CREATE TABLE invoice (number INTEGER)"))
    with pytest.raises(DatabaseError, match='tables that are not ours, such as "invoice"'):
        await restored(postgresql_database, lines_of_postgresql)


async def test_what_fails_in_the_middle_changes_nothing(
    lines_of_postgresql: Backup, postgresql_database: Database
) -> None:
    before = await kept(postgresql_database)
    file = lines_of_postgresql.file
    content = gzip.decompress(file.read_bytes()).decode().splitlines()
    # The copy was checked, and changes before it is used: the same row twice.
    file.write_bytes(gzip.compress("\n".join([content[0], content[1], *content[1:]]).encode()))
    with pytest.raises(DatabaseError, match="cannot be used"):
        await restored(postgresql_database, lines_of_postgresql)
    assert await kept(postgresql_database) == before
    async with postgresql_database.reading() as connection:
        schemas = text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%'")
        assert (await connection.execute(schemas)).all() == []


async def test_many_rows_come_in_several_batches(
    postgresql_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "AT_ONCE", 7)
    monkeypatch.setattr("bot.storage.rows.AT_ONCE", 5)
    before = await filled(postgresql_database)
    made = await save(postgresql_database, tmp_path / "lines", NOON)
    await restored(postgresql_database, made)
    assert await kept(postgresql_database) == before


async def test_a_full_disk_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    before = await filled(database)
    made = await save(database, tmp_path / "copy", NOON)

    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(DatabaseError, match="No space left on device"):
        await restored(database, made)
    assert await kept(database) == before
    await database.close()
    assert await asyncio.to_thread(lambda: [path.name for path in tmp_path.glob("*.part")]) == []
