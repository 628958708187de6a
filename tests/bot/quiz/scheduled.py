"""A guild's schedules for tests: an admin, a clock, and channels of paper."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Card, Moment, spans
from bot.guilds.guild import Home
from bot.layout import written
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.round import Round, State
from bot.quiz.scheduling import Scheduling
from bot.quiz.typed import Typed
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.quiz.paper import Paper

GUILD, QUIZ, TEAM = 500, 501, 502
ADA = Member(GUILD, 7, "ada", admin=True)
ANA = Member(GUILD, 8, "ana")
TUESDAY = datetime(2026, 11, 24, 7, tzinfo=UTC)
"""08:00 in Berlin."""


@dataclass
class Bench:
    """All that a test of schedules needs."""

    asking: Asking
    database: Database
    clock: SetClock = field(default_factory=lambda: SetClock(TUESDAY))
    paper: Paper = field(default_factory=Paper)
    owner: str = "me"

    def __post_init__(self) -> None:
        self.assistant = Assistant(self.asking, self.database, self.clock)
        self._running = self.assistant.running(self.paper, Home.DISCORD, self.owner)

    @property
    def scheduling(self) -> Scheduling:
        return self.assistant.scheduling

    async def add(self, time: str = "09:00", **others: object) -> Card:
        """Add a schedule in Berlin."""
        said = {"channel_id": QUIZ, "zone": "Europe/Berlin"} | others
        return await self.scheduling.add(ADA, Typed(time=time, **said))  # type: ignore[arg-type]

    async def edit(self, number: int | None = None, **typed: object) -> Card:
        return await self.scheduling.edit(ADA, number, Typed(**typed))  # type: ignore[arg-type]

    async def at(self, text: str, zone: str = "Europe/Berlin") -> None:
        """Let the clockwork do what is due at a moment."""
        self.clock.move_to(text, zone)
        await self.tick()

    async def tick(self) -> None:
        await self._running.tick()

    async def planned(self) -> list[Round]:
        async with self.database.reading() as connection:
            return await rounds.in_states(connection, GUILD, (State.PLANNED,), 100)

    async def due(self) -> list[str]:
        """When the planned rounds are due, in UTC."""
        return sorted(f"{one.due_at:%Y-%m-%d %H:%M}" for one in await self.planned())


def text(card: Card) -> str:
    return written(card)


def moments(card: Card) -> list[str]:
    return [f"{span.at:%Y-%m-%d %H:%M}" for span in spans(card) if isinstance(span, Moment) and span.style == "full"]
