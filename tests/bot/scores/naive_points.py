"""What an answer earns, worked out from its options and its time as the rules are told: what the database must say."""

from collections.abc import Collection
from datetime import timedelta

from knowledge.bank import Item


def earned(asked: Item, chosen: Collection[int], waited: timedelta, open_for: timedelta, *, speed: bool) -> int:
    """Give the points for options that were chosen so long after the opening."""
    if set(chosen) != set(asked.right):
        return 0
    full = 5 * (asked.difficulty + 1)
    fast = speed and waited * 10 <= open_for
    return full + full // 10 if fast else full
