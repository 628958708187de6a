"""The database: where transactions begin and end, on either engine."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.faults import DatabaseError

READERS: Final = 4
"""Connections that read from SQLite side by side; writing has one of its own."""
CONNECTIONS: Final = 10
"""Connections of a process to PostgreSQL."""
BUSY: Final = 5_000
"""Milliseconds that SQLite waits for another process before it gives up."""
OLDEST_SQLITE: Final = (3, 37, 0)
"""The first with strict tables."""
_EVERY_CONNECTION = (
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY}",
    "PRAGMA temp_store = MEMORY",
)
# What is deleted is overwritten, wherever SQLite is built in another way: people are told that it is gone.
_WRITER = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON")
_READER = ("PRAGMA query_only = ON",)


class Database:
    """One SQLite file, or one PostgreSQL database."""

    def __init__(self, url: str) -> None:
        """Take an address with its driver, as the settings give it. Nothing is opened before it is needed."""
        self.url: URL = make_url(url)
        self.on_sqlite = self.url.get_backend_name() == "sqlite"
        self._turn = asyncio.Lock()
        if self.on_sqlite:
            self._prepare_folder()
            self._writer = _sqlite(self.url, _WRITER, 1, "BEGIN IMMEDIATE")
            self._reader = _sqlite(self.url, _READER, READERS, "BEGIN")
        else:
            self._writer = self._reader = create_async_engine(
                self.url, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True, hide_parameters=True
            )

    def _prepare_folder(self) -> None:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            wanted = ".".join(map(str, OLDEST_SQLITE))
            raise DatabaseError(f"SQLite {sqlite3.sqlite_version} is too old. Install {wanted} or newer.")
        assert self.file is not None  # noqa: S101 - the settings accept no SQLite address without a file
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(
                f"The folder {self.file.parent} cannot be made ({error.strerror}). Name another in DATABASE_URL."
            ) from None

    @property
    def file(self) -> Path | None:
        """The SQLite file; None with PostgreSQL."""
        return Path(self.url.database or "") if self.on_sqlite else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection for questions; they all see one state of the data on SQLite."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection for questions that all see one state of the data, on PostgreSQL too."""
        async with self.reading() as connection:
            if not self.on_sqlite:
                await connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose changes are kept when the block ends, or not at all when it raises."""
        if not self.on_sqlite:
            async with self._writer.begin() as connection:
                yield connection
            return
        # One writer with a lock: a pool of them would wait in SQLite, ten times as long for the unlucky.
        async with self._turn, self._writer.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()


def insert_into(connection: AsyncConnection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Begin an insert that may say what happens on a conflict; both engines understand the same."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _sqlite(url: URL, pragmas: tuple[str, ...], connections: int, begin: str) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=connections, max_overflow=0, pool_timeout=60, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        # The driver must not begin transactions by itself: it would begin them too late to be exclusive.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (*_EVERY_CONNECTION, *pragmas):
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
