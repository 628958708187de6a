"""Restoring: a copy takes a database's place, and what was there is kept aside."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import lines, seals, sqlite_files
from bot.storage.backups import Backup, Form
from bot.storage.engine import Database, in_use
from bot.storage.faults import DatabaseError
from bot.storage.filling import fill
from bot.storage.migrating import explained, known_versions, version_of
from bot.storage.rows import tables_in
from bot.storage.tables import metadata


@dataclass(frozen=True, slots=True)
class Place:
    """Where a copy is to go: the version of what is there now, and the file or schema in which that is kept.

    Both are None where there is nothing; the version, too, where it cannot be read. `in_use` says that it must not be
    replaced now.
    """

    version: str | None = None
    aside: str | None = None
    in_use: bool = False


async def look(database: Database, backup: Backup, now: datetime, *, replace_newer: bool = False) -> Place:
    """Say what a copy would replace, and change nothing.

    Raises DatabaseError where the database is newer than we are (unless that was asked for), or not of the kind that
    the copy goes to.
    """
    try:
        if database.file is not None:
            return await asyncio.to_thread(_look_at_file, database.file.resolve(), now, replace_newer=replace_newer)
        if backup.form is not Form.LINES:
            raise DatabaseError(
                f"{backup.file} is {backup.form}, and DATABASE_URL names PostgreSQL. Move it there with roadmap-bot copy."
            )
        async with database.reading() as connection:
            return await _look_at_tables(connection, database, backup, now, replace_newer=replace_newer)
    except (DBAPIError, OSError, sqlite3.Error) as error:
        raise DatabaseError(explained(database, error)) from error


async def restore(database: Database, backup: Backup, place: Place) -> None:
    """Put a copy in its place, and what is there aside: all of it, or nothing.

    Raises DatabaseError, also where the database is in use, or has come into use since it was looked at.
    """
    try:
        if database.file is not None:
            await _into_file(database.file.resolve(), backup, place)
            return
        async with database.writing() as connection:
            if await in_use(connection):
                raise DatabaseError(f"The database {database.shown} is in use. Stop the bot, all of its processes.")
            if place.aside is not None:
                await _set_tables_aside(connection, place.aside)
            await fill(connection, database, backup.version, lines.rows(backup.file))
    except (DBAPIError, OSError, sqlite3.Error) as error:
        raise DatabaseError(explained(database, error)) from error


def _look_at_file(file: Path, now: datetime, *, replace_newer: bool) -> Place:
    if not file.exists():
        return Place()
    used = sqlite_files.in_use(file)
    try:
        version = sqlite_files.version_in(file, "rw")
    except sqlite3.Error:
        version = None
    if not replace_newer:
        _refuse_newer(str(file), version)
    return Place(version, f"{file}.before-restore-{_stamp(now)}", used)


async def _into_file(file: Path, backup: Backup, place: Place) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Held until the copy has its place: a bot that starts meanwhile waits, and would write to a file set aside.
    with nullcontext() if place.aside is None else sqlite_files.alone(file), seals.whole(file) as part:
        if backup.form is Form.SQLITE:
            shutil.copyfile(backup.file, part)
        else:
            await _fill_file(part, backup)
        if place.aside is not None:
            _belong_as(file, part)
            _set_file_aside(file, Path(place.aside))


async def _fill_file(part: Path, backup: Backup) -> None:
    database = Database(f"sqlite+aiosqlite:///{part}")
    try:
        async with database.writing() as connection:
            await fill(connection, database, backup.version, lines.rows(backup.file))
    finally:
        await database.close()


def _belong_as(before: Path, after: Path) -> None:
    """Give a file the rights and the owner of the one whose place it takes: root may restore for another."""
    held = before.stat()
    after.chmod(held.st_mode & 0o777)
    with contextlib.suppress(PermissionError):
        os.chown(after, held.st_uid, held.st_gid)


def _set_file_aside(file: Path, aside: Path) -> None:
    # A journal that stayed beside the new file would be played into it.
    for companion, end in sqlite_files.companions(file):
        companion.replace(f"{aside}{end}")
    try:
        # Two names for a moment: there is no moment without a database.
        aside.hardlink_to(file)
    except OSError:
        file.replace(aside)


async def _look_at_tables(
    connection: AsyncConnection, database: Database, backup: Backup, now: datetime, *, replace_newer: bool
) -> Place:
    used = await in_use(connection)
    version = await connection.run_sync(version_of)
    names = {one.name for one in await tables_in(connection)}
    if not replace_newer:
        _refuse_newer(database.shown, version)
    foreign = sorted(names - set(metadata.tables) - set(backup.rows))
    if foreign and (version is None or version in known_versions()):
        raise DatabaseError(
            f'The database {database.shown} has tables that are not ours, such as "{foreign[0]}". '
            "Give the bot a database of its own."
        )
    return Place(version, f"before_restore_{_stamp(now).lower()}" if names else None, used)


async def _set_tables_aside(connection: AsyncConnection, schema: str) -> None:
    def names(connection: Connection) -> list[str]:
        return inspect(connection).get_table_names()

    await connection.execute(text(f"CREATE SCHEMA {schema}"))
    quoted: Callable[[str], str] = connection.dialect.identifier_preparer.quote
    for name in await connection.run_sync(names):
        await connection.execute(text(f"ALTER TABLE {quoted(name)} SET SCHEMA {schema}"))


def _refuse_newer(shown: str, version: str | None) -> None:
    if version is not None and version not in known_versions():
        raise DatabaseError(
            f"The database {shown} has version {version}, and I know versions up to {known_versions()[-1]}: a newer "
            "program has used it. Restore with that program; or, to go back to this one, say --replace-newer."
        )


def _stamp(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
