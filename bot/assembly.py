"""Where the parts are put together: settings in, services out."""

from __future__ import annotations

import zoneinfo
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.ask.service import Asking
from bot.clock import Clock, now
from bot.fits import fit_of
from bot.settings import Settings
from knowledge.guide import Guide
from knowledge.loader import load

if TYPE_CHECKING:
    from bot.assistant import Assistant


def asking_of(settings: Settings, before_learning: Callable[[], None]) -> Asking:
    """Make the service that answers about the roadmap of `settings`; raises RoadmapError where it has faults."""
    roadmap = load(settings.roadmap)
    return Asking(Guide(roadmap, fit_of(settings.roadmap, roadmap, before_learning=before_learning)))


@asynccontextmanager
async def assisted(settings: Settings, asking: Asking, clock: Clock = now) -> AsyncIterator[Assistant]:
    """Give all services over the database of `settings`, brought up to our version; raises DatabaseError."""
    # Only those who keep something wait for the database's imports.
    from bot.assistant import Assistant  # noqa: PLC0415 - see above
    from bot.storage.engine import Database  # noqa: PLC0415
    from bot.storage.migrating import ensure_writable, migrate  # noqa: PLC0415

    # Zones come from the package that is pinned with us: the same on every machine, however old its own are.
    zoneinfo.reset_tzpath(to=())
    database = Database(settings.database_url)
    try:
        await migrate(database)
        await ensure_writable(database)
        assistant = Assistant(asking, database, clock)
        yield assistant
        await assistant.answering.drain()
    finally:
        await database.close()
