import asyncio
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.storage import migrating, seals, sqlite_files
from bot.storage.engine import Database
from bot.storage.faults import DatabaseError
from bot.storage.migrating import HEAD, Plan, Step, known_versions, migrate, plan
from bot.storage.tables import metadata
from tests import databases
from tests.bot.storage.upgrades import bring_next_version


async def test_an_empty_database_is_brought_up_to_our_version(database_url: str) -> None:
    database = Database(database_url)
    assert (await migrate(database)).before is None
    again = await migrate(database)
    assert (again.before, again.changed) == (HEAD, False)
    await database.close()


async def test_the_steps_lead_to_the_tables_that_we_use(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
        return [found for found in compare_metadata(context, metadata) if "alembic_version" not in str(found)]

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


def test_our_version_is_the_newest_step() -> None:
    assert known_versions()[-1] == HEAD


async def test_every_table_of_sqlite_is_strict_and_of_four_kinds(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    async with database.reading() as connection:
        tables = (
            await connection.execute(text("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
        ).all()
        ours = [row for row in tables if not row.name.startswith("sqlite_")]
        assert len(ours) > 10
        assert [row.name for row in ours if not row.strict] == []
        for row in ours:
            kinds = (await connection.execute(text(f"SELECT type FROM pragma_table_info('{row.name}')"))).scalars()  # noqa: S608 - a name that we gave
            assert set(kinds) <= {"INTEGER", "TEXT", "REAL", "BLOB"}, row.name
    await database.close()


async def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    several = [Database(database_url) for _ in range(4)]
    await asyncio.gather(*(migrate(database) for database in several))
    async with several[0].reading() as connection:
        versions = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalars().all()
    assert versions == [HEAD]
    for database in several:
        await database.close()


@pytest.mark.slow
async def test_no_process_is_refused_while_others_make_the_file(tmp_path: Path) -> None:
    # SQLite refuses one of four in about one start of ten if nobody tries again.
    for start in range(100):
        several = [Database(f"sqlite+aiosqlite:///{tmp_path / str(start)}.sqlite3") for _ in range(4)]
        await asyncio.gather(*(migrate(database) for database in several))
        for database in several:
            await database.close()


async def test_a_newer_database_is_refused_and_left_as_it_is(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="version 9999, and I know versions up to"):
        await migrate(database)


async def test_an_older_file_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    async with database.writing() as connection:
        await connection.execute(text("INSERT INTO member (guild_id, user_id, name) VALUES (1, 2, 'Precious')"))
    old, new = HEAD, bring_next_version(tmp_path / "newer", monkeypatch)
    done = await migrate(database)
    await database.close()
    aside = tmp_path / f"bot.sqlite3.before-{new}-from-{old}"
    assert (done.before, done.backup) == (old, aside)
    copy = sqlite3.connect(aside)
    assert copy.execute("SELECT * FROM member").fetchone() == (1, 2, "Precious", 0)
    copy.close()
    seals.check(aside)


async def test_who_comes_too_late_leaves_the_copy_of_before_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, fast = [Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}") for _ in range(2)]
    await migrate(slow)
    old, new = HEAD, bring_next_version(tmp_path / "newer", monkeypatch)
    seen = [await plan(slow)]
    await migrate(fast)

    async def seen_before(database: Database) -> Plan:
        return seen.pop() if seen else await plan(database)

    monkeypatch.setattr(migrating, "plan", seen_before)
    done = await migrate(slow)
    for database in (slow, fast):
        await database.close()
    assert not done.changed
    aside = tmp_path / f"bot.sqlite3.before-{new}-from-{old}"
    assert sqlite_files.version_in(aside) == old
    seals.check(aside)


async def test_the_plan_says_what_would_be_done_and_does_nothing(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await plan(database) == Plan(HEAD, (), None)
    old, new = HEAD, bring_next_version(tmp_path / "newer", monkeypatch)
    planned = await plan(database)
    assert (planned.before, planned.steps) == (old, (Step(new, "Colours, for those who want them."),))
    assert planned.backup == (database.file and database.file.with_name(f"bot.sqlite3.before-{new}-from-{old}"))
    assert await plan(database) == planned
    done = await migrate(database)
    assert (done.before, done.backup) == (planned.before, planned.backup)


async def test_the_plan_of_a_file_that_is_not_there_makes_none(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'folder' / 'bot.sqlite3'}", make_folder=False)
    planned = await plan(database)
    assert (planned.before, [step.version for step in planned.steps], planned.backup) == (None, known_versions(), None)
    assert not database.is_there


async def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DatabaseError, match="cannot be made"):
        Database(f"sqlite+aiosqlite:///{tmp_path / 'file' / 'bot.sqlite3'}")


async def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    file.write_bytes(b"this is a letter to my aunt, and not a database at all" * 100)
    database = Database(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(DatabaseError, match="cannot be used"):
        await migrate(database)
    await database.close()


@pytest.mark.skipif(not databases.is_there(), reason=databases.ADVICE)
async def test_a_server_that_is_not_there_is_one_sentence_without_its_password() -> None:
    database = Database("postgresql+asyncpg://me:secret@127.0.0.1:9/bot")
    with pytest.raises(DatabaseError) as failed:
        await migrate(database)
    await database.close()
    assert "secret" not in str(failed.value)
    assert "127.0.0.1:9" in str(failed.value)
