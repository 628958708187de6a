"""Rows as both engines keep them: read as they lie, whatever their version, put elsewhere, and summed up."""

import base64
import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, TableClause, column, func, insert, inspect, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

VERSIONS: Final = "alembic_version"
"""The table of Alembic's own: it goes with the tables' shape, not with what is in them."""
AT_ONCE: Final = 1_000
"""Rows that are read or written together."""

Values: TypeAlias = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sum:
    """What a table holds, in short: tables with equal sums hold the same rows."""

    rows: int
    digest: str


class Summing:
    """Adds rows up; their order does not matter, since engines differ in the order of texts."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rows = 0
        self._total = 0

    def add(self, written: str) -> None:
        """Add a row, as `written` gives it."""
        self._rows += 1
        self._total += int.from_bytes(hashlib.sha256(written.encode()).digest())

    @property
    def sum(self) -> Sum:
        """All that was added so far."""
        return Sum(self._rows, f"{self._total % (1 << 256):064x}")


def written(values: Values) -> str:
    """Write a row as JSON: equal rows look equal, whichever engine they come from."""
    return _WRITER.encode(list(values))


def read(line: str) -> list[Any]:
    """Read a row that `written` wrote; raises ValueError."""
    values = json.loads(line)
    if not isinstance(values, list):
        raise TypeError("a row is a list")
    return [base64.b64decode(value["base64"]) if isinstance(value, dict) else value for value in values]


def _of_bytes(value: object) -> object:
    if isinstance(value, (bytes, memoryview)):
        return {"base64": base64.b64encode(value).decode()}
    raise TypeError(f"{value!r} is of no kind that our columns have")


_WRITER: Final = json.JSONEncoder(separators=(",", ":"), default=_of_bytes)


async def tables_in(connection: AsyncConnection) -> list[TableClause]:
    """Give the tables that are there, with the columns that they really have, by name."""
    return await connection.run_sync(_tables_in)


def _tables_in(connection: Connection) -> list[TableClause]:
    there = inspect(connection)
    return [
        table(name, *(column(one["name"], one["type"]) for one in there.get_columns(name)))
        for name in sorted(there.get_table_names())
        if name != VERSIONS
    ]


async def counted(connection: AsyncConnection, tables: Iterable[TableClause]) -> dict[str, int]:
    """Count the rows of tables."""
    return {one.name: (await connection.execute(select(func.count()).select_from(one))).scalar_one() for one in tables}


async def batches(connection: AsyncConnection, of: TableClause) -> AsyncIterator[Sequence[Values]]:
    """Give all rows of a table, many at a time."""
    async with connection.stream(select(*of.columns).execution_options(yield_per=AT_ONCE)) as result:
        async for rows in result.partitions():
            yield [tuple(row) for row in rows]


async def put(connection: AsyncConnection, into: TableClause, rows: Sequence[Values]) -> None:
    """Add rows to a table, their values in the order of its columns."""
    names = [one.name for one in into.columns]
    await connection.execute(insert(into), [dict(zip(names, values, strict=True)) for values in rows])


async def summed(connection: AsyncConnection, of: TableClause) -> Sum:
    """Sum up what a table holds."""
    summing = Summing()
    async for rows in batches(connection, of):
        for values in rows:
            summing.add(written(values))
    return summing.sum


async def differing(connection: AsyncConnection, expected: Mapping[str, Sum]) -> list[str]:
    """Name the tables that do not hold what is expected; one that is not expected has to be empty."""
    nothing = Summing().sum
    there = {one.name: await summed(connection, one) for one in await tables_in(connection)}
    return sorted(name for name in {*there, *expected} if there.get(name, nothing) != expected.get(name, nothing))
