"""Reloads as people on Discord meet them: new answers, old rounds, and no roadmap with faults."""

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.reloads import settle
from bot.quiz.running import Running
from knowledge.bank import bank_of
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.over_database import public
from tests.bot.frontends.discord.test_process import ended
from tests.bot.frontends.discord.test_process import running as running_process
from tests.bot.processes import run
from tests.bot.quiz.rounds_in import daily
from tests.discord_server import Person, Server
from tests.knowledge.folders import Folder
from tests.roadmaps.shelf import INDEXING, asking_about

assistant, bot = over_database.assistant, over_database.bot
clock, running = over_database.clock, over_database.running


@pytest.fixture(scope="module")
def indexing(cache_home: Path) -> Asking:
    return asking_about(INDEXING, cache_home)


async def test_an_open_round_keeps_its_question_whatever_roadmap_comes(
    server: Server, assistant: Assistant, running: Running, clock: SetClock, indexing: Asking
) -> None:
    ana = server.person("ana")
    quiz = server.channel("quiz")
    due = clock.moment
    await daily(assistant.database, server.home.id, quiz.id, due - timedelta(hours=23), at=f"{due:%H:%M}")
    await running.tick()
    (posted,) = public(server)
    question = posted.text.splitlines()[1]
    assistant.adopt(indexing, bank_of(indexing.guide.roadmap))
    answer = await ana.click(posted, label="A")
    assert answer.private
    await running.tick()
    clock.pass_(hours=9)
    await running.tick()
    (closed,) = public(server)
    assert question in closed.text
    assert "✅ right" in closed.text


async def test_rounds_after_a_reload_ask_from_the_new_roadmap(
    server: Server, assistant: Assistant, running: Running, clock: SetClock, indexing: Asking
) -> None:
    items = tuple(item for item in bank_of(indexing.guide.roadmap) if not item.multiple)
    assistant.adopt(indexing, items)
    due = clock.moment
    quiz = server.channel("quiz")
    await daily(assistant.database, server.home.id, quiz.id, due - timedelta(hours=23), at=f"{due:%H:%M}")
    await running.tick()
    (posted,) = public(server)
    assert any(item.stem.split("`")[0][:30] in posted.text for item in items)


async def test_messages_are_answered_and_commands_described_in_the_new_words(
    server: Server, bot: RoadmapBot, assistant: Assistant, ana: Person, indexing: Asking
) -> None:
    assert "A pattern, a term" in str(server.commands())
    assistant.adopt(indexing, bank_of(indexing.guide.roadmap))
    await settle(bot)
    assert "A technique, a term" in str(server.commands())
    assert "Spatial Index" in (await ana.mention("general", "which drivers are nearest to the passenger")).text
    assert "12 techniques" in (await ana.slash("general", "help")).text


async def test_a_running_process_is_told_to_reload_and_keeps_what_it_has_where_there_are_faults(
    server: Server, environment: dict[str, str], tmp_path: Path, ana: Person
) -> None:
    folder = Folder.small(tmp_path / "tea")
    own = {**environment, "ROADMAP": str(folder.path)}
    async with running_process(server, own) as process:
        await server.connected()
        assert "Does what **Kettle** cannot." in (await ana.slash("general", "pattern", name="brew")).text
        folder.change("patterns/02-brew.yaml", "Does what {kettle} cannot.", "Makes tea of water.")
        done = await asyncio.to_thread(run, own, "reload")
        assert done.stderr == b""
        assert done.stdout.decode().splitlines()[-1] == "Changed patterns: brew."
        assert done.returncode == 0
        assert "Makes tea of water." in (await ana.slash("general", "pattern", name="brew")).text
        folder.change("patterns/02-brew.yaml", "number: 2", "number: two")
        done = await asyncio.to_thread(run, own, "reload")
        assert done.stdout.decode().splitlines()[0].startswith("patterns/02-brew.yaml:2: ")
        assert done.returncode == 1
        assert "Makes tea of water." in (await ana.slash("general", "pattern", name="brew")).text
        folder.change("patterns/02-brew.yaml", "number: two", "number: 2")
        os.kill(process.pid, signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0
    done = await asyncio.to_thread(run, own, "reload")
    assert done.returncode == 3
    assert b"No bot of this user runs on this machine" in done.stderr
