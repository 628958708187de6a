"""Time, passed in wherever it is needed: tests and simulations bring their own."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present moment, aware of its zone."""
Monotonic: TypeAlias = Callable[[], float]
"""Gives seconds that never go back, counted from whenever: what durations are measured with."""

AGREEING: Final = timedelta(seconds=2)
"""By how much two clocks may differ that are both right: what tells the time cuts off seconds, and is some time on its way."""


def now() -> datetime:
    """Give the present moment by the machine's clock, in UTC."""
    return datetime.now(UTC)


def steady() -> float:
    """Give seconds that nobody sets, and that go on while the machine sleeps, where it has such."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Watch:
    """A clock that is set by one outside, and goes by the machine's own for as long as that agrees.

    A machine's clock may be wrong, and jumps when somebody sets it: quizzes would close early, and what is kept for
    thirty days would be deleted at once. What was told outside is carried on by seconds that nobody sets.
    """

    def __init__(self, own: Clock = now, seconds: Callable[[], float] = steady) -> None:
        """Take the machine's clock, and its steady seconds."""
        self._own = own
        self._seconds = seconds
        self._told: tuple[datetime, float] | None = None

    def __call__(self) -> datetime:
        """Give the present moment."""
        own, told = self._own(), self._carried_on()
        return own if told is None or abs(own - told) <= AGREEING else told

    def set(self, moment: datetime) -> None:
        """Hear what moment it is."""
        self._told = (moment, self._seconds())

    @property
    def ahead(self) -> timedelta:
        """By how much the machine's clock is ahead of what was told; nothing where the two agree."""
        told = self._carried_on()
        off = timedelta() if told is None else self._own() - told
        return off if abs(off) > AGREEING else timedelta()

    def _carried_on(self) -> datetime | None:
        if self._told is None:
            return None
        moment, at = self._told
        return moment + timedelta(seconds=self._seconds() - at)
