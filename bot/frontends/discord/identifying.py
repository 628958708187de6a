"""Identifying: sessions begin as fast as Discord allows, those of all processes together.

It lets in one session in each bucket (`shard_id % max_concurrency`) within five seconds, and sends away who comes
sooner: https://discord.com/developers/docs/events/gateway#rate-limiting.
"""

import asyncio
import logging
from datetime import timedelta
from typing import Final

import discord
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.frontends.discord.passing import PASSING
from bot.storage import turns
from bot.storage.engine import Database

log = logging.getLogger(__name__)

APART: Final = timedelta(seconds=6)
"""A second more: Discord counts from when it hears of a session, and on a busy machine one may be long on its way."""
LONGEST: Final = 45.0
"""Seconds that a line may wait: nobody listens on it meanwhile, and in a minute it counts as dead."""


class Identifying:
    """Gives out the turns."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take where all processes note their turns, and the time on which they agree."""
        self._database = database
        self._clock = clock
        self._buckets = 1

    async def ask(self, client: discord.AutoShardedClient) -> None:
        """Ask Discord how many sessions may begin at a time; until it has said so, one."""
        try:
            self._buckets = max(1, (await client.fetch_session_start_limits()).max_concurrency)
        except (discord.GatewayNotFound, discord.HTTPException, *PASSING) as error:
            log.info("Discord does not say how many sessions may begin at a time (%s): I go by one", error)

    async def wait(self, shard: int) -> bool:
        """Wait until a shard may begin a session; False where nobody can tell when that is."""
        subject = f"identify {shard % self._buckets}"
        try:
            async with asyncio.timeout(LONGEST):
                wait = await self._take(subject)
                while wait:
                    await asyncio.sleep(wait.total_seconds())
                    wait = await self._take(subject)
        except TimeoutError:
            log.warning("shard %d has waited too long for its turn and begins without", shard)
            return False
        except (SQLAlchemyError, OSError) as error:
            log.warning("shard %d begins a session without a turn of its own: %s", shard, error)
            return False
        return True

    async def _take(self, subject: str) -> timedelta:
        async with self._database.writing() as connection:
            return await turns.take(connection, subject, self._clock(), APART)
