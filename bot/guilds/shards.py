"""Shards: Discord divides a bot's guilds among the processes that share its work.

https://discord.com/developers/docs/events/gateway#sharding
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import ColumnElement

from bot.snowflakes import SHIFT


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards that are a process's own, of so many in all."""

    ids: tuple[int, ...]
    count: int

    @classmethod
    def of(cls, ids: Sequence[int] | None, count: int | None) -> Self | None:
        """Give the shards that a process was told to serve; None where it serves every guild."""
        return cls(tuple(ids), count) if ids and count else None

    def has(self, guild_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Make the condition that a column's guild is on one of them."""
        return (guild_id // (1 << SHIFT) % self.count).in_(self.ids)
