"""The bot's own process, from its start to its exit code."""

import asyncio
import json
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.frontends.discord.process import explain_connection, explain_quiz
from bot.storage.engine import Database
from tests.bot.processes import BOT
from tests.discord_server import Person, Server

WRONG = "wrong.token.here"
SLOW = "checkout hangs whenever the fraud vendor is slow"
# discord.py still imports a module that Python 3.11 calls deprecated, so that warnings are no errors here.
COMMAND = [argument for argument in BOT if argument not in ("-W", "error")]


def started(environ: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen([*COMMAND, "run"], env=environ, stderr=subprocess.PIPE, text=True)


@asynccontextmanager
async def running(
    server: Server, environment: dict[str, str], **settings: str
) -> AsyncIterator["subprocess.Popen[str]"]:
    process = started(environment | server.environment | settings)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


async def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    _, said = await asyncio.to_thread(process.communicate, timeout=30)
    return process.returncode, said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def page(port: int, name: str) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{name}") as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


async def test_the_process_answers_commands_mentions_messages_and_the_menu_and_ends_when_told(
    server: Server, environment: dict[str, str], ana: Person
) -> None:
    async with running(server, environment) as process:
        await server.connected()
        assert "Circuit Breaker" in (await ana.slash("general", "ask", question=SLOW)).text
        assert "Canary" in (await ana.mention("general", "what should I read before service mesh")).text
        assert "Blue-Green" in (await ana.dm("blue-green vs canary")).text
        said = await ana.say("general", "every message that fails blocks the queue")
        assert "Dead Letter Queue" in (await ana.context_menu("Answer from the roadmap", said.said)).text
        process.send_signal(signal.SIGTERM)
        code, log = await ended(process)
    assert code == 0
    assert "oauth2/authorize" in log
    assert "ERROR" not in log


async def test_health_follows_the_gateway(server: Server, environment: dict[str, str]) -> None:
    port = free_port()
    async with running(server, environment, HTTP_PORT=str(port)):
        await server.connected()
        assert page(port, "healthz")[0] == 200
        await server.until(lambda: page(port, "readyz")[0] == 200)
        async with server.outage():
            await asyncio.sleep(0.5)
            status, said = await asyncio.to_thread(page, port, "readyz")
            assert status == 503
            assert said["discord"]["why"] == "Not connected: shard 0."
            assert (await asyncio.to_thread(page, port, "healthz"))[0] == 200


async def test_each_shard_is_watched_by_itself(server: Server, environment: dict[str, str]) -> None:
    port = free_port()
    async with running(server, environment, SHARD_COUNT="4", SHARD_IDS="1,3", HTTP_PORT=str(port)):
        await server.connected()
        assert "shard" in page(port, "readyz")[1]["discord"]["why"]
        await server.until(lambda: page(port, "readyz")[0] == 200, 20)
        shards = page(port, "healthz")[1]["gateway"]["shards"]
        assert {shard: sign["connected"] for shard, sign in shards.items()} == {"1": True, "3": True}
        server.drop_connections(3)

        def reconnects() -> list[str]:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as numbers:
                lines = numbers.read().decode().splitlines()
            return [line for line in lines if line.startswith("roadmap_bot_gateway_reconnects_total")]

        named = "roadmap_bot_gateway_reconnects_total"
        await server.until(lambda: reconnects() == [f'{named}{{shard="1"}} 0.0', f'{named}{{shard="3"}} 1.0'])


async def test_a_refused_token_ends_with_a_sentence_that_does_not_show_it(
    server: Server, environment: dict[str, str]
) -> None:
    async with running(server, environment, DISCORD_TOKEN=WRONG) as process:
        code, log = await ended(process)
    assert code == 3
    assert "refuses the token" in log
    assert WRONG not in log
    assert "Traceback" not in log


async def test_a_refused_intent_says_where_to_turn_it_on(server: Server, environment: dict[str, str]) -> None:
    async with running(server, environment, MESSAGE_CONTENT="on") as process:
        code, log = await ended(process)
    assert code == 3
    assert "Message Content Intent" in log


async def test_a_discord_that_cannot_be_reached_is_one_sentence(server: Server, environment: dict[str, str]) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/api/v10"
    async with running(server, environment, DISCORD_API_URL=nowhere) as process:
        code, log = await ended(process)
    assert code == 3
    assert "cannot be reached" in log
    assert "Traceback" not in log


async def test_a_gateway_that_cannot_be_reached_is_one_sentence(server: Server, environment: dict[str, str]) -> None:
    nowhere = f"ws://127.0.0.1:{free_port()}"
    async with running(server, environment, DISCORD_GATEWAY_URL=nowhere) as process:
        code, log = await ended(process)
    assert code == 3
    assert "Discord cannot be reached (Cannot connect to host" in log
    assert "DISCORD_GATEWAY_URL" in log
    assert "Traceback" not in log


async def test_the_token_stands_in_no_log(server: Server, environment: dict[str, str], ana: Person) -> None:
    async with running(server, environment, LOG_LEVEL="debug", LOG_FORMAT="json") as process:
        await server.connected()
        await ana.slash("general", "ask", question=SLOW)
        process.send_signal(signal.SIGTERM)
        _, log = await ended(process)
    assert server.token not in log
    assert all(json.loads(line) for line in log.splitlines())


async def test_a_sharded_process_answers_too(server: Server, environment: dict[str, str], ana: Person) -> None:
    async with running(server, environment, SHARD_COUNT="1", SHARD_IDS="0") as process:
        await server.connected()
        await ana.mention("general", "what is a saga")
        assert len(server.messages("general")) == 2
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0


def test_a_database_that_is_away_is_not_called_discord(caplog: pytest.LogCaptureFixture) -> None:
    away = Database("postgresql+asyncpg://ana:secret@database.example/quiz")
    refused = ConnectionRefusedError(111, "Connect call failed")
    explain_quiz(away, refused)
    explain_connection(refused)
    of_database, of_discord = caplog.messages
    assert "The database postgresql://ana:***@database.example/quiz cannot be used" in of_database
    assert "Discord" not in of_database
    assert "Discord cannot be reached" in of_discord


def test_a_fault_of_ours_in_the_clockwork_is_logged_whole(caplog: pytest.LogCaptureFixture) -> None:
    explain_quiz(Database("postgresql+asyncpg://database.example/quiz"), ValueError("odd"))
    assert caplog.messages == ["the clockwork of quizzes failed"]
    assert "ValueError: odd" in caplog.text
