"""What is changed through one process holds in the others at once: none of them keeps settings in its memory."""

from collections.abc import AsyncIterator

import pytest

from tests import databases
from tests.bot.frontends.discord.test_process import running
from tests.discord_server import NoFaults, Person, Server
from tests.discord_server.records import Payload
from tests.discord_server.sessions import Session


class Only(NoFaults):
    """One of several sessions hears what people do; the others hear everything else."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.session = ""

    def let_hear(self, number: int) -> None:
        """Choose it, by the order in which they began."""
        self.session = self._server.platform.gateway.attached[number].id

    async def before_frame(self, session: Session | None, frame: Payload, /) -> bool:
        return frame["t"] != "INTERACTION_CREATE" or (session is not None and session.id == self.session)


@pytest.fixture
async def heard(server: Server, environment: dict[str, str], postgresql: str) -> AsyncIterator[Only]:
    """Two real processes over one PostgreSQL, and who of them hears."""
    server.faults = only = Only(server)
    async with databases.fresh(postgresql) as url:
        settings = {"DATABASE_URL": url.replace("+asyncpg", "")}
        async with running(server, environment, **settings):
            await server.connected(1, 30)
            async with running(server, environment, **settings):
                await server.connected(2, 30)
                yield only


async def test_settings_and_schedules_that_are_changed_through_one_process_hold_in_the_other_at_once(
    server: Server, heard: Only, admin: Person
) -> None:
    first, second = 0, 1
    for number in (first, second):
        heard.let_hear(number)
        assert "Tokyo" not in (await admin.slash("general", "settings show")).text
    await admin.slash("general", "settings set", zone="Asia/Tokyo", channel=server.channel("quiz"))
    heard.let_hear(first)
    assert "Tokyo" in (await admin.slash("general", "settings show")).text
    added = await admin.slash("general", "schedule add", time="09:30")
    assert "Tokyo" in added.text
    heard.let_hear(second)
    assert "09:30" in (await admin.slash("general", "schedule list")).text
    assert "paused" in (await admin.slash("general", "schedule pause")).text
    heard.let_hear(first)
    assert "paused" in (await admin.slash("general", "schedule list")).text
