"""A glance: one question to the database that tells what there is to do by the clock. Mostly that is nothing at all."""

import asyncio
import time
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock, Monotonic
from bot.guilds import notices
from bot.guilds.guild import Home
from bot.quiz import claims
from bot.quiz.round import GRACE
from bot.storage.engine import Database
from bot.storage.tables import round as round_

FRESH: Final = 0.1
"""Seconds for which a glance still tells how things are: those who look at about the same time share one."""
PATIENCE: Final = 10.0
"""Seconds that a glance may take: all wait for it, and a line that has died without a word would hold them for minutes."""


class Chore(StrEnum):
    """Something that is to be done."""

    DUE = "due"
    """A round is to be posted."""
    OVER = "over"
    """An open round is to be closed."""
    UNSHOWN = "unshown"
    """A message is to show how its round ended."""
    UNTOLD = "untold"
    """Admins are to be told something."""


class Glance:
    """What is to be done for the guilds of one front end, whichever process does it."""

    def __init__(self, database: Database, home: Home, clock: Clock, seconds: Monotonic = time.monotonic) -> None:
        """Take where it stands, for whom, the time, and what durations are measured with."""
        self._database = database
        self._clock = clock
        self._seconds = seconds
        # Written once: to put it together twice a second would cost more than what the database does with it.
        now, past_grace = (bindparam(name, type_=round_.c.due_at.type) for name in ("now", "past_grace"))
        free = claims.is_free(now) & home.has(round_.c.guild_id)
        conditions: dict[Chore, ColumnElement[bool]] = {
            Chore.DUE: claims.is_due(now) & free,
            Chore.OVER: claims.is_over(past_grace) & free,
            Chore.UNSHOWN: claims.IS_UNSHOWN & free,
            Chore.UNTOLD: notices.is_untold(home),
        }
        self._chores = tuple(conditions)
        self._question = select(*(exists().where(condition).label(chore) for chore, condition in conditions.items()))
        self._turn = asyncio.Lock()
        self._looked_at = -FRESH
        self._seen: frozenset[Chore] = frozenset()

    async def sees(self, chore: Chore) -> bool:
        """Say whether something of a kind is to be done, or was FRESH ago at most. Raises TimeoutError."""
        async with self._turn:
            if self._seconds() - self._looked_at >= FRESH:
                async with asyncio.timeout(PATIENCE):
                    self._seen = await self.look()
                self._looked_at = self._seconds()
        return chore in self._seen

    async def look(self) -> frozenset[Chore]:
        """Say what is to be done now."""
        async with self._database.reading() as connection:
            return await self.look_on(connection)

    async def look_on(self, connection: AsyncConnection) -> frozenset[Chore]:
        """Say what is to be done by what a transaction sees."""
        now = self._clock()
        row = (await connection.execute(self._question, {"now": now, "past_grace": now - GRACE})).one()
        return frozenset(chore for chore, found in zip(self._chores, row, strict=True) if found)
