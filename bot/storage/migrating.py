"""Versions of the database: bring it up to ours, or say why not."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import Database
from bot.storage.faults import DatabaseError, in_its_words, way_out

HEAD: Final = "0001"
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


async def migrate(database: Database) -> Migrated:
    """Bring the database up to our version; several processes may try at once.

    SQLite is copied to a file beside it first. Raises DatabaseError where the database is newer than we are, or
    cannot be reached.
    """
    try:
        async with database.reading() as connection:
            before = await connection.run_sync(version_of)
        if before == HEAD:
            return Migrated(before, None)
        _refuse_newer(before)
        backup = _back_up(database, before) if before is not None else None
        async with database.writing() as connection:
            if not database.on_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            await connection.run_sync(_upgrade)
    except (DBAPIError, OSError, sqlite3.Error) as error:
        raise DatabaseError(explained(database, error)) from error
    return Migrated(before, backup)


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
    if database.on_sqlite:
        return f"The database {database.file} cannot be used ({said}). {what_to_do}"
    shown = database.url.set(drivername="postgresql").render_as_string(hide_password=True)
    return f"The database {shown} cannot be used ({said}). {what_to_do}"


def trouble_with(database: Database, error: BaseException) -> str | None:
    """Say in a sentence why the database, or the way to it, failed; None where our own statement is at fault."""
    return explained(database, error) if way_out(error) else None


def known_versions() -> list[str]:
    """Give the versions that we know, oldest first."""
    return sorted(path.name.split("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*.py"))


def _refuse_newer(before: str | None) -> None:
    if before is not None and before not in known_versions():
        raise DatabaseError(
            f"The database has version {before}, and I know versions up to {HEAD}. "
            "Start the newer program, or restore the copy that was made before the upgrade."
        )


def _back_up(database: Database, version: str) -> Path | None:
    if database.file is None:
        return None
    copy = database.file.with_name(f"{database.file.name}.before-{HEAD}-from-{version}")
    with closing(sqlite3.connect(database.file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _upgrade(connection: Connection) -> None:
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
    upgrade(config, HEAD)
