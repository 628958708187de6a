"""`roadmap-bot export`: all that is kept, or all about one guild or one person, as JSON Lines."""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.commands.export_taught import export_taught
from bot.scores.exporting import export_all, export_guild, person_rows
from bot.settings import Settings
from bot.storage.engine import existing
from bot.storage.faults import DatabaseError
from bot.storage.migrating import explained, migrate
from bot.teach import votes


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print a line for each row, with the name of its table; or what was taught as a patch, or votes as counts."""
    if options.taught:
        return export_taught(Settings.from_env(environ), options.guild)
    lines = asyncio.run(_export(Settings.from_env(environ).database_url, options))
    if not lines:
        print("Nobody has voted yet." if options.votes else _nothing(options.guild, options.user), file=sys.stderr)
    return 0


async def _export(url: str, options: argparse.Namespace) -> int:
    database = existing(url)
    lines = 0
    try:
        await migrate(database)
        async with database.snapshot() as connection:
            async for line in _wanted(connection, options):
                sys.stdout.buffer.write(line.encode() + b"\n")
                lines += 1
        sys.stdout.buffer.flush()
    except SQLAlchemyError as error:
        raise DatabaseError(explained(database, error)) from error
    finally:
        await database.close()
    return lines


def _wanted(connection: AsyncConnection, options: argparse.Namespace) -> AsyncIterator[str]:
    if options.votes:
        return _counted(connection, options.guild)
    if options.user is not None:
        return person_rows(connection, options.user)
    return export_all(connection) if options.guild is None else export_guild(connection, options.guild)


async def _counted(connection: AsyncConnection, guild_id: int | None) -> AsyncIterator[str]:
    """Count votes without whose they are: those of all guilds and of direct messages, or of one guild."""
    said = await votes.all_reasons(connection, guild_id)
    for tally in await votes.tallies(connection, guild_id):
        reasons = said.get((tally.kind, tally.slug), [])
        yield json.dumps({**asdict(tally), "reasons": reasons}, ensure_ascii=False)


def _nothing(guild_id: int | None, user_id: int | None) -> str:
    if guild_id is None and user_id is None:
        return "Nothing is kept yet."
    return f"Nothing is kept about {f'guild {guild_id}' if user_id is None else f'user {user_id}'}."
