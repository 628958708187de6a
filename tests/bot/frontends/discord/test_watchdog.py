"""A connection that has died without a word is noticed, and the process ends so that it is started anew."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.assembly import assisted
from bot.clock import Watch
from bot.frontends.discord import process
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.gateway import Gateway
from bot.frontends.discord.watchdog import Watchdog
from bot.settings import Settings
from tests.bot.frontends.discord.connecting import connected, pointed_to
from tests.discord_server import Person, Server, Terms

SOON = 0.02
LIMIT = 600.0
STUCK = """
import asyncio, logging, time
from bot.frontends.discord.gateway import Gateway
from bot.frontends.discord.watchdog import Watchdog

async def main():
    logging.basicConfig()
    async with Watchdog(Gateway([0], lambda: 1000 * time.monotonic()), 600.0, look=0.1, grace=0.3):
        await asyncio.sleep(0.1)
        time.sleep(60)

asyncio.run(main())
"""


class Seconds:
    """A clock that goes as the real one does, and can be put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server(Terms(heartbeat_interval=0.2)) as server:
        yield server


@pytest.fixture
async def bot(server: Server, asking: Asking, seconds: Seconds) -> AsyncIterator[RoadmapBot]:
    async with connected(server, asking, now=seconds) as bot:
        yield bot


async def test_frames_of_a_quiet_connection_are_heard(server: Server, bot: RoadmapBot, seconds: Seconds) -> None:
    seconds.ahead = LIMIT
    heard = bot.gateway.frames[0]
    await server.until(lambda: bot.gateway.frames[0] > heard)
    assert bot.gateway.silence(0) < 1


async def test_a_half_open_connection_is_silent_though_its_latency_is_good(
    server: Server, bot: RoadmapBot, seconds: Seconds
) -> None:
    await server.until(lambda: bot.latency < 1)
    server.freeze_connections()
    await asyncio.sleep(0.3)
    seconds.ahead = LIMIT
    assert bot.gateway.longest_silence() > (LIMIT, 0)
    assert bot.latency < 1
    server.drop_connections()


async def test_the_watchdog_bites_when_a_half_open_connection_has_been_silent_for_too_long(
    server: Server, bot: RoadmapBot, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    async with Watchdog(bot.gateway, LIMIT, look=SOON) as watchdog:
        seconds.ahead = LIMIT - 60
        server.freeze_connections()
        await asyncio.sleep(10 * SOON)
        assert not watchdog.bitten.is_set()
        seconds.ahead += LIMIT
        await asyncio.wait_for(watchdog.bitten.wait(), 5)
    (line,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "has been silent for" in line.getMessage()
    server.drop_connections()


async def test_it_leaves_a_connection_alone_that_is_heard_again(bot: RoadmapBot, seconds: Seconds) -> None:
    async with Watchdog(bot.gateway, LIMIT, look=0.4) as watchdog:
        for _ in range(4):
            # As after a standstill of the machine: the clock has gone on, and frames are yet to be read.
            seconds.ahead += 2 * LIMIT
            await asyncio.sleep(0.45)
        assert not watchdog.bitten.is_set()


async def test_a_limit_of_for_ever_never_bites(seconds: Seconds) -> None:
    async with Watchdog(Gateway([0], seconds), float("inf"), look=SOON) as watchdog:
        seconds.ahead = 1e9
        await asyncio.sleep(5 * SOON)
        assert not watchdog.bitten.is_set()


def test_each_shard_is_heard_by_itself_and_waits_for_its_turn(seconds: Seconds) -> None:
    gateway = Gateway([4, 5], seconds)
    seconds.ahead = 60
    gateway.hear(4)
    seconds.ahead = 100
    # Shard 5 connects after shard 4: before that came, it can't have been its turn.
    assert gateway.silence(5) == pytest.approx(40, abs=1)
    gateway.hear(5)
    seconds.ahead = 130
    gateway.hear(4)
    silence, shard = gateway.longest_silence()
    assert silence == pytest.approx(30, abs=1)
    assert shard == 5
    assert gateway.frames == {4: 2, 5: 1}


async def test_the_process_ends_with_3_when_its_connection_has_died(  # noqa: PLR0917 - fixtures
    server: Server,
    asking: Asking,
    seconds: Seconds,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = Settings.from_env({**server.environment, "DATABASE_URL": f"sqlite:///{tmp_path}/bot.sqlite3"})
    monkeypatch.setattr(process, "Watchdog", partial(Watchdog, look=SOON))
    with pointed_to(server):
        watch = Watch()
        async with assisted(settings, asking, watch) as assistant:
            serving = asyncio.create_task(process.serve(settings, assistant, watch, seconds))
            await server.connected()
            await asyncio.sleep(0.3)
            server.freeze_connections()
            await asyncio.sleep(0.3)
            began = time.monotonic()
            seconds.ahead = LIMIT + 1
            assert await asyncio.wait_for(serving, 20) == 3
    # The dead connection's goodbye is not waited for.
    assert time.monotonic() - began < 5
    (line,) = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert "has been silent for 6" in line
    assert "by its supervisor" in line


def test_a_process_whose_loop_is_stuck_ends_with_3_all_the_same(environment: dict[str, str]) -> None:
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", STUCK], env=environment, capture_output=True, text=True, timeout=50, check=False
    )
    assert ended.returncode == 3
    assert time.monotonic() - began < 50
    assert "has been silent" in ended.stderr
    assert "stuck" in ended.stderr


async def test_a_dead_connection_is_replaced_without_waiting_for_its_goodbye(server: Server, asking: Asking) -> None:
    ana: Person = server.person("ana")
    async with connected(server, asking, heartbeat_timeout=0.6):
        server.freeze_connections()
        began = time.monotonic()
        await server.until(lambda: len(server.log.resumes) == 1)
        # discord.py alone would wait half a minute longer.
        assert time.monotonic() - began < 5
        assert (await ana.slash("general", "help")).private
