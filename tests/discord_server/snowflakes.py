"""Snowflakes: Discord's ids, which carry the moment of their making."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import TypeAlias

Clock: TypeAlias = Callable[[], float]
"""Seconds since 1970, as `time.time` tells them."""

EPOCH = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord counts."""

LOW_BITS = 22


class Snowflakes:
    """Makes ids: no two alike, later ones greater while the clock does not turn back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # Tests make ids from their own thread too; the next of a count is one step, which no thread can split.
        self._made = count(1)

    def next(self, at: float | None = None) -> int:
        """An id made now, or one that claims to have been made `at` a moment."""
        moment = int((self._clock() if at is None else at) * 1000)
        return ((moment - EPOCH) << LOW_BITS) | (next(self._made) % (1 << LOW_BITS))


def made_at(snowflake: int) -> datetime:
    return datetime.fromtimestamp(((snowflake >> LOW_BITS) + EPOCH) / 1000, UTC)


def shard_of(guild_id: int, shards: int) -> int:
    """Which of so many shards hears of a guild."""
    return (guild_id >> LOW_BITS) % shards
