"""`roadmap-bot doctor` as a shell meets it, beside a bot that runs on the loopback Discord."""

import asyncio
import subprocess
from pathlib import Path

from bot.storage.engine import Database
from tests.bot.frontends.discord.test_process import COMMAND, ended, running
from tests.bot.processes import BOT
from tests.bot.quiz.rounds_in import daily
from tests.bot.storage.kept import NOON
from tests.discord_server import Permission, Person, Server

WRONG = "wrong.token.here"


async def doctored(environ: dict[str, str]) -> tuple[int, list[str]]:
    def ask() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*COMMAND, "doctor"], env=environ, capture_output=True, text=True, timeout=60, check=False
        )

    done = await asyncio.to_thread(ask)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


async def kept(environ: dict[str, str], *command: str) -> int:
    line = [*BOT, *command]
    return (await asyncio.to_thread(subprocess.run, line, env=environ, capture_output=True, check=False)).returncode


async def test_all_is_well_while_the_bot_runs(
    server: Server, environment: dict[str, str], database: Database, admin: Person
) -> None:
    at = environment | server.environment | {"DATABASE_URL": database.url.render_as_string(hide_password=False)}
    async with running(server, at):
        await server.connected()
        await admin.slash("quiz", "schedule add", time="09:30", channel=server.channel("quiz"))
        code, said = await doctored(at)
    assert (code, said[-1]) == (0, "All is well.")
    assert {line.split()[0] for line in said[:-1]} == {"ok"}
    assert "ok       channels: The bot has all its rights in the channels of 1 schedule." in said
    assert server.token not in "\n".join(said)


async def test_a_missing_right_ends_with_1(server: Server, environment: dict[str, str], database: Database) -> None:
    at = environment | server.environment | {"DATABASE_URL": database.url.render_as_string(hide_password=False)}
    await daily(database, server.home.id, server.channel("quiz").id, NOON)
    server.deny("quiz", Permission.SEND_MESSAGES)
    code, said = await doctored(at)
    assert (code, said[-1]) == (1, "1 fault.")
    assert any("I can't post in #quiz: Send Messages is missing there." in line for line in said)


async def test_a_discord_that_is_away_ends_with_3(server: Server, environment: dict[str, str]) -> None:
    away = {"DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}
    code, said = await doctored(environment | server.environment | away)
    assert (code, said[-1]) == (3, "1 fault.")


async def test_without_a_token_the_rest_is_looked_at(environment: dict[str, str], tmp_path: Path) -> None:
    code, said = await doctored(environment)
    assert (code, said[-1]) == (0, "1 warning.")
    assert [line.split()[1] for line in said[:-1]] == [
        "settings:",
        "roadmap:",
        "engine:",
        "roadmap:",
        "database:",
        "zone",
        "login:",
    ]
    assert not (tmp_path / "data").exists()


async def test_wrong_settings_end_with_1_and_do_not_hide_the_rest(environment: dict[str, str]) -> None:
    wrong = {"DATABASE_URL": "mysql://db/bot", "ROADMAP": "/nowhere", "DISCORD_TOKEN": f"{WRONG} twice"}
    code, said = await doctored(environment | wrong)
    assert code == 1
    assert said[-1] == "3 faults."
    assert [line.split()[1] for line in said[:-1]] == ["settings:", "settings:", "settings:", "zone"]
    assert WRONG not in "\n".join(said)


async def test_a_bot_on_discord_is_copied_while_it_runs_and_not_replaced(
    server: Server, environment: dict[str, str], database: Database, ana: Person, tmp_path: Path
) -> None:
    at = environment | server.environment | {"DATABASE_URL": database.url.render_as_string(hide_password=False)}
    await database.close()
    copy = str(tmp_path / "copy")
    async with running(server, at) as process:
        await server.connected()
        assert await kept(at, "backup", copy) == 0
        assert await kept(at, "restore", copy) == 3
        assert "Saga" in (await ana.slash("general", "ask", question="what is saga")).text
        process.terminate()
        assert (await ended(process))[0] == 0
    assert await kept(at, "restore", copy) == 0
    async with running(server, at):
        await server.connected()
        assert "Saga" in (await ana.slash("general", "ask", question="what is saga")).text
