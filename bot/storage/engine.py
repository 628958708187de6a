"""The database: where transactions begin and end, on either engine."""

from __future__ import annotations

import asyncio
import math
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Table, event, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, Dialect, make_url
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import await_only

from bot.storage.faults import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

READERS: Final = 4
"""Connections that read from SQLite side by side; writing has one of its own."""
CONNECTIONS: Final = 10
"""Connections of a process to PostgreSQL."""
RESTED: Final = 60.0
"""Seconds of rest after which a connection to PostgreSQL is tried first: what lies between may have forgotten it."""
_SINCE: Final = "since"
BUSY: Final = 5_000
"""Milliseconds that SQLite waits for another process before it gives up."""
PAUSE: Final = 0.02
"""Seconds before we try again what SQLite refuses without waiting."""
OF_SQLALCHEMY: Final = ("host", "port", "ssl", "prepared_statement_cache_size")
"""Options of a PostgreSQL address that SQLAlchemy hands on in its own way."""
PROGRAM: Final = "roadmap-bot"
"""How our connections call themselves in PostgreSQL's list of them."""
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

    def __init__(self, url: str, *, make_folder: bool = True) -> None:
        """Take an address with its driver, as the settings give it. Nothing is opened before it is needed.

        Who only looks, and first whether the file is there, makes no folder for it.
        """
        self.url: URL = make_url(url)
        self.on_sqlite = self.url.get_backend_name() == "sqlite"
        self._turn = asyncio.Lock()
        self.errors = 0
        """Transactions that failed, since the start of the process."""
        if self.on_sqlite:
            self._check_library()
            if make_folder:
                self._make_folder()
            self._writer = _sqlite(self.url, _WRITER, 1, "BEGIN IMMEDIATE")
            self._reader = _sqlite(self.url, _READER, READERS, "BEGIN")
        else:
            self._writer = self._reader = _postgresql(self.url)

    def _check_library(self) -> None:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            wanted = ".".join(map(str, OLDEST_SQLITE))
            raise DatabaseError(f"SQLite {sqlite3.sqlite_version} is too old. Install {wanted} or newer.")

    def _make_folder(self) -> None:
        assert self.file is not None  # noqa: S101 - the settings accept no SQLite address without a file
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(
                f"The folder {self.file.parent} cannot be made ({error.strerror}). Name another in DATABASE_URL."
            ) from None

    @property
    def is_there(self) -> bool:
        """Whether there is anything to open: a SQLite file is made by opening it. What a server has, only it knows."""
        return self.file is None or self.file.exists()

    @property
    def file(self) -> Path | None:
        """The SQLite file; None with PostgreSQL."""
        return Path(self.url.database or "") if self.on_sqlite else None

    @property
    def shown(self) -> str:
        """The file, or the address without its password, which options may hold as well: what people are told."""
        address = self.url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
        return str(self.file) if self.on_sqlite else address

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection for questions; they all see one state of the data on SQLite."""
        with self._counting_errors():
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
        with self._counting_errors():
            if not self.on_sqlite:
                async with self._writer.begin() as connection:
                    yield connection
                return
            # One writer with a lock: a pool of them would wait in SQLite, ten times as long for the unlucky.
            async with self._turn, self._writer.begin() as connection:
                yield connection

    @contextmanager
    def _counting_errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError):
            self.errors += 1
            raise

    async def close(self) -> None:
        """Close all connections."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()


def existing(url: str) -> Database:
    """Give a database that is there; raises DatabaseError where its file is not, and makes none."""
    database = Database(url, make_folder=False)
    if not database.is_there:
        raise DatabaseError(f"The database {database.file} does not exist. Name the one you mean in DATABASE_URL.")
    return database


async def in_use(connection: AsyncConnection) -> bool:
    """Say whether another process of ours is connected to a PostgreSQL database."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = :program AND pid <> pg_backend_pid()"
    )
    return bool((await connection.execute(others, {"program": PROGRAM})).scalar_one())


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Begin an insert that may say what happens on a conflict; both engines understand the same."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - a start on SQLite need not wait for it

    return postgresql.insert(table)


def _postgresql(url: URL) -> AsyncEngine:
    # What stands behind the question mark is for libpq, such as sslmode: the driver reads that in an address of its own.
    ours = {name: value for name, value in url.query.items() if name in OF_SQLALCHEMY}
    theirs = url.difference_update_query(OF_SQLALCHEMY).query
    options = URL.create("postgresql", query=theirs).render_as_string()
    try:
        engine = create_async_engine(
            url.set(query=ours),
            pool_size=CONNECTIONS,
            max_overflow=0,
            # The connection used last knows the statements: the others stay small, and few of them awake.
            pool_use_lifo=True,
            hide_parameters=True,
            connect_args={"dsn": options, "server_settings": {"application_name": PROGRAM}},
        )
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"DATABASE_URL names PostgreSQL, and the package {error.name} for it is not installed. "
            "Install the bot with it: pip install '.[postgresql]'"
        ) from None

    dialect = engine.sync_engine.dialect

    @event.listens_for(engine.sync_engine, "checkin")
    def _given_back(_: Any, record: ConnectionPoolEntry) -> None:
        record.info[_SINCE] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def _taken(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        # The driver hears at once what the server ended; to ask the server before each use costs three messages.
        rested = time.monotonic() - record.info.get(_SINCE, math.inf)
        if connection.driver_connection.is_closed() or (rested > RESTED and not _answers(dialect, connection)):
            raise DisconnectionError

    return engine


def _answers(dialect: Dialect, connection: Any) -> bool:
    try:
        return dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error:
        return False


def _set(cursor: Any, pragma: str) -> None:
    """Set what a connection is to go by.

    Of two who bring a new file into WAL mode at once, SQLite refuses one at once, whatever its busy timeout says.
    """
    until = time.monotonic() + BUSY / 1000
    while True:
        try:
            cursor.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            await_only(asyncio.sleep(PAUSE))
        else:
            return


def _sqlite(url: URL, pragmas: tuple[str, ...], connections: int, begin: str) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=connections, max_overflow=0, pool_timeout=60, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        # The driver must not begin transactions by itself: it would begin them too late to be exclusive.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (*_EVERY_CONNECTION, *pragmas):
            _set(cursor, pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
