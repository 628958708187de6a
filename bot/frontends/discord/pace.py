"""Pace: requests that nobody waits for are spread, so that Discord's limit leaves room for those that people wait for."""

import asyncio
from collections.abc import Sequence
from typing import Final

PER_SECOND: Final = 35
"""Of the 50 requests a second that Discord allows a bot; answers to interactions do not count.

Requests let through a second apart may arrive together after a standstill on the way: what is left covers 0.4 s of it.
"""


def share_of(shard_ids: Sequence[int] | None, shard_count: int | None) -> float:
    """Give the part of all requests that a process may make: what its shards are of all, for Discord counts them together."""
    return len(shard_ids) / shard_count if shard_ids and shard_count else 1.0


class Pace:
    """Lets a request through every so often, in the order in which they came."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        """Take how many requests a second may go."""
        self._between = 1 / per_second
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Wait for one's turn."""
        clock = asyncio.get_running_loop().time
        async with self._turn:
            await asyncio.sleep(max(0.0, self._next - clock()))
            # Counted from when it really goes: after a standstill, those that waited must not go all at once.
            self._next = clock() + self._between
