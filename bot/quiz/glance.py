"""A glance: one question to the database that tells what there is to do by the clock. Mostly that is nothing at all."""

import asyncio
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.guilds import notices
from bot.guilds.guild import Home
from bot.quiz import claims
from bot.quiz.round import GRACE
from bot.storage.engine import Database
from bot.storage.tables import round as round_

FRESH: Final = 0.1
"""Seconds for which a glance still tells how things are: those who look at about the same time share one."""


class Sign(StrEnum):
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

    def __init__(self, database: Database, home: Home, clock: Clock) -> None:
        """Take where it stands, for whom, and the time."""
        self._database = database
        self._clock = clock
        # Written once: to put it together twice a second would cost more than what the database does with it.
        now, ended = (bindparam(name, type_=round_.c.due_at.type) for name in ("now", "ended"))
        here = home.has(round_.c.guild_id)
        conditions: dict[Sign, ColumnElement[bool]] = {
            Sign.DUE: claims.is_due(now) & claims.is_free(now) & here,
            Sign.OVER: claims.is_over(ended) & claims.is_free(now) & here,
            Sign.UNSHOWN: claims.IS_UNSHOWN & claims.is_free(now) & here,
            Sign.UNTOLD: notices.is_untold(home),
        }
        self._question = select(*(exists().where(condition).label(sign) for sign, condition in conditions.items()))
        self._turn = asyncio.Lock()
        self._looked_at = -FRESH
        self._seen: frozenset[Sign] = frozenset()

    async def sees(self, sign: Sign) -> bool:
        """Say whether something of a kind is to be done."""
        async with self._turn:
            if asyncio.get_running_loop().time() - self._looked_at >= FRESH:
                self._seen = await self.look()
                self._looked_at = asyncio.get_running_loop().time()
        return sign in self._seen

    async def look(self) -> frozenset[Sign]:
        """Say what is to be done now."""
        async with self._database.reading() as connection:
            return await self.look_on(connection)

    async def look_on(self, connection: AsyncConnection) -> frozenset[Sign]:
        """Say it within a transaction."""
        now = self._clock()
        row = (await connection.execute(self._question, {"now": now, "ended": now - GRACE})).one()
        return frozenset(sign for sign, found in zip(Sign, row, strict=True) if found)
