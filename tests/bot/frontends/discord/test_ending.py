"""A process that is told to end answers what it has begun, begins nothing more, and does not take long."""

import asyncio
import signal
import time

from bot.frontends.discord import process as process_module
from tests.bot.frontends.discord.test_process import ended, free_port, running
from tests.discord_server import NoFaults, Person, Requests, Server, Slow

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
MESSAGES = "/channels/{channel_id}/messages"


async def test_what_was_begun_is_answered_after_the_gateway_was_hung_up(
    server: Server, environment: dict[str, str], ana: Person
) -> None:
    async with running(server, environment) as process:
        await server.connected()
        server.faults = Slow(1.5, Requests("POST", CALLBACK))
        asked = asyncio.create_task(ana.slash("general", "help"))
        await server.until(lambda: bool(server.log.events("INTERACTION_CREATE")))
        await asyncio.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        await server.disconnected()
        assert not asked.done()
        assert "ask" in (await asked).text
        code, log = await ended(process)
    assert code == 0
    assert "ERROR" not in log


async def test_a_round_that_takes_too_long_is_cut_off_and_posted_once_by_who_comes_next(
    server: Server, environment: dict[str, str], admin: Person
) -> None:
    posts = Requests("POST", MESSAGES)
    async with running(server, environment) as process:
        await server.connected()
        await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:00", days="daily")
        server.faults = Slow(9, posts)
        await admin.slash("general", "schedule run")
        await server.until(lambda: posts.count == 1)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        code, log = await ended(process)
        assert time.monotonic() - began < 10
    assert code == 0
    assert "cut off: quiz" in log
    assert "Traceback" not in log
    server.faults = NoFaults()
    async with running(server, environment):
        await server.until(lambda: bool(server.messages("quiz")))
        # What the first process had sent comes through only now.
        await asyncio.sleep(max(0.0, 10 - (time.monotonic() - began)))
        assert len(server.messages("quiz")) == 1


async def test_what_was_spoken_of_right_before_the_end_is_known_to_who_comes_next(
    server: Server, environment: dict[str, str], ana: Person, admin: Person
) -> None:
    async with running(server, environment) as process:
        await server.connected()
        await admin.mention("general", "what is bulkhead?")
        await ana.mention("general", "what is saga?")
        # It rests now, and waits to be written.
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0
    async with running(server, environment):
        await server.connected()
        assert "I took that as: what does Saga need?" in (await ana.mention("general", "what does it need?")).text
        assert "what comes after Bulkhead?" in (await admin.mention("general", "and then?")).text


async def test_a_process_ends_in_order_while_discord_is_away(server: Server, environment: dict[str, str]) -> None:
    async with running(server, environment, HTTP_PORT=str(free_port())) as process:
        await server.connected()
        async with server.outage():
            await asyncio.sleep(1.5)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            code, log = await ended(process)
    assert time.monotonic() - began < 5
    assert code == 0
    assert "never awaited" not in log
    assert log.splitlines()[-1].endswith("stopping")


async def test_a_task_that_rests_for_minutes_is_not_waited_for() -> None:
    began = time.monotonic()
    assert await process_module._result(asyncio.create_task(asyncio.sleep(900))) is None
    assert time.monotonic() - began < 5


async def test_a_port_that_is_taken_ends_with_2_and_says_so(server: Server, environment: dict[str, str]) -> None:
    port = str(free_port())
    async with running(server, environment, HTTP_PORT=port):
        await server.connected()
        async with running(server, environment, HTTP_PORT=port) as second:
            code, log = await ended(second)
    assert code == 2
    assert f"HTTP_PORT: {port} can't be listened on" in log
    assert "Traceback" not in log
