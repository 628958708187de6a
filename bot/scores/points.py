"""Points: what an answer is worth.

The rules are those of Fairness in the design: harder questions give more, a wrong answer costs nothing, and nobody
is paid for being fast unless their guild asked for it. A choice is right where it names every right option and no
other: half of them is wrong.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

BY_DIFFICULTY: Final = {1: 10, 2: 15, 3: 20}
"""What a right answer is worth by the difficulty of its question."""
FAST_PART: Final = 10
"""Who chooses within this part of the time that a round is open is fast: within the first tenth."""
# Those who read slowly, use a screen reader or live in another time zone never get speed points: hence so few.
_SPEED_PERCENT: Final = 10


def mask(options: Iterable[int]) -> int:
    """Write options as one number: bit i stands for option i, counted from 0."""
    return sum(1 << option for option in set(options))


def speed_points(full: int) -> int:
    """Give what comes on top of `full` for who was fast and right, in a guild that turned speed points on."""
    return full * _SPEED_PERCENT // 100


def fast_until(opened_at: datetime, closes_at: datetime) -> datetime:
    """Give the last moment at which a choice is fast; the last choice of a person is the one that counts."""
    return opened_at + (closes_at - opened_at) / FAST_PART
