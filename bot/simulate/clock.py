"""A clock that goes as fast as the play does, and the agenda of what is to happen when."""

import heapq
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import count
from typing import TypeAlias

from bot.snowflakes import earliest

Act: TypeAlias = Callable[[], Awaitable[None]]


class VirtualClock:
    """Gives the moment to which the play has come; it never goes back."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self._ids = count()

    def __call__(self) -> datetime:
        """Give the present moment."""
        return self.moment

    def pass_(self, length: timedelta) -> None:
        """Let time pass."""
        self.moment += length

    def reach(self, moment: datetime) -> None:
        """Go on to a moment, to its millisecond, unless it is over."""
        self.moment = max(self.moment, moment.replace(microsecond=moment.microsecond // 1000 * 1000))

    def snowflake(self, moment: datetime) -> int:
        """Make an id of a moment, as Discord does: no other is the same."""
        return earliest(moment) + next(self._ids) % (1 << 22)


class Agenda:
    """What is to happen, by its time."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._heap: list[tuple[datetime, int, Act]] = []
        self._order = count()

    def at(self, moment: datetime, act: Act) -> None:
        """Note an act for a moment."""
        heapq.heappush(self._heap, (moment, next(self._order), act))

    def next(self) -> Act | None:
        """Go on to the next act's moment and give it; None when nothing is left."""
        if not self._heap:
            return None
        moment, _, act = heapq.heappop(self._heap)
        self._clock.reach(moment)
        return act
