"""Ids of presses: in Discord each has one from the platform, here we make our own in the same form."""

import os
from typing import Final

from bot.clock import Clock
from bot.snowflakes import earliest

COUNTER_BITS: Final = 12
PROCESS: Final = 0x3FF


class Presses:
    """Gives each press an id that tells its time, higher than all before it."""

    def __init__(self, clock: Clock, process: int | None = None) -> None:
        """Take the time; the process's number keeps two of them from giving the same id in one millisecond."""
        self._clock = clock
        self._process = ((os.getpid() if process is None else process) & PROCESS) << COUNTER_BITS
        self._last = 0

    def next(self) -> int:
        """Give the id of a press that is made now."""
        self._last = max(self._last + 1, earliest(self._clock()) + self._process)
        return self._last
