"""`roadmap-bot migrate`: brings the database up to this program's version, or says what that would be."""

import argparse
import asyncio
import shutil
from collections.abc import Iterator, Mapping

from bot import sizes
from bot.settings import Settings
from bot.storage.engine import Database
from bot.storage.migrating import HEAD, Plan, migrate, plan


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Say what is to be done, and do it unless only the plan was asked for."""
    return asyncio.run(_migrate(Settings.from_env(environ).database_url, only_plan=options.plan))


async def _migrate(url: str, *, only_plan: bool) -> int:
    database = Database(url, make_folder=not only_plan)
    try:
        planned = await plan(database)
        for line in _told(database, planned):
            print(line, flush=True)
        if planned.before == HEAD:
            return 0
        if only_plan:
            print("That is the plan; nothing was done.")
            return 0
        await migrate(database)
        print(f"Done: the database has version {HEAD}.")
        return 0
    finally:
        await database.close()


def _told(database: Database, planned: Plan) -> Iterator[str]:
    yield f"Database: {database.shown}"
    if planned.before == HEAD:
        yield f"Version: {HEAD}, which is what this program needs. There is nothing to do."
        return
    yield f"Version: {planned.before or 'none, it is empty'}; this program needs {HEAD}."
    yield "Steps:"
    for step in planned.steps:
        yield f"  {step.version}  {step.does}"
    if planned.backup is not None and database.file is not None:
        needed = sizes.written(database.file.stat().st_size)
        free = sizes.written(shutil.disk_usage(database.file.parent).free)
        yield f"Copy before: {planned.backup} (up to {needed}; {free} are free)"
    elif planned.before is not None:
        yield (
            "Copy before: none is made of PostgreSQL. All steps are one transaction, done whole or not at all; "
            "a copy of your own comes from roadmap-bot backup FILE."
        )
