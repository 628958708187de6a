"""SQLite's files: copied while others write, examined, and held for ourselves."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from bot.storage import seals
from bot.storage.faults import DatabaseError, UpgradedError

BEGINS: Final = b"SQLite format 3\0"
BUSY: Final = 5.0
"""Seconds that a copy waits for somebody who writes."""
MOST_FAULTS: Final = 5
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


def save(file: Path, copy: Path, version: str | None = None) -> None:
    """Copy a database that others may be writing to: one state of it, whole, with its checksum; replaces `copy`.

    Only what is kept is copied: of what people had deleted nothing is left in the file. Raises UpgradedError, and leaves
    `copy` as it is, where only a `version` was to be copied and the database has another one by now.
    """
    try:
        with seals.sealed(copy) as part:
            with closing(_opened(file, "rw", BUSY)) as connection:
                connection.execute("VACUUM INTO ?", (str(part),))
            if version is not None and version_in(part) != version:
                raise UpgradedError
            faults = faults_in(part)
            if faults:
                raise DatabaseError(f"The copy of {file} is damaged ({faults[0]}). Check the disk, and run me again.")
    except sqlite3.Error as error:
        raise DatabaseError(
            f"The database {file} cannot be copied ({error}). Make room at {copy.parent}; "
            "roadmap-bot doctor says whether the database is well."
        ) from None


def faults_in(file: Path) -> list[str]:
    """Say what is damaged in a file; nothing where all of it is whole."""
    try:
        with closing(_opened(file, "ro")) as connection:
            found = connection.execute(f"PRAGMA integrity_check({MOST_FAULTS})").fetchall()
    except sqlite3.Error as error:
        return [str(error)]
    return [said for (said,) in found if said != "ok"]


def version_in(file: Path, mode: str = "ro") -> str | None:
    """Read the version of a file; None where it has none. Raises sqlite3.Error.

    A database in WAL mode is opened for writing, "rw": who only reads one leaves an empty journal behind.
    """
    with closing(_opened(file, mode)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone():
            return None
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else None


def rows_in(file: Path) -> dict[str, int]:
    """Count the rows of each table in a file. Raises sqlite3.Error."""
    with closing(_opened(file, "ro")) as connection:
        there = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('alembic_version') ORDER BY name"
        names = [name for (name,) in connection.execute(there) if not name.startswith("sqlite_")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - a table's own name


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold a database for ourselves, all of it in its one file; raises DatabaseError where another process uses it."""
    used = DatabaseError(f"The database {file} is in use. Stop the bot, and whatever else has it open.")
    if in_use(file):
        raise used
    with closing(_opened(file, "rw", 0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            # What is damaged has no journal that could be put away, and is used by nobody.
            if _is_held(error):
                raise used from None
        yield


def in_use(file: Path) -> bool:
    """Say whether another process has a database open, though it may be idle."""
    with closing(_opened(file, "rw", 0)) as connection:
        return _is_shared(connection)


def companions(file: Path) -> list[tuple[Path, str]]:
    """Give the files that SQLite keeps beside one, as they are now, each with the end of its name."""
    named = [(file.with_name(f"{file.name}{end}"), end) for end in _COMPANIONS]
    return [(path, end) for path, end in named if path.exists()]


def _is_shared(connection: sqlite3.Connection) -> bool:
    # In WAL mode a connection that has read shares a lock for as long as it is open.
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        # What is damaged is used by nobody, and is what one restores for.
        return _is_held(error)
    return False


def _is_held(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _opened(file: Path, mode: str, patience: float = BUSY) -> sqlite3.Connection:
    address = f"{file.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
