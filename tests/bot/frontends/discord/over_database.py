"""Fixtures for what is kept: the bot with all its services over a database, on each engine in turn.

A module of tests takes them by assignment, such as `bot = over_database.bot`; its own `clock` may take this one's place.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.discord.channels import DiscordChannels
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.pace import Pace
from bot.guilds.guild import Home
from bot.quiz.opening import Opening
from bot.quiz.running import Running
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Message, Server


@pytest.fixture
def clock() -> SetClock:
    # People's clicks carry the real time: rounds under test are open now.
    return SetClock(datetime.now(UTC))


@pytest.fixture
def assistant(asking: Asking, database: Database, clock: SetClock) -> Assistant:
    made = Assistant(asking, database, clock)
    # Tests answer by one press: whatever is drawn, one option is right.
    made.opening = Opening(database, tuple(item for item in made.bank if not item.multiple), made.opening.say)
    return made


@pytest.fixture
async def bot(server: Server, assistant: Assistant) -> AsyncIterator[RoadmapBot]:
    async with connected(server, assistant) as bot:
        yield bot


@pytest.fixture
def running(bot: RoadmapBot) -> Running:
    return running_of(bot)


def running_of(bot: RoadmapBot) -> Running:
    """Make the clockwork of a process."""
    return bot.assistant.running(DiscordChannels(bot, Pace(1000), bot.assistant.clock), Home.DISCORD, "me")


def public(server: Server) -> list[Message]:
    """The messages that everybody sees in the channel of quizzes."""
    return [message for message in server.messages("quiz") if not message.private]
