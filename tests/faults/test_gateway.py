"""The gateway breaks in the middle of a quiz: what is due is posted, answers count, and nothing is done twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse
from discord.http import HTTPClient

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.reconnecting import Breaks, Patience
from bot.frontends.discord.sharded import ShardedBot
from bot.quiz.round import State
from bot.quiz.schedules import of_guild
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import (
    Frames,
    LineCut,
    NeverCame,
    NoAnswer,
    NoFaults,
    Person,
    Requests,
    Server,
    Terms,
)
from tests.faults.quiz import Quiz, eventually

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    # What takes seconds in earnest takes tenths here.
    async with Server(Terms(heartbeat_interval=0.2, answer_within=0.6)) as server:
        yield server


@pytest.fixture
async def bot(server: Server, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RoadmapBot]:
    monkeypatch.setattr(RoadmapBot, "before_identify_hook", _at_once)
    async with connected(server, assistant, heartbeat_timeout=1.0) as bot:
        yield bot
        # A session that has just begun is still being told of its guilds.
        await asyncio.sleep(0.1)


async def _at_once(self: RoadmapBot, shard_id: int | None, *, initial: bool = False) -> None:
    """Identify without the five seconds that Discord wants between two."""


async def test_a_click_at_which_the_line_breaks_is_answered_after_the_resume(
    server: Server, quiz: Quiz, ana: Person
) -> None:
    message = await quiz.posted()
    server.faults = LineCut(Frames("INTERACTION_CREATE", times=1))
    clicked = await ana.click(message, label="A")
    assert "**A**" in clicked.text
    assert await quiz.choices() == {ana.id: 1}
    assert (len(server.log.resumes), len(server.log.identifies)) == (1, 1)


async def test_a_half_open_line_is_given_up_and_late_clicks_count(
    server: Server, quiz: Quiz, clock: SetClock, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    message = await quiz.posted()
    server.freeze_connections()
    with pytest.raises(NoAnswer):
        await ana.click(message, label="A")
    await server.until(lambda: len(server.log.resumes) == 1)
    await server.until(lambda: "could not be answered" in caplog.text)
    assert await quiz.choices() == {ana.id: 1}
    assert "1 person answered" in (await ana.click(message, label="A")).text
    assert len(server.log.identifies) == 1


async def test_an_answer_whose_confirmation_never_gets_through_is_kept_all_the_same(
    server: Server, quiz: Quiz, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    message = await quiz.posted()
    server.faults = NeverCame(Requests("POST", CALLBACK))
    with pytest.raises(NoAnswer):
        await ana.click(message, label="A")
    assert await quiz.choices() == {ana.id: 1}
    await server.until(lambda: "failed, reference" in caplog.text)
    server.faults = NoFaults()
    again = await ana.click(message, label="A")
    assert "1 person answered" in again.text


async def test_what_a_command_was_to_do_is_not_done_after_its_admin_saw_it_fail(
    server: Server, quiz: Quiz, clock: SetClock, admin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    server.freeze_connections()
    with pytest.raises(NoAnswer):
        await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00")
    # The cut lasts for longer than Discord waits.
    clock.pass_(seconds=20)
    await server.until(lambda: "came too late to be carried out" in caplog.text)
    async with quiz.assistant.database.reading() as connection:
        assert await of_guild(connection, server.home.id) == []
    clock.pass_(seconds=-20)
    added = await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00")
    assert "schedule 1" in added.text.lower()


async def test_a_session_that_is_lost_begins_anew_and_nothing_is_posted_twice(
    server: Server, quiz: Quiz, clock: SetClock, ana: Person
) -> None:
    message = await quiz.posted()
    await ana.click(message, label="A")
    server.invalidate_sessions()
    await server.until(lambda: len(server.log.identifies) == 2)
    await server.connected()
    await quiz.running.tick()
    assert len(quiz.seen) == 1
    assert "1 person answered" in (await ana.click(message, label="B")).text
    clock.pass_(hours=9)
    await quiz.running.tick()
    assert await quiz.states() == [State.CLOSED, State.PLANNED]
    assert await quiz.choices() == {ana.id: 2}


async def test_a_guild_that_left_while_the_session_was_lost_is_noted_when_it_begins_anew(
    server: Server, quiz: Quiz
) -> None:
    await quiz.plan()
    server.call(server.platform.gateway.sessions.clear)
    server.dismiss_bot(server.home)
    server.drop_connections()
    await eventually(quiz.is_away)
    await quiz.running.tick()
    assert quiz.seen == []


async def test_a_guild_that_left_while_a_shard_s_session_was_lost_is_noted_too(  # noqa: PLR0917 - fixtures
    server: Server,
    assistant: Assistant,
    clock: SetClock,
    admin: Person,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(ShardedBot, "before_identify_hook", _at_once)
    async with connected(server, assistant, kind=ShardedBot, shard_count=1, shard_ids=[0]) as bot:
        quiz = Quiz(server, bot, assistant, clock, admin)
        await quiz.plan()
        server.call(server.platform.gateway.sessions.clear)
        server.dismiss_bot(server.home)
        server.drop_connections()
        await eventually(quiz.is_away)


@pytest.mark.parametrize("code", [4007, 4009])
async def test_a_session_that_discord_has_forgotten_is_not_asked_for_again(
    server: Server, bot: RoadmapBot, ana: Person, code: int
) -> None:
    await server.close_connections(code)
    await server.until(lambda: len(server.log.identifies) == 2)
    await server.connected()
    assert server.log.resumes == []
    assert "Saga" in (await ana.slash("general", "ask", question="what is a saga")).text


async def test_a_line_that_breaks_before_it_has_begun_is_opened_anew(
    server: Server, assistant: Assistant, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RoadmapBot, "before_identify_hook", _at_once)
    server.faults = LineCut(Frames("READY", times=1))
    async with connected(server, assistant):
        assert "Saga" in (await ana.slash("general", "ask", question="what is a saga")).text
        await asyncio.sleep(0.1)
    assert (len(server.log.identifies), server.log.resumes) == (2, [])


def test_who_is_put_out_again_and_again_waits_longer_each_time() -> None:
    breaks, waits = Breaks(), []
    for now in range(8):
        waits.append(breaks.wait(now))
        breaks.opened(now)
    assert waits[:3] == [0, 0, 0]
    assert 4 <= waits[3] <= 8 <= waits[4] <= 16
    assert max(waits) <= 32
    assert breaks.wait(1_000.0) == 0


def test_who_cannot_get_through_does_not_wait_twice() -> None:
    breaks = Breaks()
    assert [breaks.wait(now) for now in range(8)] == [0] * 8


def test_after_an_outage_of_any_length_discord_is_tried_within_about_a_minute() -> None:
    patience = Patience()
    assert max(patience.delay() for _ in range(1_000)) <= 64


async def test_a_line_that_breaks_while_it_is_opened_is_opened_again(
    server: Server, bot: RoadmapBot, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, breaks = HTTPClient.ws_connect, 1

    async def broken(client: HTTPClient, url: str, **options: Any) -> ClientWebSocketResponse:
        nonlocal breaks
        if breaks:
            breaks -= 1
            # What aiohttp does where the connection is gone before the handshake has been read.
            raise AssertionError
        return await opening(client, url, **options)

    monkeypatch.setattr(HTTPClient, "ws_connect", broken)
    server.faults = LineCut(Frames("INTERACTION_CREATE", times=1))
    # How long the next try waits is drawn by lot: it may come too late for this one.
    with suppress(NoAnswer):
        await ana.slash("general", "help")
    await server.until(lambda: len(server.log.resumes) == 1, 10.0)
    assert breaks == 0
    assert (await ana.slash("general", "help")).text
