"""Discord is gone for an hour: what was due is posted once when it is back, and nothing comes in a burst."""

from datetime import timedelta

import pytest

from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.reconnecting import Patience
from bot.quiz.round import State
from tests.bot.clocks import SetClock
from tests.discord_server import Person, Server
from tests.faults.quiz import Quiz


async def at_once(self: RoadmapBot, shard_id: int | None, *, initial: bool = False) -> None:
    """Identify without the five seconds that Discord wants between two."""


async def test_an_hour_without_discord(  # noqa: PLR0917 - fixtures
    server: Server,
    quiz: Quiz,
    clock: SetClock,
    ana: Person,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(RoadmapBot, "before_identify_hook", at_once)
    monkeypatch.setattr(Patience, "delay", lambda _: 0.2)
    begun = await quiz.posted(open_for=timedelta(minutes=30))
    await ana.click(begun, label="A")
    clock.pass_(minutes=10)
    await quiz.plan()
    await quiz.plan(catch_up=timedelta(minutes=15))
    server.call(server.platform.gateway.sessions.clear)
    async with server.outage():
        for _ in range(6):
            await quiz.running.tick()
            clock.pass_(minutes=10)
        assert await quiz.states() == [State.CLOSED, State.PLANNED, State.PLANNED, State.PLANNED]
    await server.connected()
    await quiz.running.tick()
    await quiz.running.tick()
    assert sorted(await quiz.states()) == sorted([State.CLOSED, State.OPEN, State.MISSED, *[State.PLANNED] * 3])
    closed, opened = quiz.seen
    assert "1 person answered" in closed.text
    assert "2 people" not in (await ana.click(opened, label="A")).text
    later = await quiz.kept(3)
    assert abs(later.ends - clock() - later.terms.open_for) < timedelta(seconds=1)
    (told,) = quiz.told
    assert "Schedule 3 missed its quiz" in told
    assert "I tried in time and did not get through." in told
    assert caplog.text.count("has to wait: Discord cannot be reached") == 1
    assert "Traceback" not in caplog.text
