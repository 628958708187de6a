"""`roadmap-bot doctor`: what is wrong with this installation, and how to mend each of it."""

import argparse
import asyncio
import logging
from collections.abc import AsyncIterator, Mapping

from bot.clock import now
from bot.doctor import ask_channels, roadmap, settings, zones
from bot.doctor import database as storage
from bot.doctor.database import Uses
from bot.doctor.findings import Finding, exit_code, fault, summary
from bot.doctor.settings import Known
from bot.storage.engine import Database
from bot.storage.faults import DatabaseError


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:  # noqa: ARG001 - each command takes both
    """Print what was found as it is found; give 1 for a fault, 3 where only the outside does not answer."""
    # What libraries log on the way stands in the findings.
    logging.getLogger().addHandler(logging.NullHandler())
    found = asyncio.run(_told(environ))
    print(summary(found))
    return exit_code(found)


async def _told(environ: Mapping[str, str]) -> list[Finding]:
    found: list[Finding] = []
    async for finding in _findings(environ):
        print(finding, flush=True)
        found.append(finding)
    return found


async def _findings(environ: Mapping[str, str]) -> AsyncIterator[Finding]:
    known = settings.examine(environ)
    for finding in known.findings:
        yield finding
    if not known.is_wrong("ROADMAP"):
        for finding in roadmap.examine(known.settings.roadmap, known.settings.sentence_model):
            yield finding
    uses = Uses()
    if not known.is_wrong("DATABASE_URL"):
        try:
            database = Database(known.settings.database_url, make_folder=False)
        except DatabaseError as error:
            yield fault(storage.SUBJECT, str(error))
        else:
            try:
                async for finding in storage.examine(database):
                    yield finding
                uses = await storage.uses_of(database)
            finally:
                await database.close()
    for finding in zones.examine(uses.zones, now()):
        yield finding
    for finding in ask_channels.examine(uses.ask_guilds, message_content=known.settings.message_content):
        yield finding
    if not known.is_wrong("DISCORD", "SHARD"):
        async for finding in _of_discord(known, uses):
            yield finding


async def _of_discord(known: Known, uses: Uses) -> AsyncIterator[Finding]:
    # Imported late: the rest is told while it loads.
    from bot.frontends.discord.checkup import examine  # noqa: PLC0415 - see above

    async for finding in examine(known.settings, uses.schedules, now):
        yield finding
