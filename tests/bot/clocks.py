"""A clock that a test sets and moves."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


class SetClock:
    """Gives the moment that it was last moved to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, **length: float) -> None:
        """Let time pass, such as `minutes=5`."""
        self.moment += timedelta(**length)

    def move_to(self, text: str, zone: str = "UTC") -> None:
        """Move to a moment such as "2026-03-29 09:00" on the clocks of a zone."""
        self.moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
