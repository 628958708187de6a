"""`roadmap-bot restore`: puts a copy in the database's place, and keeps aside what is there."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.clock import now
from bot.settings import Settings, SettingsError
from bot.storage.backups import Backup, examine
from bot.storage.engine import Database
from bot.storage.faults import DamagedError
from bot.storage.migrating import HEAD
from bot.storage.restoring import Place, look, restore


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Check a copy, say what it replaces, and put it there unless this is a drill; give 1 where it is damaged."""
    settings = Settings.from_env(environ)
    file: Path = options.file
    if not file.is_file():
        raise SettingsError([f"{file}: there is no such file. Name one that roadmap-bot backup wrote."])
    try:
        backup = examine(file)
        print(f"{file}: {backup.summary}. Its checksum is right, and it is whole.", flush=True)
        asyncio.run(_restore(settings.database_url, backup, dry=options.dry_run, replace_newer=options.replace_newer))
    except DamagedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def _restore(url: str, backup: Backup, *, dry: bool, replace_newer: bool) -> None:
    database = Database(url, make_folder=not dry)
    try:
        place = await look(database, backup, now(), replace_newer=replace_newer)
        if not dry:
            await restore(database, backup, place)
    finally:
        await database.close()
    print("\n".join(_drill(database, place) if dry else _done(database, backup, place)))


def _drill(database: Database, place: Place) -> Iterator[str]:
    if place.aside is None:
        yield f"It would go to {database.shown}, where nothing is yet."
    else:
        kept = f"as {place.aside}" if database.on_sqlite else f"in the schema {place.aside}"
        yield f"It would take the place of {database.shown}, {_version(place)}; that would be kept {kept}."
    if place.in_use:
        yield "That is in use now: stop the bot before you restore."
    yield "Nothing was changed: this was a drill. Leave out --dry-run to restore it."


def _done(database: Database, backup: Backup, place: Place) -> Iterator[str]:
    yield f"It was restored to {database.shown}."
    if place.aside is not None and database.on_sqlite:
        yield f"What was there, {_version(place)}, is kept as {place.aside}."
    elif place.aside is not None:
        yield f"What was there, {_version(place)}, is kept in the schema {place.aside}."
        yield f"To be rid of that later: DROP SCHEMA {place.aside} CASCADE"
    if backup.version != HEAD:
        yield f"The bot upgrades it from version {backup.version} to {HEAD} when it starts."


def _version(place: Place) -> str:
    return f"of version {place.version}" if place.version else "which could not be read"
