"""What supervisors read: whether the process lives, and whether it is ready for work."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.pages import Pages
from bot.frontends.discord.pulse import Pulse
from bot.frontends.discord.vitals import Vitals
from bot.frontends.discord.watchdog import Watchdog
from bot.quiz.running import Running
from bot.settings import SettingsError
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database, watched
from tests.bot.frontends.discord.watched import LIMIT, Reader, reading
from tests.discord_server import Server

assistant, clock, running = over_database.assistant, over_database.clock, over_database.running
bot, pages = watched.bot, watched.pages


async def test_a_process_is_ready_once_its_clockwork_has_gone_round(pages: Reader, running: Running) -> None:
    before = await pages.sign("readyz")
    assert not before["ok"]
    assert before["discord"]["ok"]
    assert before["database"]["ok"]
    assert "not begun" in before["scheduler"]["why"]
    await running.tick()
    after = await pages.sign("readyz")
    assert after["ok"]
    assert after["scheduler"] == {"ok": True, "age": 0.0}
    assert after["discord"] == {"ok": True, "guilds": 1}


async def test_a_clockwork_that_has_stopped_is_not_ready_but_alive(
    pages: Reader, running: Running, clock: SetClock
) -> None:
    await running.tick()
    clock.pass_(seconds=90)
    said = (await pages.sign("readyz"))["scheduler"]
    assert not said["ok"]
    assert "90 s ago" in said["why"]
    assert (await pages.sign("healthz"))["ok"]


async def test_a_database_that_is_away_is_not_ready_but_alive(
    pages: Reader, bot: RoadmapBot, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await running.tick()

    @asynccontextmanager
    async def away() -> AsyncIterator[None]:
        if bot.guilds:
            raise ConnectionRefusedError(111, "Connect call failed ('10.1.2.3', 5432)")
        yield

    monkeypatch.setattr(bot.assistant.database, "reading", away)
    said = await pages.sign("readyz")
    assert not said["ok"]
    assert said["database"]["why"] == "The database does not answer (ConnectionRefusedError)."
    assert (await pages.sign("healthz"))["ok"]


async def test_a_database_that_hangs_is_told_of_soon(
    pages: Reader, bot: RoadmapBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.frontends.discord.vitals.PATIENCE", 0.1)

    @asynccontextmanager
    async def slow() -> AsyncIterator[None]:
        await asyncio.sleep(30)
        yield

    monkeypatch.setattr(bot.assistant.database, "reading", slow)
    said = await asyncio.wait_for(pages.sign("readyz"), 5)
    assert "TimeoutError" in said["database"]["why"]


async def test_a_connection_that_is_lost_for_too_long_is_not_alive(
    server: Server, bot: RoadmapBot, pages: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.freeze_connections()
    now = bot.gateway.now
    monkeypatch.setattr(bot.gateway, "now", lambda: now() + 400)
    said = await pages.sign("healthz")
    assert said["ok"]
    assert said["gateway"]["limit"] == LIMIT
    assert said["gateway"]["shards"]["0"] == {"connected": True, "silence": pytest.approx(400, abs=5)}
    monkeypatch.setattr(bot.gateway, "now", lambda: now() + 601)
    said = await pages.sign("healthz")
    assert not said["ok"]
    assert "heard nothing for 60" in said["gateway"]["why"]
    server.drop_connections()


async def test_a_cut_connection_is_alive_and_ready_again_when_it_is_back(
    server: Server, bot: RoadmapBot, pages: Reader, running: Running
) -> None:
    await running.tick()
    async with server.outage():
        await asyncio.wait_for(bot.wait_for("disconnect"), 5)
        await bot.drain()
        said = await pages.sign("readyz")
        assert not said["ok"]
        assert said["discord"]["why"] == "Not connected: shard 0."
        assert (await pages.sign("healthz"))["ok"]
    await server.until(lambda: bool(bot.gateway.connected))
    assert (await pages.sign("readyz"))["ok"]
    assert (await pages.numbers())["gateway_reconnects_total", "0"] == 1


async def test_a_loop_that_stood_still_tells_for_how_long(
    bot: RoadmapBot, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    async with Pulse(0.02) as pulse, reading(bot, running, pulse) as pages:
        await asyncio.sleep(0.1)
        assert (await pages.numbers())["loop_lag_seconds",] < 0.5
        asyncio.get_running_loop().call_soon(time.sleep, 1.2)
        await asyncio.sleep(0.1)
        assert (await pages.numbers())["loop_lag_seconds",] > 1
        assert (await pages.sign("healthz"))["loop"]["worst_of_a_minute"] > 1
    assert any("nothing was answered for 1." in message for message in caplog.messages)


async def test_a_port_that_is_taken_is_named(bot: RoadmapBot, running: Running) -> None:
    async with reading(bot, running) as pages:
        vitals = Vitals(bot, running, Pulse(), Watchdog(bot.gateway, LIMIT))
        with pytest.raises(SettingsError, match=f"HTTP_PORT: {pages.port} can't be listened on"):
            await Pages(vitals, pages.port).__aenter__()
