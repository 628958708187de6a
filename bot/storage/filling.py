"""Filling: an empty database gets the tables of a version and the rows of another, or stays as it was."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import Database
from bot.storage.faults import DatabaseError
from bot.storage.migrating import build, explained, version_of
from bot.storage.rows import Sum, Summing, Values, batches, counted, differing, put, tables_in, written


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put into a database: the version of its tables, and what each of them holds."""

    version: str
    sums: Mapping[str, Sum]

    @property
    def rows(self) -> int:
        """How many rows there are altogether."""
        return sum(held.rows for held in self.sums.values())


async def copy(source: Database, target: Database) -> Filled:
    """Put one state of a database into an empty one, in one transaction; the rows are read back and compared.

    Raises DatabaseError where the target is not empty, or anything came out differently: then nothing is kept.
    """
    async with _blamed(source), source.snapshot() as reading:
        version = await reading.run_sync(version_of)
        if version is None:
            raise DatabaseError(f"The database {source.shown} is empty: there is nothing to copy. Check DATABASE_URL.")
        async with _blamed(target), target.writing() as writing:
            await _claim(writing, target, version)
            sums = await fill(writing, target, version, _rows_of(reading, source))
    return Filled(version, sums)


@asynccontextmanager
async def _blamed(database: Database) -> AsyncIterator[None]:
    """Say which of two databases has failed."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise DatabaseError(explained(database, error)) from error


async def fill(
    connection: AsyncConnection, target: Database, version: str, rows: AsyncIterator[tuple[str, Sequence[Values]]]
) -> dict[str, Sum]:
    """Make the tables of a version and put rows into them; give what each table holds, after it was read back."""
    await build(connection, version)
    tables = {one.name: one for one in await tables_in(connection)}
    summing = {name: Summing() for name in tables}
    async for name, batch in rows:
        if name not in tables:
            raise DatabaseError(f'Version {version} has no table "{name}". Nothing was changed in {target.shown}.')
        for values in batch:
            summing[name].add(written(values))
        await put(connection, tables[name], batch)
    sums = {name: one.sum for name, one in summing.items()}
    wrong = await differing(connection, sums)
    if wrong:
        raise DatabaseError(
            f"What {target.shown} holds of {', '.join(wrong)} is not what was put there. Nothing was kept; try again."
        )
    return sums


async def _claim(connection: AsyncConnection, target: Database, version: str) -> None:
    """Make sure that a database is empty: without tables, or with ours and not a row in them."""
    tables = await tables_in(connection)
    held = {name: rows for name, rows in (await counted(connection, tables)).items() if rows}
    if held:
        name, rows = next(iter(held.items()))
        raise DatabaseError(
            f'The database {target.shown} is not empty: its table "{name}" holds {rows:,} '
            f"{'row' if rows == 1 else 'rows'}. Name an empty one."
        )
    before = await connection.run_sync(version_of)
    if before != version and (tables or before is not None):
        found = f"has tables of version {before}" if before else f'has tables of something else, such as "{tables[0]}"'
        raise DatabaseError(f"The database {target.shown} {found}. Name one without tables.")


async def _rows_of(connection: AsyncConnection, source: Database) -> AsyncIterator[tuple[str, Sequence[Values]]]:
    for one in await tables_in(connection):
        rows = batches(connection, one)
        while True:
            # Only the reading is this database's fault: what is done with the rows is another's.
            async with _blamed(source):
                batch = await anext(rows, None)
            if batch is None:
                break
            yield one.name, batch
