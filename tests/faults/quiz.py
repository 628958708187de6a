"""A quiz under test: what its channel shows, what the database keeps, and what its admin was told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.assistant import Assistant
from bot.clock import Clock
from bot.frontends.discord.client import RoadmapBot
from bot.guilds.guild import guild_of
from bot.quiz import rounds, schedules
from bot.quiz.days import DAILY
from bot.quiz.planning import plan_next
from bot.quiz.round import Key, Round, State
from bot.quiz.running import Running
from bot.quiz.schedule import Schedule
from bot.quiz.timetable import Timetable
from bot.storage.tables import answer
from tests.bot.frontends.discord.over_database import public, running_of
from tests.bot.quiz.rounds_in import terms
from tests.discord_server import Message, Person, Server


@dataclass
class Quiz:
    """A quiz every day in the home guild's channel for it, the first of them due now."""

    server: Server
    bot: RoadmapBot
    assistant: Assistant
    clock: Clock
    admin: Person
    running: Running = field(init=False)

    def __post_init__(self) -> None:
        self.running = running_of(self.bot)

    async def plan(self, **others: Any) -> Schedule:
        """Add a schedule whose first round is due now."""
        due, guild = self.clock(), self.server.home.id
        timetable = Timetable(time.fromisoformat(f"{due:%H:%M}"), DAILY, "UTC")
        wanted = terms(self.server.channel("quiz").id, **others)
        async with self.assistant.database.writing() as connection:
            added = await schedules.add(connection, guild, timetable, wanted, created_by=self.admin.id)
            await plan_next(connection, added, due - timedelta(hours=23))
        return added

    async def posted(self, **others: Any) -> Message:
        """Plan it, and let the clockwork post it."""
        await self.plan(**others)
        await self.running.tick()
        (message,) = self.seen
        return message

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Let the clockwork run by itself until the block ends, as the process does."""
        until = asyncio.Event()
        running = asyncio.create_task(self.running.run(until))
        try:
            yield
        finally:
            until.set()
            await running

    @property
    def seen(self) -> list[Message]:
        """What everybody sees in the channel."""
        return public(self.server)

    @property
    def told(self) -> list[str]:
        """What the admin was told in private."""
        return [message.text for message in self.server.messages(self.admin.direct)]

    async def kept(self, number: int = 1) -> Round:
        """Give a round as it is kept."""
        async with self.assistant.database.reading() as connection:
            found = await rounds.find(connection, Key(self.server.home.id, number))
        assert found is not None
        return found

    async def states(self) -> list[State]:
        """Give where each round stands, in their order."""
        async with self.assistant.database.reading() as connection:
            found = await rounds.in_states(connection, self.server.home.id, list(State), 100)
        return [one.state for one in reversed(found)]

    async def choices(self) -> dict[int, int]:
        """Give who has chosen what in the first round."""
        async with self.assistant.database.reading() as connection:
            rows = await connection.execute(select(answer.c.user_id, answer.c.choice).where(answer.c.round == 1))
            return {row.user_id: row.choice for row in rows}

    async def paused(self) -> str | None:
        """Say why the first schedule is paused, if it is."""
        async with self.assistant.database.reading() as connection:
            found = await schedules.find(connection, self.server.home.id, 1)
        assert found is not None
        return found.paused

    async def is_shown_closed(self) -> bool:
        """Say whether the first round has ended, for the database and for everybody who looks."""
        return (await self.kept()).state is State.CLOSED and "answered" in self.seen[0].text

    async def is_away(self) -> bool:
        """Say whether the guild is known to have taken the bot out."""
        async with self.assistant.database.writing() as connection:
            return (await guild_of(connection, self.server.home.id)).removed_at is not None

    async def is_here(self) -> bool:
        """Say whether the guild is known to have the bot."""
        return not await self.is_away()


async def has_recovered(caplog: pytest.LogCaptureFixture) -> bool:
    """Whether the log says that nothing fails any more; nothing of that reaches Discord, where one could wait for it."""
    return "nothing has failed any more" in caplog.text


async def eventually(happened: Callable[[], Awaitable[bool]], patience: float = 10.0) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(patience):
        while not await happened():  # noqa: ASYNC110 - what happens lies in a database, which rings no bell
            await asyncio.sleep(0.02)
