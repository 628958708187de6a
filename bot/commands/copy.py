"""`roadmap-bot copy`: puts all that a database keeps into another one, on either engine."""

import argparse
import asyncio
import sys
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError

from bot.settings import Settings, SettingsError, database_address
from bot.storage import sqlite_files
from bot.storage.engine import Database, existing, in_use
from bot.storage.faults import DatabaseError
from bot.storage.filling import Filled, copy
from bot.storage.migrating import explained

STILL_USED = (
    "Another process uses {}: what it keeps from now on is not in the copy. Before you move for good, stop it and copy "
    "again, into an empty database."
)


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Copy in one transaction, and print what each table holds."""
    url = Settings.from_env(environ).database_url
    try:
        to = database_address(options.to)
    except ValueError as error:
        raise SettingsError([f"--to: {error}"]) from None
    if to == url:
        raise SettingsError(["--to: it names the database that DATABASE_URL names. Name another."])
    for line in asyncio.run(_copy(url, to)):
        print(line)
    return 0


async def _copy(url: str, to: str) -> list[str]:
    source = existing(url)
    target = Database(to)
    try:
        if await _is_used(source):
            print(STILL_USED.format(source.shown), file=sys.stderr)
        copied = await copy(source, target)
    finally:
        await source.close()
        await target.close()
    done = f"{len(copied.sums)} tables of version {copied.version} with {copied.rows:,} rows are in {target.shown}."
    compared = "They were read back, and are the same in number and content."
    return [*_listed(copied), f"{done} {compared}", "Set DATABASE_URL to it, and start the bot."]


async def _is_used(source: Database) -> bool:
    try:
        if source.file is not None:
            return await asyncio.to_thread(sqlite_files.in_use, source.file)
        async with source.reading() as connection:
            return await in_use(connection)
    except (DBAPIError, OSError) as error:
        raise DatabaseError(explained(source, error)) from error


def _listed(copied: Filled) -> list[str]:
    width = max(map(len, copied.sums), default=0)
    return [f"{name:<{width}}  {held.rows:>12,}  {held.digest[:16]}" for name, held in sorted(copied.sums.items())]
