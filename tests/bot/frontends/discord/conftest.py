from collections.abc import AsyncIterator

import pytest

from bot.ask.service import Asking
from bot.frontends.discord.client import RoadmapBot
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Person, Server


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as server:
        yield server
        assert [fault.what for fault in server.log.faults] == []


@pytest.fixture
async def bot(server: Server, asking: Asking) -> AsyncIterator[RoadmapBot]:
    async with connected(server, asking) as bot:
        yield bot


@pytest.fixture
async def ana(server: Server) -> Person:
    return server.person("ana")


@pytest.fixture
async def admin(server: Server) -> Person:
    return server.person("ada", admin=True)
