"""Two processes run with one token: people get one answer, and an operator who did not mean it reads of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.discord.channels import DiscordChannels
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.pace import Pace
from bot.guilds.guild import Home
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Callback, Person, Server
from tests.faults.quiz import Quiz


@pytest.fixture
async def twin(
    server: Server, bot: RoadmapBot, asking: Asking, database: Database, clock: SetClock
) -> AsyncIterator[RoadmapBot]:
    """Another process over the same database."""
    async with connected(server, Assistant(asking, database, clock)) as twin:
        await server.connected(2)
        yield twin


@pytest.fixture
async def stranger(
    server: Server, bot: RoadmapBot, asking: Asking, tmp_path: Path, clock: SetClock
) -> AsyncIterator[RoadmapBot]:
    """Another process over a database of its own, as on the machine of somebody who tries something."""
    other = Database(f"sqlite+aiosqlite:///{tmp_path / 'other.sqlite3'}")
    await migrate(other)
    async with connected(server, Assistant(asking, other, clock)) as stranger:
        await server.connected(2)
        yield stranger
    await other.close()


async def test_over_one_database_everything_happens_once(  # noqa: PLR0917 - fixtures
    server: Server, quiz: Quiz, twin: RoadmapBot, clock: SetClock, ana: Person, admin: Person
) -> None:
    other = Quiz(server, twin, twin.assistant, clock, admin)
    other.running = twin.assistant.running(DiscordChannels(twin, Pace(1000)), Home.DISCORD, "twin")
    await quiz.plan()
    await asyncio.gather(quiz.running.tick(), other.running.tick())
    (message,) = quiz.seen
    clicked = await ana.click(message, label="A")
    assert "1 person answered" in clicked.text
    asked = await ana.slash("general", "ask", question="what is a saga")
    mentioned = await ana.mention("general", "blue-green vs canary")
    added = await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00")
    await asyncio.sleep(0.3)
    assert [len(each.messages) for each in (clicked, asked, mentioned, added)] == [1, 1, 1, 1]
    assert await quiz.choices() == {ana.id: 1}
    assert "Schedule 3" not in (await admin.slash("general", "schedule list")).text
    clock.pass_(hours=9)
    await asyncio.gather(quiz.running.tick(), other.running.tick())
    assert "1 person answered" in quiz.seen[0].text


async def test_two_that_suggest_something_for_the_same_letters_leave_no_error_in_the_log(
    server: Server, twin: RoadmapBot, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    typed = [await ana.autocomplete("general", "ask", "question", letters) for letters in ("blue", "every", "saga")]
    await twin.drain()
    assert all(each.answered_by is Callback.CHOICES for each in typed)
    assert [len(server.log.answers_to(each)) for each in typed] == [2, 2, 2]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_over_two_databases_answers_count_in_the_one_that_posted_and_the_log_says_what_is_going_on(
    server: Server, quiz: Quiz, stranger: RoadmapBot, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    message = await quiz.posted()
    clicked = await ana.click(message, label="A")
    await server.until(lambda: "another process with my token" in caplog.text)
    assert len(clicked.messages) == 1
    assert await quiz.choices() == {ana.id: 1}
    assert "If that is not to run, stop it, or reset the token." in caplog.text
