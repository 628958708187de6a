"""Several processes begin their sessions as fast as Discord allows, and who is sent away comes back."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.clock import now
from bot.frontends.discord import identifying
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.identifying import Identifying
from bot.frontends.discord.sharded import ShardedBot
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import IdentifyPace, Person, Server, Terms

APART, WITHIN = 1.5, 0.5
"""Seconds from turn to turn, and those within which Discord takes one session: a busy machine is late now and then."""
TOO_FAST = "came too fast"


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identifying, "APART", timedelta(seconds=APART))


def paced(max_concurrency: int = 1, within: float = WITHIN) -> Server:
    return Server(Terms(identify_pace=IdentifyPace(max_concurrency, within)))


async def started(server: Server, assistant: Assistant, shards: int) -> AsyncExitStack:
    """Start so many bots at once, each with one shard."""
    stack = AsyncExitStack()
    whole: dict[str, Any] = {"kind": ShardedBot, "shard_count": shards}
    beginning = (connected(server, assistant, shard_ids=[shard], **whole) for shard in range(shards))
    await asyncio.gather(*(stack.enter_async_context(one) for one in beginning))
    return stack


def begun(server: Server) -> list[float]:
    return [frame.at for frame in server.log.identifies]


async def test_those_that_start_together_begin_one_after_the_other_and_none_is_sent_away(
    asking: Asking, database: Database
) -> None:
    async with paced() as server, await started(server, Assistant(asking, database, now), 3):
        await server.connected(3)
        times = begun(server)
        assert len(times) == 3
        assert all(later - earlier > WITHIN for earlier, later in pairwise(times))
        assert TOO_FAST not in server.log.text()


async def test_where_discord_lets_in_two_at_a_time_two_begin_at_once(asking: Asking, database: Database) -> None:
    async with paced(max_concurrency=2) as server, await started(server, Assistant(asking, database, now), 2):
        await server.connected(2)
        first, second = begun(server)
        assert second - first < APART
        assert TOO_FAST not in server.log.text()


async def test_who_was_sent_away_comes_back_and_answers(asking: Asking, database: Database) -> None:
    async with paced(within=APART + 0.4) as server, await started(server, Assistant(asking, database, now), 2):
        await server.connected(2)
        assert TOO_FAST in server.log.text()
        guild = server.guild("Odd", guild_id=(1 << 22) * 1_000_001)
        ana: Person = server.person("ana", guilds=(guild,))
        assert (await ana.slash(guild, "help")).text


@pytest.mark.slow
async def test_without_shards_who_was_sent_away_comes_back_after_discords_five_seconds(
    asking: Asking, database: Database
) -> None:
    async with paced(within=5.0) as server, connected(server, Assistant(asking, database, now)):
        twin: RoadmapBot
        async with connected(server, Assistant(asking, database, now)) as twin:
            await server.connected(2, 20)
            assert server.log.text().count(TOO_FAST) == 1
            assert twin.let_in.is_set()


async def test_a_database_that_is_away_keeps_no_session_from_beginning(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(*_: object) -> timedelta:
        raise OperationalError("", {}, Exception("gone"))

    monkeypatch.setattr(Identifying, "_take", away)
    assert not await Identifying(database, now).wait(3)
    assert "shard 3 begins a session without a turn of its own" in caplog.text


async def test_a_turn_that_never_comes_keeps_no_session_from_beginning(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(identifying, "LONGEST", 0.1)
    standing_still = SetClock(now())
    first, second = (Identifying(database, standing_still) for _ in range(2))
    assert await first.wait(0)
    assert not await second.wait(0)
    assert "waited too long" in caplog.text
