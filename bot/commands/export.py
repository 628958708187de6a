"""`roadmap-bot export`: all that is kept about all guilds, as JSON Lines."""

import argparse
import asyncio
import sys
from collections.abc import Mapping

from sqlalchemy.exc import SQLAlchemyError

from bot.scores.exporting import export_guilds
from bot.settings import Settings
from bot.storage.engine import Database
from bot.storage.faults import DatabaseError
from bot.storage.migrating import explained, migrate


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:  # noqa: ARG001 - each command takes both
    """Print a line for each row, with the name of its table."""
    asyncio.run(_export(Settings.from_env(environ).database_url))
    return 0


async def _export(url: str) -> None:
    database = Database(url)
    if database.file is not None and not database.file.exists():
        raise DatabaseError(f"The database {database.file} does not exist. Name the one to export in DATABASE_URL.")
    try:
        await migrate(database)
        async with database.snapshot() as connection:
            async for line in export_guilds(connection):
                sys.stdout.buffer.write(line.encode() + b"\n")
        sys.stdout.buffer.flush()
    except SQLAlchemyError as error:
        raise DatabaseError(explained(database, error)) from error
    finally:
        await database.close()
