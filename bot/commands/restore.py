"""`roadmap-bot restore`: puts a copy in the database's place, and keeps aside what is there."""

import argparse
import asyncio
import sys
from collections.abc import Mapping
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
        for line in _told(database, place):
            print(line, flush=True)
        if dry:
            print("Nothing was changed: this was a drill. Leave out --dry-run to restore it.")
            return
        await restore(database, backup, place)
    finally:
        await database.close()
    upgraded = "" if backup.version == HEAD else f" The bot upgrades it to version {HEAD} when it starts."
    print(f"Restored.{upgraded}")


def _told(database: Database, place: Place) -> list[str]:
    if place.aside is None:
        return [f"It goes to {database.shown}, where nothing is yet."]
    version = f"of version {place.version}" if place.version else "which cannot be read"
    if database.on_sqlite:
        return [f"It takes the place of {database.shown}, {version}; that is kept as {place.aside}."]
    return [
        f"It takes the place of {database.shown}, {version}; that is kept in its schema {place.aside}.",
        f"To be rid of that later: DROP SCHEMA {place.aside} CASCADE",
    ]
