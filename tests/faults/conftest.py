"""The bot with its clockwork over the loopback Discord and a SQLite file, for whatever befalls it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.frontends.discord import channels
from bot.frontends.discord.client import RoadmapBot
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import conftest as on_discord
from tests.bot.frontends.discord import over_database
from tests.discord_server import Person, Server
from tests.faults.quiz import Quiz

server, ana, admin = on_discord.server, on_discord.ana, on_discord.admin
clock, assistant, bot = over_database.clock, over_database.assistant, over_database.bot


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is tried again be tried soon."""
    monkeypatch.setattr(channels, "PAUSE", 0.02)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    try:
        await migrate(opened)
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def quiz(server: Server, bot: RoadmapBot, assistant: Assistant, clock: SetClock, admin: Person) -> Quiz:
    return Quiz(server, bot, assistant, clock, admin)
