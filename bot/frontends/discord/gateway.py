"""The gateway's connections as they are heard: how many frames came, when the last one did, who is connected.

discord.py's own `latency` says nothing of a connection that has died without a word: it stays as it last was.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from typing import Final, TypeAlias

from discord.gateway import DiscordClientWebSocketResponse, DiscordWebSocket

from bot.clock import Monotonic

Shard: TypeAlias = int
GOODBYE: Final = 1.5
"""Seconds in which a goodbye has to be answered. discord.py waits for thirty, when a dead line is to be replaced too."""


class Gateway:
    """What each shard of this process has heard."""

    def __init__(self, shards: Iterable[Shard], now: Monotonic) -> None:
        """Take the shards that are to be connected, and a clock that never goes back."""
        self.shards = tuple(shards)
        self.frames: Counter[Shard] = Counter()
        self.connections: Counter[Shard] = Counter()
        self.connected: set[Shard] = set()
        self.now = now
        self._heard: dict[Shard, float] = {}
        self._waiting_since = now()

    def hear(self, shard: Shard) -> None:
        """Note that a frame has come, whatever was in it."""
        if shard not in self._heard:
            # Shards connect one after the other: whoever waits for its turn is not lost.
            self._waiting_since = self.now()
        self._heard[shard] = self.now()
        self.frames[shard] += 1

    def connect(self, shard: Shard) -> None:
        """Note that Discord has let a shard in, or back in."""
        self.connected.add(shard)
        self.connections[shard] += 1

    def disconnect(self, shard: Shard) -> None:
        """Note that a shard's connection is gone; discord.py tries again by itself."""
        self.connected.discard(shard)

    def silence(self, shard: Shard) -> float:
        """Give the seconds since a shard's last frame; until its first, those since it could have been its turn."""
        return self.now() - self._heard.get(shard, self._waiting_since)

    def longest_silence(self) -> tuple[float, Shard]:
        """Give the longest silence and whose it is."""
        return max((self.silence(shard), shard) for shard in self.shards)


def _note(socket: DiscordWebSocket, _frame: object, /) -> None:
    """Tell the client to whom a connection belongs that a frame has come."""
    gateway = getattr(getattr(socket._dispatch, "__self__", None), "gateway", None)  # noqa: SLF001 - it knows its client
    if isinstance(gateway, Gateway):
        gateway.hear(socket.shard_id or 0)


async def _hang_up(
    socket: DiscordClientWebSocketResponse, *, code: int = 4000, message: bytes = b"", patience: float = GOODBYE
) -> bool:
    """Close a connection; without the other side's goodbye, where that does not come soon."""
    try:
        async with asyncio.timeout(patience):
            return await _close(socket, code=code, message=message)
    except TimeoutError:
        return True


# Called for every frame, heartbeats' answers too; what discord.py does there by default is nothing.
DiscordWebSocket.log_receive = _note  # type: ignore[method-assign]
_close = DiscordClientWebSocketResponse.close
DiscordClientWebSocketResponse.close = _hang_up  # type: ignore[method-assign, assignment]
