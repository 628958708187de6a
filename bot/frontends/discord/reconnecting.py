"""Reconnecting: how a broken gateway line is taken up again, where discord.py would try for ever or wait too long."""

import asyncio
import logging
import random
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final, Literal, Self, TypeAlias
from weakref import WeakKeyDictionary

import aiohttp
import discord
import discord.client
import discord.shard
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

FORGOTTEN: Final = (4007, 4009)
"""Codes by which Discord closes a line whose session it no longer knows: only a new one helps."""
DOUBLINGS: Final = 6
"""Of one second: however long an outage lasts, Discord is tried again within about a minute."""
MOST_IN_A_ROW: Final = 5
"""Doublings as well; discord.py gives the opening of a line a minute, this wait in it."""
FREE: Final = 2
"""Breaks that come with every session that is lost: of the line that asks for it, and then one begins anew."""
SHORT: Final = 10.0
"""Seconds: a line that breaks sooner than that was none."""
Parser: TypeAlias = Callable[[dict[str, Any]], None]
"""Takes in what an event tells."""
TOLD_IN_A_LINE: Final = (OSError, TimeoutError, aiohttp.ClientError, discord.HTTPException, discord.ConnectionClosed)


class Line(DiscordWebSocket):
    """A line to the gateway."""

    @classmethod
    async def from_client(cls, client: discord.Client, **wanted: Any) -> Self:
        """Open one. What never began cannot be resumed: Discord would close every line that asks for it."""
        breaks = _breaks.setdefault(client, defaultdict(Breaks))[wanted.get("shard_id")]
        await asyncio.sleep(breaks.wait(time.monotonic()))
        begun = wanted.get("session") is not None and wanted.get("sequence") is not None
        try:
            line = await super().from_client(client, **{**wanted, "resume": begun and wanted.get("resume", False)})
        except AssertionError as error:
            # What aiohttp says of a connection that breaks while it is made; discord.py would end the process for it.
            raise aiohttp.ClientConnectionError("the line broke while it was opened") from error
        breaks.opened(time.monotonic())
        parsers = line._discord_parsers  # noqa: SLF001 - our own
        ours = {"MESSAGE_CREATE": _but_own(client, parsers["MESSAGE_CREATE"])}
        if isinstance(client, discord.AutoShardedClient):
            ours["READY"] = _forgetting(client, parsers["READY"])
        line._discord_parsers = {**parsers, **ours}  # noqa: SLF001 - the same
        return line

    async def poll_event(self) -> None:
        """Hear the next event."""
        try:
            await super().poll_event()
        except ReconnectWebSocket:
            if self.socket.close_code in FORGOTTEN:
                raise ReconnectWebSocket(self.shard_id, resume=False) from None
            raise


def _but_own(client: discord.Client, heard: Parser) -> Parser:
    """Pass over what the bot itself has said: each of its answers comes back, and nobody waits for it."""

    def parse(data: dict[str, Any]) -> None:
        if client.user is None or data["author"]["id"] != str(client.user.id):
            heard(data)

    return parse


def _forgetting(client: discord.AutoShardedClient, ready: Parser) -> Parser:
    """Let a new session of one shard forget guilds that left during the last one, as discord.py does without shards."""

    def parse(data: dict[str, Any]) -> None:
        there = {int(guild["id"]) for guild in data["guilds"]}
        for guild in client.guilds:
            if guild.shard_id == data["shard"][0] and guild.id not in there:
                client._connection._remove_guild(guild)  # noqa: SLF001 - it has no other way to forget
        ready(data)

    return parse


class Breaks:
    """How often in a row a line has broken at once, and so how long the next one has to wait."""

    def __init__(self) -> None:
        """Begin without any."""
        self._opened: float | None = None
        self._in_a_row = 0

    def opened(self, now: float) -> None:
        """Note that a line was opened."""
        self._opened = now

    def wait(self, now: float) -> float:
        """Give the seconds to wait before a line is opened; none after one that held, nor after FREE in a row.

        Where none could be opened at all, discord.py itself has waited.
        """
        opened, self._opened = self._opened, None
        if opened is None:
            return 0.0
        self._in_a_row = min(self._in_a_row + 1, MOST_IN_A_ROW) if now - opened < SHORT else 0
        return random.uniform(0.5, 1) * 2**self._in_a_row if self._in_a_row > FREE else 0.0  # noqa: S311 - it spreads them


class Patience(ExponentialBackoff[Literal[False]]):
    """What discord.py waits for after a line could not be opened: up to 17 minutes, were it not for this."""

    def __init__(self) -> None:
        """Wait for a second or two at first."""
        super().__init__()
        self._max = DOUBLINGS


class InALine(logging.Filter):
    """Tells why the gateway is gone in a line: its traceback says no more, and comes with every try."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the reason in the place of the traceback."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, TOLD_IN_A_LINE):
            reason = f"{type(error).__name__}: {error}".removesuffix(": ")
            record.msg, record.args, record.exc_info = "%s (%s)", (record.getMessage(), reason), None
        return True


_in_a_line = InALine()
_breaks: WeakKeyDictionary[discord.Client, defaultdict[int | None, Breaks]] = WeakKeyDictionary()


def install() -> None:
    """Let discord.py open its lines so, in this whole process."""
    for module in (discord.client, discord.shard):
        vars(module).update(DiscordWebSocket=Line, ExponentialBackoff=Patience)
        logging.getLogger(module.__name__).addFilter(_in_a_line)
