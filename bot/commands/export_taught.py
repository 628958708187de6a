"""`roadmap-bot export --taught`: what guilds have taught, as a patch of the roadmap's files."""

import asyncio
import sys

from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings
from bot.storage.engine import existing
from bot.storage.faults import DatabaseError
from bot.storage.migrating import explained, migrate
from bot.teach import taught
from bot.teach.patch import patch_of
from bot.teach.taught import Taught
from knowledge.faults import RoadmapError
from knowledge.loader import load


def export_taught(settings: Settings, guild_id: int | None) -> int:
    """Print the patch; what it leaves out is told beside it."""
    found = asyncio.run(_taught(settings.database_url, guild_id))
    try:
        patch = patch_of(settings.roadmap, load(settings.roadmap), found)
    except RoadmapError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return 1
    for said in patch.left_out:
        print(said, file=sys.stderr)
    if not patch.text and not patch.left_out:
        print("Nothing is taught that the roadmap does not have already.", file=sys.stderr)
    sys.stdout.buffer.write(patch.text.encode())
    sys.stdout.buffer.flush()
    return 0


async def _taught(url: str, guild_id: int | None) -> list[Taught]:
    database = existing(url)
    try:
        await migrate(database)
        async with database.snapshot() as connection:
            guilds = await taught.guilds_teaching(connection) if guild_id is None else [guild_id]
            return [one for guild in guilds for one in await taught.of_guild(connection, guild)]
    except SQLAlchemyError as error:
        raise DatabaseError(explained(database, error)) from error
    finally:
        await database.close()
