"""`roadmap-bot backup`: copies the database while the bot runs."""

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot import sizes
from bot.clock import now
from bot.settings import Settings, SettingsError
from bot.storage import seals
from bot.storage.backups import Backup, save
from bot.storage.engine import existing


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Write a copy and its checksum, and say what is in it."""
    settings = Settings.from_env(environ)
    file: Path = options.file
    if file.exists():
        raise SettingsError([f"{file}: there is such a file already. Name a new one, for example with the date in it."])
    if not file.absolute().parent.is_dir():
        raise SettingsError([f"{file}: there is no folder {file.parent}. Make it first."])
    saved = asyncio.run(_save(settings.database_url, file))
    print(f"{file}: {saved.summary}, {sizes.written(file.stat().st_size)}.")
    print(f"It was opened again and is whole. Its checksum is in {seals.beside(file)}.")
    return 0


async def _save(url: str, file: Path) -> Backup:
    database = existing(url)
    try:
        return await save(database, file, now())
    finally:
        await database.close()
