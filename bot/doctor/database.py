"""The database: whether it can be reached, read and written, has our version, and is whole."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import sizes
from bot.doctor.findings import Finding, fault, ok, unreachable, warning
from bot.doctor.roadmap import can_write_in
from bot.guilds.guild import Home
from bot.quiz import schedules
from bot.quiz.schedule import Schedule
from bot.storage.engine import Database
from bot.storage.migrating import HEAD, explained, known_versions, version_of
from bot.storage.rows import counted, tables_in
from bot.storage.tables import guild, metadata

SUBJECT = "database"
PATIENCE: Final = 20.0
"""Seconds in which a server has to let us in."""
ROOM: Final = 100_000_000
"""Bytes that should be free: a copy before an upgrade, a backup and the journal want some."""
MOST_TOLD: Final = 5
RESTORE: Final = (
    "Stop the bot, and put the newest copy back: roadmap-bot restore FILE --dry-run, then without --dry-run."
)


@dataclass(frozen=True, slots=True)
class Uses:
    """What guilds have set up that must be there outside of the database."""

    schedules: tuple[Schedule, ...] = ()
    zones: frozenset[str] = frozenset()
    ask_guilds: int = 0
    """Guilds with channels in which every message may be a question."""


async def examine(database: Database) -> AsyncIterator[Finding]:
    """Look at a database, and change nothing in it; what is not there is not made."""
    if not database.is_there:
        yield _not_there(database)
        return
    try:
        async with asyncio.timeout(PATIENCE), database.reading() as connection:
            version = await connection.run_sync(version_of)
            product = await _product(connection)
    except (DBAPIError, OSError) as error:
        # A timeout is an OSError too.
        yield _closed(database, error)
        return
    yield ok(SUBJECT, f"{database.shown} is open: {product}.")
    yield _of_version(version)
    yield await _writable(database)
    if database.file is not None:
        yield _roomy(database.file.parent)
    if version is not None:
        async for finding in _whole(database, version):
            yield finding


async def uses_of(database: Database) -> Uses:
    """Give what guilds use; nothing where the database cannot be read, or not by us."""
    try:
        if not database.is_there:
            return Uses()
        async with asyncio.timeout(PATIENCE), database.reading() as connection:
            if await connection.run_sync(version_of) != HEAD:
                return Uses()
            running = await schedules.everywhere(connection, Home.DISCORD)
            asking = (
                select(func.count()).select_from(guild).where(guild.c.ask_channels != (), guild.c.removed_at.is_(None))
            )
            ask_guilds: int = (await connection.execute(asking)).scalar_one()
            of_guilds = (await connection.execute(select(guild.c.zone).distinct())).scalars().all()
    except (DBAPIError, OSError):
        return Uses()
    zones = frozenset([*of_guilds, *(one.timetable.zone for one in running)])
    return Uses(tuple(running), zones, ask_guilds)


def _not_there(database: Database) -> Finding:
    assert database.file is not None  # noqa: S101 - a server is always there
    folder = database.file.parent
    if can_write_in(folder):
        return ok(SUBJECT, f"{database.file} is not there yet: the first start makes it.")
    return fault(SUBJECT, f"{database.file} cannot be made.", f"Allow writing in {folder}, or set DATABASE_URL.")


def _closed(database: Database, error: Exception) -> Finding:
    if database.on_sqlite:
        damaged = "not a database" in str(error) or "malformed" in str(error)
        return fault(SUBJECT, explained(database, error), RESTORE if damaged else "")
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None):
        # It has answered: a wrong password, or no such database.
        return fault(SUBJECT, explained(database, error))
    reason = error if str(error) else TimeoutError(f"no answer within {PATIENCE:.0f} s")
    return unreachable(SUBJECT, explained(database, reason), "")


async def _product(connection: AsyncConnection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {(await connection.execute(text('SELECT sqlite_version()'))).scalar_one()}"
    return f"PostgreSQL {(await connection.execute(text('SHOW server_version'))).scalar_one().split()[0]}"


def _of_version(version: str | None) -> Finding:
    if version is None:
        return ok(SUBJECT, "It is empty: the first start makes its tables.")
    if version == HEAD:
        return ok(SUBJECT, f"It has version {HEAD}, which is what this program needs.")
    if version in known_versions():
        said = f"It has version {version}, and this program needs {HEAD}."
        return warning(SUBJECT, said, "The next start upgrades it; roadmap-bot migrate --plan says how.")
    said = f"It has version {version}, which is newer than this program: it knows versions up to {HEAD}."
    return fault(SUBJECT, said, "Start the newer program, or restore the copy that was made before the upgrade.")


async def _writable(database: Database) -> Finding:
    """Try to write, and take it back."""
    try:
        async with database.writing() as connection:
            await connection.execute(text("CREATE TABLE roadmap_bot_doctor (value INTEGER)"))
            await connection.execute(text("INSERT INTO roadmap_bot_doctor VALUES (1)"))
            await connection.rollback()
        return ok(SUBJECT, "It can be written to.")
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        mend = (
            f"Allow the bot to write to {database.file} and its folder, and look whether another process holds it."
            if database.on_sqlite
            else "Make the bot's account the owner of its database, and connect to the primary server."
        )
        return fault(SUBJECT, f"It cannot be written to ({reason}).", mend)


def _roomy(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{sizes.written(free)} are free in {folder}"
    return ok(SUBJECT, f"{said}.") if free >= ROOM else warning(SUBJECT, f"Only {said}.", "Make room there.")


async def _whole(database: Database, version: str) -> AsyncIterator[Finding]:
    try:
        async with database.reading() as connection:
            damage = await (_damage(connection) if database.on_sqlite else _unreadable(connection))
            damage += await connection.run_sync(_missing) if version == HEAD else []
            tables = await tables_in(connection)
            # PostgreSQL checks what it reads: what can be counted can be read.
            rows = sum((await counted(connection, tables)).values())
    except (DBAPIError, OSError) as error:
        yield fault(SUBJECT, explained(database, error), RESTORE)
        return
    for found in damage[:MOST_TOLD]:
        yield found
    if not damage:
        yield ok(SUBJECT, f"It is whole: {len(tables)} tables with {rows:,} rows.")


async def _damage(connection: AsyncConnection) -> list[Finding]:
    found = (await connection.execute(text(f"PRAGMA integrity_check({MOST_TOLD})"))).scalars()
    return [fault(SUBJECT, f"It is damaged ({told}).", RESTORE) for told in found if told != "ok"]


async def _unreadable(connection: AsyncConnection) -> list[Finding]:
    encoding = (await connection.execute(text("SHOW server_encoding"))).scalar_one()
    if encoding == "UTF8":
        return []
    said = f"It keeps texts as {encoding}, which has no room for the names of many people."
    return [fault(SUBJECT, said, "Make another with ENCODING 'UTF8', and move there with roadmap-bot copy.")]


def _missing(connection: Connection) -> list[Finding]:
    """Compare the tables that are there with those of our version."""
    there = inspect(connection)
    names = set(there.get_table_names())
    lacking: list[str] = []
    for table in metadata.sorted_tables:
        if table.name not in names:
            lacking.append(f'table "{table.name}"')
            continue
        columns = {column["name"] for column in there.get_columns(table.name)}
        lacking += [f'column "{table.name}.{one.name}"' for one in table.columns if one.name not in columns]
        indexes = {index["name"] for index in there.get_indexes(table.name)}
        lacking += [f'index "{one.name}"' for one in table.indexes if one.name not in indexes]
    return [fault(SUBJECT, f"It lacks the {what}.", RESTORE) for what in lacking]
