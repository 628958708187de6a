"""A developer moves people by hand."""

import asyncio
import sys

from tests.discord_server import Server
from tests.discord_server.prompt import HELP, Prompt
from tests.discord_server_tests.client import Client


async def test_a_line_is_an_act(server: Server, bot: Client) -> None:
    prompt = Prompt(server)
    assert await prompt.run('ana /ask question="what is a saga?"') == "You asked: what is a saga?"
    assert await prompt.run('ana /ask question="a secret?" private=true') == "(only you see this)\nYou asked: a secret?"
    assert await prompt.run("ana types /pattern name s") == "saga (saga)\nsidecar (sidecar)"
    assert await prompt.run("ana in quiz") == "ana is in #quiz."
    assert await prompt.run("ana /quiz") == "## Round 7\n[A] [B] [C]"
    assert await prompt.run("ana clicks B") == "(only you see this)\nB it is."
    assert await prompt.run("ana /form") == "[Ask] What?, Kind"
    assert await prompt.run("ana fills What?=sagas Kind=Short") == "sagas (s)"
    assert "hello" in await prompt.run("ana says @bot hello")
    assert await prompt.run("ana dm hello") == "You said: hello"
    assert "/ask: Ask anything" in await prompt.run("commands")


async def test_what_cannot_be_done_is_said(server: Server, bot: Client) -> None:
    prompt = Prompt(server)
    assert "finds no command “play”" in await prompt.run("ana /play")
    assert await prompt.run("ana sings") == HELP


async def test_it_serves_without_a_terminal_until_it_is_ended() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.discord_server", "--port", "0", stdin=-3, stdout=-1
    )
    assert process.stdout is not None
    said = [(await process.stdout.readline()).decode() for _ in range(5)]
    process.terminate()
    await process.wait()
    assert "DISCORD_API_URL=http://127.0.0.1:" in said[2]
    assert said[4].startswith("Idle")
