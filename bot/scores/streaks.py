"""Streaks: how many scheduled rounds of one schedule a person answered in a row.

Rounds count, not calendar days: weekends, pauses and void rounds are no rounds, so they break nothing, and no time
zone matters. Whether an answer was right does not matter either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

MOST_FREEZES = 2
"""How many freezes a person starts with, and can hold."""
ROUNDS_FOR_A_FREEZE = 10


@dataclass(frozen=True, slots=True)
class Streak:
    """A person's streak on one schedule."""

    current: int
    best: int
    freezes: int
    answered: int


START = Streak(current=0, best=0, freezes=MOST_FREEZES, answered=0)


def step(streak: Streak, answered: bool) -> Streak:
    """Move a streak past one more round.

    A missed round takes a freeze and leaves the streak as it is; without a freeze the streak ends. Where there is no
    streak a missed round changes nothing: so the rounds before somebody's first answer do not count, and a holiday
    takes no more freezes than it has to.
    """
    if answered:
        current, total = streak.current + 1, streak.answered + 1
        earned = total % ROUNDS_FOR_A_FREEZE == 0
        return Streak(current, max(streak.best, current), min(MOST_FREEZES, streak.freezes + earned), total)
    if streak.current and streak.freezes:
        return Streak(streak.current, streak.best, streak.freezes - 1, streak.answered)
    return Streak(0, streak.best, streak.freezes, streak.answered)


def replay(history: Iterable[bool], base: Streak = START) -> Streak:
    """Give the streak after rounds of a schedule, oldest first: True where the person answered."""
    return reduce(step, history, base)
