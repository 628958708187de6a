"""What comes twice is done once, and what comes too late does no harm: a RESUME replays, a network stands still."""

import asyncio
from collections.abc import Awaitable
from typing import Final

import pytest

from bot.assistant import Assistant
from bot.cards import Card, plain
from bot.frontends.discord.client import RoadmapBot
from bot.scores.exporting import export_guild
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.bot.quiz.rounds_in import opened
from tests.discord_server import NoAnswer, Person, Server, Terms
from tests.discord_server.exchange import Exchange

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock

PASSED: Final = 0.3
"""Seconds in which what was sent again has been dealt with."""
FIELD = "What is wrong with it?"


async def again(server: Server, bot: RoadmapBot, event: str, times: int = 2) -> None:
    """Send the last event of that name again, as it was."""
    last = server.log.events(event)[-1].data
    for _ in range(times):
        server.call(lambda: server.platform.gateway.tell(event, lambda _: last, int(last["guild_id"])))
    await asyncio.sleep(PASSED)
    await bot.drain()


def said(server: Server) -> list[str]:
    channels = list(server.world.channels.values())
    return [message.text for channel in channels for message in server.world.messages(channel.id)]


async def kept(database: Database, guild_id: int) -> list[str]:
    async with database.snapshot() as connection:
        return [line async for line in export_guild(connection, guild_id)]


async def test_no_act_is_done_twice_and_none_is_answered_twice(
    server: Server, bot: RoadmapBot, clock: SetClock, ana: Person, admin: Person
) -> None:
    key = await opened(bot.assistant.database, server.home.id, clock(), bot.assistant.bank[0])
    shown = await ana.slash("general", "quiz", number=key.number)
    answered = await ana.click(shown.message, label="A")
    form = (await ana.click(answered.message, label="Report the question")).modal
    practice = await ana.slash("general", "practice", topic="bulkhead")
    path = await ana.slash("general", "path", to="service mesh")
    acts: list[Awaitable[Exchange]] = [
        ana.click(practice.message, label="Skip"),
        ana.click(path.message, label="I have read Circuit Breaker"),
        ana.click(path.message, label="Full path"),
        ana.slash("general", "ask", question="what is a saga"),
        ana.click(shown.message, label="B"),
        ana.submit_modal(form, {FIELD: "B is right too"}),
        ana.slash("general", "practice", topic="saga"),
        ana.slash("general", "path", to="saga"),
        ana.slash("general", "roadmap"),
        ana.slash("general", "me"),
        admin.slash("general", "settings set", speed_points=True),
        admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00"),
        admin.slash("general", "schedule skip"),
        admin.slash("general", "leaderboard", season="start"),
        admin.slash("general", "questions void", question="quiz 1", reason="two are right"),
        admin.slash("general", "questions restore", question="quiz 1"),
    ]
    for act in acts:
        await act
        before = said(server), await kept(bot.assistant.database, server.home.id)
        await again(server, bot, "INTERACTION_CREATE")
        assert (said(server), await kept(bot.assistant.database, server.home.id)) == before


async def test_a_message_that_comes_twice_is_answered_once(server: Server, bot: RoadmapBot, ana: Person) -> None:
    asked = await ana.say("general", f"<@{server.world.bot.id}> what is a saga")
    await asked.answer()
    (event,) = [one for one in server.log.events("MESSAGE_CREATE") if one.data["author"]["id"] == str(ana.id)]
    for _ in range(2):
        server.call(lambda: server.platform.gateway.tell("MESSAGE_CREATE", lambda _: event.data, server.home.id))
    await asyncio.sleep(PASSED)
    await bot.drain()
    assert len(server.messages("general")) == 2


async def test_an_answer_that_is_too_late_is_a_line_in_the_log_and_nothing_else(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def late(*_: object) -> object:
        await asyncio.sleep(0.6)
        return Card(plain("late"))

    async with Server(Terms(answer_within=0.2)) as server:
        ana = server.person("ana")
        async with connected(server, assistant) as bot:
            with monkeypatch.context() as patch:
                patch.setattr(assistant.own_pages, "show", late)
                with pytest.raises(NoAnswer, match="did not respond"):
                    await ana.slash("general", "me")
                await asyncio.sleep(0.6)
                await bot.drain()
            assert not [record for record in caplog.records if record.levelname == "ERROR"]
            assert "Saga" in (await ana.slash("general", "pattern", name="saga")).text
    assert said(server)
