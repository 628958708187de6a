"""Discord's ids: 64 bits whose upper 42 tell the millisecond in which they were made.

https://discord.com/developers/docs/reference#snowflakes
"""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)
SHIFT: Final = 22
MILLISECOND: Final = timedelta(milliseconds=1)


def earliest(moment: datetime) -> int:
    """Give the lowest id that may be made at a moment: who holds a lower one came before."""
    return max((moment - EPOCH) // MILLISECOND, 0) << SHIFT


def made_at(snowflake: int) -> datetime:
    """Tell when an id was made, to the millisecond."""
    return EPOCH + (snowflake >> SHIFT) * MILLISECOND
