"""What is spoken of: known to the process at once, and kept for the next one."""

import asyncio
import logging
from collections import OrderedDict
from datetime import datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.ask import subjects
from bot.ask.followups import Subject
from bot.ask.subjects import Place
from bot.clock import Clock
from bot.people import Member
from bot.storage.engine import Database

log = logging.getLogger(__name__)

MOST: Final = 10_000
"""Subjects that are in memory; those longest ago are read from the database."""


class Spoken:
    """The subjects of people in channels, and of threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take where they are kept, and the time."""
        self._database = database
        self._clock = clock
        self._turn = asyncio.Lock()
        self._noted: OrderedDict[tuple[int, int], tuple[datetime, Subject | None]] = OrderedDict()

    def note(self, member: Member, place: Place, told: Subject | None) -> None:
        """Know what is spoken of from now on, before anybody can come back to it."""
        key = _key(member, place)
        self._noted[key] = (self._clock(), told)
        self._noted.move_to_end(key)
        while len(self._noted) > MOST:
            self._noted.popitem(last=False)

    async def save(self, member: Member, place: Place) -> None:
        """Keep what was noted last; whoever asked has had their reply already."""
        try:
            # One after the other: what was said last must be written last.
            async with self._turn:
                noted_at, told = self._noted.get(_key(member, place), (self._clock(), None))
                if told is None and not await self._is_kept(member, place, noted_at):
                    return
                async with self._database.writing() as connection:
                    await subjects.keep(connection, place, member.user_id, told, noted_at)
        except (SQLAlchemyError, OSError) as error:
            log.warning("what is spoken of could not be kept: %s", type(error).__name__)

    async def _is_kept(self, member: Member, place: Place, now: datetime) -> bool:
        async with self._database.reading() as connection:
            return await subjects.find(connection, place, member.user_id, now) is not None

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
            log.warning("what was spoken of could not be read: %s", type(error).__name__)
            return None


def _key(member: Member, place: Place) -> tuple[int, int]:
    key = place.key(member.user_id)
    return key["channel_id"], key["user_id"]
