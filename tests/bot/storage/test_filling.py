"""Moving to another engine: the same rows there, or nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.engine import Database
from bot.storage.faults import DatabaseError
from bot.storage.filling import copy
from bot.storage.migrating import migrate
from tests import databases
from tests.bot.storage.kept import filled, kept
from tests.bot.storage.upgrades import bring_next_version


@pytest.fixture
async def target(database: Database, postgresql: str, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database on the other engine."""
    if database.on_sqlite:
        async with databases.fresh(postgresql) as url:
            opened = Database(url)
            yield opened
            await opened.close()
        return
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'other.sqlite3'}")
    yield opened
    await opened.close()


async def tables_of(database: Database) -> set[str]:
    return set(await kept(database))


async def test_every_table_is_the_same_on_the_other_engine(database: Database, target: Database) -> None:
    before = await filled(database)
    copied = await copy(database, target)
    assert copied.sums == before == await kept(target)
    assert copied.rows == sum(one.rows for one in before.values())
    assert not (await migrate(target)).changed


async def test_the_bot_plays_on_there(database: Database, target: Database) -> None:
    await copy(database, target)
    await filled(target)


async def test_tables_without_rows_are_empty_too(database: Database, target: Database) -> None:
    before = await filled(database)
    await migrate(target)
    assert (await copy(database, target)).sums == before


async def test_a_target_that_holds_something_is_refused(database: Database, target: Database) -> None:
    await filled(database)
    await migrate(target)
    before = await filled(target)
    with pytest.raises(DatabaseError, match='is not empty: its table "answer" holds 18 rows'):
        await copy(database, target)
    assert await kept(target) == before


async def test_a_target_with_tables_of_something_else_is_refused(database: Database, target: Database) -> None:
    async with target.writing() as connection:
        await connection.execute(text("CREATE TABLE invoice (number INTEGER)"))
    with pytest.raises(DatabaseError, match='tables of something else, such as "invoice"'):
        await copy(database, target)
    assert await tables_of(target) == {"invoice"}


async def test_a_target_of_another_version_is_refused(
    database: Database, target: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = bring_next_version(tmp_path / "newer", monkeypatch)
    await migrate(target)
    with pytest.raises(DatabaseError, match=f"has tables of version {new}. Name one without tables"):
        await copy(database, target)


async def test_an_older_database_is_copied_as_it_is(
    database: Database, target: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await filled(database)
    bring_next_version(tmp_path / "newer", monkeypatch)
    assert (await copy(database, target)).sums == before
    assert (await migrate(target)).changed


async def test_an_empty_database_is_not_copied(target: Database, tmp_path: Path) -> None:
    empty = Database(f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}")
    with pytest.raises(DatabaseError, match="is empty: there is nothing to copy"):
        await copy(empty, target)
    await empty.close()


async def test_rows_that_come_out_differently_are_not_kept(database: Database, target: Database) -> None:
    await filled(database)
    await migrate(target)
    await _spoil(target)
    with pytest.raises(DatabaseError, match="holds of member is not what was put there"):
        await copy(database, target)
    assert {name for name, one in (await kept(target)).items() if one.rows} == set()


async def _spoil(target: Database) -> None:
    """Have the target change names as they come."""
    on_sqlite = "BEGIN UPDATE member SET name = upper(name) WHERE user_id = new.user_id; END"
    function = "CREATE FUNCTION loud() RETURNS trigger AS $$ BEGIN new.name := upper(new.name); RETURN new; END $$ LANGUAGE plpgsql"
    async with target.writing() as connection:
        if target.on_sqlite:
            await connection.execute(text(f"CREATE TRIGGER loud AFTER INSERT ON member {on_sqlite}"))
            return
        await connection.execute(text(function))
        row = "BEFORE INSERT ON member FOR EACH ROW EXECUTE FUNCTION loud()"
        await connection.execute(text(f"CREATE TRIGGER loud {row}"))


async def test_a_failing_target_is_named_and_not_the_source(database: Database) -> None:
    away = Database("postgresql+asyncpg://me:secret@127.0.0.1:9/bot")
    with pytest.raises(DatabaseError) as failed:
        await copy(database, away)
    await away.close()
    assert "postgresql://me:***@127.0.0.1:9/bot cannot be used" in str(failed.value)


async def test_text_that_postgresql_has_no_room_for_is_a_sentence(
    postgresql_database: Database, tmp_path: Path
) -> None:
    async with postgresql_database.writing() as connection:
        await connection.execute(text("DROP TABLE IF EXISTS nothing"))
    source = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(source)
    async with source.writing() as connection:
        await connection.execute(text("INSERT INTO member (guild_id, user_id, name) VALUES (1, 2, 'a' || char(0))"))
    with pytest.raises(DatabaseError, match="cannot be used"):
        await copy(source, postgresql_database)
    await source.close()
    assert (await kept(postgresql_database))["member"].rows == 0
