"""Copies: one state of a database that others write to, and nothing that is not whole."""

import asyncio
import gzip
import hashlib
import json
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage import lines
from bot.storage.backups import Form, examine, save
from bot.storage.engine import Database
from bot.storage.faults import DamagedError, DatabaseError
from bot.storage.migrating import HEAD, migrate
from bot.storage.seals import beside
from tests.bot.storage.kept import NOON, filled
from tests.bot.storage.upgrades import bring_next_version


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "copy"


def sign(file: Path, content: bytes) -> None:
    """Put something else into a file, and write its checksum by hand, as one may who trusts a file."""
    file.write_bytes(content)
    beside(file).write_text(f"{hashlib.sha256(content).hexdigest()}  {file.name}\n")


def in_it(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.decompress(content) if content.startswith(lines.BEGINS) else content


async def test_a_copy_says_what_is_in_it(database: Database, file: Path) -> None:
    sums = await filled(database)
    saved = await save(database, file, NOON)
    assert saved.form is (Form.SQLITE if database.on_sqlite else Form.LINES)
    assert saved.version == HEAD
    assert saved.rows == {name: one.rows for name, one in sums.items()}
    assert examine(file) == saved


async def test_a_copy_is_one_state_of_what_others_write_meanwhile(database: Database, file: Path) -> None:
    over = asyncio.Event()

    async def write() -> int:
        number = 0
        while not over.is_set() or number < 20:
            number += 1
            async with database.writing() as connection:
                await connection.execute(text(f"INSERT INTO guild (guild_id) VALUES ({number})"))  # noqa: S608 - a number
                seen = f"INSERT INTO seen (interaction_id, seen_at) VALUES ({number}, 0)"  # noqa: S608 - the same
                await connection.execute(text(seen))
        return number

    writing = asyncio.create_task(write())
    copies = [await save(database, file.with_suffix(f".{number}"), NOON) for number in range(5)]
    over.set()
    total = await writing
    assert [copied.rows["guild"] - copied.rows["seen"] for copied in copies] == [0] * 5
    assert len({copied.rows["guild"] for copied in copies}) > 1
    assert total >= copies[-1].rows["guild"]


async def test_what_was_deleted_is_not_in_a_copy(database: Database, file: Path) -> None:
    async with database.writing() as connection:
        await connection.execute(text("INSERT INTO member (guild_id, user_id, name) VALUES (1, 2, 'Rumpelstiltskin')"))
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM member"))
    await save(database, file, NOON)
    assert b"member" in in_it(file)
    assert b"Rumpelstiltskin" not in in_it(file)


async def test_an_empty_database_is_told_and_not_copied(database_url: str, file: Path) -> None:
    database = Database(database_url)
    with pytest.raises(DatabaseError, match="is empty: there is nothing to copy"):
        await save(database, file, NOON)
    await database.close()
    with pytest.raises(FileNotFoundError):
        in_it(file)


async def test_a_copy_that_is_cut_off_or_changed_is_refused(database: Database, file: Path) -> None:
    await filled(database)
    await save(database, file, NOON)
    check_that_damage_is_found(file)


def check_that_damage_is_found(file: Path) -> None:
    whole = file.read_bytes()
    page = len(whole) // 2 // 4096 * 4096
    # What is cut off has to hold something: the last page may be an empty table's.
    for content in (whole[: page // 2], whole[:page] + b"\x7f" * 100 + whole[page + 100 :], b""):
        file.write_bytes(content)
        with pytest.raises(DamagedError, match="its checksum differs"):
            examine(file)
        # A checksum of what is damaged does not make it whole.
        sign(file, content)
        with pytest.raises(DamagedError):
            examine(file)


async def test_a_row_that_was_changed_in_the_lines_is_found(postgresql_database: Database, file: Path) -> None:
    await filled(postgresql_database)
    await save(postgresql_database, file, NOON)
    head, first, *others = in_it(file).decode().splitlines()
    assert json.loads(first)[0] == "answer"
    for changed in (
        [head, first.replace("Person", "Parson"), *others],
        [head, *others],
        [head, first, first, *others],
        [head, first, *others[:-1]],
        ["{}", first, *others],
        [head, first, *others, "{}"],
        [head, "[", first, *others],
        [],
    ):
        sign(file, gzip.compress("\n".join([*changed, ""]).encode()))
        with pytest.raises(DamagedError):
            examine(file)


async def test_a_newer_database_is_left_to_the_newer_program(database: Database, file: Path) -> None:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="has version 9999, and I know versions up to"):
        await save(database, file, NOON)


async def test_a_copy_of_a_newer_program_is_refused(
    database: Database, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_next_version(tmp_path / "newer", monkeypatch)
    await migrate(database)
    await save(database, file, NOON)
    monkeypatch.undo()
    with pytest.raises(DamagedError, match="I know versions up to"):
        examine(file)


def test_what_is_no_copy_is_refused(file: Path) -> None:
    sign(file, b"Dear aunt, thank you for the socks.")
    with pytest.raises(DamagedError, match="this is no copy of ours"):
        examine(file)


async def test_a_sqlite_file_of_something_else_is_refused(file: Path) -> None:
    other = Database(f"sqlite+aiosqlite:///{file}")
    async with other.writing() as connection:
        await connection.execute(text("CREATE TABLE recipe (name TEXT)"))
    await other.close()
    sign(file, in_it(file))
    with pytest.raises(DamagedError, match="none of our tables"):
        examine(file)


async def test_a_damaged_database_is_not_copied_in_silence(tmp_path: Path, file: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    await filled(database)
    await database.close()
    assert database.file is not None
    content = bytearray(database.file.read_bytes())
    content[8192:16384] = b"\x55" * 8192
    database.file.write_bytes(content)
    with pytest.raises(DatabaseError):
        await save(database, file, NOON)
    await database.close()
    with pytest.raises(FileNotFoundError):
        in_it(file)
