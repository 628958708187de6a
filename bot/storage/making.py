"""How tables are made, and the set to which all of them belong."""

from typing import Any

from sqlalchemy import Column, MetaData, Table, text

from bot.storage.columns import Integer

metadata = MetaData()


def table(name: str, *columns: Any, rows: bool = True) -> Table:
    """Make a strict table; without `rows` SQLite keeps it in the order of its key alone."""
    return Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=rows)


def key(name: str, kind: Any = Integer) -> Column[Any]:
    """Make a column of the key."""
    return Column(name, kind, primary_key=True, autoincrement=False, nullable=False)


def column(name: str, kind: Any, default: str | None = None) -> Column[Any]:
    """Make a column that always holds something."""
    return Column(name, kind, nullable=False, server_default=None if default is None else text(default))
