"""Vital signs: whether the process lives, and whether it is ready for work, each with what it was judged by."""

import asyncio
import math
import time
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.pulse import Pulse
from bot.frontends.discord.watchdog import Watchdog
from bot.quiz.running import Running

PATIENCE: Final = 2.0
"""Seconds that the database may take for the smallest of questions."""
LATEST_TICK: Final = 60.0
"""Seconds since the clockwork of quizzes last looked at what is due; it does so twice a second."""
Sign = dict[str, Any]


class Vitals:
    """What is asked about the process."""

    def __init__(self, bot: RoadmapBot, running: Running, pulse: Pulse, watchdog: Watchdog) -> None:
        """Take what is looked at."""
        self.bot = bot
        self.running = running
        self.pulse = pulse
        self._patience = watchdog.patience

    def alive(self) -> Sign:
        """Say whether the process lives: its loop runs, as it says so, and Discord is not lost for too long."""
        return _together(loop=self._loop(), gateway=self._gateway())

    async def ready(self) -> Sign:
        """Say whether all is there that people need: READY from Discord, the database, the clockwork of quizzes."""
        signs = {"discord": self._discord(), "database": await self._database(), "scheduler": self._scheduler()}
        return _together(**signs, loop=self._loop(), gateway=self._gateway())

    @property
    def tick_age(self) -> float:
        """Seconds since the clockwork of quizzes has last done all that it does; infinite before it has."""
        last = self.running.last_tick
        return math.inf if last is None else max(0.0, (self.bot.assistant.clock() - last).total_seconds())

    def _loop(self) -> Sign:
        return {"ok": True, "lag": _rounded(self.pulse.lag), "worst_of_a_minute": _rounded(self.pulse.worst)}

    def _gateway(self) -> Sign:
        gateway = self.bot.gateway
        silence, shard = gateway.longest_silence()
        limit = None if math.isinf(self._patience) else self._patience
        shards = {
            str(each): {"connected": each in gateway.connected, "silence": _rounded(gateway.silence(each))}
            for each in gateway.shards
        }
        sign = _sign(silence <= self._patience, f"Shard {shard} has heard nothing for {silence:.0f} s.")
        return sign | {"limit": limit, "shards": shards}

    def _discord(self) -> Sign:
        if self.bot.is_closed():
            return _sign(False, "The process is ending.")
        missing = [shard for shard in self.bot.gateway.shards if shard not in self.bot.gateway.connected]
        named = ", ".join(map(str, missing))
        well = not missing and self.bot.let_in.is_set()
        why = f"Not connected: shard {named}." if missing else "Discord has not told of all guilds yet."
        return _sign(well, why) | {"guilds": len(self.bot.guilds)}

    async def _database(self) -> Sign:
        began = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE), self.bot.assistant.database.reading() as connection:
                await connection.execute(select(1))
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            # What exactly it is stands in the log; an address would not belong on a page.
            return _sign(False, f"The database does not answer ({type(error).__name__}).")
        return {"ok": True, "seconds": _rounded(time.monotonic() - began)}

    def _scheduler(self) -> Sign:
        age = self.tick_age
        if math.isinf(age):
            return _sign(False, "It has not begun: it waits for Discord.")
        why = f"It last looked at what is due {age:.0f} s ago; the log says what keeps it."
        return _sign(age <= LATEST_TICK, why) | {"age": _rounded(age)}


def _sign(well: bool, why: str) -> Sign:
    return {"ok": True} if well else {"ok": False, "why": why}


def _together(**signs: Sign) -> Sign:
    return {"ok": all(sign["ok"] for sign in signs.values()), **signs}


def _rounded(seconds: float) -> float:
    return round(seconds, 3)
