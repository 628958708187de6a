from collections.abc import AsyncIterator

import pytest

from tests.discord_server import Person, Server
from tests.discord_server_tests.client import Client, running


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as server:
        yield server
        assert [fault.what for fault in server.log.faults] == []


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Client]:
    client = Client()
    async with running(client, server):
        yield client


@pytest.fixture
async def ana(server: Server) -> Person:
    return server.person("ana")


@pytest.fixture
async def ben(server: Server) -> Person:
    return server.person("ben")
