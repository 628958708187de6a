"""A glance: whether the clock has brought anything to do, asked once for all who want to know at about the same time.

Most looks find nothing. Each part of the clockwork that looked for itself would cost a transaction, twice a second.
"""

import asyncio
import math
import time
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import exists, select

from bot.clock import Monotonic
from bot.guilds import notices
from bot.quiz import claims
from bot.quiz.claims import Claimant
from bot.storage.engine import Database

FRESH: Final = 0.2
"""Seconds for which what was seen holds."""


class Work(StrEnum):
    """What there may be to do."""

    DUE = "due"
    """Rounds that are to be posted."""
    OVER = "over"
    """Rounds that are to be closed."""
    UNSHOWN = "unshown"
    """Rounds whose messages still show them open."""
    UNTOLD = "untold"
    """Notices for admins."""


class Glance:
    """What was seen last."""

    def __init__(self, database: Database, now: Monotonic = time.monotonic) -> None:
        """Take what is looked at, and what durations are measured with."""
        self._database = database
        self._now = now
        self._turn = asyncio.Lock()
        self._seen: Mapping[Work, bool] = {}
        self._seen_at = -math.inf

    async def sees(self, work: Work, claimant: Claimant) -> bool:
        """Say whether there is any such work for a process."""
        async with self._turn:
            if self._now() - self._seen_at >= FRESH:
                self._seen = await self._look(claimant)
                self._seen_at = self._now()
        return self._seen[work]

    async def _look(self, claimant: Claimant) -> Mapping[Work, bool]:
        wanted = {
            Work.DUE: claims.is_due(claimant),
            Work.OVER: claims.is_over(claimant.home, claimant.now),
            Work.UNSHOWN: claims.is_unshown(claimant),
            Work.UNTOLD: notices.is_untold(claimant.home),
        }
        async with self._database.reading() as connection:
            found = (await connection.execute(select(*(exists().where(each) for each in wanted.values())))).one()
        return dict(zip(wanted, map(bool, found), strict=True))
