"""What is spoken of: known to the process at once, and kept for the next one."""

import asyncio
from collections import OrderedDict
from datetime import datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.ask import subjects
from bot.ask.followups import Subject
from bot.ask.subjects import Key, Place
from bot.clock import Clock
from bot.people import Member
from bot.repeating import Troubles
from bot.storage.engine import Database

MOST: Final = 2_000
"""Subjects that are in memory; those longest ago are read from the database."""
SAVING: Final = "subjects"
"""How the task is named that keeps what is spoken of."""
REST: Final = 1.0
"""Seconds between two writes: what is said meanwhile, in all channels, is kept by one."""


class Spoken:
    """The subjects of people in channels, and of threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take where they are kept, and the time."""
        self._database = database
        self._clock = clock
        self._turn = asyncio.Lock()
        self._noted: OrderedDict[Key, tuple[datetime, Subject | None]] = OrderedDict()
        self._unsaved: set[Key] = set()
        self._saving: asyncio.Task[None] | None = None
        self._saved_at = -REST
        self._troubles = Troubles()

    def note(self, member: Member, place: Place, told: Subject | None) -> None:
        """Know what is spoken of from now on, before anybody can come back to it."""
        key = _key(member, place)
        self._noted[key] = (self._clock(), told)
        self._noted.move_to_end(key)
        self._unsaved.add(key)
        # What is not written yet stays: the database could not tell it.
        while len(self._noted) > MOST and next(iter(self._noted)) not in self._unsaved:
            self._noted.popitem(last=False)

    def save(self) -> None:
        """Keep what was noted, soon: nobody waits for it, nor holds meanwhile what they were asked with."""
        if self._saving is None or self._saving.done():
            self._saving = asyncio.create_task(self._save_in_turn(), name=SAVING)

    async def _save_in_turn(self) -> None:
        while self._unsaved:
            # While it rests, what others say comes together.
            await asyncio.sleep(max(0.0, self._saved_at + REST - asyncio.get_running_loop().time()))
            await self.flush()

    async def flush(self) -> None:
        """Keep all that was noted, at once: nobody else speaks, or the process ends."""
        # One after the other: what was said last must be written last.
        async with self._turn:
            due, self._unsaved = self._unsaved, set()
            try:
                await self._write(due)
            except (SQLAlchemyError, OSError) as error:
                self._troubles.remark(f"what is spoken of could not be kept: {type(error).__name__}", "keeping")
            except asyncio.CancelledError:
                # The process may still flush.
                self._unsaved |= due
                raise
            finally:
                self._saved_at = asyncio.get_running_loop().time()

    async def _write(self, due: set[Key]) -> None:
        noted = {key: self._noted.get(key, (self._clock(), None)) for key in due}
        told = {key: (subject, at) for key, (at, subject) in noted.items() if subject is not None}
        over = due - told.keys()
        if over and not told:
            # Most have nothing kept that could be dropped: then nobody need wait for a write.
            async with self._database.reading() as connection:
                over = await subjects.kept_of(connection, over)
        if told or over:
            async with self._database.writing() as connection:
                await subjects.keep(connection, told)
                await subjects.drop(connection, over)

    async def of(self, member: Member, place: Place) -> Subject | None:
        """Give what was spoken of; None where that is too long ago."""
        now = self._clock()
        noted = self._noted.get(_key(member, place))
        if noted is not None:
            return noted[1] if now - noted[0] < subjects.KEPT else None
        try:
            async with self._database.reading() as connection:
                return await subjects.find(connection, place, member.user_id, now)
        except (SQLAlchemyError, OSError) as error:
            self._troubles.remark(f"what was spoken of could not be read: {type(error).__name__}", "reading")
            return None


def _key(member: Member, place: Place) -> Key:
    key = place.key(member.user_id)
    return key["channel_id"], key["user_id"]
