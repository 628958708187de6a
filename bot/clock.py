"""Time, passed in wherever it is needed: tests and simulations bring their own."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present moment, aware of its zone."""
Monotonic: TypeAlias = Callable[[], float]
"""Gives seconds that never go back, counted from whenever: what durations are measured with."""


def now() -> datetime:
    """Give the present moment by the machine's clock, in UTC."""
    return datetime.now(UTC)
