"""The token, the database's password and the tokens of interactions stand in no output, whatever goes wrong."""

import asyncio
import json
import signal
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.bot.frontends.discord.test_process import COMMAND, ended, free_port, page, running
from tests.bot.processes import run
from tests.discord_server import Broken, NeverCame, NoAnswer, Person, RateLimited, Requests, Server, Together

TOKEN: Final = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.a-very-secret-part_of-a-token"  # noqa: S105 - opens nothing
PASSWORD: Final = "hunter2-of-the-database"  # noqa: S105 - the same
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS: dict[str, list[str]] = {
    "help": ["--help"],
    "nothing": [],
    "ask": ["ask", "what is a saga"],
    "ask jsonl": ["ask", "--jsonl"],
    "chat": ["chat"],
    "check nowhere": ["check", "/nowhere"],
    "questions": ["questions"],
    "export": ["export"],
    "run": ["run"],
}


@pytest.mark.parametrize(("name", "filed"), [*((name, False) for name in COMMANDS), ("run", True)])
def test_no_command_shows_the_token_or_the_password(
    environment: dict[str, str], tmp_path: Path, name: str, filed: bool
) -> None:
    (tmp_path / "token").write_text(TOKEN)
    given = {"DISCORD_TOKEN_FILE": str(tmp_path / "token")} if filed else {"DISCORD_TOKEN": TOKEN}
    nowhere = f"http://127.0.0.1:{free_port()}/api/v10"
    settings = {
        "DATABASE_URL": f"postgresql://bot:{PASSWORD}@127.0.0.1:{free_port()}/bot",
        "DISCORD_API_URL": nowhere,
        "LOG_LEVEL": "debug",
    }
    done = subprocess.run(
        [*COMMAND, *COMMANDS[name]],
        env=environment | given | settings,
        input=b"what is a saga\n",
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = (done.stdout + done.stderr).decode()
    assert said
    assert TOKEN not in said
    assert PASSWORD not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["DISCORD_TOKEN", "DATABASE_URL", "SHARD_IDS"])
def test_faulty_settings_show_neither(environment: dict[str, str], name: str) -> None:
    wrong = {"DISCORD_TOKEN": f"{TOKEN} {TOKEN}", "DATABASE_URL": f"mysql://bot:{PASSWORD}@db/bot", "SHARD_IDS": "x"}
    done = run(environment | {"DISCORD_TOKEN": TOKEN, name: wrong[name]}, "run")
    assert done.returncode == 2
    said = (done.stdout + done.stderr).decode()
    assert name in said
    assert TOKEN not in said
    assert PASSWORD not in said


async def test_a_bad_day_s_log_shows_no_token_of_any_kind(
    server: Server, environment: dict[str, str], ana: Person
) -> None:
    port = free_port()
    async with running(server, environment, LOG_LEVEL="debug", HTTP_PORT=str(port)) as process:
        await server.connected()
        server.faults = Together(
            NeverCame(Requests("POST", CALLBACK, times=1)),
            Broken(500, Requests("POST", CALLBACK, times=1, after=1)),
            RateLimited(Requests("POST", CALLBACK, times=1, after=2)),
        )
        for _ in range(4):
            try:
                await ana.slash("general", "me")
            except NoAnswer:
                await asyncio.sleep(0.1)
        pages = [page(port, name) for name in ("healthz", "readyz")]
        assert [status for status, _ in pages] == [200, 200]
        process.send_signal(signal.SIGTERM)
        _, log = await ended(process)
    tokens = [str(event.data["token"]) for event in server.log.events("INTERACTION_CREATE")]
    assert len(tokens) == 4
    for secret in (server.token, *tokens):
        assert secret not in log
        assert secret not in json.dumps(pages)
