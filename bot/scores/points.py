"""Points: what an answer is worth.

The rules are those of Fairness in the design: harder questions give more, a wrong answer costs nothing, and nobody
is paid for being fast unless their guild asked for it.
"""

from collections.abc import Iterable

BY_DIFFICULTY = {1: 10, 2: 15, 3: 20}
"""What a right answer is worth by the difficulty of its question."""
# Those who read slowly, use a screen reader or live in another time zone never get speed points: hence so few.
_SPEED_PERCENT = 10
_FAST_PART = 10


def mask(options: Iterable[int]) -> int:
    """Write options as one number: bit i stands for option i, counted from 0."""
    return sum(1 << option for option in set(options))


def is_right(choice: int, right: int) -> bool:
    """Tell whether a choice names every right option and no other; half of them is wrong."""
    return choice == right != 0


def points(difficulty: int, *, choice: int, right: int) -> int:
    """Give what `choice` earns where `right` is right, both as masks."""
    return BY_DIFFICULTY[difficulty] if is_right(choice, right) else 0


def speed_points(earned: int, *, waited: int, open_for: int) -> int:
    """Give what comes on top of `earned` in a guild that turned speed points on.

    It is a tenth, rounded down, for a choice within the first tenth of the time the round was open. `waited` is the
    time from the opening to the choice that counts, in the unit of `open_for`.
    """
    return earned * _SPEED_PERCENT // 100 if waited * _FAST_PART <= open_for else 0
