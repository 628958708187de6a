"""Copies of a database: made while others write to it, and opened again before they count.

SQLite is copied to a SQLite file, PostgreSQL to lines; beside each lies its checksum.
"""

import asyncio
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import lines, seals, sqlite_files
from bot.storage.engine import Database
from bot.storage.faults import DamagedError, DatabaseError
from bot.storage.filling import Filled
from bot.storage.migrating import explained, known_versions, refuse_newer, version_of

_LONGEST_BEGINNING: Final = 16


class Form(StrEnum):
    """What a copy is."""

    SQLITE = "a SQLite database"
    LINES = "JSON Lines"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that is whole."""

    file: Path
    form: Form
    version: str
    rows: Mapping[str, int]
    """How many rows each table has."""

    @property
    def summary(self) -> str:
        """Say what it is and how much is in it."""
        return f"{self.form} of version {self.version}, {len(self.rows)} tables with {sum(self.rows.values()):,} rows"


async def save(database: Database, file: Path, now: datetime) -> Backup:
    """Copy one state of a database to a file, which has been read again when it gets its name; raises DatabaseError."""
    try:
        async with database.snapshot() as connection:
            version = await connection.run_sync(version_of)
            if version is None:
                raise DatabaseError(
                    f"The database {database.shown} is empty: there is nothing to copy. Check DATABASE_URL."
                )
            refuse_newer(version)
            if database.file is None:
                return await _save_lines(connection, version, file, now)
    except (DBAPIError, OSError) as error:
        raise DatabaseError(explained(database, error)) from error
    await asyncio.to_thread(sqlite_files.save, database.file, file)
    return Backup(file, Form.SQLITE, version, await asyncio.to_thread(sqlite_files.rows_in, file))


async def _save_lines(connection: AsyncConnection, version: str, file: Path, now: datetime) -> Backup:
    with seals.sealed(file) as part:
        written = await lines.write(connection, version, now, part)
        if await asyncio.to_thread(lines.examine, part) != written:
            raise DatabaseError(f"{file}: it does not read as it was written. Check the disk, and try again.")
    return _of_lines(file, written)


def _of_lines(file: Path, held: Filled) -> Backup:
    return Backup(file, Form.LINES, held.version, {name: one.rows for name, one in held.sums.items()})


def examine(file: Path) -> Backup:
    """Read a copy to its end; raises DamagedError where it is not whole, or newer than we are."""
    seals.check(file)
    with file.open("rb") as content:
        beginning = content.read(_LONGEST_BEGINNING)
    if beginning.startswith(sqlite_files.BEGINS):
        found = _sqlite(file)
    elif beginning.startswith(lines.BEGINS):
        found = _of_lines(file, lines.examine(file))
    else:
        raise DamagedError(f"{file}: this is no copy of ours. Name a file that roadmap-bot backup wrote.")
    if found.version not in known_versions():
        raise DamagedError(
            f"{file}: it has version {found.version}, and I know versions up to {known_versions()[-1]}. "
            "Restore it with the newer program."
        )
    return found


def _sqlite(file: Path) -> Backup:
    faults = sqlite_files.faults_in(file)
    if faults:
        raise DamagedError(f"{file}: it is damaged ({faults[0]}). Use another copy.")
    try:
        version = sqlite_files.version_in(file)
        rows = sqlite_files.rows_in(file)
    except sqlite3.Error as error:
        raise DamagedError(f"{file}: it cannot be read ({error}). Use another copy.") from None
    if version is None:
        raise DamagedError(f"{file}: none of our tables are in it. Name a file that roadmap-bot backup wrote.")
    return Backup(file, Form.SQLITE, version, rows)
