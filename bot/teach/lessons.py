"""Lessons: what a process knows of each guild's settings and taught questions, never older than a second."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Monotonic
from bot.guilds.guild import Guild, settings_of
from bot.people import NOWHERE
from bot.repeating import Troubles
from bot.storage.engine import Database
from bot.teach import taught
from bot.teach.taught import Taught
from knowledge.overlay import Overlay

FRESH: Final = 1.0
"""Seconds for which a guild's row need not be looked at again: so long another process's change may stay unseen."""
READING: Final = "lesson"
"""How the tasks are named that look at guilds' rows."""
MOST: Final = 5_000
"""Guilds that are remembered; those asked in longest ago are read anew."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A guild's settings, and what it has taught. Where there is no guild there is neither."""

    guild: Guild | None = None
    overlay: Overlay[Taught] = field(default_factory=Overlay)

    @property
    def version(self) -> int:
        """Grows with each change of what the guild teaches."""
        return 0 if self.guild is None else self.guild.taught


NOTHING: Final = Lesson()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A guild's row that is being read, and since when."""

    began: float
    task: asyncio.Task[Lesson]


class Lessons:
    """What is known of guilds in this process."""

    def __init__(self, database: Database, now: Monotonic = time.monotonic) -> None:
        """Take where it is kept, and what durations are measured with."""
        self._database = database
        self._now = now
        self._known: OrderedDict[int, tuple[float, Lesson]] = OrderedDict()
        self._readings: dict[int, _Reading] = {}
        """What is being read now: whoever asks within a second of its begin waits for the same."""
        self._troubles = Troubles()

    async def of(self, guild_id: int) -> Lesson:
        """Give what holds in a guild; where the database does not answer, what was known before."""
        if guild_id == NOWHERE:
            return NOTHING
        read_at, lesson = self._known.get(guild_id, (float("-inf"), NOTHING))
        now = self._now()
        if now - read_at < FRESH:
            return lesson
        reading = self._readings.get(guild_id)
        # What has not come by then may have been lost on its way.
        if reading is None or now - reading.began >= FRESH:
            task = asyncio.create_task(self._read_anew(guild_id, lesson, now), name=READING)
            reading = self._readings[guild_id] = _Reading(now, task)
        # One of those who wait may be cut off; the others wait on.
        return await asyncio.shield(reading.task)

    def forget(self, guild_id: int) -> None:
        """Read a guild anew the next time: this process has changed something."""
        self._known.pop(guild_id, None)
        self._readings.pop(guild_id, None)

    async def _read_anew(self, guild_id: int, lesson: Lesson, now: float) -> Lesson:
        try:
            lesson = await self._read(guild_id, lesson)
        except (SQLAlchemyError, OSError) as error:
            # The roadmap answers all the same: it is in memory.
            self._troubles.remark(f"what guilds have taught could not be read: {type(error).__name__}", "taught")
        # What was forgotten meanwhile may be as it was before the change: it is told, but not kept.
        reading = self._readings.get(guild_id)
        if reading is not None and reading.task is asyncio.current_task():
            del self._readings[guild_id]
            self._keep(guild_id, now, lesson)
        return lesson

    def _keep(self, guild_id: int, read_at: float, lesson: Lesson) -> None:
        self._known[guild_id] = (read_at, lesson)
        self._known.move_to_end(guild_id)
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    async def _read(self, guild_id: int, before: Lesson) -> Lesson:
        guild = await settings_of(self._database, guild_id)
        if before.guild is not None and before.guild.taught == guild.taught:
            return Lesson(guild, before.overlay)
        if not guild.taught:
            return Lesson(guild)
        async with self._database.reading() as connection:
            rows = await taught.of_guild(connection, guild_id)
        return Lesson(guild, Overlay((one.form, one) for one in rows))
