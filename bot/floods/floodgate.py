"""The floodgate: lets through what is within the limits, and remembers whom it has told that they are over them."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from bot.clock import Clock
from bot.floods.limits import Limit, Limits, bounded, holds, spend

QUIET: Final = timedelta(minutes=1)
"""How long somebody who is over a limit is not told so again."""
MOST: Final = 50_000
"""Buckets that are remembered; those used longest ago are forgotten, and count as full."""


class Scope(StrEnum):
    """Whose bucket it is."""

    PERSON = "person"
    TYPING = "typing"
    """A person who is shown suggestions with each letter."""
    CHANNEL = "channel"
    GUILD = "guild"


Whose: TypeAlias = tuple[Scope, int]
"""A bucket: what it is for, and an id."""


@dataclass(frozen=True, slots=True)
class TooMuch:
    """It is over the limit of `scope`; `first` says that nobody has been told so for a while."""

    scope: Scope
    first: bool


class Floodgate:
    """The buckets of one process."""

    def __init__(self, limits: Limits, clock: Clock, spent: Callable[[int], None] = lambda _: None) -> None:
        """Take the limits and the time, and who is to hear of each person that is let through."""
        self._limits: dict[Scope, Limit | None] = {
            Scope.PERSON: limits.person,
            Scope.TYPING: limits.person,
            Scope.CHANNEL: limits.channel,
            Scope.GUILD: limits.guild,
        }
        self._clock = clock
        self.spent = spent
        self._latest: datetime | None = None
        self._full_at: OrderedDict[Whose, datetime] = OrderedDict()
        self._told_at: OrderedDict[Whose, datetime] = OrderedDict()

    def enter(self, *buckets: Whose) -> TooMuch | None:
        """Use one of each bucket, or none where one of them is empty: that is told."""
        limited = [(whose, limit) for whose in buckets if (limit := self._limits[whose[0]]) is not None]
        if not limited:
            return None
        now = self._moment()
        for whose, limit in limited:
            if not holds(limit, self._full_at.get(whose), now):
                self._full_at[whose] = bounded(limit, self._full_at[whose], now)
                return TooMuch(whose[0], self._tell(whose, now))
        for whose, limit in limited:
            self._keep(whose, spend(limit, self._full_at.get(whose), now), now)
            if whose[0] is Scope.PERSON:
                self.spent(whose[1])
        return None

    def correct(self, whose: Whose, full_at: datetime) -> None:
        """Learn from elsewhere when a bucket is full again; what has been used here since then is on the house."""
        self._keep(whose, full_at, self._moment())

    def _moment(self) -> datetime:
        """Give the present moment; where the clock was set back, so is what was noted by it."""
        now = self._clock()
        if self._latest is not None and now < self._latest:
            back = self._latest - now
            self._full_at = OrderedDict((whose, full_at - back) for whose, full_at in self._full_at.items())
        self._latest = now
        return now

    def _keep(self, whose: Whose, full_at: datetime, now: datetime) -> None:
        self._full_at[whose] = full_at
        self._full_at.move_to_end(whose)
        # The first was used longest ago: where it is full, nothing need be known of it.
        while self._full_at and (len(self._full_at) > MOST or next(iter(self._full_at.values())) <= now):
            self._full_at.popitem(last=False)

    def _tell(self, whose: Whose, now: datetime) -> bool:
        told_at = self._told_at.get(whose)
        # A moment still to come is one of before the clock was set back.
        if told_at is not None and told_at <= now < told_at + QUIET:
            return False
        self._told_at[whose] = now
        self._told_at.move_to_end(whose)
        while len(self._told_at) > MOST:
            self._told_at.popitem(last=False)
        return True
