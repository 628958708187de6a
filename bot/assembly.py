"""Where the parts are put together: settings in, services out."""

from __future__ import annotations

import logging
import zoneinfo
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.announcements import Announcement, Learning
from bot.ask.service import Asking
from bot.clock import Clock, now
from bot.engine.choice import WithSentences, choose
from bot.fits import fit_of
from bot.settings import Settings
from knowledge import labels
from knowledge.faults import RoadmapError
from knowledge.guide import Guide
from knowledge.labels import Label
from knowledge.loader import folders_of, load
from knowledge.model import Roadmap

if TYPE_CHECKING:
    from bot.assistant import Assistant

log = logging.getLogger(__name__)


def asking_of(settings: Settings, tell: Callable[[Announcement], None]) -> Asking:
    """Make the service that answers about the roadmap of `settings`; raises RoadmapError where it has faults.

    `tell` hears what that waits for, and what it goes on without.
    """
    roadmap = load(settings.roadmap)
    engine = choose(settings.sentence_model, tell)
    embedder = engine.embedder if isinstance(engine, WithSentences) else None
    learning = Learning(with_sentence_model=embedder is not None)
    fit = fit_of(roadmap, embedder=embedder, before_learning=lambda: tell(learning))
    return Asking(Guide(roadmap, fit))


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
        # Another roadmap may be known by the time when they are asked for.
        assistant: Assistant = Assistant(
            asking, database, clock, lambda: _examples(settings.roadmap, assistant.asking.guide.roadmap)
        )
        yield assistant
        await assistant.answering.drain()
        await assistant.consulting.spoken.flush()
    finally:
        await database.close()


def _examples(folder: Path, roadmap: Roadmap) -> Sequence[Label]:
    """Give the labelled questions of a roadmap's folder and of those that it extends; none where none can be read."""
    found: list[Label] = []
    for read in folders_of(folder):
        try:
            found += labels.kept_in(read, roadmap)
        except (RoadmapError, OSError) as error:
            log.info("no examples in %s to hold what is taught against: %s", read, error)
    return found
