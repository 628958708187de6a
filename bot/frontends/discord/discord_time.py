"""Discord's time: each of its answers tells it, and the ids of clicks are made of it."""

import asyncio
import logging
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp
import discord
from discord.http import HTTPClient, Route

from bot.clock import AGREEING, Watch
from bot.frontends.discord.passing import PASSING

log = logging.getLogger(__name__)

HALF_A_SECOND: Final = timedelta(seconds=0.5)
"""What the header Date cuts off, on average."""
LOOK: Final = 5.0
"""Seconds between two looks at whether the machine's clock has jumped."""
REST: Final = 60.0
"""Seconds after which Discord may be asked again."""


class Listener:
    """Sets a watch by Discord's answers, and says in the log when the machine's clock is wrong."""

    def __init__(self, watch: Watch) -> None:
        """Take the watch to set."""
        self._watch = watch
        self._heard = ""
        self._ahead = timedelta()
        self._asked: float | None = None

    def heard(self, answer: aiohttp.ClientResponse | None) -> None:
        """Hear an answer."""
        if answer is not None:
            self.hear(answer.headers.get("Date", ""))

    def hear(self, date: str) -> None:
        """Hear a header Date; within a second there are many that say the same."""
        if not date or (date == self._heard and not self._has_jumped()):
            return
        self._heard = date
        try:
            moment = parsedate_to_datetime(date)
        except ValueError:
            return
        self._watch.set(moment.replace(tzinfo=moment.tzinfo or UTC) + HALF_A_SECOND)
        self._say()

    def _has_jumped(self) -> bool:
        return abs(self._watch.ahead - self._ahead) > AGREEING

    def _say(self) -> None:
        before, self._ahead = self._ahead, self._watch.ahead
        if bool(before) == bool(self._ahead):
            return
        if self._ahead:
            off = f"{abs(self._ahead).total_seconds():.0f} s {'ahead of' if self._ahead > timedelta() else 'behind'}"
            log.warning("this machine's clock is %s Discord's: I go by Discord's. Let NTP or the like set it.", off)
        else:
            log.info("this machine's clock agrees with Discord's again")

    async def look(self, http: HTTPClient) -> None:
        """Ask Discord for the time where the machine's clock has jumped, or the machine stood still."""
        if not self._has_jumped():
            return
        now = asyncio.get_running_loop().time()
        if self._asked is not None and now - self._asked < REST:
            return
        self._asked = now
        try:
            await http.request(Route("GET", "/gateway"))
        except (discord.HTTPException, *PASSING) as error:
            log.warning("this machine's clock has jumped, and Discord cannot be asked for the time: %s", error)
