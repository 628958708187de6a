"""What is taught through one process of the bot answers in another, and in the one that comes after a restart."""

import asyncio
import signal
import time
from pathlib import Path

import pytest

from tests.bot.frontends.discord import test_several_processes
from tests.bot.frontends.discord.test_process import ended, running
from tests.bot.frontends.discord.test_several_processes import Only
from tests.discord_server import Person, Server

heard = test_several_processes.heard

PIZZA = "best pizza in town"
FIRST, SECOND = 0, 1
SOON = 2.0
"""Seconds within which every process answers what was taught, or answers it no more."""


async def teach(admin: Person, pattern: str) -> None:
    missing = await admin.slash("general", "ask", question=PIZZA)
    form = (await admin.click(missing.message, label="Teach")).modal
    assert "Taught" in (await admin.submit_modal(form, {"The pattern that answers it": pattern})).text


async def says(ana: Person, expected: str, within: float) -> float:
    """Ask until the answer is the expected one; give how long that took."""
    began = time.monotonic()
    while True:
        told = (await ana.slash("general", "ask", question="Best pizza in town?")).text
        took = time.monotonic() - began
        assert took < within, told
        if expected in told:
            return took
        await asyncio.sleep(0.05)


@pytest.mark.slow
@pytest.mark.alone
async def test_a_taught_phrase_answers_in_a_second_process_within_two_seconds(
    server: Server, heard: Only, ana: Person, admin: Person
) -> None:
    taken: list[float] = []
    for teaching, other in ((FIRST, SECOND), (SECOND, FIRST)) * 3:
        for process in (teaching, other):
            heard.let_hear(process)
            # It has just looked, and knows of nothing.
            await says(ana, "no answer", SOON)
        heard.let_hear(teaching)
        await teach(admin, "saga")
        heard.let_hear(other)
        taken.append(await says(ana, "Saga", SOON))
        heard.let_hear(teaching)
        listed = await admin.slash("general", "settings unanswered")
        taught = await admin.click(listed.message, label="What is taught")
        await admin.click(taught.message, label="Remove 1")
        heard.let_hear(other)
        taken.append(await says(ana, "no answer", SOON))
    print(f"seen by the other process after {min(taken):.2f} to {max(taken):.2f} s")


@pytest.mark.slow
@pytest.mark.alone
async def test_a_taught_phrase_answers_in_the_process_after_a_restart(
    server: Server, environment: dict[str, str], ana: Person, admin: Person, tmp_path: Path
) -> None:
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}"}
    async with running(server, environment, **settings) as process:
        await server.connected()
        await teach(admin, "saga")
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0
    async with running(server, environment, **settings) as process:
        await server.connected()
        assert "Saga" in (await ana.slash("general", "ask", question=PIZZA)).text
        # Not even a process that is killed takes it along.
        await teach_own(admin)
        process.kill()
        await ended(process)
    async with running(server, environment, **settings):
        await server.connected()
        assert "Team blue knows" in (await ana.slash("general", "ask", question="who is on call")).text


async def teach_own(admin: Person) -> None:
    missing = await admin.slash("general", "ask", question="who is on call")
    form = (await admin.click(missing.message, label="Teach")).modal
    assert "Taught" in (await admin.submit_modal(form, {"Or an answer of your own": "Team blue knows."})).text
