"""Whatever befalls a request, what it was for happens once, and whoever waits is told."""

import asyncio
from collections.abc import Callable

import pytest

from bot.ask.service import Asking
from bot.frontends.discord import sync
from bot.quiz.round import State
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import (
    AnswerLost,
    Broken,
    Faults,
    NeverCame,
    NoFaults,
    Person,
    RateLimited,
    Requests,
    Server,
    Together,
)
from tests.faults.quiz import Quiz

POST = ("POST", "/channels/{channel_id}/messages")
EDIT = ("PATCH", "/channels/{channel_id}/messages/{message_id}")
RESPOND = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
COMMANDS = "/applications/{application_id}/commands"
FAULTS: dict[str, Callable[[Requests], Faults]] = {
    "429 of a limit": lambda requests: RateLimited(requests, retry_after=0.3),
    "429 of a proxy": lambda requests: RateLimited(requests, via=False),
    "500": lambda requests: Broken(500, requests),
    "502": lambda requests: Broken(502, requests),
    "503": lambda requests: Broken(503, requests),
    "504": lambda requests: Broken(504, requests),
    "502 after the work": lambda requests: Broken(502, requests, worked=True),
    "503 after the work": lambda requests: Broken(503, requests, worked=True),
    "a reset line": NeverCame,
    "a lost answer": AnswerLost,
}
ALIKE = {"500", "504", "502 after the work"}
"""What takes its seconds, and goes the way of another."""


@pytest.mark.parametrize(
    "fault", [pytest.param(fault, marks=pytest.mark.slow) if fault in ALIKE else fault for fault in FAULTS]
)
async def test_a_request_that_fails_once_keeps_nobody_from_anything(  # noqa: PLR0917 - fixtures
    server: Server, quiz: Quiz, clock: SetClock, ana: Person, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    place, general = str(server.channel("quiz").id), str(server.channel("general").id)
    struck = [
        Requests(*POST, where=lambda asked: asked.params["channel_id"] == place, times=1),
        Requests(*POST, where=lambda asked: asked.params["channel_id"] == general, times=1),
        Requests(*EDIT, times=1),
        Requests(*RESPOND, times=2),
    ]
    server.faults = Together(*map(FAULTS[fault], struck))
    message = await quiz.posted()
    clicked, asked, mentioned = await asyncio.gather(
        ana.click(message, label="A"),
        ana.slash("general", "ask", question="what is a saga"),
        ana.mention("general", "blue-green vs canary"),
    )
    assert clicked.private
    assert "**A**" in clicked.text
    assert "Saga" in asked.text
    assert "Canary" in mentioned.text
    assert [len(each.messages) for each in (clicked, asked, mentioned)] == [1, 1, 1]
    clock.pass_(hours=9)
    await quiz.running.tick()
    (closed,) = quiz.seen
    assert "1 person answered" in closed.text
    assert (await quiz.kept()).state is State.CLOSED
    assert await quiz.choices() == {ana.id: 1}
    assert [one.count for one in struck] == [1, 1, 1, 2]
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Broken(503, Requests(*POST)), "DiscordServerError"),
        (RateLimited(Requests(*POST), retry_after=90.0), "RateLimited"),
        (RateLimited(Requests(*POST), via=False), "HTTPException: 429"),
    ],
    ids=["503", "429 for longer than a minute", "429 of a proxy"],
)
async def test_a_round_waits_for_as_long_as_its_channel_cannot_be_reached(  # noqa: PLR0917 - fixtures
    server: Server, quiz: Quiz, clock: SetClock, caplog: pytest.LogCaptureFixture, fault: Faults, reason: str
) -> None:
    server.faults = fault
    await quiz.plan()
    await quiz.running.tick()
    assert f"has to wait: Discord cannot be reached ({reason}" in caplog.text
    assert quiz.seen == []
    server.faults = NoFaults()
    clock.pass_(seconds=6)
    await quiz.running.tick()
    assert len(quiz.seen) == 1
    assert quiz.told == []


async def test_commands_arrive_though_discord_stumbles_as_they_are_sent(
    server: Server, asking: Asking, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "WAITS", (0.01, 0.01))
    lists = Requests("GET", COMMANDS, times=1)
    sendings = Requests("PUT", COMMANDS, times=2)
    server.faults = Together(Broken(503, lists), NeverCame(sendings))
    async with connected(server, asking):
        assert "Saga" in (await ana.slash("general", "ask", question="what is a saga")).text
    assert (lists.count, sendings.count) == (1, 2)
