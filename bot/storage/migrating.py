"""Versions of the database: bring it up to ours, or say why not."""

import ast
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import sqlite_files
from bot.storage.complaints import in_its_words, way_out
from bot.storage.engine import Database
from bot.storage.faults import DatabaseError, UpgradedError

HEAD: Final = "0006"
"""The version that this program needs."""
SCRIPTS: Final = Path(__file__).parent / "migrations"
LOCK: Final = 0x726F61646D61
"""PostgreSQL's advisory lock under which one process migrates and the others wait."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was done: from which version (None: it was empty) to ours, and where the copy of before lies."""

    before: str | None
    backup: Path | None

    @property
    def changed(self) -> bool:
        """Whether anything was done."""
        return self.before != HEAD


@dataclass(frozen=True, slots=True)
class Step:
    """A step to a version, and what it does."""

    version: str
    does: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an upgrade would do: from which version (None: it is empty), by which steps, and where the copy would lie."""

    before: str | None
    steps: tuple[Step, ...]
    backup: Path | None


async def plan(database: Database) -> Plan:
    """Say what `migrate` would do, and do nothing; a SQLite file that is not there stays so.

    Raises DatabaseError where the database is newer than we are, or cannot be reached.
    """
    try:
        before = None
        if database.is_there:
            async with database.reading() as connection:
                before = await connection.run_sync(version_of)
    except (DBAPIError, OSError) as error:
        raise DatabaseError(explained(database, error)) from error
    if before == HEAD:
        return Plan(before, (), None)
    refuse_newer(before)
    copy = None
    if database.file is not None and before is not None:
        copy = database.file.with_name(f"{database.file.name}.before-{HEAD}-from-{before}")
    return Plan(before, tuple(step for step in _steps() if before is None or step.version > before), copy)


async def migrate(database: Database) -> Migrated:
    """Bring the database up to our version; several processes may try at once.

    SQLite is copied to a file beside it first. Raises DatabaseError where the database is newer than we are, or
    cannot be reached.
    """
    planned = await plan(database)
    if planned.before == HEAD:
        return Migrated(HEAD, None)
    if database.file is not None and planned.backup is not None:
        try:
            sqlite_files.save(database.file, planned.backup, planned.before)
        except UpgradedError:
            # Another process was faster, and the copy of before is its own.
            return await migrate(database)
    try:
        async with database.writing() as connection:
            await build(connection, HEAD)
    except (DBAPIError, OSError, sqlite3.Error) as error:
        raise DatabaseError(explained(database, error)) from error
    return Migrated(planned.before, planned.backup)


async def build(connection: AsyncConnection, version: str) -> None:
    """Bring the tables of the database up to a version, within a transaction; other processes wait for its end."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    await connection.run_sync(_upgrade, version)


async def ensure_writable(database: Database) -> None:
    """Find out whether the database takes changes; raises DatabaseError where it does not."""
    try:
        async with database.writing() as connection:
            # It changes nothing, and is refused where nothing may be changed.
            await connection.execute(text("UPDATE alembic_version SET version_num = version_num WHERE 1 = 0"))
    except (DBAPIError, OSError) as error:
        raise DatabaseError(explained(database, error)) from error


def version_of(connection: Connection) -> str | None:
    """Read the version of a database; None where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def explained(database: Database, error: BaseException) -> str:
    """Say in a sentence why the database could not be used; a password in its address stays hidden."""
    said, what_to_do = in_its_words(error), way_out(error) or "Look whether it is ours, and not another program's."
    return f"The database {database.shown} cannot be used ({said}). {what_to_do}"


def trouble_with(database: Database, error: BaseException) -> str | None:
    """Say in a sentence why the database, or the way to it, failed; None where our own statement is at fault."""
    return explained(database, error) if way_out(error) else None


def known_versions() -> list[str]:
    """Give the versions that we know, oldest first."""
    return [step.version for step in _steps()]


def refuse_newer(version: str | None) -> None:
    """Raise DatabaseError where we do not know a version."""
    if version is not None and version not in known_versions():
        raise DatabaseError(
            f"The database has version {version}, and I know versions up to {HEAD}. "
            "Start the newer program, or restore the copy that was made before the upgrade."
        )


def _steps() -> list[Step]:
    files = sorted((SCRIPTS / "versions").glob("[0-9]*.py"))
    return [Step(path.name.split("_")[0], _first_line(path)) for path in files]


def _first_line(script: Path) -> str:
    return (ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or script.stem).splitlines()[0]


def _upgrade(connection: Connection, version: str) -> None:
    # Late: a start whose database is up to date need not wait for Alembic's imports.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    # Alembic's own table, made first: as strict as ours.
    strict = " STRICT" if connection.dialect.name == "sqlite" else ""
    connection.execute(
        text(f"CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT PRIMARY KEY NOT NULL){strict}")
    )
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    upgrade: Callable[[Config, str], None] = command.upgrade
    upgrade(config, version)
