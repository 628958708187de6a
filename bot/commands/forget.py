"""`roadmap-bot forget`: delete all that is kept about a guild or a person, for whoever may ask for that."""

import argparse
import asyncio
from collections.abc import Mapping

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.scores.forgetting import acts_kept, forget_guild, forget_person, rows_of_guild, rows_of_person
from bot.settings import Settings
from bot.storage.engine import existing
from bot.storage.faults import DatabaseError
from bot.storage.migrating import explained, migrate


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Say what would be deleted; with --yes, delete it."""
    asyncio.run(_forget(Settings.from_env(environ).database_url, options))
    return 0


async def _forget(url: str, options: argparse.Namespace) -> None:
    database = existing(url)
    try:
        await migrate(database)
        # One transaction: what was counted is what is deleted.
        async with database.writing() as connection:
            said = await _deleted(connection, options)
    except SQLAlchemyError as error:
        raise DatabaseError(explained(database, error)) from error
    finally:
        await database.close()
    print("\n".join(said))


async def _deleted(connection: AsyncConnection, options: argparse.Namespace) -> list[str]:
    about = f"guild {options.guild}" if options.user is None else f"user {options.user}"
    if options.user is None:
        rows = await rows_of_guild(connection, options.guild)
    else:
        rows = await rows_of_person(connection, options.user)
    said = [f"{number:,} {'row' if number == 1 else 'rows'} of {name}" for name, number in rows.items()]
    said = said or [f"Nothing is kept about {about}."]
    if rows and not options.yes:
        said.append(f"That is kept about {about}. Nothing is deleted yet: add --yes to delete it for good.")
    elif rows:
        if options.user is None:
            await forget_guild(connection, options.guild)
        else:
            await forget_person(connection, options.user)
        said.append(f"All of that about {about} is deleted. Backups made before still have it.")
    if options.user is not None and (acts := await acts_kept(connection, options.user)):
        said.append(_staying(acts))
    return said


def _staying(acts: int) -> str:
    if acts == 1:
        return "1 thing that they did as an admin belongs to its guild, and stays."
    return f"{acts:,} things that they did as an admin belong to their guilds, and stay."
